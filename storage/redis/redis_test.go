package redis_test

import (
	"testing"

	"github.com/alicebob/miniredis/v2"

	"readout/storage/redis"
)

// imitation starts a server of this test alone, and returns its address.
func imitation(t *testing.T) string {
	t.Helper()
	return "redis://" + miniredis.RunT(t).Addr() + "/0"
}

// open opens a store that fails whatever a cluster would refuse.
func open(t *testing.T, address string, o redis.Options) *redis.Store {
	t.Helper()
	s, err := redis.OpenStrict(t.Context(), address, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestOpen(t *testing.T) {
	t.Parallel()
	s := open(t, imitation(t), redis.Options{})
	if len(s.Server().Warnings) != 1 {
		t.Errorf("an imitation says of itself %+v", s.Server())
	}
}
