package redis_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/redis"
	"readout/storage/storagetest/redisserver"
)

// kills is how often a server is killed in one test.
const kills = 20

// TestServerKilled kills the server again and again while readers are served,
// and holds that whatever the store said was done is there afterwards, and
// nothing was done twice.
func TestServerKilled(t *testing.T) {
	t.Parallel()
	server := redisserver.Start(t)
	at := []news.Address{{Chat: 1}, {Chat: -2}, {Chat: -3, Thread: 4}}
	acked := make([]int64, len(at)) // updates that the store said were done
	tried := make([]int64, len(at)) // those, and those of which nobody knows
	for kill := range kills {
		s := open(t, server.URL(), redis.Options{Timeout: time.Second})
		ctx, cancel := context.WithCancel(t.Context())
		var working sync.WaitGroup
		progress := make(chan struct{}, len(at))
		for i := range at {
			working.Go(func() {
				for ctx.Err() == nil {
					tried[i]++
					if _, err := s.UpdateSubscriber(ctx, at[i], oneMore); err != nil {
						return
					}
					acked[i]++
					select {
					case progress <- struct{}{}:
					default:
					}
				}
			})
		}
		ended := make(chan struct{})
		go func() { working.Wait(); close(ended) }()
		for range 1 + kill%5 {
			select {
			case <-progress:
			case <-ended:
			}
		}
		server.Kill()
		cancel()
		<-ended
		s.Close()
		server.Restart()
	}
	s := open(t, server.URL(), redis.Options{})
	for i := range at {
		sub, err := s.Subscriber(t.Context(), at[i])
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			t.Fatal(err)
		}
		if sub.Cursor < acked[i] || sub.Cursor > tried[i] {
			t.Errorf("%s: %d updates are there; %d were done for sure, %d tried", at[i], sub.Cursor, acked[i], tried[i])
		}
		if acked[i] == 0 {
			t.Errorf("%s: nothing was done", at[i])
		}
	}
}

func oneMore(sub *news.Subscriber) error { sub.Cursor++; return nil }

// TestServerComesBack holds that a store goes on by itself when its server is
// back, and that what was given out before still counts.
func TestServerComesBack(t *testing.T) {
	t.Parallel()
	server := redisserver.Start(t)
	s := open(t, server.URL(), redis.Options{})
	c := settle(t, s, -5)
	server.Kill()
	if err := s.MarkPart(t.Context(), c, deliveryTo(c.Subscriber.Address, -2).Key, 0, news.Part{State: news.Sent}); err == nil {
		t.Error("a part was marked on a dead server")
	}
	server.Restart()
	if err := s.MarkPart(t.Context(), c, deliveryTo(c.Subscriber.Address, -2).Key, 0, news.Part{State: news.Sent}); err != nil {
		t.Error(err)
	}
	if got := everything(t, s)["keyboards"].([]storage.Keyboard); len(got) != 2 {
		t.Errorf("keyboards: %+v", got)
	}
}

// TestTwoProcesses has two stores claim from one server: every reader is given
// out once, under a fence of its own.
func TestTwoProcesses(t *testing.T) {
	t.Parallel()
	address := imitation(t)
	first, second := open(t, address, redis.Options{}), open(t, address, redis.Options{})
	const readers = 30
	for i := range int64(readers) {
		if _, err := first.UpdateSubscriber(t.Context(), news.Address{Chat: i}, dueAt(noon)); err != nil {
			t.Fatal(err)
		}
	}
	var mu sync.Mutex
	owners, fences := map[int64]string{}, map[int64]bool{}
	var working sync.WaitGroup
	for name, s := range map[string]*redis.Store{"first": first, "second": second} {
		working.Go(func() {
			for {
				claims, err := s.ClaimDue(t.Context(), noon, name, time.Minute, 4)
				if err != nil || len(claims) == 0 {
					if err != nil {
						t.Error(err)
					}
					return
				}
				mu.Lock()
				for _, c := range claims {
					if owners[c.Subscriber.Address.Chat] != "" || fences[c.Fence] {
						t.Errorf("%s was given to %s and %s", c.Subscriber.Address, owners[c.Subscriber.Address.Chat], name)
					}
					owners[c.Subscriber.Address.Chat], fences[c.Fence] = name, true
				}
				mu.Unlock()
			}
		})
	}
	working.Wait()
	if len(owners) != readers {
		t.Errorf("%d readers were given out", len(owners))
	}
}

func dueAt(at time.Time) func(*news.Subscriber) error {
	return func(sub *news.Subscriber) error {
		sub.Due = news.Slot{Date: news.DayOf(at, time.UTC), At: at}
		return nil
	}
}

// TestFenceLost holds that fences go on growing where the number of the last
// one was lost with a server that failed over.
func TestFenceLost(t *testing.T) {
	t.Parallel()
	s := open(t, imitation(t), redis.Options{})
	for i := range int64(3) {
		if _, err := s.UpdateSubscriber(t.Context(), news.Address{Chat: i}, dueAt(noon)); err != nil {
			t.Fatal(err)
		}
	}
	last := int64(0)
	for n := range 3 {
		claims, err := s.ClaimDue(t.Context(), noon.Add(time.Duration(n)*time.Hour), "o", time.Minute, 9)
		if err != nil || len(claims) != 3 {
			t.Fatalf("%d claims, %v", len(claims), err)
		}
		for _, c := range claims {
			if c.Fence <= last {
				t.Errorf("fence %d after %d", c.Fence, last)
			}
			last = c.Fence
		}
		if err := s.Client().Del(t.Context(), "readout:{meta}:fence").Err(); err != nil {
			t.Fatal(err)
		}
	}
}
