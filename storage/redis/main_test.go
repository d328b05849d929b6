package redis_test

import (
	"log/slog"
	"os"
	"testing"

	"readout/storage/redis"
)

func TestMain(m *testing.M) {
	redis.LogDriver(slog.New(slog.DiscardHandler))
	os.Exit(m.Run())
}
