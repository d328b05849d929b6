package feed_test

import (
	"fmt"
	"strings"
	"testing"

	"readout/digest/feed"
	"readout/digest/news"
)

// series parses one state of a source after the other, and remembers as the
// desk does.
type series struct {
	t     *testing.T
	known string
	seen  map[news.ArticleID]bool
}

func newSeries(t *testing.T) *series { return &series{t: t, seen: map[news.ArticleID]bool{}} }

// take returns how many articles of a state are new, and the batch.
func (s *series) take(items string) (fresh int, b news.Batch) {
	s.t.Helper()
	b, err := feed.Parse(feed.Document{URL: "https://feeds.example/rss", Body: []byte(rss(items))},
		news.Source{ID: "s", State: news.Polling{Known: s.known}}, now)
	if err != nil {
		s.t.Fatal(err)
	}
	s.known = b.Known
	for _, a := range b.Articles {
		if !s.seen[a.ID] {
			fresh++
		}
		s.seen[a.ID] = true
	}
	return fresh, b
}

// listed are n items made by a form of their number.
func listed(n int, form func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("<item>" + form(i) + "</item>")
	}
	return b.String()
}

// Each pair is one source at two readings: how many items the first lists,
// and how many of the second are new.
func TestP7Identity(t *testing.T) {
	t.Parallel()
	const link = "<link>https://x.example/%d</link><title>t%d</title>"
	for name, c := range map[string]struct {
		first, second string
		fresh         int
	}{
		"no GUID": {
			listed(9, func(i int) string { return fmt.Sprintf(link, i, i) }),
			listed(9, func(i int) string { return fmt.Sprintf(link, i, i) }), 0},
		"no GUID, edited titles": {
			listed(9, func(i int) string { return fmt.Sprintf(link, i, i) }),
			listed(9, func(i int) string { return fmt.Sprintf(link, i, i+100) }), 0},
		"GUIDs new at each reading": {
			listed(9, func(i int) string { return fmt.Sprintf("<guid>a%d</guid>"+link, i, i, i) }),
			listed(9, func(i int) string { return fmt.Sprintf("<guid>b%d</guid>"+link, i, i, i) }), 0},
		"GUIDs new at each reading, and edited titles": {
			listed(9, func(i int) string { return fmt.Sprintf("<guid>a%d</guid>"+link, i, i, i) }),
			listed(9, func(i int) string { return fmt.Sprintf("<guid>b%d</guid>"+link, i, i, i+100) }), 0},
		"GUIDs new at each reading, one item is new": {
			listed(9, func(i int) string { return fmt.Sprintf("<guid>a%d</guid>"+link, i, i, i) }),
			listed(9, func(i int) string { return fmt.Sprintf("<guid>b%d</guid>"+link, i, i+1, i+1) }), 1},
		"GUIDs new at each reading, no links": {
			listed(9, func(i int) string { return fmt.Sprintf("<guid>a%d</guid><title>t%d</title>", i, i) }),
			listed(9, func(i int) string { return fmt.Sprintf("<guid>b%d</guid><title>t%d</title>", i, i) }), 0},
		"GUIDs with the title inside": {
			listed(9, func(i int) string { return fmt.Sprintf("<guid>t%d|%d</guid>"+link, i, i, i, i) }),
			listed(9, func(i int) string { return fmt.Sprintf("<guid>t%d!|%d</guid>"+link, i, i, i, i) }), 0},
		"GUIDs that are links, with tracking": {
			listed(9, func(i int) string {
				return fmt.Sprintf("<guid>https://x.example/?p=%d&amp;utm_id=1</guid><title>t%d</title>", i, i)
			}),
			listed(9, func(i int) string {
				return fmt.Sprintf("<guid>https://x.example/?p=%d&amp;utm_id=2</guid><title>t%d!</title>", i, i)
			}), 0},
		"one GUID for all": {
			listed(9, func(i int) string { return fmt.Sprintf("<guid>all</guid>"+link, i, i) }),
			listed(9, func(i int) string { return fmt.Sprintf("<guid>all</guid>"+link, i+1, i+1) }), 1},
		"empty GUIDs": {
			listed(9, func(i int) string { return fmt.Sprintf("<guid/>"+link, i, i) }),
			listed(9, func(i int) string { return fmt.Sprintf("<guid/>"+link, i+2, i+2) }), 2},
		"links with a session": {
			listed(9, func(i int) string {
				return fmt.Sprintf("<link>https://x.example/%d;jsessionid=A1?PHPSESSID=7&amp;id=2</link><title>t%d</title>", i, i)
			}),
			listed(9, func(i int) string {
				return fmt.Sprintf("<link>https://x.example/%d;jsessionid=B2?id=2&amp;PHPSESSID=8</link><title>u%d</title>", i, i)
			}), 0},
		"one link for all": {
			listed(9, func(i int) string {
				return fmt.Sprintf("<guid>%d</guid><link>https://x.example/</link><title>t%d</title>", i, i)
			}),
			listed(9, func(i int) string {
				return fmt.Sprintf("<guid>%d</guid><link>https://x.example/</link><title>t%d</title>", i+1, i+1)
			}), 1},
		"a link used again for another story": {
			listed(9, func(i int) string { return fmt.Sprintf("<guid>a%d</guid>"+link, i, i, i) }),
			listed(9, func(i int) string {
				if i == 0 {
					return "<guid>a99</guid><link>https://x.example/0</link><title>another</title>"
				}
				return fmt.Sprintf("<guid>a%d</guid>"+link, i, i, i)
			}), 1},
		"one eternal item": {"<item><guid>e</guid><title>Weather: rain</title></item>", "<item><guid>e</guid><title>Weather: snow</title></item>", 0},
		"too few to tell":  {"<item><guid>a</guid><title>t</title><link>https://x.example/1</link></item>", "<item><guid>b</guid><title>u</title><link>https://x.example/1</link></item>", 1},
		"GUIDs appear": {
			listed(9, func(i int) string { return fmt.Sprintf(link, i, i) }),
			listed(9, func(i int) string { return fmt.Sprintf("<guid>a%d</guid>"+link, i, i, i+100) }), 0},
		"GUIDs disappear": {
			listed(9, func(i int) string { return fmt.Sprintf("<guid>a%d</guid>"+link, i, i, i) }),
			listed(9, func(i int) string { return fmt.Sprintf(link, i, i+100) }), 0},
		"two items of one title": {
			"<item><guid>a</guid><title>Briefing</title><link>https://x.example/1</link></item>",
			"<item><guid>b</guid><title>Briefing</title><link>https://x.example/2</link></item>", 1},
	} {
		cases.Try(t, "P7 "+name, func(t *testing.T) {
			s := newSeries(t)
			if fresh, b := s.take(c.first); fresh == 0 || fresh != len(b.Articles) {
				t.Fatalf("first: %d new of %d", fresh, len(b.Articles))
			}
			for turn := range 3 {
				fresh, _ := s.take(c.second)
				if turn == 0 && fresh != c.fresh || turn > 0 && fresh != 0 {
					t.Errorf("turn %d: %d new, want %d", turn, fresh, c.fresh)
				}
			}
		})
	}
}

// The share of GUIDs that hold decides at 80 of 100.
func TestP7GUIDsHoldAtFourOfFive(t *testing.T) {
	t.Parallel()
	for changed, fresh := range map[int]int{1: 1, 2: 2, 3: 0, 10: 0} {
		s := newSeries(t)
		form := func(changed int) string {
			return listed(10, func(i int) string {
				guid, title := fmt.Sprint("a", i), fmt.Sprint("t", i)
				if i < changed {
					guid, title = fmt.Sprint("b", i), fmt.Sprint("u", i)
				}
				return fmt.Sprintf("<guid>%s</guid><link>https://x.example/%d</link><title>%s</title>", guid, i, title)
			})
		}
		s.take(form(0))
		got, _ := s.take(form(changed))
		cases.Check(t, "P7", got == fresh, "%d of 10 changed: %d new, want %d", changed, got, fresh)
	}
}

func TestP10PublishedAgainUnderANewID(t *testing.T) {
	t.Parallel()
	s := newSeries(t)
	form := func(turn int) string {
		return listed(10, func(i int) string {
			guid := fmt.Sprint("g", i)
			if i == 3 {
				guid = fmt.Sprint("again", turn)
			}
			return fmt.Sprintf("<guid>%s</guid><link>https://x.example/%d</link><title>t%d</title>", guid, i, i)
		})
	}
	s.take(form(0))
	for turn := range 5 {
		fresh, _ := s.take(form(turn + 1))
		cases.Check(t, "P10", fresh == 0, "turn %d: taken again", turn)
	}
}

func TestP8WhatMovedIsAnEcho(t *testing.T) {
	t.Parallel()
	s := newSeries(t)
	form := func(host string, from int) string {
		return listed(60, func(i int) string {
			return fmt.Sprintf("<guid>https://%s/%d</guid><link>https://%s/%d</link><title>Title %d</title>", host, i+from, host, i+from, i+from)
		})
	}
	if _, b := s.take(form("old.example", 0)); len(b.Echoes) != 0 {
		t.Errorf("%d echoes at the first reading", len(b.Echoes))
	}
	if fresh, b := s.take(form("new.example", 2)); fresh != 60 || len(b.Echoes) != 58 {
		t.Errorf("moved: %d new, %d echoes", fresh, len(b.Echoes))
	}
	if _, b := s.take(form("new.example", 100)); len(b.Echoes) != 0 {
		t.Errorf("truly new: %d echoes", len(b.Echoes))
	}
}

func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	s := newSeries(t)
	for turn := range 40 {
		s.take(listed(300, func(i int) string {
			return fmt.Sprintf("<guid>%d</guid><title>t%d</title>", turn*300+i, turn*300+i)
		}))
	}
	if len(s.known) > 44_000 {
		t.Errorf("the memory is %d bytes", len(s.known))
	}
	if _, err := feed.Parse(feed.Document{Body: []byte(small)}, news.Source{State: news.Polling{Known: "not a memory"}}, now); err != nil {
		t.Errorf("a broken memory: %v", err)
	}
}
