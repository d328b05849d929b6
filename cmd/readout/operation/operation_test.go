package operation_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/bot/telegram"
	"readout/cmd/readout/operation"
	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

// store is a Store that fares as it is told.
type store struct {
	mu      sync.Mutex
	due     time.Time
	err     error
	sources []news.Source
	notices map[string]news.Notice
}

func (s *store) SaveNotice(_ context.Context, n news.Notice) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.notices[n.ID] = n
	}
	return s.err
}

func (s *store) DeleteNotice(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		delete(s.notices, id)
	}
	return s.err
}

func (s *store) AllNotices(context.Context) iter.Seq2[news.Notice, error] {
	s.mu.Lock()
	defer s.mu.Unlock()
	notices, err := maps.Clone(s.notices), s.err
	return func(yield func(news.Notice, error) bool) {
		if err != nil {
			yield(news.Notice{}, err)
			return
		}
		for _, n := range notices {
			if !yield(n, nil) {
				return
			}
		}
	}
}

func (s *store) NextDue(context.Context) (time.Time, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.due, s.err
}

func (s *store) AllSources(context.Context) iter.Seq2[news.Source, error] {
	s.mu.Lock()
	defer s.mu.Unlock()
	sources, err := s.sources, s.err
	return func(yield func(news.Source, error) bool) {
		if err != nil {
			yield(news.Source{}, err)
			return
		}
		for _, one := range sources {
			if !yield(one, nil) {
				return
			}
		}
	}
}

// fails makes every question to the store fail, or none.
func (s *store) fails(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
}

// dueAt is the oldest digest due.
func (s *store) dueAt(at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.due = at
}

// has are the sources that are there.
func (s *store) has(sources ...news.Source) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sources = sources
}

// room is a watch with what it looks at.
type room struct {
	*operation.Watch
	*operation.Progress
	*store
	warnings *operation.Warnings
}

func newRoom() room {
	r := room{Progress: operation.NewProgress(), store: &store{notices: map[string]news.Notice{}}, warnings: operation.NewWarnings(time.Now)}
	r.Watch = operation.New(operation.Options{Progress: r.Progress, Warnings: r.warnings, Store: r.store, Clock: time.Now, Version: "v1.2.3"})
	return r
}

// beat is a whole beat.
func (r room) beat(name string) {
	r.BeatBegan(name)
	r.BeatEnded(name, nil)
}

// underway is a program that does all it should.
func underway() room {
	r := newRoom()
	r.beat("ingest")
	r.Leading(true)
	r.beat("deliver")
	r.Called(telegram.Call{Method: "getUpdates"})
	return r
}

// L9: the program is not ready while it starts, catches up or is in trouble,
// and says plainly that it stands by.
func TestL9Readiness(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		is   func() room
		want string
	}{
		"at the very start": {newRoom, "starting: the feeds have not been looked at yet"},
		"while the feeds are read first": {func() room {
			r := newRoom()
			r.BeatBegan("ingest")
			return r
		}, "catching up: the feeds are being read for the first time"},
		"with Telegram away at the start": {func() room {
			r := newRoom()
			r.beat("ingest")
			r.Called(telegram.Call{Method: "getMe", Failed: true})
			return r
		}, "starting: Telegram has not answered yet"},
		"beside another process": {func() room {
			r := newRoom()
			r.beat("ingest")
			r.Called(telegram.Call{Method: "getMe"})
			return r
		}, "standby: another process speaks to Telegram"},
		"beside a store that takes nothing in": {func() room {
			r := newRoom()
			r.beat("ingest")
			r.Called(telegram.Call{Method: "getMe"})
			r.LeaseAsked(false)
			return r
		}, "in trouble: the store takes nothing in, so nobody may speak to Telegram"},
		"beside a store that has come back": {func() room {
			r := newRoom()
			r.beat("ingest")
			r.Called(telegram.Call{Method: "getMe"})
			r.LeaseAsked(false)
			r.LeaseAsked(true)
			return r
		}, "standby: another process speaks to Telegram"},
		"just leading": {func() room {
			r := newRoom()
			r.beat("ingest")
			r.Leading(true)
			return r
		}, "starting: no digest has been looked for yet"},
		"at work on what was missed": {func() room {
			r := underway()
			r.Leading(true)
			r.BeatBegan("deliver")
			r.dueAt(time.Now().Add(-time.Second))
			return r
		}, "catching up: what became due before the start"},
		"behind": {func() room {
			r := underway()
			r.dueAt(time.Now())
			time.Sleep(3 * time.Minute)
			r.BeatBegan("deliver")
			r.Called(telegram.Call{Method: "getUpdates"})
			return r
		}, "catching up: digests are being delivered, the oldest late by 3m0s"},
		"with one chat put off": {func() room {
			r := underway()
			r.dueAt(time.Now().Add(-time.Hour))
			return r
		}, "ready"},
		"well": {underway, "ready"},
		"with a store that fails": {func() room {
			r := underway()
			r.fails(errors.New("redis://user:secret@host: refused"))
			return r
		}, "in trouble: the store does not answer"},
		"with Telegram silent": {func() room {
			r := underway()
			time.Sleep(4 * time.Minute)
			r.Called(telegram.Call{Method: "getUpdates", Failed: true})
			return r
		}, "in trouble: Telegram has not answered for 4m0s"},
		"with another program on the token": {func() room {
			r := underway()
			r.Called(telegram.Call{Method: "getUpdates", Failed: true, Conflict: true})
			return r
		}, "in trouble: another program polls"},
		"after a conflict": {func() room {
			r := underway()
			r.Called(telegram.Call{Method: "getUpdates", Failed: true, Conflict: true})
			r.Called(telegram.Call{Method: "getUpdates"})
			return r
		}, "ready"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := c.is()
				got := r.Readiness(t.Context())
				if !strings.HasPrefix(got.String(), c.want) {
					t.Errorf("got  %s\nwant %s", got, c.want)
				}
				if well := c.want == "ready" || strings.HasPrefix(c.want, "standby"); got.OK() != well {
					t.Errorf("OK is %v", got.OK())
				}
				if strings.Contains(got.String(), "secret") {
					t.Errorf("tells a secret: %s", got)
				}
			})
		})
	}
}

// L9 and L10: the program is stuck when a beat gives no sign for five minutes,
// whatever Telegram and the feeds do.
func TestL10Stuck(t *testing.T) {
	t.Parallel()
	const long = 6 * time.Minute
	for name, c := range map[string]struct {
		course func(r room)
		live   bool
	}{
		"while Telegram cannot be reached at the start": {func(room) { time.Sleep(24 * time.Hour) }, true},
		"while Telegram is silent": {func(r room) {
			for range 60 {
				r.Called(telegram.Call{Method: "getUpdates", Failed: true})
				r.beat("ingest")
				r.beat("deliver")
				time.Sleep(time.Minute)
			}
		}, true},
		"in a long beat that goes on": {func(r room) {
			r.BeatBegan("ingest")
			r.BeatBegan("deliver")
			for range 20 {
				time.Sleep(4 * time.Minute)
				r.FeedRead(digest.Ingested{Failed: 1}, nil)
				r.ReaderServed(errors.New("lost"))
			}
		}, true},
		"when another process took over": {func(r room) {
			r.beat("deliver")
			r.Leading(false)
			for range 10 {
				r.beat("ingest")
				time.Sleep(time.Minute)
			}
		}, true},
		"when reading hangs": {func(r room) {
			r.BeatBegan("ingest")
			time.Sleep(long)
			r.PartSent(news.Receipt{Outcome: news.Arrived})
		}, false},
		"when delivering hangs": {func(r room) {
			r.BeatBegan("deliver")
			time.Sleep(long)
			r.beat("ingest")
		}, false},
		"when beats begin no more": {func(r room) {
			r.beat("ingest")
			r.beat("deliver")
			time.Sleep(long)
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := newRoom()
				r.Leading(true)
				ctx, end := context.WithCancel(t.Context())
				stuck := make(chan error, 1)
				go func() { stuck <- r.Stuck(ctx) }()
				c.course(r)
				if live, why := r.Live(); live != c.live || live != (len(why) == 0) {
					t.Errorf("live is %v: %q", live, why)
				}
				if c.live {
					end()
				}
				if err := <-stuck; errors.Is(err, operation.ErrStuck) == c.live {
					t.Errorf("the watchdog says %v", err)
				}
				end()
			})
		})
	}
}

func TestTheWatchdogIsInTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r, begun := newRoom(), time.Now()
		r.BeatBegan("ingest")
		if err := r.Stuck(t.Context()); err == nil {
			t.Error("not stuck")
		}
		if took := time.Since(begun); took <= 5*time.Minute || took > 5*time.Minute+30*time.Second {
			t.Errorf("seen after %s", took)
		}
	})
	if dump := operation.Goroutines(); !strings.Contains(dump, "TestTheWatchdogIsInTime") || len(dump) > 64<<10 {
		t.Errorf("%d bytes of goroutines", len(dump))
	}
}

// get asks a room's server.
func (r room) get(t *testing.T, path string) (status int, body string) {
	t.Helper()
	rec := httptest.NewRecorder()
	r.Handler().ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	return rec.Code, rec.Body.String()
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	well, standing := underway(), newRoom()
	standing.beat("ingest")
	standing.Called(telegram.Call{Method: "getMe"})
	broken := underway()
	broken.fails(errors.New("redis://user:secret@host: refused"))
	for _, c := range []struct {
		room   room
		path   string
		status int
		want   string
	}{
		{well, "/health/live", 200, `"live": true`},
		{well, "/health/ready", 200, `"state": "ready"`},
		{well, "/health", 200, `"lease": "held"`},
		{well, "/health", 200, `"version": "v1.2.3"`},
		{well, "/metrics", 200, "readout_ready 1\n"},
		{standing, "/health/ready", 200, `"state": "standby"`},
		{standing, "/health", 200, `"lease": "not held"`},
		{standing, "/metrics", 200, "readout_leader 0\n"},
		{broken, "/health/live", 200, `"live": true`},
		{broken, "/health/ready", 503, "the store does not answer"},
		{broken, "/health", 503, `"state": "in trouble"`},
		{broken, "/metrics", 200, "readout_store_up 0\n"},
		{well, "/", 404, ""},
		{well, "/debug/pprof/", 404, ""},
	} {
		status, body := c.room.get(t, c.path)
		if status != c.status || !strings.Contains(body, c.want) || strings.Contains(body, "secret") {
			t.Errorf("%s: %d, want %d and %q in\n%s", c.path, status, c.status, c.want, body)
		}
	}
	rec := httptest.NewRecorder()
	well.Handler().ServeHTTP(rec, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/health", nil))
	if rec.Code != http.StatusMethodNotAllowed {
		t.Errorf("a post is answered %d", rec.Code)
	}
}

// A12: what comes from outside is in no metric, and all is counted.
func TestA12Metrics(t *testing.T) {
	t.Parallel()
	r := underway()
	r.dueAt(time.Now().Add(-90 * time.Second))
	r.sources = []news.Source{
		{ID: "herald", Title: "Herald", URL: "https://herald.example/feed"},
		{ID: "post", Title: "Post", URL: "https://post.example/feed", State: news.Polling{Failures: 1, Reason: "403 at https://post.example"}},
	}
	r.FeedRead(digest.Ingested{Read: 1, Saved: storage.Saved{New: 4, Edited: 1}}, nil)
	r.FeedRead(digest.Ingested{Failed: 1}, nil)
	r.FeedRead(digest.Ingested{}, errors.New("save source herald: disk full"))
	r.PartSent(news.Receipt{Outcome: news.Arrived, Message: "4711"})
	r.PartSent(news.Receipt{Outcome: news.Gone, Reason: "blocked by Ana", To: news.Address{Chat: 987654}})
	r.ReaderServed(errors.New("chat 987654 moved"))
	r.Called(telegram.Call{Method: "sendMessage", Failed: true, Wait: 35 * time.Second})
	r.Called(telegram.Call{Method: "sendMessage", Failed: true, Broken: true})
	r.Called(telegram.Call{Method: "sendMessage"})
	r.Mended(telegram.Markup)
	r.UpdateDone(false)
	r.UpdateDone(true)
	r.BeatEnded("deliver", errors.New("chat 987654"))
	slog.New(r.warnings.Handler(same)).Error("chat 987654 is lost")
	_, body := r.get(t, "/metrics")
	for _, want := range []string{
		`readout_feed_readings_total{result="ok"} 1`, `readout_feed_readings_total{result="failed"} 2`,
		`readout_articles_total{kind="new"} 4`, `readout_articles_total{kind="edited"} 1`,
		`readout_parts_total{outcome="sent"} 1`, `readout_parts_total{outcome="gone"} 1`,
		`readout_readers_served_total{result="failed"} 1`,
		`readout_telegram_calls_total{method="sendMessage",result="slowed"} 1`, `readout_telegram_calls_total{method="sendMessage",result="ok"} 1`,
		`readout_telegram_slowed_seconds 35`, `readout_messages_mended_total{without="markup"} 1`, `readout_updates_total{result="ok"} 1`, `readout_updates_total{result="skipped"} 1`,
		`readout_beats_total{beat="deliver",result="failed"} 1`, `readout_beats_total{beat="ingest",result="ok"} 1`,
		`readout_feeds{condition="failing"} 1`, `readout_log_lines_total{level="error"} 1`, `readout_build_info{version="v1.2.3"} 1`,
		`readout_live 1`, `readout_leader 1`, "readout_digest_late_seconds 9", "readout_telegram_poll_timestamp_seconds ", "go_goroutines ",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, secret := range []string{"987654", "4711", "herald", "Ana", "example", "disk"} {
		if strings.Contains(body, secret) {
			t.Errorf("%s is told", secret)
		}
	}
}

func same(w io.Writer) io.Writer { return w }

func TestS4Warnings(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := operation.NewWarnings(time.Now)
		log := slog.New(w.Handler(same)).With(slog.String("chat", "7"))
		for i := range 30 {
			log.Info("no trouble")
			log.Warn("feed not read", slog.Int("n", i))
			time.Sleep(time.Second)
		}
		// S4: one event is one line, however it is written.
		log.Error("broken\nlevel=ERROR msg=forged", slog.String("reason", "\x1b[31m"+strings.Repeat("ü", 500)))
		last := w.Last()
		if len(last) != 20 {
			t.Fatalf("%d are kept", len(last))
		}
		if first := last[0]; !first.Error || strings.ContainsAny(first.Text, "\n\x1b") || len(first.Text) > 410 || !strings.HasSuffix(first.Text, "…") {
			t.Errorf("got %+v", first)
		}
		want := operation.Warning{At: time.Now().Add(-time.Second), Text: `"feed not read" chat=7 n=29`}
		if diff := cmp.Diff(want, last[1]); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
		if warnings, errors := w.Counts(); warnings != 30 || errors != 1 {
			t.Errorf("%d warnings, %d errors", warnings, errors)
		}
	})
}

func TestServe(t *testing.T) {
	t.Parallel()
	listener, err := operation.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, err = operation.Listen(t.Context(), listener.Addr().String())
	if err == nil || !strings.Contains(err.Error(), "READOUT_LISTEN") {
		t.Errorf("a port in use: %v", err)
	}
	ctx, end := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- underway().Serve(ctx, listener) }()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, fmt.Sprintf("http://%s/health/live", listener.Addr()), nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	got.Body.Close()
	if got.StatusCode != http.StatusOK {
		t.Errorf("answered %d", got.StatusCode)
	}
	end()
	if err := <-done; err != nil {
		t.Errorf("ended with %v", err)
	}
}
