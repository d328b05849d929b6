package storagetest

import (
	"testing"
	"time"

	"readout/storage"
)

var archive = []exam{
	{"an empty archive counts nothing", func(t *testing.T, s storage.Store) {
		same(t, "stats", got[storage.Stats](t)(s.Stats(t.Context())), storage.Stats{})
	}},
	{"what is counted", examStats},
	{"what was edited away is not counted", examStatsAfterEdit},
}

func examStats(t *testing.T, s storage.Store) {
	a := write("a", 8, "A").people("Ana Prado").
		meeting("Prado met Reyes.", "Lyon", "", "Ana Prado", "Tom Reyes").
		said("She said so.", "Ana Prado").said("It was noted.", "")
	b := write("b", 3, "B").visit("A delegation goes to Malta.", "Malta", "", "", "delegation")
	b.Article.Published = a.Article.Published.Add(700 * time.Millisecond)
	save(t, s, a, b)
	same(t, "stats", got[storage.Stats](t)(s.Stats(t.Context())), storage.Stats{
		Reports: 2, Meetings: 1, Statements: 2, Visits: 1, Names: 3,
		Oldest: b.Article.Seen, Newest: b.Article.Published,
	})
}

func examStatsAfterEdit(t *testing.T, s storage.Store) {
	save(t, s, write("a", 8, "A").meeting("Prado met Reyes.", "Lyon", "", "Ana Prado", "Tom Reyes"), write("b", 1, "B"))
	save(t, s, write("a", 0, "A").people("Ana Prado"))
	same(t, "stats", got[storage.Stats](t)(s.Stats(t.Context())), storage.Stats{
		Reports: 2, Names: 1, Oldest: hours(1).Add(time.Minute), Newest: hours(1),
	})
}
