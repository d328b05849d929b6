package redis_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/redis"
	"readout/storage/storagetest"
)

// TestStoreThatRemembersWhatIsOld has the examiner look at a store that
// remembers what others have changed since, in every second case.
func TestStoreThatRemembersWhatIsOld(t *testing.T) {
	t.Parallel()
	storagetest.Run(t, func(t *testing.T) storage.Store {
		s := open(t, imitation(t), redis.Options{})
		s.MissHalf()
		return s
	})
}

// exchanges counts what is asked of the server, a pipeline as one.
type exchanges struct{ n *atomic.Int64 }

func (e exchanges) DialHook(next goredis.DialHook) goredis.DialHook { return next }

func (e exchanges) ProcessHook(next goredis.ProcessHook) goredis.ProcessHook {
	return func(ctx context.Context, cmd goredis.Cmder) error {
		e.n.Add(1)
		return next(ctx, cmd)
	}
}

func (e exchanges) ProcessPipelineHook(next goredis.ProcessPipelineHook) goredis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []goredis.Cmder) error {
		e.n.Add(1)
		return next(ctx, cmds)
	}
}

// TestWhatIsRememberedIsNotAskedFor counts the exchanges of acts of a process
// that is alone.
func TestWhatIsRememberedIsNotAskedFor(t *testing.T) {
	t.Parallel()
	count := exchanges{new(atomic.Int64)}
	s, err := redis.OpenHooked(t.Context(), imitation(t), redis.Options{}, count)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, at := t.Context(), news.Address{Chat: -5, Thread: 1}
	c := settle(t, s, -5)
	first := deliveryTo(at, 0)
	first.Parts = make([]news.Part, 3)
	update := func() error { _, err := s.UpdateSubscriber(ctx, at, oneMore); return err }
	for range 150 {
		if err := s.SaveTopic(ctx, news.Topic{ID: news.TopicID(fmt.Sprint("t", count.n.Load()))}); err != nil {
			t.Fatal(err)
		}
	}
	topics := func() error { listed(t, s.AllTopics(ctx)); return nil }
	for _, act := range []struct {
		name string
		do   func() error
		most int64
	}{
		{"begin", func() error { _, err := s.BeginDelivery(ctx, c, first, editionOf(9)); return err }, 6}, // two scripts are new
		{"mark", func() error { return s.MarkPart(ctx, c, first.Key, 0, news.Part{State: news.Sending}) }, 2},
		{"mark again", func() error { return s.MarkPart(ctx, c, first.Key, 0, news.Part{State: news.Sent}) }, 1},
		{"finish", func() error { return s.FinishDelivery(ctx, c, first.Key, day(0), oneMore) }, 2},
		{"update", update, 1},
		{"update again", update, 1},
		{"topics", topics, 8}, // three pages of two exchanges, and their version before and after
		{"topics again", topics, 1},
	} {
		before := count.n.Load()
		if err := act.do(); err != nil {
			t.Fatalf("%s: %v", act.name, err)
		}
		if n := count.n.Load() - before; n > act.most {
			t.Errorf("%s took %d exchanges, want %d", act.name, n, act.most)
		}
	}
}

// TestTwoProcessesThatRemember has one process change what another remembers,
// in every way in which it can be changed.
func TestTwoProcessesThatRemember(t *testing.T) {
	t.Parallel()
	at, other := news.Address{Chat: -5}, news.Address{Chat: -100777}
	seenBy := func(s *redis.Store) (seen int64, err error) {
		_, err = s.UpdateSubscriber(t.Context(), at, func(sub *news.Subscriber) error {
			seen = sub.Cursor
			return nil
		})
		return seen, err
	}
	for name, c := range map[string]struct {
		change func(s *redis.Store) error
		want   int64
	}{
		"saved": {func(s *redis.Store) error { _, err := s.UpdateSubscriber(t.Context(), at, oneMore); return err }, 8},
		"restored": {func(s *redis.Store) error {
			return s.RestoreSubscribers(t.Context(), []news.Subscriber{{Address: at, Cursor: 70}})
		}, 70},
		"erased": {func(s *redis.Store) error { return s.DeleteSubscriber(t.Context(), at) }, 0},
		"moved":  {func(s *redis.Store) error { return s.MoveChat(t.Context(), at.Chat, other.Chat) }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := imitation(t)
			a, b := open(t, address, redis.Options{}), open(t, address, redis.Options{})
			settle(t, a, at.Chat)
			if err := c.change(b); err != nil {
				t.Fatal(err)
			}
			// What it refuses by what is old is asked of what is.
			errOld := errors.New("it is as it was")
			_, err := a.UpdateSubscriber(t.Context(), at, func(sub *news.Subscriber) error {
				if sub.Cursor == 7 {
					return errOld
				}
				return nil
			})
			if err != nil {
				t.Error(err)
			}
			if seen, err := seenBy(a); seen != c.want || err != nil {
				t.Errorf("saw cursor %d, want %d, %v", seen, c.want, err)
			}
		})
	}
	t.Run("topics", func(t *testing.T) {
		t.Parallel()
		address := imitation(t)
		a, b := open(t, address, redis.Options{}), open(t, address, redis.Options{})
		for n := range 5 {
			if err := b.SaveTopic(t.Context(), news.Topic{ID: news.TopicID(fmt.Sprint("t", n))}); err != nil {
				t.Fatal(err)
			}
			if got := len(listed(t, a.AllTopics(t.Context()))); got != n+1 {
				t.Errorf("%d topics, want %d", got, n+1)
			}
		}
		if err := b.DeleteTopic(t.Context(), "t0"); err != nil {
			t.Fatal(err)
		}
		if got := listed(t, a.AllTopics(t.Context())); len(got) != 4 || got[0].ID != "t1" {
			t.Errorf("topics: %v", got)
		}
	})
}

// TestWhatIsRememberedIsBounded saves far more than is remembered.
func TestWhatIsRememberedIsBounded(t *testing.T) {
	t.Parallel()
	s := open(t, imitation(t), redis.Options{})
	name := strings.Repeat("long ", 1000)
	for n := range 2000 {
		_, err := s.UpdateSubscriber(t.Context(), news.Address{Chat: int64(n)}, func(sub *news.Subscriber) error { sub.Name = name; return nil })
		if err != nil {
			t.Fatal(err)
		}
	}
	entries, bytes, most := s.Remembered()
	if entries < 100 || bytes > most {
		t.Errorf("%d entries with %d bytes, of %d", entries, bytes, most)
	}
	for n := range 250 {
		if err := s.SaveTopic(t.Context(), news.Topic{ID: news.TopicID(fmt.Sprint("t", n)), Name: name}); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(listed(t, s.AllTopics(t.Context()))); got != 250 || s.RememberedTopics() > 210 {
		t.Errorf("%d topics are listed, %d remembered", got, s.RememberedTopics())
	}
}

// TestClockOfTheServer holds that leases go by the clock of the server.
func TestClockOfTheServer(t *testing.T) {
	t.Parallel()
	server := miniredisAt(t, noon)
	s := open(t, "redis://"+server.Addr()+"/0", redis.Options{})
	if now, err := s.Now(t.Context()); err != nil || !now.Equal(noon) {
		t.Errorf("it is %s, %v", now, err)
	}
	server.SetTime(noon.Add(time.Hour))
	if now, err := s.Now(t.Context()); err != nil || !now.Equal(noon.Add(time.Hour)) {
		t.Errorf("it is %s, %v", now, err)
	}
}
