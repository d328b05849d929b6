package storagetest

import (
	"fmt"
	"testing"

	"readout/storage"
)

var names = []exam{
	{"by whole words, without case and accents", examNames},
	{"by beginnings of words", examNamesByPrefix},
	{"counts and dates follow edits", examNamesAfterEdit},
	{"hostile words find nothing and break nothing", examNamesHostile},
	{"at most as many as asked for", examNamesLimit},
}

func archiveOfNames(t *testing.T, s storage.Store) {
	save(t, s,
		write("a", 1, "A").people("José Núñez", "Ana Prado"),
		write("b", 9, "B").people("Ana Prado").said("The office said so.", "Office of the Ombudsman"),
		write("c", 4, "C").people("Ana Maria Prado", "Prado").visit("He goes to Lyon.", "Lyon", "", "", "O’Hara"),
		write("d", 2, "D").people("王毅"),
	)
}

func findNames(t *testing.T, s storage.Store, prefix bool, words ...string) []string {
	t.Helper()
	return mapped(got[[]storage.NameUse](t)(s.FindNames(t.Context(), words, prefix, 20)), func(n storage.NameUse) string { return n.Name })
}

func examNames(t *testing.T, s storage.Store) {
	archiveOfNames(t, s)
	uses := got[[]storage.NameUse](t)(s.FindNames(t.Context(), []string{"prado"}, false, 20))
	same(t, "prado", uses, []storage.NameUse{
		{Name: "Ana Prado", Reports: 2, Latest: hours(9)}, {Name: "Ana Maria Prado", Reports: 1, Latest: hours(4)},
		{Name: "Prado", Reports: 1, Latest: hours(4)},
	})
	same(t, "ana prado", findNames(t, s, false, "prado", "ana"), []string{"Ana Prado", "Ana Maria Prado"})
	same(t, "nunez", findNames(t, s, false, "nunez"), []string{"José Núñez"})
	same(t, "an institution", findNames(t, s, false, "ombudsman"), []string{"Office of the Ombudsman"})
	same(t, "ohara", findNames(t, s, false, "ohara"), []string{"O’Hara"})
	same(t, "half a word", findNames(t, s, false, "prad"), []string{})
	same(t, "two characters", findNames(t, s, false, "王毅"), []string{"王毅"})
}

func examNamesByPrefix(t *testing.T, s storage.Store) {
	archiveOfNames(t, s)
	same(t, "pra", findNames(t, s, true, "pra"), []string{"Ana Prado", "Ana Maria Prado", "Prado"})
	same(t, "a mar", findNames(t, s, true, "a", "mar"), []string{"Ana Maria Prado"})
	same(t, "nobody", findNames(t, s, true, "prados"), []string{})
	same(t, "everybody", findNames(t, s, true), []string{
		"Ana Prado", "Ana Maria Prado", "José Núñez", "Office of the Ombudsman", "O’Hara", "Prado", "王毅",
	})
}

func examNamesAfterEdit(t *testing.T, s storage.Store) {
	archiveOfNames(t, s)
	save(t, s, write("b", 9, "B").people("Tom Reyes"))
	use := func(word string) []storage.NameUse {
		return got[[]storage.NameUse](t)(s.FindNames(t.Context(), []string{word}, false, 1))
	}
	same(t, "one fewer", use("ana"), []storage.NameUse{{Name: "Ana Maria Prado", Reports: 1, Latest: hours(4)}})
	same(t, "prado", findNames(t, s, false, "prado"), []string{"Ana Maria Prado", "Ana Prado", "Prado"})
	same(t, "none", use("ombudsman"), []storage.NameUse{})
	same(t, "new", use("reyes"), []storage.NameUse{{Name: "Tom Reyes", Reports: 1, Latest: hours(9)}})
	save(t, s, write("b", -5, "B").people("Tom Reyes").said("The office said so.", "Office of the Ombudsman"))
	same(t, "back again", use("ombudsman"), []storage.NameUse{{Name: "Office of the Ombudsman", Reports: 1, Latest: hours(-5)}})
	same(t, "earlier", use("reyes"), []storage.NameUse{{Name: "Tom Reyes", Reports: 1, Latest: hours(-5)}})
}

func examNamesHostile(t *testing.T, s storage.Store) {
	archiveOfNames(t, s)
	for _, word := range hostile() {
		for _, prefix := range []bool{true, false} {
			if _, err := s.FindNames(t.Context(), []string{word}, prefix, 5); err != nil {
				t.Errorf("%.30q: %v", word, err)
			}
		}
	}
	same(t, "a pattern", findNames(t, s, true, "p%o"), []string{})
}

func examNamesLimit(t *testing.T, s storage.Store) {
	d := write("a", 0, "A")
	for i := range 9 {
		d.people(fmt.Sprint("Ana Number", i))
	}
	save(t, s, d)
	for limit, want := range map[int]int{0: 0, 1: 1, 5: 5, 100: 9} {
		same(t, fmt.Sprint("limit ", limit), len(got[[]storage.NameUse](t)(s.FindNames(t.Context(), []string{"ana"}, false, limit))), want)
	}
}
