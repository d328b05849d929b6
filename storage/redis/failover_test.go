package redis_test

import (
	"context"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage/redis"
	"readout/storage/storagetest/redisserver"
)

// TestFailover kills the server that takes the writes while readers are
// saved. What was acknowledged stays, but for what the last moment before may
// not have reached the replica; the store needs no hand to come back, and no
// call hangs meanwhile.
func TestFailover(t *testing.T) {
	t.Parallel()
	t.Run("sentinel", func(t *testing.T) {
		t.Parallel()
		servers := redisserver.StartWatched(t)
		failOver(t, servers.URL(), servers.Master)
	})
	t.Run("cluster", func(t *testing.T) {
		t.Parallel()
		servers := redisserver.StartCluster(t, 3, true)
		failOver(t, servers.URL(), servers.Masters[1])
	})
}

// lag is how long before its end a master may have acknowledged what its
// replica never got: replication does not wait (Redis, "High availability with
// Sentinel": up to what is on its way).
const lag = time.Second

func failOver(t *testing.T, address string, master *redisserver.Server) {
	const before, after = 200, 200
	s := open(t, address, redis.Options{Timeout: time.Second})
	saved := map[int64]time.Time{}
	chat := int64(0)
	save := func() error {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		chat++
		_, err := s.UpdateSubscriber(ctx, news.Address{Chat: chat}, func(sub *news.Subscriber) error {
			sub.Name = "Reader"
			return nil
		})
		if err == nil {
			saved[chat] = time.Now()
		}
		return err
	}
	for range before {
		if err := save(); err != nil {
			t.Fatal(err)
		}
	}
	killed := time.Now()
	master.Kill()
	// A cluster answers for the other slots all the while.
	failed, back := 0, time.Time{}
	for n := 0; n < after; {
		if time.Since(killed) > time.Minute {
			t.Fatalf("not back after %s: %d saved, %d not", time.Since(killed), n, failed)
		}
		if err := save(); err != nil {
			failed, n = failed+1, 0
			continue
		}
		if n++; n == 1 {
			back = time.Now()
		}
	}
	lost := 0
	for chat, at := range saved {
		if _, err := s.Subscriber(t.Context(), news.Address{Chat: chat}); err != nil {
			lost++
			if killed.Sub(at) > lag {
				t.Errorf("reader %d, saved %s before the end of the master, is lost: %v", chat, killed.Sub(at), err)
			}
		}
	}
	t.Logf("back after %s; %d calls failed meanwhile; of %d acknowledged, %d were lost", back.Sub(killed).Round(10*time.Millisecond), failed, len(saved), lost)
}
