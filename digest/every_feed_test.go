package digest_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"readout/digest"
	"readout/digest/news"
)

func TestF12Redirects(t *testing.T) {
	t.Parallel()
	cases.Try(t, "F12 301 to an error page, then back: the address stays", func(t *testing.T) {
		s := walk(t)
		s.add("/redirect/once")
		if n := s.after(0); n.Failed != 1 {
			t.Fatalf("first: %+v", n)
		}
		for range 10 {
			s.after(12 * time.Hour)
		}
		if got := s.source(); got.URL != s.url+"/redirect/once" || got.State.Moved != "" || got.State.Failures > 0 {
			t.Errorf("address %s, state %+v", got.URL, got.State)
		}
	})
	for _, path := range []string{"/redirect/permanent", "/redirect/permanent-308"} {
		cases.Try(t, "F12 "+path+" stable for days moves the address", func(t *testing.T) {
			s := walk(t)
			s.add(path)
			s.after(0)
			for range 5 {
				s.after(12 * time.Hour)
			}
			if got := s.source(); got.URL != s.url+path || got.State.Moved != s.url+"/good" {
				t.Fatalf("too early: %s, %+v", got.URL, got.State)
			}
			s.after(12 * time.Hour)
			if got := s.source(); got.URL != s.url+"/good" || got.State.MovedFrom != s.url+path || got.State.Read.IsZero() || got.State.Known == "" {
				t.Errorf("not moved, or forgotten: %+v", got)
			}
			if n := s.after(time.Hour); n.New+n.Edited != 0 || n.Read != 1 {
				t.Errorf("at the new address: %+v", n)
			}
		})
	}
	for _, path := range []string{"/redirect/temporary", "/redirect/mixed"} {
		cases.Try(t, "F12 "+path+" never moves it", func(t *testing.T) {
			s := walk(t)
			s.add(path)
			for range 12 {
				s.after(12 * time.Hour)
			}
			if got := s.source(); got.URL != s.url+path || got.State.Moved != "" {
				t.Errorf("moved: %+v", got)
			}
		})
	}
}

func TestF13Refusals(t *testing.T) {
	t.Parallel()
	cases.Try(t, "F13 404 again and again: waits grow to six hours", func(t *testing.T) {
		s := walk(t)
		s.add("/status/404")
		for range 12 {
			s.next()
		}
		wait := s.source().State.Next.Sub(s.now)
		if wait < 6*time.Hour || wait > 7*time.Hour || s.source().Health(s.now).Condition != news.Failing {
			t.Errorf("waits %s, %+v", wait, s.source().Health(s.now))
		}
	})
	cases.Try(t, "F13 410 stops after three over a day", func(t *testing.T) {
		s := walk(t)
		s.add("/said")
		s.answer(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
		s.after(0)
		for range 2 {
			if s.source().State.Suspended {
				t.Fatal("suspended too early")
			}
			s.next()
		}
		if got := s.source().Health(s.now); got.Condition != news.Suspended || s.now.Sub(monday) < 24*time.Hour || got.Next.Sub(s.now) < 29*24*time.Hour {
			t.Fatalf("after %s: %+v", s.now.Sub(monday), got)
		}
		s.after(7 * 24 * time.Hour)
		if s.asked != 3 {
			t.Errorf("asked %d times", s.asked)
		}
		s.say(stories(1, 3, s.source().State.Next))
		s.next()
		if got := s.source().Health(s.now).Condition; got != news.Fine {
			t.Errorf("back again: %s", got)
		}
	})
	cases.Try(t, "F13 410 between successes does not stop", func(t *testing.T) {
		s := walk(t)
		s.add("/said")
		for turn := range 12 {
			s.answer(func(w http.ResponseWriter, _ *http.Request) {
				w.WriteHeader([]int{http.StatusGone, http.StatusGone, http.StatusNotFound}[turn%3])
			})
			s.next()
		}
		if s.source().State.Suspended {
			t.Error("suspended")
		}
	})
	cases.Try(t, "F13 429 of one feed spares the host's other feeds", func(t *testing.T) {
		s := walk(t)
		s.add("/status/429?retry=7200")
		s.after(0)
		if err := s.store.SaveSource(t.Context(), news.Source{ID: "t", URL: s.url + "/said", Added: monday}); err != nil {
			t.Fatal(err)
		}
		s.say(stories(1, 3, monday))
		if n := s.after(time.Minute); n.Failed != 1 || s.asked != 0 {
			t.Errorf("%+v, asked %d times", n, s.asked)
		}
		// The feed that asks for rest would ask again, perhaps before the other
		// is read.
		if err := s.store.DeleteSource(t.Context(), s.source().ID); err != nil {
			t.Fatal(err)
		}
		if n := s.after(2 * time.Hour); n.New != 3 {
			t.Errorf("after the rest: %+v", n)
		}
	})
}

func TestF14Validators(t *testing.T) {
	t.Parallel()
	cases.Try(t, "F14 a server stuck at 304 is read in full daily", func(t *testing.T) {
		s := walk(t)
		s.add("/unchanged/stuck")
		s.after(0)
		before := len(s.kept())
		for range 23 {
			s.after(time.Hour)
		}
		if got := len(s.kept()); got != before {
			t.Fatalf("%d new within the day", got-before)
		}
		s.after(time.Hour)
		if got := len(s.kept()); got != before+24 {
			t.Errorf("%d new after a day, want 24", got-before)
		}
	})
	cases.Try(t, "F14 the same bytes are no work", func(t *testing.T) {
		s := walk(t)
		s.add("/unchanged/same")
		s.after(0)
		state := s.source().State
		if n := s.after(time.Hour); n.Read != 1 || n.Known+n.New+n.Edited != 0 || s.source().State.Sum != state.Sum {
			t.Errorf("%+v", n)
		}
	})
	cases.Try(t, "F14 always 304, without being asked: a fault, not silence", func(t *testing.T) {
		s := walk(t)
		s.add("/unchanged/always")
		if n := s.after(0); n.Failed != 1 {
			t.Errorf("%+v", n)
		}
	})
	cases.Try(t, "F14 validators come back as they were", func(t *testing.T) {
		s := walk(t)
		s.add("/unchanged/weak")
		s.after(0)
		if n := s.after(time.Hour); n.Read != 1 || s.source().State.ETag != `W/"a, b"` {
			t.Errorf("%+v, %+v", n, s.source().State)
		}
	})
}

func TestF17WhatIsNoFeedTakesNothingAway(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/empty", "/blank", "/html", "/html/as-rss", "/video", "/picture", "/gzip/nothing", "/cut/reset", "/cut/garbage", "/gzip/brotli", "/bomb/nested"} {
		cases.Try(t, "F17 "+path, func(t *testing.T) {
			s := walk(t)
			s.add("/said")
			s.say(stories(1, 3, monday))
			s.after(0)
			before := s.source().State
			s.answer(func(w http.ResponseWriter, req *http.Request) { http.Redirect(w, req, path, http.StatusFound) })
			s.next()
			got := s.source().State
			if len(s.kept()) != 3 || got.Failures != 1 || got.Reason == "" || got.Sum != before.Sum || got.Known != before.Known {
				t.Errorf("kept %v, state %+v", s.kept(), got)
			}
		})
	}
}

func TestP8Floods(t *testing.T) {
	t.Parallel()
	cases.Try(t, "P8 a first reading announces the newest five and the last day", func(t *testing.T) {
		s := walk(t)
		s.add("/said")
		s.say(stories(1, 100, monday))
		s.after(0)
		if announced, filed := s.announced(); announced != 25 || filed != 75 {
			t.Errorf("%d announced, %d filed", announced, filed)
		}
	})
	cases.Try(t, "P8 a first reading of old items announces five", func(t *testing.T) {
		s := walk(t)
		s.add("/said")
		s.say(stories(1, 100, monday.Add(-48*time.Hour)))
		s.after(0)
		if announced, filed := s.announced(); announced != 5 || filed != 95 {
			t.Errorf("%d announced, %d filed", announced, filed)
		}
	})
	cases.Try(t, "P8 an address that an admin changes floods nobody", func(t *testing.T) {
		s := walk(t)
		s.add("/good")
		s.after(0)
		s.after(30 * 24 * time.Hour)
		before, _ := s.announced()
		s.say(stories(1, 100, s.now))
		s.add("/said")
		s.after(time.Hour)
		if announced, filed := s.announced(); announced != before+24 || filed != 76 {
			t.Errorf("%d announced, %d filed", announced-before, filed)
		}
	})
	cases.Try(t, "P8 a source that fails from the start loses nothing of that time", func(t *testing.T) {
		s := walk(t)
		s.add("/said")
		s.answer(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
		s.after(0)
		s.after(48 * time.Hour)
		s.say(stories(1, 100, s.now))
		s.after(6*time.Hour + time.Hour)
		if announced, filed := s.announced(); announced != 73 || filed != 27 {
			t.Errorf("%d announced, %d filed", announced, filed)
		}
	})
	cases.Try(t, "P8 a site that moved floods nobody", func(t *testing.T) {
		s := walk(t)
		s.add("/said")
		s.say(stories(1, 200, monday))
		s.after(0)
		before, _ := s.announced()
		moved := strings.NewReplacer("<guid isPermaLink='false'>g", "<guid isPermaLink='false'>new", "street.example/p", "moved.example/p")
		s.say(moved.Replace(stories(3, 202, monday)))
		n := s.next()
		if announced, _ := s.announced(); n.New != 200 || announced != before+2 {
			t.Errorf("%+v, %d announced", n, announced-before)
		}
		s.say(moved.Replace(stories(4, 203, monday.Add(time.Hour))))
		if n := s.next(); n.New != 1 {
			t.Errorf("after the move: %+v", n)
		}
	})
	cases.Try(t, "P8 a source that was away loses nothing", func(t *testing.T) {
		s := walk(t)
		s.add("/said")
		s.say(stories(1, 100, monday))
		s.after(0)
		before, _ := s.announced()
		s.answer(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) })
		for range 12 {
			s.next()
		}
		s.say(stories(101, 300, s.now))
		s.next()
		if announced, _ := s.announced(); announced != before+200 {
			t.Errorf("%d announced of 200", announced-before)
		}
	})
}

func TestP9StaleCopies(t *testing.T) {
	t.Parallel()
	cases.Try(t, "P9 an old copy brings nothing and takes nothing", func(t *testing.T) {
		s := walk(t)
		s.add("/said")
		old := stories(1, 10, monday)
		s.say(old)
		s.after(0)
		newer := strings.Replace(stories(3, 12, monday.Add(2*time.Hour)), "Story 5", "Story 5, corrected", 1)
		s.say(newer)
		s.next()
		for range 4 {
			s.say(old)
			if n := s.next(); n.New+n.Edited != 0 {
				t.Errorf("the old copy: %+v", n)
			}
			s.say(newer)
			if n := s.next(); n.New+n.Edited != 0 {
				t.Errorf("the newer copy: %+v", n)
			}
		}
		if !strings.Contains(strings.Join(s.kept(), "|"), "Story 5, corrected") {
			t.Errorf("the correction is lost: %v", s.kept())
		}
	})
	cases.Try(t, "P9 what only an old copy has is taken, and no edit of it", func(t *testing.T) {
		s := walk(t)
		s.add("/said")
		s.say(stories(5, 12, monday))
		s.after(0)
		s.say(strings.Replace(stories(3, 10, monday.Add(-2*time.Hour)), "Story 7", "Story 7 as it was", 1))
		if n := s.next(); n.New != 2 || n.Edited != 0 {
			t.Errorf("%+v", n)
		}
	})
	cases.Try(t, "P9 an old copy that stays is the feed", func(t *testing.T) {
		s := walk(t)
		s.add("/said")
		s.say(stories(1, 10, monday))
		s.after(0)
		s.say(strings.Replace(stories(1, 9, monday.Add(-time.Hour)), "Story 5", "Story 5, corrected", 1))
		if n := s.next(); n.Edited != 0 {
			t.Errorf("believed at once: %+v", n)
		}
		if n := s.after(49 * time.Hour); n.Edited != 1 || !s.source().State.StaleSince.IsZero() {
			t.Errorf("not believed: %+v", n)
		}
	})
	cases.Try(t, "P9 two copies that differ in words do not take turns", func(t *testing.T) {
		s := walk(t)
		s.add("/said")
		one := stories(1, 10, monday)
		two := strings.Replace(one, "Story 5", "Story 5b", 1)
		edits := 0
		for turn := range 10 {
			s.say([]string{one, two}[turn%2])
			edits += s.next().Edited
		}
		if edits != 1 {
			t.Errorf("%d edits", edits)
		}
	})
	for _, path := range []string{"/changing/alternating", "/changing/stale"} {
		cases.Try(t, "P9 "+path+" takes every item once", func(t *testing.T) {
			s := walk(t)
			s.add(path)
			for range 9 {
				s.after(time.Hour)
			}
			seen := map[string]bool{}
			for _, title := range s.kept() {
				title = strings.Trim(title, "[]")
				if seen[title] {
					t.Errorf("%s is there twice", title)
				}
				seen[title] = true
			}
		})
	}
}

func TestP10Edits(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]int{"/changing/guids": 10, "/changing/tracking": 10, "/changing/republished": 10, "/changing/edited": 10, "/changing/eternal": 1} {
		cases.Try(t, "P10 "+path+" keeps its items", func(t *testing.T) {
			s := walk(t)
			s.add(path)
			for range 12 {
				s.after(20 * time.Minute)
			}
			if got := len(s.kept()); got != want {
				t.Errorf("%d items, want %d: %v", got, want, s.kept())
			}
		})
	}
	cases.Try(t, "P10 twelve edits in four hours: one item, the last title, the former kept", func(t *testing.T) {
		s := walk(t)
		s.add("/changing/edited")
		for range 13 {
			s.after(20 * time.Minute)
		}
		for r, err := range s.store.AllReports(t.Context(), 0) {
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(r.Article.Title, "Item 7, corrected") && (r.Article.Title != "Item 7, corrected 12" || len(r.Article.Former) != 12) {
				t.Errorf("%q with %d former states", r.Article.Title, len(r.Article.Former))
			}
		}
	})
	cases.Try(t, "P10 an edit keeps the old evidence", func(t *testing.T) {
		h := open(t)
		h.feed("herald")
		h.wire.publish("herald", "Talks in Lyon", talks, monday)
		h.ingest(monday)
		h.wire.edit("herald", 0, visit)
		h.ingest(monday.Add(time.Hour))
		r, err := h.store.Report(t.Context(), news.IdentityOf("herald", "Talks in Lyon"))
		if err != nil || len(r.Article.Former) != 1 {
			t.Fatalf("%+v, %v", r.Article, err)
		}
		if got := strings.Join(r.Article.Former[0].Evidence, " "); !strings.Contains(got, "met with Prime Minister Tom Reyes") {
			t.Errorf("evidence %q", got)
		}
	})
}

type hiccup struct{ error }

func (hiccup) Temporary() bool { return true }

// trip is a Fetcher whose pages a test decides on.
type trip struct {
	*wire
	page func(a news.Article) (news.Article, error)
}

func (f *trip) Page(_ context.Context, a news.Article) (news.Article, error) { return f.page(a) }

func (h *house) on(f digest.Fetcher) {
	h.Desk = digest.New(h.store, f, slog.New(slog.DiscardHandler), digest.Options{Owner: "test"})
}

func TestAMissingPageIsAskedForAgain(t *testing.T) {
	t.Parallel()
	read := func(t *testing.T, fails int, fault error) (tries int, r news.Report) {
		h := open(t)
		h.feed("herald")
		h.wire.publish("herald", "Long read", "Short.", monday)
		h.on(&trip{h.wire, func(a news.Article) (news.Article, error) {
			if tries++; tries <= fails {
				return a, fault
			}
			a.Text = visit
			return a, nil
		}})
		for turn := range 60 {
			h.ingest(monday.Add(time.Duration(turn) * 15 * time.Minute))
		}
		r, err := h.store.Report(t.Context(), news.IdentityOf("herald", "Long read"))
		if err != nil {
			t.Fatal(err)
		}
		if n := len(h.source("herald").State.Pages); n != 0 {
			t.Errorf("%d pages still missing", n)
		}
		return tries, r
	}
	t.Run("and had in the end", func(t *testing.T) {
		t.Parallel()
		tries, r := read(t, 2, hiccup{fmt.Errorf("503")})
		if tries != 3 || r.Article.Text != visit || len(r.Facts.Visits) == 0 || !r.Article.Edited.IsZero() || r.Article.Seq != 1 {
			t.Errorf("%d tries, %+v", tries, r.Article)
		}
	})
	t.Run("four times at most", func(t *testing.T) {
		t.Parallel()
		if tries, r := read(t, 100, hiccup{fmt.Errorf("503")}); tries != 4 || r.Article.Text != "Short." {
			t.Errorf("%d tries, %q", tries, r.Article.Text)
		}
	})
	t.Run("not where it is refused", func(t *testing.T) {
		t.Parallel()
		if tries, _ := read(t, 100, fmt.Errorf("403")); tries != 1 {
			t.Errorf("%d tries", tries)
		}
	})
}

func TestX4Poison(t *testing.T) {
	t.Parallel()
	cases.Try(t, "X4 what kills twice is parked", poisonIsParked)
	cases.Try(t, "X4 a stop is no death", aStopIsNoDeath)
	cases.Try(t, "X4 a careful reading cut off is no death", aCarefulReadingCutOffIsNoDeath)
	cases.Try(t, "X4 poison once cut off is parked all the same", poisonOnceCutOffIsParked)
}

func poisonIsParked(t *testing.T) {
	h := open(t)
	h.feed("herald")
	for _, title := range []string{"Before", "Poison", "After"} {
		h.wire.publish("herald", title, "Short.", monday)
	}
	deaths := 0
	deadly := &trip{h.wire, func(a news.Article) (news.Article, error) {
		if a.Title == "Poison" {
			deaths++
			// The goroutine ends here, as a process would: nothing after it is
			// done, and no deferred note is made.
			runtime.Goexit()
		}
		a.Text = visit
		return a, nil
	}}
	for turn := range 6 {
		h.on(deadly)
		h.ingest(monday.Add(time.Duration(turn) * 10 * time.Minute))
	}
	if deaths != 2 {
		t.Errorf("it killed %d times", deaths)
	}
	for title, parked := range map[string]bool{"Before": false, "Poison": true, "After": false} {
		r, err := h.store.Report(t.Context(), news.IdentityOf("herald", title))
		if err != nil || (r.Article.Parked != "") != parked || (len(r.Facts.Visits) == 0) != parked {
			t.Errorf("%s: %+v, %v", title, r.Article, err)
		}
	}
	if got := h.source("herald").State.Parked; got != 1 {
		t.Errorf("%d parked", got)
	}
}

func aStopIsNoDeath(t *testing.T) {
	h := open(t)
	h.feed("herald")
	h.wire.publish("herald", "Long read", "Short.", monday)
	for turn := range 4 {
		ctx, stop := context.WithCancel(t.Context())
		h.on(&trip{h.wire, func(a news.Article) (news.Article, error) { stop(); return a, ctx.Err() }})
		_, _ = h.Ingest(ctx, at(monday.Add(time.Duration(turn)*time.Minute)))
	}
	h.on(&trip{h.wire, func(a news.Article) (news.Article, error) { a.Text = visit; return a, nil }})
	h.ingest(monday.Add(time.Hour))
	r, err := h.store.Report(t.Context(), news.IdentityOf("herald", "Long read"))
	if err != nil || r.Article.Parked != "" || r.Article.Text != visit {
		t.Errorf("%+v, %v", r.Article, err)
	}
}

// fate is what becomes of the process when it asks for the page.
type fate string

const (
	dies  fate = "it dies"
	stops fate = "it is stopped"
	lives fate = "it lives"
)

// live reads one article in a process after another, each with its fate, and
// returns what is kept of it.
func live(t *testing.T, h house, fates ...fate) news.Report {
	h.feed("herald")
	h.wire.publish("herald", "Long read", "Short.", monday)
	for turn, fate := range fates {
		ctx, stop := context.WithCancel(t.Context())
		h.on(&trip{h.wire, func(a news.Article) (news.Article, error) {
			switch fate {
			case dies:
				runtime.Goexit()
			case stops:
				stop()
				return a, ctx.Err()
			}
			a.Text = visit
			return a, nil
		}})
		_, _ = h.Ingest(ctx, at(monday.Add(time.Duration(turn)*10*time.Minute)))
		stop()
	}
	r, err := h.store.Report(t.Context(), news.IdentityOf("herald", "Long read"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func aCarefulReadingCutOffIsNoDeath(t *testing.T) {
	if r := live(t, open(t), dies, stops, dies, lives); r.Article.Parked != "" || r.Article.Text != visit {
		t.Errorf("%+v", r.Article)
	}
}

func poisonOnceCutOffIsParked(t *testing.T) {
	if r := live(t, open(t), dies, stops, dies, dies, dies); r.Article.Parked == "" || r.Article.Text != "" {
		t.Errorf("%+v", r.Article)
	}
}

// Of readings that ended no count is kept beyond the next pruning.
func TestCountsOfReadingsDoNotPileUp(t *testing.T) {
	t.Parallel()
	h := open(t)
	live(t, h, dies, lives)
	h.wire.publish("herald", "Talks in Lyon", talks, monday.Add(time.Hour))
	h.ingest(monday.Add(time.Hour))
	// The careful reading and its article, and the other reading.
	if n, err := h.store.PruneUpdates(t.Context(), monday.AddDate(0, 0, -7)); n != 3 || err != nil {
		t.Errorf("%d counts forgotten, %v", n, err)
	}
	if n, err := h.store.PruneUpdates(t.Context(), monday.AddDate(1, 0, 0)); n != 0 || err != nil {
		t.Errorf("%d counts left, %v", n, err)
	}
}

func TestX1PanicsAreContained(t *testing.T) {
	t.Parallel()
	cases.Try(t, "X1 a panic of the extractor costs one article its facts", panicsAreContained)
	cases.Try(t, "X1 a panic over a page leaves the words of the feed", pagesThatBreakTheReader)
	cases.Try(t, "X1 a panic over a feed is a failure of that feed", feedsThatBreakTheReader)
}

func panicsAreContained(t *testing.T) {
	f, cause := digest.Safely(news.Article{}, func(news.Article) news.Facts { panic("index out of range") })
	if cause != "index out of range" || len(f.People) != 0 {
		t.Errorf("%v, %+v", cause, f)
	}
	if _, cause := digest.Safely(news.Article{}, func(news.Article) news.Facts { return news.Facts{} }); cause != nil {
		t.Errorf("without a panic: %v", cause)
	}
}

func pagesThatBreakTheReader(t *testing.T) {
	h := open(t)
	h.feed("herald")
	h.wire.publish("herald", "Odd", "Odd words.", monday)
	h.wire.publish("herald", "After", visit, monday)
	asked := 0
	h.on(&trip{h.wire, func(a news.Article) (news.Article, error) {
		if a.Title == "Odd" {
			asked++
			panic("index out of range")
		}
		return a, nil
	}})
	h.ingest(monday)
	h.ingest(monday.Add(time.Hour))
	for title, text := range map[string]string{"Odd": "Odd words.", "After": visit} {
		if r, err := h.store.Report(t.Context(), news.IdentityOf("herald", title)); err != nil || r.Article.Text != text {
			t.Errorf("%s: %+v, %v", title, r.Article, err)
		}
	}
	if asked != 1 {
		t.Errorf("asked for %d times", asked)
	}
}

// bomb is a Fetcher that panics over one feed.
type bomb struct{ *wire }

func (f bomb) Fetch(ctx context.Context, s news.Source) (news.Batch, error) {
	if s.ID == "odd" {
		panic("index out of range")
	}
	return f.wire.Fetch(ctx, s)
}

func feedsThatBreakTheReader(t *testing.T) {
	h := open(t)
	h.feed("odd")
	h.feed("herald")
	h.wire.publish("herald", "Talks in Lyon", talks, monday)
	h.on(bomb{h.wire})
	if n := h.ingest(monday); n.Read != 1 || n.Failed != 1 || n.New != 1 {
		t.Errorf("%+v", n)
	}
	if got := h.source("odd").Health(monday); got.Condition != news.Failing || got.Reason != "it breaks the reader of feeds" || !got.Next.After(monday) {
		t.Errorf("%+v", got)
	}
}

// crowd is a Fetcher of many feeds, of which some never answer.
type crowd struct {
	*wire
	started time.Time
	mu      sync.Mutex
	// good are when the good feeds were read, from the start on.
	good []time.Duration
}

func (c *crowd) Fetch(ctx context.Context, s news.Source) (news.Batch, error) {
	switch kind, _, _ := strings.Cut(string(s.ID), "-"); kind {
	case "dead":
		time.Sleep(2 * time.Second)
		return news.Batch{}, fmt.Errorf("connection refused")
	case "endless":
		time.Sleep(30 * time.Second)
		return news.Batch{}, fmt.Errorf("not read within 30s")
	}
	time.Sleep(time.Second)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.good = append(c.good, time.Since(c.started))
	return news.Batch{Title: "Good"}, nil
}

// Of 500 feeds 150 are dead and 25 never end. Eight workers have so much to
// do: 325 s + 300 s + 750 s, an eighth of it each.
func TestL3FiveHundredFeeds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := open(t)
		defer h.store.Close()
		c := &crowd{wire: h.wire, started: time.Now()}
		h.on(c)
		for i := range 500 {
			kind := "good"
			switch {
			case i%20 == 7:
				kind = "endless"
			case i%10 < 3:
				kind = "dead"
			}
			h.feed(fmt.Sprintf("%s-%d", kind, i))
		}
		n := h.ingest(time.Now())
		took := time.Since(c.started)
		if n.Read+n.Failed != 500 || n.Read != len(c.good) || took > (1375/8+30)*time.Second {
			t.Errorf("%+v in %s", n, took)
		}
		t.Logf("%d feeds in %s, the good ones within %s", n.Read+n.Failed, took, c.good[len(c.good)-1])
	})
}

func TestP8WhatIsFiledIsNotAnnounced(t *testing.T) {
	t.Parallel()
	for name, age := range map[string]time.Duration{"announced": time.Hour, "filed": 72 * time.Hour} {
		cases.Try(t, "P8 "+name, func(t *testing.T) {
			h := open(t)
			h.feed("herald")
			h.subscribe(monday)
			read := monday.Add(7 * time.Hour)
			h.wire.publish("herald", "Talks in Lyon", talks, read.Add(-age))
			h.wire.feeds["herald"][0].Seen = read
			for n := range 5 {
				h.wire.publish("herald", fmt.Sprint("Ferries ", n), long, read)
			}
			h.ingest(read)
			got := strings.Join(h.deliver(monday.Add(8*time.Hour)), "\n")
			if strings.Contains(got, "Reyes") != (name == "announced") || strings.Contains(got, "late arrival") {
				t.Errorf("the digest is:\n%s", got)
			}
		})
	}
}

// What a feed listed when it was first read is history, however old; what it
// lists later and is as old has come late.
func TestP8HistoryIsNotLate(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.feed("herald")
	h.subscribe(monday)
	publish := func(title string, seen time.Time) {
		h.wire.publish("herald", title, long, monday.AddDate(0, -1, 0))
		items := h.wire.feeds["herald"]
		items[len(items)-1].Seen = seen
	}
	for day, want := range []string{"", "1 late arrival filed, not announced."} {
		read := monday.AddDate(0, 0, day).Add(7 * time.Hour)
		for n := range 10 - 9*day {
			publish(fmt.Sprint("Ferries ", day, n), read)
		}
		h.ingest(read)
		got := strings.Join(h.deliver(read.Add(time.Hour)), "\n")
		if !strings.Contains(got, want) || strings.Contains(got, "late") != (want != "") {
			t.Errorf("on day %d the digest is:\n%s", day, got)
		}
	}
}
