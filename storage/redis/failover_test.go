package redis_test

import (
	"context"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage/redis"
	"readout/storage/storagetest/redisserver"
)

// TestD6Failover kills the server that takes the writes while readers are
// saved. What was acknowledged stays, but for what may not have reached the
// replica yet; the store needs no hand to come back, and no call hangs
// meanwhile.
func TestD6Failover(t *testing.T) {
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

func failOver(t *testing.T, address string, master *redisserver.Server) {
	const before, lately, after = 150, 50, 200
	s := open(t, address, redis.Options{Timeout: time.Second})
	saved := map[int64]bool{}
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
			saved[chat] = true
		}
		return err
	}
	saveAll := func(n int) {
		for range n {
			if err := save(); err != nil {
				t.Fatal(err)
			}
		}
	}
	saveAll(before)
	master.AwaitReplica()
	replicated := chat
	// Of these the replica may never get some: replication does not wait.
	saveAll(lately)
	last, killed := chat, time.Now()
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
	for chat := range saved {
		if _, err := s.Subscriber(t.Context(), news.Address{Chat: chat}); err != nil {
			lost++
			if chat <= replicated || chat > last {
				t.Errorf("reader %d is lost: %v", chat, err)
			}
		}
	}
	t.Logf("back after %s; %d calls failed meanwhile; of %d acknowledged, %d were lost", back.Sub(killed).Round(10*time.Millisecond), failed, len(saved), lost)
}
