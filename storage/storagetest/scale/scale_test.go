// Package scale_test measures the stores side by side, with as many readers and
// articles as the flags say. Without them it tries the same with few, and
// holds only what does not depend on the machine.
package scale_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/storage"
	"readout/storage/redis"
	"readout/storage/sqlite"
	"readout/storage/storagetest/redisserver"
)

// keeper is a store that is measured.
type keeper struct {
	storage.Store
	name string
	size func() int64 // bytes, in memory or on the disk
	ask  *goredis.Client
}

// keepers are an empty SQLite file and an empty Redis, which writes its
// append-only file once a second, as compose.yaml has it.
func keepers(t *testing.T) []keeper {
	t.Helper()
	path := filepath.Join(t.TempDir(), "readout.db")
	file, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	redis.LogDriver(slog.New(slog.DiscardHandler))
	url := redisserver.Start(t, "--appendfsync", "everysec").URL()
	server, err := redis.Open(t.Context(), url, redis.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	options, err := goredis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	client := goredis.NewClient(options)
	t.Cleanup(func() { client.Close() })
	return []keeper{
		{file, "SQLite", func() int64 { return onDisk(t, path) }, nil},
		{server, "Redis", func() int64 { return inMemory(t, client) }, client},
	}
}

func onDisk(t *testing.T, path string) (size int64) {
	t.Helper()
	for _, name := range []string{path, path + "-wal"} {
		if info, err := os.Stat(name); err == nil {
			size += info.Size()
		}
	}
	return size
}

// inMemory is what Redis takes, without its connections and the buffer of its
// file.
func inMemory(t *testing.T, client *goredis.Client) int64 {
	t.Helper()
	text, err := client.Info(t.Context(), "memory").Result()
	if err != nil {
		t.Fatal(err)
	}
	return number(t, text, "used_memory:") - number(t, text, "mem_clients_normal:") - number(t, text, "mem_aof_buffer:")
}

func number(t *testing.T, text, name string) int64 {
	t.Helper()
	_, rest, found := strings.Cut(text, name)
	if !found {
		return 0
	}
	line, _, _ := strings.Cut(rest, "\r")
	n, err := strconv.ParseInt(line, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// times are how long each of many acts took.
type times []time.Duration

// timed runs an act so many times, from several sides at once.
func timed(t *testing.T, acts, sides int, act func(ctx context.Context, n int) error) (all times, whole time.Duration) {
	t.Helper()
	all = make(times, acts)
	var working sync.WaitGroup
	var failed atomic.Bool
	begun := time.Now()
	for side := range sides {
		working.Go(func() {
			for n := side; n < acts; n += sides {
				at := time.Now()
				if err := act(t.Context(), n); err != nil {
					t.Error(err)
					failed.Store(true)
					return
				}
				all[n] = time.Since(at)
			}
		})
	}
	working.Wait()
	if failed.Load() {
		t.FailNow()
	}
	return all, time.Since(begun)
}

// percentile is the time within which so many of a hundred were done.
func (ts times) percentile(p int) time.Duration {
	sorted := slices.Sorted(slices.Values(ts))
	return sorted[min(len(sorted)*p/100, len(sorted)-1)]
}

func (ts times) String() string {
	return fmt.Sprintf("best %s, p50 %s, p99 %s", short(ts.percentile(0)), short(ts.percentile(50)), short(ts.percentile(99)))
}

// short writes a time with three digits or so.
func short(d time.Duration) string {
	if d >= time.Millisecond {
		return d.Round(10 * time.Microsecond).String()
	}
	return d.Round(time.Microsecond).String()
}

func rate(acts int, whole time.Duration) string {
	return fmt.Sprintf("%.0f a second", float64(acts)/whole.Seconds())
}

// table is what was measured, a column a store.
type table struct {
	rows  []string
	cells map[string][]string
}

func (tb *table) add(row, cell string) {
	if tb.cells == nil {
		tb.cells = map[string][]string{}
	}
	if tb.cells[row] == nil {
		tb.rows = append(tb.rows, row)
	}
	tb.cells[row] = append(tb.cells[row], cell)
}

func (tb *table) write(w io.Writer, head ...string) {
	fmt.Fprintf(w, "| %s |\n|%s\n", strings.Join(head, " | "), strings.Repeat("---|", len(head)))
	for _, row := range tb.rows {
		fmt.Fprintf(w, "| %s | %s |\n", row, strings.Join(tb.cells[row], " | "))
	}
}

// roundTrip is how long the server takes to answer at all, to set the figures
// against.
func roundTrip(t *testing.T, client *goredis.Client) times {
	t.Helper()
	pings, _ := timed(t, 200, 1, func(ctx context.Context, _ int) error { return client.Ping(ctx).Err() })
	return pings
}
