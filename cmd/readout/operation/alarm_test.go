package operation_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/bot/telegram"
	"readout/cmd/readout/operation"
	"readout/digest/news"
	"readout/storage"
)

// failing is a feed that has not been read for so long.
func failing(id string, since time.Duration) news.Source {
	return news.Source{ID: news.SourceID(id), Title: strings.ToUpper(id), State: news.Polling{
		Failures: 3, Reason: "403 " + strings.Repeat("x", 500), FailingSince: time.Now().Add(-since),
	}}
}

// back is a feed that is read again since now.
func back(id string) news.Source {
	now := time.Now()
	return news.Source{ID: news.SourceID(id), Title: strings.ToUpper(id), State: news.Polling{Gaps: []news.Gap{{Since: now.Add(-time.Hour), Until: now}}}}
}

// course is what admins were told, with the minute, over a course of troubles.
func (r room) course(t *testing.T, happens func()) []string {
	t.Helper()
	var told []string
	begun := time.Now()
	ctx, end := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.Alarm(ctx, func(_ context.Context, a operation.Alert) {
			told = append(told, strings.TrimSpace(fmt.Sprintf("%d: %.24s %s", int(time.Since(begun).Minutes()), a.Words, a.Hint)))
		})
	}()
	time.Sleep(time.Second) // What happens falls between two looks.
	happens()
	end()
	<-done
	return told
}

// While nobody can lead, nobody can tell: whoever leads next does, once.
func TestAlarmOfAnOutageThatKeptEverybodyFromLeading(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lasts, ago time.Duration
		want       string
	}{
		"of four minutes":   {4*time.Minute + time.Second, time.Second, "For 4 minutes the store did not answer, or took nothing in. Nobody was answered meanwhile; nothing is lost. /health"},
		"of a minute":       {time.Minute, time.Second, ""},
		"that is long over": {4 * time.Minute, time.Hour, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := underway()
				r.LeaseAsked(false)
				time.Sleep(c.lasts / 2)
				r.LeaseAsked(false)
				time.Sleep(c.lasts - c.lasts/2)
				r.LeaseAsked(true)
				time.Sleep(c.ago)
				told := ""
				for range 2 {
					ctx, end := context.WithTimeout(t.Context(), time.Second)
					r.Alarm(ctx, func(_ context.Context, a operation.Alert) { told += a.Words + " " + a.Hint })
					end()
				}
				if told != c.want {
					t.Errorf("told %q, want %q", told, c.want)
				}
			})
		})
	}
}

func TestAlarm(t *testing.T) {
	t.Parallel()
	conflict := telegram.Call{Method: "getUpdates", Failed: true, Conflict: true}
	for name, c := range map[string]struct {
		happens func(r room)
		want    []string
	}{
		"nothing is wrong": {func(room) { time.Sleep(24 * time.Hour) }, nil},
		"the store fails, comes back, and fails again soon": {func(r room) {
			time.Sleep(10 * time.Minute)
			r.fails(errors.New("refused"))
			time.Sleep(10 * time.Minute)
			r.fails(nil)
			time.Sleep(10 * time.Minute)
			r.fails(errors.New("refused"))
			time.Sleep(2 * time.Hour)
		}, []string{"12: The store does not answe /health", "21: The store answers again.", "72: The store does not answe /health"}},
		"the store answers and takes nothing in": {func(r room) {
			time.Sleep(10 * time.Minute)
			for range 10 {
				r.BeatBegan("deliver")
				r.BeatEnded("deliver", errors.New("OOM command not allowed"))
				time.Sleep(time.Minute)
			}
			r.beat("deliver")
			time.Sleep(10 * time.Minute)
		}, []string{"12: The store answers, and t /health", "21: The store answers again."}},
		"the store is nearly full": {func(r room) {
			time.Sleep(10 * time.Minute)
			r.BeatBegan("ingest")
			r.BeatEnded("ingest", fmt.Errorf("claim sources: %w", storage.ErrFull))
			time.Sleep(10 * time.Minute)
			r.beat("ingest")
			time.Sleep(10 * time.Minute)
		}, []string{"11: The store is nearly full /health", "21: The store has room again"}},
		"the store fails once": {func(r room) {
			time.Sleep(10 * time.Minute)
			r.fails(errors.New("refused"))
			time.Sleep(time.Minute)
			r.fails(nil)
			time.Sleep(time.Hour)
		}, nil},
		"two programs at a change of guards": {func(r room) {
			time.Sleep(10 * time.Minute)
			r.Called(conflict)
			time.Sleep(90 * time.Second)
			r.Called(telegram.Call{Method: "getUpdates"})
			time.Sleep(time.Hour)
		}, nil},
		"two programs for hours": {func(r room) {
			for range 300 {
				r.Called(conflict)
				time.Sleep(time.Minute)
			}
			r.Called(telegram.Call{Method: "getUpdates"})
			time.Sleep(time.Hour)
		}, []string{"5: Another program asks for /health", "301: Only this program asks f"}},
		"a feed fails for an hour": {func(r room) {
			r.has(failing("herald", 0))
			time.Sleep(time.Hour)
			r.has(news.Source{ID: "herald"})
			time.Sleep(time.Hour)
		}, nil},
		"feeds fail one after the other, and one stays": {func(r room) {
			herald := failing("herald", 3*time.Hour)
			r.has(herald)
			time.Sleep(10 * time.Minute)
			r.has(herald, failing("post", 4*time.Hour))
			time.Sleep(2 * time.Hour)
			r.has(herald, news.Source{ID: "post", Title: "POST"})
			time.Sleep(2 * time.Hour)
			r.has(news.Source{ID: "herald", Title: "HERALD"}, news.Source{ID: "post", Title: "POST"})
			time.Sleep(time.Hour)
		}, []string{"5: Not read any more: HERAL /feeds failing", "65: Not read any more: POST  /feeds failing", "131: Read again: POST.", "251: Read again: HERALD."}},
		"a feed that is back for a moment is not back": {func(r room) {
			for range 6 {
				r.has(failing("herald", 4*time.Hour))
				time.Sleep(4 * time.Hour)
				r.has(back("herald"))
				time.Sleep(30 * time.Minute)
			}
			time.Sleep(time.Hour)
			r.has(failing("herald", 0))
			time.Sleep(4 * time.Hour)
		}, []string{"5: Not read any more: HERAL /feeds failing", "1651: Read again: HERALD.", "1861: Not read any more: HERAL /feeds failing"}},
		"feeds come back one by one": {func(r room) {
			r.has(failing("a", 4*time.Hour), failing("b", 4*time.Hour), failing("c", 4*time.Hour))
			time.Sleep(2 * time.Hour)
			r.has(news.Source{ID: "a"}, failing("b", 6*time.Hour), failing("c", 6*time.Hour))
			time.Sleep(5 * time.Minute)
			r.has(news.Source{ID: "a"}, news.Source{ID: "b"}, failing("c", 6*time.Hour))
			time.Sleep(5 * time.Minute)
			r.has(news.Source{ID: "a"}, news.Source{ID: "b"}, news.Source{ID: "c"})
			time.Sleep(10 * time.Hour)
		}, []string{"5: Not read any more: A (40 /feeds failing", "121: Read again: a.", "181: Read again: b, c."}},
		"a feed that fails is paused, or removed": {func(r room) {
			r.has(failing("herald", 4*time.Hour), failing("post", 4*time.Hour))
			time.Sleep(time.Hour)
			r.has(news.Source{ID: "herald", Paused: true})
			time.Sleep(5 * time.Hour)
		}, []string{"5: Not read any more: HERAL /feeds failing"}},
		"a feed moves": {func(r room) {
			r.has(news.Source{ID: "herald", URL: "https://new.example/", State: news.Polling{MovedFrom: "https://old.example/", MovedAt: time.Now()}})
			time.Sleep(4 * 24 * time.Hour)
		}, []string{"5: herald has moved for goo /feeds"}},
		"a feed lists its past anew": {func(r room) {
			r.has(news.Source{ID: "herald", State: news.Polling{Flooded: time.Now(), Flood: 240}})
			time.Sleep(4 * 24 * time.Hour)
		}, []string{"5: herald lists 240 article /feeds"}},
		"a feed is suspended, another paused": {func(r room) {
			r.has(news.Source{ID: "gone", State: news.Polling{Suspended: true, Reason: "410"}}, news.Source{ID: "put aside", Paused: true})
			time.Sleep(time.Hour)
		}, []string{"5: Not read any more: gone  /feeds failing"}},
		"a store that fails says nothing of feeds": {func(r room) {
			r.has(failing("herald", 3*time.Hour))
			time.Sleep(10 * time.Minute)
			r.fails(errors.New("refused"))
			time.Sleep(time.Minute)
			r.fails(nil)
			time.Sleep(time.Minute)
		}, []string{"5: Not read any more: HERAL /feeds failing"}},
		"digests are late": {func(r room) {
			r.dueAt(time.Now())
			r.BeatBegan("deliver")
			time.Sleep(20 * time.Minute)
			r.BeatEnded("deliver", nil)
			r.dueAt(time.Now().Add(time.Hour))
			time.Sleep(10 * time.Minute)
		}, []string{"11: Digests are late: the ol /health", "21: Digests are on time agai"}},
		"one chat is put off": {func(r room) {
			r.dueAt(time.Now())
			time.Sleep(time.Hour)
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := underway()
				if diff := cmp.Diff(c.want, r.course(t, func() { c.happens(r) })); diff != "" {
					t.Errorf("-want +got:\n%s", diff)
				}
			})
		})
	}
}

// What one process told, the next does not tell again, and it tells the end of
// it; whether the first was killed, stopped, or lost its turn.
func TestWhatWasToldIsRememberedBeyondTheProcess(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		first := underway()
		first.has(failing("herald", 4*time.Hour), failing("post", time.Hour))
		told := first.course(t, func() { time.Sleep(time.Hour) })
		for range 3 {
			next := underway()
			next.store.notices, next.store.sources = first.notices, first.sources
			next.Watch = operation.New(operation.Options{Progress: next.Progress, Warnings: next.warnings, Store: next.store, Clock: time.Now})
			told = append(told, next.course(t, func() { time.Sleep(50 * time.Minute) })...)
		}
		last := underway()
		last.notices = first.notices
		last.has(news.Source{ID: "herald"}, failing("post", 5*time.Hour))
		told = append(told, last.course(t, func() { time.Sleep(time.Hour) })...)
		want := []string{"5: Not read any more: HERAL /feeds failing", "10: Not read any more: POST  /feeds failing", "5: Read again: herald."}
		if diff := cmp.Diff(want, told); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}

// While the store is away, what is told is told once, and is kept when it is
// back.
func TestWhatIsToldWhileTheStoreIsAway(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := underway()
		r.fails(errors.New("refused"))
		told := r.course(t, func() {
			time.Sleep(30 * time.Minute)
			r.fails(nil)
			r.has(failing("herald", 4*time.Hour))
			time.Sleep(30 * time.Minute)
		})
		want := []string{"6: The store does not answe /health", "31: The store answers again.", "31: Not read any more: HERAL /feeds failing"}
		if diff := cmp.Diff(want, told); diff != "" || len(r.notices) != 1 {
			t.Errorf("%v -want +got:\n%s", r.notices, diff)
		}
	})
}

// However many feeds fail, one message says so, and is short.
func TestAnAlertIsShort(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := underway()
		for i := range 500 {
			r.sources = append(r.sources, failing(fmt.Sprintf("feed-%03d", i), 4*time.Hour))
		}
		ctx, end := context.WithCancel(t.Context())
		defer end()
		told := make(chan operation.Alert, 500)
		go r.Alarm(ctx, func(_ context.Context, a operation.Alert) { told <- a })
		time.Sleep(24 * time.Hour)
		if a := <-told; len(a.Words) > 700 || !strings.HasSuffix(a.Words, "and 495 more.") || len(told) > 0 {
			t.Errorf("%d bytes, %d more: %s", len(a.Words), len(told), a.Words)
		}
	})
}
