package redis_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage/redis"
)

// TestDamagedSubscriber holds that one whose settings cannot be read keeps
// nobody else from being served, whatever the size of a batch.
func TestDamagedSubscriber(t *testing.T) {
	t.Parallel()
	bad := news.Address{Chat: 1}
	settings := func(t *testing.T, s *redis.Store) error {
		return s.Client().HSet(t.Context(), s.ChatKey("subscribers", bad.Chat), redis.Member(bad), "{").Err()
	}
	for name, damage := range map[string]func(t *testing.T, s *redis.Store) error{
		"its settings": settings,
		"none left": func(t *testing.T, s *redis.Store) error {
			return s.Client().HDel(t.Context(), s.ChatKey("subscribers", bad.Chat), redis.Member(bad)).Err()
		},
		"a member of the index": func(t *testing.T, s *redis.Store) error {
			return s.Client().ZAdd(t.Context(), s.ChatKey("dues", 1), goredis.Z{Member: "rubbish"}).Err()
		},
		"a move that cannot end": func(t *testing.T, s *redis.Store) error {
			return errors.Join(settings(t, s), s.Client().HSet(t.Context(), s.ChatKey("moves", 1), "1", "-100777").Err())
		},
		"a tombstone": func(t *testing.T, s *redis.Store) error {
			return s.Client().HSet(t.Context(), s.ChatKey("moves", 1), "rubbish", "7").Err()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, imitation(t), redis.Options{})
			for n := range int64(6) {
				_, err := s.UpdateSubscriber(t.Context(), news.Address{Chat: n + 1}, dueAt(noon.Add(time.Duration(n)*time.Minute)))
				must(t, err)
			}
			must(t, damage(t, s))
			now := noon.Add(time.Hour)
			if next, err := s.NextDue(t.Context()); err != nil || next.After(now) {
				t.Errorf("next due: %v, %v", next, err)
			}
			var served []int64
			for range 6 {
				claims, err := s.ClaimDue(t.Context(), now, "o", time.Minute, 2)
				must(t, err)
				for _, c := range claims {
					served = append(served, c.Subscriber.Address.Chat)
				}
			}
			if slices.Sort(served); len(served) < 5 || !slices.Equal(served[len(served)-5:], []int64{2, 3, 4, 5, 6}) {
				t.Errorf("served: %v", served)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestDamagedSource holds that a source that cannot be read keeps no other
// from being read.
func TestDamagedSource(t *testing.T) {
	t.Parallel()
	s := open(t, imitation(t), redis.Options{})
	for _, id := range []news.SourceID{"a", "b", "c"} {
		must(t, s.SaveSource(t.Context(), news.Source{ID: id, URL: "https://bell.example/feed"}))
	}
	must(t, s.Client().HSet(t.Context(), "readout:{archive}:sources", "a", "[]").Err())
	for _, want := range []news.SourceID{"b", "c"} {
		sources, err := s.ClaimSources(t.Context(), noon, time.Minute, 1)
		if err != nil || len(sources) != 1 || sources[0].ID != want {
			t.Errorf("%+v, %v, want %s", sources, err, want)
		}
	}
}
