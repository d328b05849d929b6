package bot_test

import (
	"strings"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// keep saves reports as those of the feed "test", with its state.
func keep(t *testing.T, r *room, p news.Polling, reports ...news.Report) {
	t.Helper()
	if _, err := r.store.SaveReports(t.Context(), storage.Intake{Reports: reports, Source: "test", State: p, Title: "Harbour Post"}); err != nil {
		t.Fatal(err)
	}
}

func TestX4WhatIsParkedIsShown(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.as = persona(t, "Root")
	if got := plain(r.say("/feeds")); strings.Contains(got, "parked") {
		t.Errorf("nothing is parked: %s", got)
	}
	r.mustHold(r.say("/inspect parked"), "None of the newest 5000 articles is parked.")
	a := article(t, "deadly", "Harbour Post", "A deadly read", now.Add(-time.Hour), "")
	a.r.Article.Parked = "it stopped the program twice"
	b := article(t, "odd", "Harbour Post", "An odd read", now.Add(-2*time.Hour), "Odd words.")
	b.r.Article.Parked = "it broke the search for facts"
	keep(t, r, news.Polling{Read: now, Parked: 2}, b.r, a.r)
	r.mustHold(r.say("/feeds"), "*Harbour Post* – ok · `test`", "*2 articles* parked", "[Parked: /feeds parked] [Inspect the last: /inspect parked]")
	if got := plain(r.say("/feeds parked")); !strings.Contains(got, "Harbour Post") || strings.Contains(got, "Evening Gone") {
		t.Errorf("feeds with parked articles: %s", got)
	}
	r.mustHold(r.say("/inspect parked"), "*A deadly read*", "*Parked*: it stopped the program twice.", "[An odd read: /inspect "+string(b.r.Article.ID)+"]")
	r.mustHold(r.say("/inspect odd read"), "*Parked*: it broke the search for facts.")
}

func TestWhatTheSourceChangedIsShown(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.as = persona(t, "Root")
	r.say("/met Holt")
	old := papers(t)[0]
	sentence := "Foreign Minister Nadia Sabel met Ambassador Iver Holt in Lyon on 2 November."
	old.Article.Former = []news.Former{
		{Fingerprint: "first", Title: "Sabel opens talks", Until: now.Add(-48 * time.Hour)},
		{Fingerprint: "second", Title: "Sabel opens talks in Lyon", Until: now.Add(-time.Hour), Evidence: []string{sentence}},
	}
	old.Article.Text, old.Article.Fingerprint, old.Facts = "Luka Sabel, a sculptor, watched.", "third", news.Facts{Language: "en"}
	keep(t, r, news.Polling{Read: now}, old)
	r.mustHold(r.say("1"), "*Harbour Post* has changed this at the source since: the sentence is gone.")
	r.mustHold(r.say("/inspect sculptor"), "*Changed at its source*", "for the *2nd* time", "Title before: Sabel opens talks in Lyon", "Gone: "+sentence)
}
