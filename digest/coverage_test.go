package digest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest"
	"readout/digest/news"
)

// Each kind of gap comes into the ledger of its source, whoever is to blame.
func TestWhenASourceWasNotReadIsWrittenDown(t *testing.T) {
	t.Parallel()
	s := walk(t)
	s.add("/said")
	s.say(stories(1, 3, monday))
	s.after(0)
	s.answer(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	failed := monday.Add(15 * time.Minute)
	s.after(15 * time.Minute)
	s.next()
	s.say(stories(2, 6, monday.Add(time.Hour)))
	s.next()
	mended := s.clock()

	due := s.source().State.Next
	s.reopen()
	s.say(stories(40, 45, monday.Add(9*time.Hour)))
	s.after(10 * time.Hour)
	want := []news.Gap{
		{Since: failed, Until: mended, Reason: "the server answers 503 Service Unavailable"},
		{Since: due, Until: s.clock(), Reason: news.NotRunning, Torn: true},
	}
	if diff := cmp.Diff(want, s.source().State.Gaps); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	s.next()
	if n := len(s.source().State.Gaps); n != 2 {
		t.Errorf("read when due, and %d gaps", n)
	}
}

// A process that is down, and finds the feed failing when it is back, blames
// each for its own time.
func TestAGapIsNotBlamedOnTheFeedAlone(t *testing.T) {
	t.Parallel()
	s := walk(t)
	s.add("/said")
	s.say(stories(1, 3, monday))
	s.after(0)
	due := s.source().State.Next
	s.answer(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	s.after(5 * time.Hour)
	back := s.clock()
	got := s.source()
	g, open := got.Gap(back.Add(time.Hour))
	if want := (news.Gap{Since: back, Reason: "the server answers 403 Forbidden"}); !open || g != want {
		t.Errorf("open %t: %+v", open, g)
	}
	if diff := cmp.Diff([]news.Gap{{Since: due, Until: back, Reason: news.NotRunning}}, got.State.Gaps); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A feed that a person gives a new address stays unread until it is read
// there.
func TestANewAddressDoesNotHideThatAFeedIsUnread(t *testing.T) {
	t.Parallel()
	s := walk(t)
	s.add("/status/404")
	s.after(0)
	s.add("/said")
	s.say(stories(1, 3, monday))
	s.after(time.Hour)
	want := []news.Gap{{Since: monday, Until: monday.Add(time.Hour), Reason: "the server answers 404 Not Found"}}
	if diff := cmp.Diff(want, s.source().State.Gaps); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// The digest says in a line what is unread, what may be missing and what was
// filed, and nothing of it when all is well.
func TestTheFooterTellsWhatIsIncomplete(t *testing.T) {
	t.Parallel()
	s := walk(t)
	s.add("/said")
	if err := s.store.SaveTopic(t.Context(), news.Topic{ID: "all", Name: "All"}); err != nil {
		t.Fatal(err)
	}
	preview := func() string {
		t.Helper()
		r := digest.Request{Reader: news.Subscriber{Topics: []news.TopicID{"all"}}, Since: monday.Add(time.Minute)}
		d, err := s.Preview(t.Context(), r, s.clock())
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, block := range d.Blocks {
			if block.Kind == news.Note {
				b.WriteString(block.Text.String() + "\n")
			}
		}
		return b.String()
	}
	s.say(stories(1, 3, monday))
	s.after(0)
	s.say(stories(2, 4, monday.Add(15*time.Minute)))
	s.after(15 * time.Minute)
	if got := preview(); strings.Contains(got, "nread") || strings.Contains(got, "lack") || strings.Contains(got, "filed") {
		t.Errorf("all is well, and it says %q", got)
	}
	s.answer(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	s.after(15 * time.Minute)
	if got := preview(); !strings.Contains(got, "Unread since Mon 00:30: Street (the server answers 403 Forbidden).") {
		t.Errorf("while it fails: %q", got)
	}
	s.say(stories(30, 31, monday) + story("old", "old", "Of last month", monday.AddDate(0, -1, 0)))
	s.after(6 * time.Hour)
	got := preview()
	for _, want := range []string{"May lack news of Mon 00:30 to Mon 06:30: Street (the server answers 403 Forbidden).", "1 late arrival filed, not announced."} {
		if !strings.Contains(got, want) {
			t.Errorf("after it: %q has no %q", got, want)
		}
	}
}
