package storagetest

import (
	"testing"

	"readout/storage"
)

var updates = []exam{
	{"begun, begun again, handled once", examUpdate},
	{"accounts and ids are told apart", examUpdateAccounts},
	{"pruning forgets what was noted long ago", examPruneUpdates},
	{"pruning many", examPruneManyUpdates},
	{"begun from many sides, every try counts", examUpdateTries},
}

func begin(t testing.TB, s storage.Store, from string, id int64, hour int) int {
	t.Helper()
	return got[int](t)(s.BeginUpdate(t.Context(), from, id, hours(hour)))
}

func examUpdate(t *testing.T, s storage.Store) {
	for try := 1; try <= 3; try++ {
		same(t, "tries", begin(t, s, "bot", 7, try), try)
	}
	must(t, s.EndUpdate(t.Context(), "bot", 7, hours(4)))
	for range 2 {
		same(t, "handled already", begin(t, s, "bot", 7, 5), 0)
	}
	must(t, s.EndUpdate(t.Context(), "bot", 7, hours(6)))
	same(t, "still", begin(t, s, "bot", 7, 7), 0)
	// One that ends without a beginning is handled all the same.
	must(t, s.EndUpdate(t.Context(), "bot", 8, hours(1)))
	same(t, "never begun", begin(t, s, "bot", 8, 2), 0)
}

func examUpdateAccounts(t *testing.T, s storage.Store) {
	same(t, "one", begin(t, s, "bot", 7, 0), 1)
	must(t, s.EndUpdate(t.Context(), "bot", 7, hours(0)))
	// The ids of an account may start again anywhere, so neither a higher nor
	// a lower one says anything.
	for _, other := range []int64{6, 8, 1 << 40, 0, -3} {
		same(t, "another id", begin(t, s, "bot", other, 0), 1)
	}
	for _, other := range []string{"other", "bot:7", "bo", ""} {
		same(t, "another account", begin(t, s, other, 7, 0), 1)
	}
}

func examPruneUpdates(t *testing.T, s storage.Store) {
	begin(t, s, "bot", 1, 0)
	begin(t, s, "bot", 2, 0)
	must(t, s.EndUpdate(t.Context(), "bot", 2, hours(1)))
	begin(t, s, "bot", 3, 0)
	begin(t, s, "bot", 3, 5) // tried again
	begin(t, s, "bot", 4, 0)
	must(t, s.EndUpdate(t.Context(), "bot", 4, hours(5)))
	begin(t, s, "other", 5, 5)
	same(t, "gone", got[int](t)(s.PruneUpdates(t.Context(), hours(5))), 2)
	same(t, "again", got[int](t)(s.PruneUpdates(t.Context(), hours(5))), 0)
	for id, want := range map[int64]int{1: 1, 2: 1, 3: 3, 4: 0} {
		same(t, "tries", begin(t, s, "bot", id, 6), want)
	}
	same(t, "the other's", begin(t, s, "other", 5, 6), 2)
}

func examPruneManyUpdates(t *testing.T, s storage.Store) {
	for id := range int64(several) {
		must(t, s.EndUpdate(t.Context(), "bot", id, noon))
	}
	same(t, "gone", got[int](t)(s.PruneUpdates(t.Context(), hours(1))), several)
	same(t, "as if new", begin(t, s, "bot", 3, 2), 1)
}

func examUpdateTries(t *testing.T, s storage.Store) {
	tries := race(t, func() (mine []int, err error) {
		for range 5 {
			n, err := s.BeginUpdate(t.Context(), "bot", 7, noon)
			if err != nil {
				return mine, err
			}
			mine = append(mine, n)
		}
		return mine, nil
	})
	once(t, tries, 40)
	same(t, "tries", begin(t, s, "bot", 7, 0), 41)
}
