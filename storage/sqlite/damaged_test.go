package sqlite_test

import (
	"fmt"
	"testing"
	"time"

	"readout/digest/news"
)

// TestDamagedValue holds that a subscriber or a source that cannot be read
// keeps no other from being served, whatever the size of a batch.
func TestDamagedValue(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	s := open(t, path)
	for n := range 4 {
		due := func(sub *news.Subscriber) error {
			sub.Due = news.Slot{At: noon.Add(time.Duration(n) * time.Minute)}
			return nil
		}
		if _, err := s.UpdateSubscriber(t.Context(), news.Address{Chat: int64(n)}, due); err != nil {
			t.Fatal(err)
		}
		if err := s.SaveSource(t.Context(), news.Source{ID: news.SourceID(fmt.Sprint(n)), URL: "https://bell.example/feed"}); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	run(t, path, `UPDATE subscribers SET subscriber = '{' WHERE chat = 0`, `UPDATE sources SET source = '[]' WHERE id = '0'`)
	s = open(t, path)
	for n := range 3 {
		claims, err := s.ClaimDue(t.Context(), noon.Add(time.Hour), "o", time.Minute, 1)
		if err != nil || len(claims) != 1 || claims[0].Subscriber.Address.Chat != int64(n+1) {
			t.Errorf("claim %d: %+v, %v", n, claims, err)
		}
		sources, err := s.ClaimSources(t.Context(), noon, time.Minute, 1)
		if err != nil || len(sources) != 1 || sources[0].ID != news.SourceID(fmt.Sprint(n+1)) {
			t.Errorf("source %d: %+v, %v", n, sources, err)
		}
	}
}
