package redis_test

import (
	"fmt"
	"sync/atomic"
	"testing"

	"readout/storage"
	"readout/storage/redis"
	"readout/storage/sqlite"
	"readout/storage/storagetest"
	"readout/storage/storagetest/redisserver"
)

func inSQLite(t *testing.T) storage.Store {
	s, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestCopyFromSQLiteAndBack(t *testing.T) {
	t.Parallel()
	storagetest.RunCopy(t, inSQLite, func(t *testing.T) storage.Store { return open(t, imitation(t), redis.Options{}) })
}

func TestCopyFromAServerAndBack(t *testing.T) {
	t.Parallel()
	server := redisserver.Start(t, "--appendonly", "no")
	var stores atomic.Int64
	storagetest.RunCopy(t, func(t *testing.T) storage.Store {
		return open(t, server.URL(), redis.Options{Prefix: fmt.Sprintf("copy %d:", stores.Add(1))})
	}, inSQLite)
}
