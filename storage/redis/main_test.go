package redis_test

import (
	"flag"
	"log/slog"
	"os"
	"testing"

	"readout/storage/redis"
)

// TestMain runs the model of the examiner fewer times than rapid would: here it
// is run three times over, on servers that are slower than a file. For more of
// it: go test ./storage/redis -run Store -rapid.checks 1000
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "25"); err != nil {
		panic(err)
	}
	// What is tried is full of connections that fail.
	redis.LogDriver(slog.New(slog.DiscardHandler))
	if err := flag.Set("test.parallel", "8"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
