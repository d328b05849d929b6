package digest_test

import (
	"encoding/xml"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/digest/feed"
	"readout/digest/news"
)

// state is one answer of a feed in the course of its history.
type state struct {
	at   time.Time
	body string
	// old means that a copy that lags behind gave it.
	old bool
}

// published is what a plain reader of XML finds in a state, as a judge of what
// the desk makes of it.
type published struct {
	Items []struct {
		Link string `xml:"link"`
		Date string `xml:"pubDate"`
	} `xml:"channel>item"`
}

func readState(t *testing.T, body string) published {
	t.Helper()
	var p published
	if err := xml.Unmarshal([]byte(body), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// statesOf are the files of a folder, the oldest first, each at some minutes
// after the newest item that it lists.
func statesOf(t *testing.T, folder string) []state {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no states in %s: %v", folder, err)
	}
	var states []state
	var last time.Time
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		last = last.Add(20 * time.Minute)
		for _, i := range readState(t, string(body)).Items {
			if at, err := time.Parse(time.RFC1123Z, i.Date); err == nil && at.Add(10*time.Minute).After(last) {
				last = at.Add(10 * time.Minute)
			}
		}
		states = append(states, state{at: last, body: string(body)})
	}
	return states
}

// tale is one item of an invented history.
type tale struct {
	n, edits int
	at       time.Time
}

func (s tale) write() string {
	title := fmt.Sprintf("Talks %d", s.n)
	if s.edits > 0 {
		title += fmt.Sprintf(", updated %d", s.edits)
	}
	text := fmt.Sprintf("President Ana Pradova%[1]d of Veldland met with Prime Minister Tom Reyesen%[1]d of Ostmark in Lyon on Monday. "+
		"Pradova%[1]d said that %[2]d bridges over the river would be repaired before the winter. %[3]s", s.n, s.n+s.edits, long)
	return fmt.Sprintf("<item><title>%s</title><link>https://street.example/talks/%d/</link><guid isPermaLink='false'>https://street.example/?p=%d</guid>"+
		"<pubDate>%s</pubDate><description>%s</description></item>", title, s.n, s.n, s.at.Format(time.RFC1123Z), text)
}

// invented is the history of a feed of the last twelve items over some weeks:
// items come one by one or several at once, and are edited now and then.
func invented(states int, chance *rand.Rand) []state {
	var history []state
	var all []tale
	now := monday
	for range states {
		now = now.Add(time.Duration(1+chance.IntN(240)) * time.Minute)
		for range chance.IntN(4) {
			all = append(all, tale{n: len(all) + 1, at: now.Add(-time.Duration(1+chance.IntN(9)) * time.Minute)})
		}
		if listed := all[max(0, len(all)-12):]; len(listed) > 0 && chance.IntN(3) == 0 {
			listed[chance.IntN(len(listed))].edits++
		}
		var items strings.Builder
		for _, s := range slices.Backward(all[max(0, len(all)-12):]) {
			items.WriteString(s.write())
		}
		history = append(history, state{at: now, body: rss(items.String())})
	}
	return history
}

// swapped gives, for one state in twenty, an older one in its place, as a copy
// of the feed does that lags behind.
func swapped(states []state, chance *rand.Rand) []state {
	states = slices.Clone(states)
	for range max(1, len(states)/20) {
		i := 2 + chance.IntN(len(states)-3)
		states[i].body, states[i].old = states[i-1-chance.IntN(min(i, 4))].body, true
	}
	return states
}

var (
	guidOf = regexp.MustCompile(`(<guid[^>]*>)(.*?)(</guid>)`)
	linkOf = regexp.MustCompile(`(?s)(<item>.*?<link>)(.*?)(</link>)`)
)

// renamed gives every item another GUID from a state on, and again with each
// state if for ever.
func renamed(states []state, from int, forEver bool) []state {
	states = slices.Clone(states)
	for i := from; i < len(states); i++ {
		name := "new"
		if forEver {
			name = fmt.Sprint("new", i)
		}
		states[i].body = guidOf.ReplaceAllString(states[i].body, "${1}"+name+"-${2}${3}")
	}
	return states
}

// tracked marks every link with where its reader comes from, in each state
// with another mark.
func tracked(states []state) []state {
	states = slices.Clone(states)
	for i := range states {
		states[i].body = linkOf.ReplaceAllString(states[i].body, fmt.Sprintf("${1}${2}?utm_source=rss&amp;utm_id=%d&amp;fbclid=x%d${3}", i, i))
	}
	return states
}

// wanted are the items that a history lists, by link, each with the print of
// the words it had last. What a copy that lags behind says of an item counts
// only where nothing else does.
func wanted(t *testing.T, states []state) map[string]string {
	t.Helper()
	last, told := map[string]string{}, map[string]bool{}
	for _, s := range states {
		b, err := feed.Parse(feed.Document{URL: "https://street.example/feed", Body: []byte(s.body)}, news.Source{ID: "s"}, s.at)
		if err != nil {
			t.Fatal(err)
		}
		if listed := readState(t, s.body).Items; len(b.Articles) != len(listed) {
			t.Fatalf("%d articles of %d items", len(b.Articles), len(listed))
		}
		for _, a := range b.Articles {
			if !s.old || !told[a.URL] {
				last[a.URL] = a.Fingerprint
			}
			told[a.URL] = told[a.URL] || !s.old
		}
	}
	return last
}
