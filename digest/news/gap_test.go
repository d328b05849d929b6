package news_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest/news"
)

var noon = time.Date(2031, 3, 3, 12, 0, 0, 0, time.UTC)

func hour(h float64) time.Time { return noon.Add(time.Duration(h * float64(time.Hour))) }

func TestTheGapThatASourceIsIn(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		source news.Source
		want   news.Gap
		open   bool
	}{
		"never asked yet":        {news.Source{}, news.Gap{}, false},
		"read, and due soon":     {news.Source{State: news.Polling{Next: hour(0.2)}}, news.Gap{}, false},
		"due a moment ago":       {news.Source{State: news.Polling{Next: hour(-0.4)}}, news.Gap{}, false},
		"due long ago":           {news.Source{State: news.Polling{Next: hour(-5)}}, news.Gap{Since: hour(-5), Reason: news.NotRunning}, true},
		"failing":                {news.Source{State: news.Polling{Failures: 2, Next: hour(1), FailingSince: hour(-2), Reason: "403"}}, news.Gap{Since: hour(-2), Reason: "403"}, true},
		"failing, and not asked": {news.Source{State: news.Polling{Failures: 2, Next: hour(-9), FailingSince: hour(-12), Reason: "403"}}, news.Gap{Since: hour(-12), Reason: "403"}, true},
		"put aside":              {news.Source{Paused: true, PausedSince: hour(-3), State: news.Polling{Failures: 2, Reason: "403"}}, news.Gap{Since: hour(-3), Reason: news.PutAside}, true},
	} {
		got, open := c.source.Gap(noon)
		if diff := cmp.Diff(c.want, got); diff != "" || open != c.open {
			t.Errorf("%s: open %t\n%s", name, open, diff)
		}
		if _, unread := c.source.Unread(noon); unread != (c.open && !c.source.Paused) {
			t.Errorf("%s: unread %t", name, unread)
		}
	}
}

// What was not read while Readout was down, and fails when it is back, is unread
// since it went down.
func TestAnOutageThatGoesOnAsAFailure(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		last news.Gap
		want time.Time
	}{
		"down before":         {news.Gap{Since: hour(-9), Until: hour(-2), Reason: news.NotRunning}, hour(-9)},
		"read in between":     {news.Gap{Since: hour(-9), Until: hour(-3), Reason: news.NotRunning}, hour(-2)},
		"put aside till then": {news.Gap{Since: hour(-9), Until: hour(-2), Reason: news.PutAside}, hour(-2)},
	} {
		s := news.Source{State: news.Polling{Failures: 1, FailingSince: hour(-2), Reason: "403", Gaps: []news.Gap{c.last}}}
		if g, is := s.Unread(noon); !is || !g.Since.Equal(c.want) || g.Reason != "403" {
			t.Errorf("%s: unread %t, %+v", name, is, g)
		}
	}
}

// failing is a source that failed from one hour to another, and was read then.
func failing(p *news.Polling, from, to float64, reason string) {
	p.Failures, p.FailingSince, p.Reason = 1, hour(from), reason
	p.Mended(hour(to))
}

func TestTheLedgerOfASource(t *testing.T) {
	t.Parallel()
	var s news.Source
	p := &s.State
	failing(p, 0, 1, "403")
	failing(p, 2, 3, "503")
	failing(p, 9, 10, "404")
	p.Tear(hour(9))
	p.Tear(hour(10))
	p.Next = hour(11)
	p.Missed(hour(11.4))
	p.Missed(hour(14))
	s.Paused, s.PausedSince = true, hour(15)
	s.Resume(hour(16))
	want := []news.Gap{
		{Since: hour(0), Until: hour(3), Reason: "503", Times: 2},
		{Since: hour(9), Until: hour(10), Reason: "404", Torn: true},
		{Since: hour(11), Until: hour(14), Reason: news.NotRunning},
		{Since: hour(15), Until: hour(16), Reason: news.PutAside},
	}
	if diff := cmp.Diff(want, s.State.Gaps); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	p.Failures, p.FailingSince, p.Reason = 1, hour(20), "410"
	want = append(want[2:], news.Gap{Since: hour(20), Reason: "410"})
	if diff := cmp.Diff(want, s.Gaps(hour(12), hour(21))); diff != "" {
		t.Errorf("since noon and a half: -want +got:\n%s", diff)
	}
	if !s.Torn(hour(9)) || s.Torn(hour(10)) {
		t.Error("it was torn until ten")
	}
}

// A source that fails and is read in turns for months keeps a ledger of
// bounded length, and so does one with gaps of its own kind each.
func TestTheLedgerIsBounded(t *testing.T) {
	t.Parallel()
	var flapping, apart news.Polling
	for n := range 5000 {
		failing(&flapping, float64(n)/2, float64(n)/2+0.25, strings.Repeat("x", 5000))
		failing(&apart, float64(n)*4, float64(n)*4+1, "403")
	}
	if len(flapping.Gaps) != 1 || flapping.Gaps[0].Times != 5000 || len(flapping.Gaps[0].Reason) > 300 {
		t.Errorf("flapping: %d gaps", len(flapping.Gaps))
	}
	if n := len(apart.Gaps); n > 100 || n < 20 {
		t.Errorf("apart: %d gaps", n)
	}
	failing(&apart, 4*5000+91*24, 4*5000+91*24+1, "403")
	if len(apart.Gaps) != 1 {
		t.Errorf("after three months: %d gaps", len(apart.Gaps))
	}
}
