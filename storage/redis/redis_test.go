package redis_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"readout/storage"
	"readout/storage/redis"
	"readout/storage/storagetest"
	"readout/storage/storagetest/redisserver"
)

// imitation starts a server of this test alone, and returns its address.
func imitation(t testing.TB) string {
	t.Helper()
	return "redis://" + miniredis.RunT(t).Addr() + "/0"
}

// miniredisAt is one whose clock stands still.
func miniredisAt(t testing.TB, now time.Time) *miniredis.Miniredis {
	t.Helper()
	server := miniredis.RunT(t)
	server.SetTime(now)
	return server
}

// open opens a store that fails whatever a cluster would refuse.
func open(t testing.TB, address string, o redis.Options) *redis.Store {
	t.Helper()
	s, err := redis.OpenStrict(t.Context(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// apart are options by which stores on one server share nothing.
func apart(t testing.TB) redis.Options { return redis.Options{Prefix: fmt.Sprintf("%s:", t.Name())} }

func TestStoreOnAnImitation(t *testing.T) {
	t.Parallel()
	storagetest.Run(t, func(t *testing.T) storage.Store { return open(t, imitation(t), redis.Options{}) })
}

func TestStoreOnAServer(t *testing.T) {
	t.Parallel()
	server := redisserver.Start(t, "--appendonly", "no")
	storagetest.Run(t, func(t *testing.T) storage.Store { return open(t, server.URL(), apart(t)) })
}

func TestStoreBehindSentinels(t *testing.T) {
	t.Parallel()
	servers := redisserver.StartWatched(t)
	storagetest.Run(t, func(t *testing.T) storage.Store { return open(t, servers.URL(), apart(t)) })
}

func TestStoreOnACluster(t *testing.T) {
	t.Parallel()
	servers := redisserver.StartCluster(t, 3, false)
	storagetest.Run(t, func(t *testing.T) storage.Store { return open(t, servers.URL(), apart(t)) })
}
