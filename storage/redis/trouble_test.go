package redis_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/redis"
	"readout/storage/storagetest/redisserver"
)

// trouble is what befalls a server, and how it ends. A call meanwhile fails
// with something like the given words, or waits.
type trouble struct {
	args       []string // how the server is started
	begins     func(t *testing.T, s *redisserver.Server, r *goredis.Client)
	ends       func(t *testing.T, s *redisserver.Server, r *goredis.Client)
	says       string
	answersAll bool // whether reading goes on meanwhile
}

// quiet begins no trouble: it is all in the end.
func quiet(*testing.T, *redisserver.Server, *goredis.Client) {}

// reload restarts a server, which says meanwhile that it is loading.
func reload(t *testing.T, s *redisserver.Server, r *goredis.Client) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	said := make(chan bool, 1)
	defer stop()
	go func() {
		loading := false
		for ctx.Err() == nil {
			loading = loading || goredis.HasErrorPrefix(r.Ping(ctx).Err(), "LOADING")
			time.Sleep(10 * time.Millisecond)
		}
		said <- loading
	}()
	s.Restart()
	stop()
	if !<-said {
		t.Error("the server never said that it was loading")
	}
}

// awaitInfo waits until a server tells all that of what it keeps.
func awaitInfo(t *testing.T, r *goredis.Client, words ...string) {
	t.Helper()
	for end := time.Now().Add(longest); ; time.Sleep(10 * time.Millisecond) {
		told, err := r.Info(t.Context(), "persistence").Result()
		done(t, err)
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(told, word) }) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("the server does not come to tell %q:\n%s", words, told)
		}
	}
}

func done(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// troubles are those of D5.
func troubles() map[string]trouble {
	kill := func(_ *testing.T, s *redisserver.Server, _ *goredis.Client) { s.Kill() }
	restart := func(_ *testing.T, s *redisserver.Server, _ *goredis.Client) { s.Restart() }
	return map[string]trouble{
		"down": {begins: kill, ends: restart, says: "refused"},
		"loading": {
			// Each of the fifty keys takes 10 milliseconds to load, and questions
			// are answered in between: for half a second at least the server
			// says that it is loading.
			args: []string{"--key-load-delay", "10000", "--loading-process-events-interval-bytes", "1024"},
			begins: func(t *testing.T, s *redisserver.Server, r *goredis.Client) {
				done(t, r.BgRewriteAOF(t.Context()).Err())
				awaitInfo(t, r, "aof_base_size:", "aof_rewrite_in_progress:0")
				s.Kill()
			},
			ends: reload, says: "",
		},
		"slow": {
			begins: func(t *testing.T, _ *redisserver.Server, r *goredis.Client) {
				done(t, r.Do(t.Context(), "CLIENT", "PAUSE", "2500", "ALL").Err())
			},
			// The pause is for this as well.
			ends: func(t *testing.T, _ *redisserver.Server, r *goredis.Client) { done(t, r.Ping(t.Context()).Err()) }, says: "",
		},
		"read-only after a failover": {
			begins: func(t *testing.T, _ *redisserver.Server, r *goredis.Client) {
				done(t, r.ConfigSet(t.Context(), "replica-serve-stale-data", "yes").Err())
				done(t, r.Do(t.Context(), "REPLICAOF", "127.0.0.1", "1").Err())
			},
			ends: func(t *testing.T, _ *redisserver.Server, r *goredis.Client) {
				done(t, r.Do(t.Context(), "REPLICAOF", "NO", "ONE").Err())
			},
			says: "READONLY", answersAll: true,
		},
		"full": {
			begins: func(t *testing.T, _ *redisserver.Server, r *goredis.Client) {
				done(t, r.ConfigSet(t.Context(), "maxmemory", "1mb").Err())
			},
			ends: func(t *testing.T, _ *redisserver.Server, r *goredis.Client) {
				done(t, r.ConfigSet(t.Context(), "maxmemory", "0").Err())
			},
			says: "OOM", answersAll: true,
		},
		"its disk refuses snapshots": {
			args: []string{"--appendonly", "no", "--save", "3600 1000000", "--enable-protected-configs", "yes"},
			begins: func(t *testing.T, _ *redisserver.Server, r *goredis.Client) {
				gone := filepath.Join(t.TempDir(), "gone")
				done(t, os.Mkdir(gone, 0o700))
				done(t, r.ConfigSet(t.Context(), "dir", gone).Err())
				done(t, os.Remove(gone))
				done(t, r.BgSave(t.Context()).Err())
				awaitInfo(t, r, "rdb_last_bgsave_status:err")
			},
			ends: func(t *testing.T, _ *redisserver.Server, r *goredis.Client) {
				done(t, r.ConfigSet(t.Context(), "dir", t.TempDir()).Err())
				done(t, r.Save(t.Context()).Err())
			},
			says: "MISCONF", answersAll: true,
		},
		"connections reset": {
			begins: func(t *testing.T, _ *redisserver.Server, r *goredis.Client) {
				for end := time.Now().Add(700 * time.Millisecond); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
					done(t, r.Do(t.Context(), "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes").Err())
				}
			},
			ends: quiet, says: "",
		},
	}
}

// longest is how long is waited for what takes a moment.
const longest = 20 * time.Second

// backWithin is how long after a trouble has ended the store may go on failing:
// the promise is 5 s. The race detector makes all of it many times slower.
func backWithin() time.Duration {
	if raceDetector {
		return 4 * 5 * time.Second
	}
	return 5 * time.Second
}

// TestD5ServerInTrouble has readers saved without a pause while a server is in
// trouble and comes out of it: whatever was said to be done is there, each call
// ends in time, and the store is back without anybody's help.
func TestD5ServerInTrouble(t *testing.T) {
	t.Parallel()
	for name, tr := range troubles() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := redisserver.Start(t, tr.args...)
			options, err := goredis.ParseURL(server.URL())
			done(t, err)
			options.MaxRetries = -1
			// After as many failures to connect the client would pause for a second.
			options.PoolSize = 10_000
			client := goredis.NewClient(options)
			defer client.Close()
			w := &working{t: t, store: open(t, server.URL(), redis.Options{Timeout: time.Second}), acked: map[int64]string{}}
			w.until(func() bool { return len(w.acked) >= 300 })
			stop := w.goOn()
			tr.begins(t, server, client)
			time.Sleep(300 * time.Millisecond)
			// The client tries for a while before it lets a call fail.
			for late := time.Now().Add(longest); tr.says != "" && w.failed.Load() == 0 && time.Now().Before(late); {
				time.Sleep(10 * time.Millisecond)
			}
			if _, err := w.store.Subscriber(t.Context(), news.Address{Chat: 1}); err != nil && tr.answersAll {
				t.Errorf("reading meanwhile: %v", err)
			}
			tr.ends(t, server, client)
			ended := time.Now()
			stop()
			back := w.back(ended)
			w.judge(tr.says)
			t.Logf("%d saved, %d calls failed, back after %s", len(w.acked), len(w.errs), back.Round(time.Millisecond))
		})
	}
}

// working saves one reader after another.
type working struct {
	t      *testing.T
	store  *redis.Store
	chat   int64
	acked  map[int64]string // the names of readers that were said to be saved
	errs   []error
	failed atomic.Int64 // how many errors there are, for who does not save
}

// save saves a reader. It ends in time whatever the server does.
func (w *working) save() error {
	ctx, cancel := context.WithTimeout(w.t.Context(), 2*time.Second)
	defer cancel()
	w.chat++
	chat, name := w.chat, fmt.Sprint("Reader ", w.chat)
	begun := time.Now()
	_, err := w.store.UpdateSubscriber(ctx, news.Address{Chat: chat}, func(sub *news.Subscriber) error { sub.Name = name; return nil })
	if took := time.Since(begun); took > patienceWithCalls {
		w.t.Errorf("a call that had 2 s took %s", took)
	}
	if err != nil {
		w.errs = append(w.errs, err)
		w.failed.Add(1)
		return err
	}
	w.acked[chat] = name
	return nil
}

// patienceWithCalls is generous, as tests share machines.
const patienceWithCalls = 15 * time.Second

func (w *working) until(enough func() bool) {
	w.t.Helper()
	for !enough() {
		if err := w.save(); err != nil {
			w.t.Fatal(err)
		}
	}
}

// goOn saves beside the test, until stop.
func (w *working) goOn() (stop func()) {
	enough, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-enough:
				return
			default:
				if w.save() != nil {
					time.Sleep(20 * time.Millisecond)
				}
			}
		}
	}()
	return func() { close(enough); <-stopped }
}

// back waits until readers are saved again, and is how long that took.
func (w *working) back(since time.Time) time.Duration {
	w.t.Helper()
	for w.save() != nil {
		if time.Since(since) > longest {
			w.t.Fatalf("not back after %s: %v", time.Since(since), w.errs[len(w.errs)-1])
		}
	}
	back := time.Since(since)
	if back > backWithin() {
		w.t.Errorf("back after %s, and promised is %s", back, backWithin())
	}
	for range 50 {
		if err := w.save(); err != nil {
			w.t.Errorf("back, and then: %v", err)
		}
	}
	return back
}

// judge holds that nothing is lost, and that what failed failed for the reason
// that is known.
func (w *working) judge(says string) {
	w.t.Helper()
	found := map[int64]string{}
	for _, sub := range listed(w.t, w.store.AllSubscribers(w.t.Context())) {
		found[sub.Address.Chat] = sub.Name
	}
	maps.DeleteFunc(found, func(chat int64, _ string) bool { return w.acked[chat] == "" }) // of these nobody knows
	if !maps.Equal(found, w.acked) {
		w.t.Errorf("%d readers are there of %d that were said to be saved", len(found), len(w.acked))
	}
	told := false
	for _, err := range w.errs {
		told = told || strings.Contains(err.Error(), says)
	}
	if says != "" && !told {
		w.t.Errorf("nothing said %q; %d calls failed", says, len(w.errs))
	}
}

// TestD5MemoryIsBounded makes many calls of a server that does not answer, and
// holds that they leave nothing behind. It runs beside no other test, whose heap
// would be taken for its own.
func TestD5MemoryIsBounded(t *testing.T) {
	server := redisserver.Start(t)
	s := open(t, server.URL(), redis.Options{Timeout: 200 * time.Millisecond})
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	name := strings.Repeat("long ", 20_000)
	before := heap()
	server.Kill()
	for n := range 300 {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
		_, err := s.UpdateSubscriber(ctx, news.Address{Chat: int64(n)}, func(sub *news.Subscriber) error { sub.Name = name; return nil })
		cancel()
		if err == nil {
			t.Fatal("saved in a server that is gone")
		}
	}
	// What 300 calls would hold that stay are 30 MB.
	for end := time.Now().Add(longest); heap() > before+8<<20; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the heap grew by %d KB", (heap()-before)>>10)
		}
	}
}

// TestD7ArticlesWaitBeforeDigestsDo fills a server with articles until it gives
// out no more sources, and then serves readers: what is left of its memory is
// theirs. When there is room again, so are there sources.
func TestD7ArticlesWaitBeforeDigestsDo(t *testing.T) {
	t.Parallel()
	server := redisserver.Start(t, "--appendonly", "no", "--maxmemory", "8mb")
	s := open(t, server.URL(), redis.Options{})
	ctx := t.Context()
	done(t, s.SaveSource(ctx, news.Source{ID: "bell", URL: "https://bell.example/feed", State: news.Polling{Next: noon}}))
	due := noon
	sources := func() ([]news.Source, error) {
		due = due.Add(time.Hour)
		return s.ClaimSources(ctx, due, time.Minute, 1)
	}
	for n := int64(0); ; n++ {
		if _, err := sources(); errors.Is(err, storage.ErrFull) {
			break
		} else {
			done(t, err)
		}
		if _, err := s.SaveReports(ctx, storage.Intake{Reports: reading(n, 20).Reports}); err != nil {
			t.Fatalf("articles met the limit before they were asked to wait: %v", err)
		}
		if n > 2000 {
			t.Fatal("the server is never full")
		}
	}
	for chat := range int64(200) {
		at := news.Address{Chat: chat + 1, Thread: 1}
		_, err := s.UpdateSubscriber(ctx, at, func(sub *news.Subscriber) error {
			sub.Due = news.Slot{Date: "2031-03-04", Time: 480, At: noon}
			return nil
		})
		done(t, err)
		claims, err := s.ClaimDue(ctx, noon, "desk", time.Minute, 1)
		done(t, err)
		d := deliveryTo(at, 0)
		_, err = s.BeginDelivery(ctx, claims[0], d, editionOf(9))
		done(t, err)
		done(t, s.MarkPart(ctx, claims[0], d.Key, 0, news.Part{State: news.Sent}))
		done(t, s.FinishDelivery(ctx, claims[0], d.Key, noon, func(sub *news.Subscriber) error { sub.Due = news.Slot{}; return nil }))
	}
	if _, err := sources(); !errors.Is(err, storage.ErrFull) {
		t.Errorf("meanwhile: %v", err)
	}
	done(t, s.Client().ConfigSet(ctx, "maxmemory", "64mb").Err())
	if claimed, err := sources(); err != nil || len(claimed) != 1 {
		t.Errorf("with room again: %v, %v", claimed, err)
	}
}
