package storagetest

import (
	"errors"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var sources = []exam{
	{"saved, listed by id, deleted", examSources},
	{"saving again keeps the state", examSourceState},
	{"another address empties the state but for what was not read, and ends the claim", examSourceURL},
	{"a source that moved while it was read stays as it is", examMovedMeanwhile},
	{"reports bring the state of their source", examIntake},
	{"claims go to the earliest, once", examClaimSources},
	{"a claim ends with its lease", examSourceLease},
	{"claims from many sides", examSourceRace},
	{"a deleted source keeps its articles", examDeletedSource},
}

func feed(id news.SourceID, next time.Time) news.Source {
	return news.Source{ID: id, URL: "https://" + string(id) + ".example/feed", Title: "The " + string(id), Folders: []string{"coast", "all"}, Added: noon, State: news.Polling{Next: next}}
}

func saveFeeds(t testing.TB, s storage.Store, feeds ...news.Source) {
	t.Helper()
	for _, f := range feeds {
		must(t, s.SaveSource(t.Context(), f))
	}
}

func claimFeeds(t testing.TB, s storage.Store, now time.Time, limit int) []news.SourceID {
	t.Helper()
	return mapped(got[[]news.Source](t)(s.ClaimSources(t.Context(), now, lease, limit)), func(s news.Source) news.SourceID { return s.ID })
}

func examSources(t *testing.T, s storage.Store) {
	a, b := feed("a", hours(1)), feed("b", time.Time{})
	b.State = news.Polling{Next: hours(2), Tried: hours(1), Read: hours(-3), Failures: 2, Reason: "403", FailingSince: hours(-2), ETag: `W/"x"`, Modified: "then"}
	saveFeeds(t, s, b, a)
	same(t, "source", got[news.Source](t)(s.Source(t.Context(), "b")), b)
	same(t, "sources", collect(t, s.AllSources(t.Context())), []news.Source{a, b})
	must(t, s.DeleteSource(t.Context(), "a"))
	must(t, s.DeleteSource(t.Context(), "a"))
	if _, err := s.Source(t.Context(), "a"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a deleted source: %v", err)
	}
	must(t, s.SavePolling(t.Context(), "a", news.Polling{ETag: "x"}))
	same(t, "sources", collect(t, s.AllSources(t.Context())), []news.Source{b})
}

func examSourceState(t *testing.T, s storage.Store) {
	saveFeeds(t, s, feed("a", hours(-1)))
	same(t, "claimed", claimFeeds(t, s, noon, 5), []news.SourceID{"a"})
	state := news.Polling{Next: hours(-2), ETag: "x", Tried: noon}
	renamed := feed("a", hours(9))
	renamed.Title, renamed.Folders, renamed.Paused = "Renamed", nil, true
	saveFeeds(t, s, renamed)
	must(t, s.SavePolling(t.Context(), "a", state))
	renamed.Paused = false
	saveFeeds(t, s, renamed)
	want := renamed
	want.State = state
	same(t, "source", got[news.Source](t)(s.Source(t.Context(), "a")), want)
	same(t, "due by its state", claimFeeds(t, s, noon, 5), []news.SourceID{"a"})
	saveFeeds(t, s, renamed)
	same(t, "saving does not end the claim", claimFeeds(t, s, noon, 5), []news.SourceID{})
}

func examSourceURL(t *testing.T, s storage.Store) {
	saveFeeds(t, s, feed("a", time.Time{}))
	same(t, "claimed", claimFeeds(t, s, noon, 5), []news.SourceID{"a"})
	gaps := []news.Gap{{Since: hours(-9), Until: hours(-8), Reason: "503", Times: 3, Torn: true}}
	must(t, s.SavePolling(t.Context(), "a", news.Polling{Next: hours(5), ETag: "x", Failures: 3, Reason: "gone", FailingSince: hours(-1), Gaps: gaps}))
	same(t, "not due", claimFeeds(t, s, noon, 5), []news.SourceID{})
	moved := feed("a", hours(9))
	moved.URL = "https://elsewhere.example/feed"
	saveFeeds(t, s, moved)
	same(t, "state", got[news.Source](t)(s.Source(t.Context(), "a")).State, news.Polling{FailingSince: hours(-1), Reason: "gone", Gaps: gaps})
	same(t, "due at once", claimFeeds(t, s, noon, 5), []news.SourceID{"a"})
	moved.URL = "https://third.example/feed"
	saveFeeds(t, s, moved)
	same(t, "the claim is gone", claimFeeds(t, s, noon, 5), []news.SourceID{"a"})
}

// examMovedMeanwhile gives sources another address, and somebody else's claim,
// while the old one is read.
func examMovedMeanwhile(t *testing.T, s storage.Store) {
	a, b := feed("a", time.Time{}), feed("b", time.Time{})
	state := func(read news.Source) news.Polling {
		return news.Polling{URL: read.URL, Next: hours(5), Read: noon, ETag: "of " + read.URL}
	}
	saveFeeds(t, s, a, b)
	claimFeeds(t, s, noon, 5)
	moved := []news.Source{a, b}
	for i := range moved {
		moved[i].URL, moved[i].Title = "https://elsewhere.example/"+string(moved[i].ID), ""
	}
	saveFeeds(t, s, moved...)
	claimFeeds(t, s, noon, 5)
	must(t, s.SavePolling(t.Context(), "a", state(a)))
	in := storage.Intake{Reports: []news.Report{write("r", 0, "R").Report}, Source: "b", State: state(b), Title: "The old b"}
	same(t, "saved", got[storage.Saved](t)(s.SaveReports(t.Context(), in)), storage.Saved{New: 1, Head: 1})
	same(t, "what moved", collect(t, s.AllSources(t.Context())), moved)
	same(t, "can be claimed", claimFeeds(t, s, noon, 5), []news.SourceID{"a", "b"})

	must(t, s.SavePolling(t.Context(), "a", state(moved[0])))
	moved[0].State = state(moved[0])
	same(t, "read from where it is", got[news.Source](t)(s.Source(t.Context(), "a")), moved[0])
}

func examIntake(t *testing.T, s storage.Store) {
	untitled := feed("b", time.Time{})
	untitled.Title = ""
	saveFeeds(t, s, feed("a", time.Time{}), untitled)
	claimFeeds(t, s, noon, 5)
	state := news.Polling{Next: hours(-1), Read: noon, ETag: "x"}
	for _, id := range []news.SourceID{"a", "b", "gone"} {
		in := storage.Intake{Reports: []news.Report{write("of "+string(id), 0, "T").Report}, Source: id, State: state, Title: "From the feed"}
		got[storage.Saved](t)(s.SaveReports(t.Context(), in))
	}
	a, b := got[news.Source](t)(s.Source(t.Context(), "a")), got[news.Source](t)(s.Source(t.Context(), "b"))
	same(t, "state", a.State, state)
	same(t, "titles", []string{a.Title, b.Title}, []string{"The a", "From the feed"})
	same(t, "both can be claimed again", claimFeeds(t, s, noon, 5), []news.SourceID{"a", "b"})
}

func examClaimSources(t *testing.T, s storage.Store) {
	paused := feed("paused", time.Time{})
	paused.Paused = true
	saveFeeds(t, s, feed("b", hours(-2)), feed("a", hours(-1)), feed("new", time.Time{}), feed("later", hours(1)), feed("now", noon), paused)
	same(t, "none", claimFeeds(t, s, noon, 0), []news.SourceID{})
	same(t, "two", claimFeeds(t, s, noon, 2), []news.SourceID{"new", "b"})
	same(t, "the rest", claimFeeds(t, s, noon, 5), []news.SourceID{"a", "now"})
	same(t, "no more", claimFeeds(t, s, noon, 5), []news.SourceID{})
	must(t, s.SavePolling(t.Context(), "b", news.Polling{Next: noon, Failures: 1}))
	same(t, "one came back", claimFeeds(t, s, noon, 5), []news.SourceID{"b"})
}

func examSourceLease(t *testing.T, s storage.Store) {
	saveFeeds(t, s, feed("a", hours(-1)))
	same(t, "claimed", claimFeeds(t, s, noon, 5), []news.SourceID{"a"})
	same(t, "held", claimFeeds(t, s, noon.Add(lease-time.Millisecond), 5), []news.SourceID{})
	same(t, "free", claimFeeds(t, s, noon.Add(lease), 5), []news.SourceID{"a"})
}

func examSourceRace(t *testing.T, s storage.Store) {
	for i := range 40 {
		saveFeeds(t, s, feed(news.SourceID(rune('A'+i)), hours(-1)))
	}
	claimed := race(t, func() ([]news.SourceID, error) {
		var ids []news.SourceID
		for range 40 { // more than enough, and an end for a store that gives twice
			some, err := s.ClaimSources(t.Context(), noon, lease, 3)
			if err != nil || len(some) == 0 {
				return ids, err
			}
			for _, f := range some {
				ids = append(ids, f.ID)
			}
		}
		return ids, nil
	})
	once(t, claimed, 40)
}

func examDeletedSource(t *testing.T, s storage.Store) {
	saveFeeds(t, s, feed("bell", time.Time{}))
	save(t, s, write("a", 0, "A"))
	must(t, s.DeleteSource(t.Context(), "bell"))
	same(t, "articles", find(t, s, storage.Query{Sources: []news.SourceID{"bell"}}), []string{"a"})
}
