package digest_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

func TestIngestTakesEveryItemOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.feed("herald")
	h.wire.publish("herald", "Talks in Lyon", talks, monday)
	if n := h.ingest(monday); n.New != 1 || n.Read != 1 {
		t.Fatalf("first reading: %+v", n)
	}
	h.wire.publish("herald", "Kessler in Tallinn", visit, monday.Add(time.Hour))
	if n := h.ingest(monday.Add(20 * time.Minute)); n.New != 1 || n.Edited != 0 {
		t.Fatalf("second reading: %+v", n)
	}
	if n := h.ingest(monday.Add(40 * time.Minute)); n.New+n.Edited != 0 || n.Read != 1 {
		t.Fatalf("nothing new: %+v", n)
	}
}

func TestIngestWaitsForTheInterval(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.feed("herald")
	// A beat comes a little after its minute, the next one perhaps less.
	h.ingest(monday.Add(40 * time.Millisecond))
	h.ingest(monday.Add(14 * time.Minute))
	if h.wire.asked["herald"] != 1 {
		t.Errorf("asked %d times within the interval", h.wire.asked["herald"])
	}
	h.ingest(monday.Add(15 * time.Minute))
	if h.wire.asked["herald"] != 2 {
		t.Errorf("asked %d times after the interval", h.wire.asked["herald"])
	}
}

func TestAnEditKeepsItsPlace(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.feed("herald")
	h.wire.publish("herald", "Talks in Lyon", talks, monday)
	h.ingest(monday)
	h.wire.edit("herald", 0, visit)
	if n := h.ingest(monday.Add(time.Hour)); n.Edited != 1 || n.New != 0 {
		t.Fatalf("edit: %+v", n)
	}
	r, err := h.store.Report(t.Context(), news.IdentityOf("herald", "Talks in Lyon"))
	if err != nil {
		t.Fatal(err)
	}
	if r.Article.Seq != 1 || r.Article.Text != visit || !r.Article.Seen.Equal(monday) {
		t.Errorf("seq %d, seen %s, text %q", r.Article.Seq, r.Article.Seen, r.Article.Text)
	}
}

type busy struct{ error }

func (busy) RetryAfter() time.Duration { return 10 * time.Hour }

func TestABrokenFeedIsLeftAloneLongerAndStopsNoOther(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.feed("broken")
	h.feed("herald")
	h.wire.broken["broken"] = errors.New("404")
	h.wire.publish("herald", "Talks in Lyon", talks, monday)
	if n := h.ingest(monday); n.Failed != 1 || n.New != 1 {
		t.Fatalf("first beat: %+v", n)
	}
	want := 15 * time.Minute
	now := monday
	for range 4 {
		s := h.source("broken")
		if got := s.State.Next.Sub(now); got < want || got > want*11/10 {
			t.Fatalf("after %d failures: waits %s, want %s and a little", s.State.Failures, got, want)
		}
		now, want = s.State.Next, 2*want
		h.ingest(now)
	}
	h.wire.broken["broken"] = busy{errors.New("429")}
	now = h.source("broken").State.Next
	h.ingest(now)
	if got := h.source("broken").State.Next.Sub(now); got < 10*time.Hour || got > 10*time.Hour+5*time.Minute {
		t.Errorf("asked to wait 10h, waits %s", got)
	}
	delete(h.wire.broken, "broken")
	h.ingest(h.source("broken").State.Next)
	if s := h.source("broken"); s.State.Failures > 0 || s.State.Reason != "" || !s.State.FailingSince.IsZero() {
		t.Errorf("after recovery: %+v", s.State)
	}
}

func (h *house) source(id news.SourceID) news.Source {
	h.t.Helper()
	s, err := h.store.Source(h.t.Context(), id)
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

func TestAPageThatCannotBeHadLeavesTheFeedsWords(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.feed("herald")
	h.wire.publish("herald", "Talks in Lyon", talks, monday)
	h.wire.publish("herald", "Long read", "Short.", monday)
	h.wire.pages["https://herald.example/talks-in-lyon"] = ""
	h.wire.pages["https://herald.example/long-read"] = visit
	h.ingest(monday)
	for title, want := range map[string]string{"Talks in Lyon": talks, "Long read": visit} {
		r, err := h.store.Report(t.Context(), news.IdentityOf("herald", title))
		if err != nil || r.Article.Text != want {
			t.Errorf("%s: %q, %v", title, r.Article.Text, err)
		}
	}
}

func TestAShortIntervalIsABeat(t *testing.T) {
	t.Parallel()
	h := open(t, func(o *digest.Options) { o.Every = time.Second })
	h.feed("herald")
	h.ingest(monday.Add(time.Millisecond))
	if h.wire.asked["herald"] != 1 || !h.source("herald").State.Next.Equal(monday.Add(time.Minute)) {
		t.Errorf("asked %d times, next %s", h.wire.asked["herald"], h.source("herald").State.Next)
	}
}

func TestAnEditWhosePageCannotBeHadTakesNothingAway(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.feed("herald")
	h.wire.publish("herald", "Long read", "Short.", monday)
	h.wire.pages["https://herald.example/long-read"] = visit
	h.ingest(monday)
	h.wire.edit("herald", 0, "Shorter.")
	h.wire.pages["https://herald.example/long-read"] = ""
	h.ingest(monday.Add(time.Hour))
	r, err := h.store.Report(t.Context(), news.IdentityOf("herald", "Long read"))
	if err != nil || r.Article.Text != visit || len(r.Facts.Visits) == 0 {
		t.Errorf("the text is %q, with %d visits, %v", r.Article.Text, len(r.Facts.Visits), err)
	}
}

// A reading that runs out of time keeps what it has, and is due again with
// nothing said to the server that would hold the rest back.
func TestWhatTimeRanOutForIsReadNext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := open(t)
		defer h.store.Close()
		h.feed("herald")
		start := time.Now()
		for _, title := range []string{"One", "Two", "Three", "Four"} {
			h.wire.publish("herald", title, "Short.", start)
			h.wire.pages["https://herald.example/"+string(news.TopicIDOf(title))] = visit
		}
		h.wire.slow = 100 * time.Second
		for range 4 {
			h.ingest(time.Now())
			time.Sleep(time.Minute)
		}
		for _, title := range []string{"One", "Two", "Three", "Four"} {
			if r, err := h.store.Report(t.Context(), news.IdentityOf("herald", title)); err != nil || r.Article.Text != visit {
				t.Errorf("%s: %q, %v", title, r.Article.Text, err)
			}
		}
	})
}

func TestAStoppedReadingLeavesItsSourceDue(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.feed("herald")
	ctx, stop := context.WithCancel(t.Context())
	h.wire.broken["herald"] = context.Canceled
	h.wire.onFetch = stop
	if _, err := h.Ingest(ctx, at(monday)); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	delete(h.wire.broken, "herald")
	h.wire.publish("herald", "Talks in Lyon", talks, monday)
	if n := h.ingest(monday.Add(time.Second)); n.New != 1 {
		t.Errorf("after the restart: %+v", n)
	}
}

// A beat may take longer than a lease: what it claims late is claimed from
// then on.
func TestALateClaimIsBornWhole(t *testing.T) {
	t.Parallel()
	h := open(t, func(o *digest.Options) { o.Workers = 1 })
	h.feed("herald")
	h.feed("post")
	now, readings := monday, 0
	h.wire.onFetch = func() {
		if readings++; readings == 1 {
			now = now.Add(10 * time.Minute)
			return
		}
		others, err := h.store.ClaimSources(t.Context(), now, time.Minute, 10)
		if err != nil || slices.ContainsFunc(others, func(s news.Source) bool { return s.State.Read.IsZero() }) {
			t.Errorf("another process would read %v, %v", others, err)
		}
	}
	if n, err := h.Ingest(t.Context(), func() time.Time { return now }); err != nil || n.Read != 2 {
		t.Errorf("%+v, %v", n, err)
	}
}

// stingy is a store that will not take the reports of one source.
type stingy struct {
	storage.Store
	refuses news.SourceID
}

var errFull = errors.New("disk full")

func (s stingy) SaveReports(ctx context.Context, in storage.Intake) (storage.Saved, error) {
	if in.Source == s.refuses {
		return storage.Saved{}, errFull
	}
	return s.Store.SaveReports(ctx, in)
}

func TestAStoreErrorOfOneSourceStopsNoOther(t *testing.T) {
	t.Parallel()
	h := open(t)
	for _, feed := range []string{"a", "b", "c"} {
		h.feed(feed)
		h.wire.publish(feed, "Talks in Lyon", talks, monday)
	}
	h.Desk = digest.New(stingy{h.store, "a"}, h.wire, slog.New(slog.DiscardHandler), digest.Options{Owner: "test", Workers: 1})
	n, err := h.Ingest(t.Context(), at(monday))
	if !errors.Is(err, errFull) || n.Read != 2 || n.New != 2 {
		t.Errorf("%+v, %v", n, err)
	}
}
