package storagetest

import (
	"errors"
	"fmt"
	"testing"

	"readout/digest/news"
	"readout/storage"
)

var keyboards = []exam{
	{"one comes back whole, and is replaced", examKeyboard},
	{"one is bound to its message, and stays gone", examBindKeyboard},
	{"a list longer than a page, by id", examManyKeyboards},
	{"pruning forgets the old ones", examPruneKeyboards},
}

func keyboard(id string, at news.Address) storage.Keyboard {
	return storage.Keyboard{ID: id, Address: at, Message: "m1", Commands: []string{"more", `who "Ana Prado"`}, Made: noon}
}

func examKeyboard(t *testing.T, s storage.Store) {
	at := news.Address{Chat: -100123, Thread: 7}
	k := keyboard("k", at)
	k.Message = ""
	must(t, s.SaveKeyboard(t.Context(), k))
	same(t, "before it was sent", got[storage.Keyboard](t)(s.Keyboard(t.Context(), "k")), k)
	k.Message, k.Commands, k.Made = "77", []string{"less"}, hours(1)
	must(t, s.SaveKeyboard(t.Context(), k))
	must(t, s.SaveKeyboard(t.Context(), keyboard("other", chat(2))))
	same(t, "replaced", got[storage.Keyboard](t)(s.Keyboard(t.Context(), "k")), k)
	same(t, "keyboards", collect(t, s.AllKeyboards(t.Context())), []storage.Keyboard{k, keyboard("other", chat(2))})
	if _, err := s.Keyboard(t.Context(), "none"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a keyboard that is not there: %v", err)
	}
	// What the replaced one was is not kept anywhere.
	same(t, "pruned", got[int](t)(s.PruneKeyboards(t.Context(), hours(1))), 1)
	same(t, "left", collect(t, s.AllKeyboards(t.Context())), []storage.Keyboard{k})
}

func examBindKeyboard(t *testing.T, s storage.Store) {
	k := keyboard("k", chat(1))
	k.Message = ""
	must(t, s.SaveKeyboard(t.Context(), k))
	must(t, s.BindKeyboard(t.Context(), "k", chat(1), "77"))
	k.Message = "77"
	same(t, "bound", got[storage.Keyboard](t)(s.Keyboard(t.Context(), "k")), k)

	// It was sent to where the chat had moved to meanwhile.
	must(t, s.BindKeyboard(t.Context(), "k", chat(2), "78"))
	k.Address, k.Message = chat(2), "78"
	must(t, s.DeleteSubscriber(t.Context(), chat(1)))
	same(t, "bound elsewhere", collect(t, s.AllKeyboards(t.Context())), []storage.Keyboard{k})
	must(t, s.DeleteSubscriber(t.Context(), chat(2)))

	// Whoever erased everything meanwhile gets nothing back.
	for _, at := range []news.Address{chat(2), chat(3)} {
		must(t, s.BindKeyboard(t.Context(), "k", at, "79"))
	}
	same(t, "erased", len(collect(t, s.AllKeyboards(t.Context()))), 0)
	must(t, s.BindKeyboard(t.Context(), "none", chat(1), "1"))
}

func examManyKeyboards(t *testing.T, s storage.Store) {
	var want []storage.Keyboard
	for i := range several {
		want = append(want, keyboard(fmt.Sprintf("k%03d", i), chat(int64(i%3))))
	}
	for i := range want {
		must(t, s.SaveKeyboard(t.Context(), want[(i*37)%len(want)]))
	}
	same(t, "keyboards", collect(t, s.AllKeyboards(t.Context())), want)
}

func examPruneKeyboards(t *testing.T, s storage.Store) {
	for n := range several {
		k := keyboard(fmt.Sprintf("k%03d", n), chat(1))
		k.Made = hours(n)
		must(t, s.SaveKeyboard(t.Context(), k))
	}
	same(t, "gone", got[int](t)(s.PruneKeyboards(t.Context(), hours(several-2))), several-2)
	same(t, "again", got[int](t)(s.PruneKeyboards(t.Context(), hours(several-2))), 0)
	left := mapped(collect(t, s.AllKeyboards(t.Context())), func(k storage.Keyboard) string { return k.ID })
	same(t, "left", left, []string{fmt.Sprintf("k%03d", several-2), fmt.Sprintf("k%03d", several-1)})
	if _, err := s.Keyboard(t.Context(), "k000"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a pruned keyboard: %v", err)
	}
}
