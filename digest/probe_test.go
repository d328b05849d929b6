package digest_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"readout/digest"
	"readout/digest/news"
)

func TestAProbeKeepsNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.wire.publish("herald", "Talks in Lyon", talks, monday)
	h.wire.publish("herald-example-feed", "Talks in Lyon", talks, monday)
	got, err := h.Probe(t.Context(), "https://herald.example/feed")
	if err != nil || len(got) != 1 || got[0].Trouble != "" || len(got[0].Batch.Articles) != 1 {
		t.Fatalf("%v: %+v", err, got)
	}
	if s := got[0].Source; s.ID != "herald-example-feed" || s.Title != "HERALD" {
		t.Errorf("source %+v", s)
	}
	for s := range h.store.AllSources(t.Context()) {
		t.Errorf("kept %+v", s)
	}
	if head, err := h.store.Head(t.Context()); head != 0 || err != nil {
		t.Errorf("kept %d articles, %v", head, err)
	}
}

// The feeds of a page are told with the trouble of each, and only so many of
// them are read.
func TestAPageLeadsToItsFeeds(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.wire.publish("herald-example-feed", "Talks in Lyon", talks, monday)
	h.wire.broken["sport-example-feed"] = errors.New("the server answers 403 Forbidden")
	for _, name := range []string{"herald", "sport", "three", "four", "five", "six"} {
		h.wire.sites["https://site.example"] = append(h.wire.sites["https://site.example"], news.Source{URL: "https://" + name + ".example/feed"})
	}
	got, err := h.Probe(t.Context(), "https://site.example")
	if err != nil || len(got) != 4 {
		t.Fatalf("%v: %d probes", err, len(got))
	}
	if got[0].Trouble != "" || len(got[0].Batch.Articles) != 1 || got[1].Trouble != "the server answers 403 Forbidden" {
		t.Errorf("%+v", got)
	}
	if _, err := h.Probe(t.Context(), "https://empty.example"); err == nil || err.Error() != "no feed found there" {
		t.Errorf("an empty page: %v", err)
	}
}

func TestAProbeEndsWithItsContext(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.wire.publish("herald", "Talks in Lyon", talks, monday)
	ctx, cancel := context.WithCancel(t.Context())
	h.wire.onFetch = cancel
	if _, err := h.Probe(ctx, "https://herald.example/feed"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAFileIsReadAsItIs(t *testing.T) {
	t.Parallel()
	h := open(t)
	got, err := h.Probe(t.Context(), "file:///feeds/herald.xml")
	if err != nil || len(got) != 1 || got[0].Source.ID != "feeds-herald-xml" {
		t.Errorf("%v: %+v", err, got)
	}
}

func TestAnArticleReadByHandIsKeptOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	const page = "https://herald.example/talks"
	h.wire.pages[page] = "Talks in Lyon\n" + talks
	later := monday.AddDate(0, 0, 1)
	first, err := h.ReadArticle(t.Context(), page, later)
	if err != nil || first.Article.Seq != 1 || len(first.Facts.Meetings) != 1 || !first.Article.Published.Equal(monday) || !first.Article.Seen.Equal(later) {
		t.Fatalf("%v: %+v", err, first)
	}
	h.wire.pages[page] = "Visit\n" + visit
	again, err := h.ReadArticle(t.Context(), page, later.Add(time.Hour))
	if err != nil || again.Article.Seq != 1 || again.Article.Title != "Visit" || len(again.Facts.Visits) != 1 || !again.Article.Seen.Equal(later) {
		t.Errorf("%v: %+v", err, again)
	}
	var reason digest.UnreadableError
	if _, err := h.ReadArticle(t.Context(), "https://herald.example/lost", later); !errors.As(err, &reason) || reason.Reason != "403" {
		t.Errorf("a page that cannot be had: %v", err)
	}
}
