package telegram_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"

	"readout/bot/telegram"
	"readout/bot/telegram/sandbox"
	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

// erasing is a store whose readers have all that is kept of them erased while
// the first message with buttons is on its way.
type erasing struct {
	*sqlite.Store
	once *sync.Once
}

func (e erasing) SaveKeyboard(ctx context.Context, k storage.Keyboard) error {
	err := e.Store.SaveKeyboard(ctx, k)
	e.once.Do(func() { err = e.DeleteSubscriber(ctx, k.Address) })
	return err
}

func TestWhatWasErasedStaysGone(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	w.say(sandbox.Speech{Chat: reader, Text: "/start"})
	c, err := telegram.Connect(t.Context(), telegram.Options{
		Token: w.there.Token(), URL: w.url, Store: erasing{w.store, new(sync.Once)}, Log: slog.New(slog.NewTextHandler(w.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	w.client = c.Unpaced()
	more := []news.Block{{Kind: news.Item, Number: 2, Text: news.Say("More")}}
	if r := w.send(news.Address{Chat: reader}, news.NewEdition(edition("one").Blocks, more, monday)); r.Outcome != news.Arrived {
		t.Fatalf("got %+v", r)
	}
	for k, err := range w.store.AllKeyboards(t.Context()) {
		t.Errorf("came back: %+v, %v", k, err)
	}
}
