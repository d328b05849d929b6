package digest_test

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"readout/digest/news"
)

var statesFolder = flag.String("states", "", "replay the feed whose states, one a file and the oldest first by name, are in this folder")

// A history of a feed is read state by state, with a digest every morning:
// each item is kept once and in its last words, and is told once, whatever
// the feed does to what tells its items apart.
func TestReplayInvented(t *testing.T) {
	t.Parallel()
	replayAll(t, invented(60, rand.New(rand.NewPCG(5, 8))))
}

// TestReplayStates does the same with a history that was recorded.
func TestReplayStates(t *testing.T) {
	t.Parallel()
	if *statesFolder == "" {
		t.Skip("-states names no folder")
	}
	replayAll(t, statesOf(t, *statesFolder))
}

func replayAll(t *testing.T, plain []state) {
	t.Helper()
	chance := rand.New(rand.NewPCG(13, 21))
	half := len(plain) / 2
	for name, states := range map[string][]state{
		"P7 as it was":                              plain,
		"P9 one state in twenty is an older one":    swapped(plain, chance),
		"P7 new GUIDs half way":                     renamed(plain, half, false),
		"P7 new GUIDs with each state":              renamed(plain, 0, true),
		"P7 new tracking parameters with each":      tracked(plain),
		"P10 older, with new GUIDs and tracking":    tracked(renamed(swapped(plain, chance), half, false)),
		"P10 older, GUIDs and tracking new in each": tracked(renamed(swapped(plain, chance), 0, true)),
	} {
		cases.Try(t, name, func(t *testing.T) { replay(t, states) })
	}
}

func replay(t *testing.T, states []state) {
	s := walk(t)
	post := &postman{}
	s.now = states[0].at
	s.say("")
	if err := s.store.SaveSource(t.Context(), news.Source{ID: "s", URL: s.url + "/said", Added: s.now}); err != nil {
		t.Fatal(err)
	}
	h := house{Desk: s.Desk, store: s.store, post: post, t: t}
	h.subscribe(s.now, func(r *news.Subscriber) { r.Off = []news.Section{news.Ahead, news.UnderWay} })
	for _, state := range states {
		s.answer(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, state.body) })
		h.mornings(s.now, state.at)
		s.now = state.at
		if n := s.after(0); n.Failed > 0 {
			t.Fatalf("at %s: %+v, %s", s.now, n, s.source().State.Reason)
		}
	}
	h.mornings(s.now, s.now.Add(24*time.Hour))
	s.wantOnce(wanted(t, states))
	s.wantToldOnce()
}

// mornings delivers at each slot after a moment and up to another.
func (h *house) mornings(after, until time.Time) {
	h.t.Helper()
	for {
		slot := h.reader().Due.At
		if slot.After(until) || !slot.After(after) {
			return
		}
		h.deliver(slot)
	}
}

// wantOnce holds that the store has just these items, once each and in the
// words they had last.
func (s *street) wantOnce(want map[string]string) {
	s.t.Helper()
	edited := 0
	for r, err := range s.store.AllReports(s.t.Context(), 0) {
		if err != nil {
			s.t.Fatal(err)
		}
		last, there := want[r.Article.URL]
		switch {
		case !there:
			s.t.Errorf("%s is kept twice, or was never listed: %q", r.Article.URL, r.Article.Title)
		case last != r.Article.Fingerprint:
			s.t.Errorf("%s is not in its last words: %q", r.Article.URL, r.Article.Title)
		}
		edited += len(r.Article.Former)
		delete(want, r.Article.URL)
	}
	for link := range want {
		s.t.Errorf("%s is lost", link)
	}
	s.t.Logf("%d edits", edited)
}

// wantToldOnce holds that no line came in two digests, that the windows of
// digests follow on one another, and that there is something to hold it of.
func (s *street) wantToldOnce() {
	s.t.Helper()
	editions := map[news.EditionID]news.Edition{}
	for e, err := range s.store.AllEditions(s.t.Context()) {
		if err != nil {
			s.t.Fatal(err)
		}
		editions[e.ID] = e
	}
	lines, told, until := 0, map[string]news.DeliveryKey{}, int64(0)
	for d, err := range s.store.AllDeliveries(s.t.Context()) {
		if err != nil {
			s.t.Fatal(err)
		}
		if d.Window.After != until {
			s.t.Errorf("the digest of %s begins at %d, the one before ended at %d", d.Key, d.Window.After, until)
		}
		until = d.Window.Until
		e := editions[d.Edition]
		for _, b := range append(e.Blocks, e.More...) {
			if len(b.Proofs) == 0 {
				continue
			}
			line := fmt.Sprint(b.Proofs[0].Article, " ", b.Proofs[0].Sentence)
			if before, twice := told[line]; twice && before != d.Key {
				s.t.Errorf("told on %s and %s: %s", before.Date, d.Key.Date, b.Text.String())
			}
			told[line] = d.Key
			lines++
		}
	}
	if lines < 50 {
		s.t.Errorf("only %d lines were told", lines)
	}
	s.t.Logf("%d lines told", lines)
}
