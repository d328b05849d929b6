package operation

import (
	"context"
	"fmt"
	"strings"
	"time"

	"readout/digest/news"
)

const (
	// missingAfter, overdueAfter and conflictAfter are from when on trouble is
	// worth telling; a store that fails is told when it fails twice in a row.
	missingAfter  = 3 * time.Hour
	overdueAfter  = 10 * time.Minute
	conflictAfter = 2 * time.Minute
	storeFailures = 2
	// backFor is how long a feed must have been read without a failure until
	// its trouble is over: one that is back for a moment is not.
	backFor = time.Hour
	// eventTold is how long after something happened to a feed it is told.
	eventTold = 3 * 24 * time.Hour
	// feedsNamed is how many feeds one message names.
	feedsNamed = 5
	// longestReason is how many bytes of a name or a reason are told.
	longestReason = 80
)

// kind is a kind of trouble that admins are told of.
type kind struct {
	name string
	// begins and ends are the words for what is new of it, and over.
	begins, ends func(items []string) string
	hint         string
}

// The one item of a kind that knows no more.
const it = "it"

// kinds are in the order of their weight.
func kinds() []kind {
	first := func(items []string) string { return items[0] }
	return []kind{
		{"store", first, first, "/health"},
		{"room", first, first, "/health"},
		{"conflict", first, first, "/health"},
		{"late", first, first, "/health"},
		{"feeds", listed("Not read any more: ", ", "), listed("Read again: ", ", "), "/feeds failing"},
		{"events", listed("", "; "), nil, "/feeds"},
	}
}

// listed lists what is new in one sentence of bearable length.
func listed(head, between string) func(items []string) string {
	return func(items []string) string {
		named, more := items, ""
		if len(named) > feedsNamed {
			named, more = named[:feedsNamed], fmt.Sprintf(" and %d more", len(items)-feedsNamed)
		}
		return head + strings.Join(named, between) + more + "."
	}
}

// single is a kind of trouble with one item: what it is, or its end.
func single(is bool, words, end string) map[string]item {
	if is {
		return map[string]item{it: {lasting, words}}
	}
	return map[string]item{it: {over, end}}
}

// found are the troubles of now. It counts how often in a row the store failed.
func (w *Watch) found(ctx context.Context, failures *int) troubles {
	due, err := w.oldestDue(ctx)
	tally := w.Progress.now()
	found := tally.found(w.late(due), time.Now())
	words := "The store does not answer. Nothing is delivered until it does, and nothing is lost."
	if err == nil {
		words = "The store answers, and takes nothing in. Nothing is delivered until it does, and nothing is lost."
	}
	*failures++
	if err == nil && !tally.beats[deliver].broken {
		*failures = 0
	} else {
		delete(found, "late")
	}
	found["store"] = single(*failures >= storeFailures, words, "The store answers again.")
	if *failures > 0 && *failures < storeFailures {
		delete(found, "store")
	}
	if feeds, events, known := w.feedsNow(ctx); known {
		found["feeds"], found["events"] = feeds, events
	}
	return found
}

// found are the troubles that a tally tells of.
func (t tally) found(late time.Duration, now time.Time) troubles {
	b := t.beats[deliver]
	return troubles{
		"room": single(t.beats[ingest].full, "The store is nearly full. No feed is read until it has room; digests go on.", "The store has room again; feeds are read."),
		"conflict": single(!t.conflict.IsZero() && now.Sub(t.conflict) >= conflictAfter,
			"Another program asks for this bot's messages with the same token, or a webhook is set. Until that ends, nobody is answered; digests go on.",
			"Only this program asks for the bot's messages again."),
		"late": single(late >= overdueAfter && (b.atWork() || b.broken),
			fmt.Sprintf("Digests are late: the oldest was due %d minutes ago.", int(late.Minutes())), "Digests are on time again."),
	}
}

// feedsNow are how the feeds are read, and what has happened to them lately;
// not known where the store does not answer.
func (w *Watch) feedsNow(ctx context.Context) (feeds, events map[string]item, known bool) {
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	feeds, events = map[string]item{}, map[string]item{}
	now := w.Clock()
	for s, err := range w.Store.AllSources(ctx) {
		if err != nil {
			return nil, nil, false
		}
		if !s.Paused {
			feeds[string(s.ID)] = readingOf(s, now)
		}
		for id, words := range eventsOf(s, now) {
			events[id] = item{lasting, words}
		}
	}
	return feeds, events, true
}

// readingOf is whether a feed is missing: not read for hours, or not asked any
// more; and whether that is over.
func readingOf(s news.Source, now time.Time) item {
	h := s.Health(now)
	because := named(s) + " (" + bounded(h.Reason, longestReason) + ")"
	switch {
	case h.Condition == news.Suspended, h.Condition == news.Failing && now.Sub(h.Since) >= missingAfter:
		return item{lasting, because}
	case h.Condition == news.Failing || now.Sub(lastGap(s)) < backFor:
		return item{wavering, because}
	}
	return item{over, named(s)}
}

// lastGap is when the last gap of a feed ended; zero where it had none.
func lastGap(s news.Source) time.Time {
	if n := len(s.State.Gaps); n > 0 {
		return s.State.Gaps[n-1].Until
	}
	return time.Time{}
}

// eventsOf are what has happened to a feed and is told once, by an id that
// tells one such event from the next.
func eventsOf(s news.Source, now time.Time) map[string]string {
	events, p := map[string]string{}, s.State
	if p.MovedFrom != "" && now.Sub(p.MovedAt) < eventTold {
		events[fmt.Sprintf("moved %s %d", s.ID, p.MovedAt.Unix())] =
			named(s) + " has moved for good and is read at " + bounded(s.URL, 2*longestReason) + " from now on (a feed of the configuration should be changed there)"
	}
	if s.ReadAs != "" && now.Sub(s.PausedSince) < eventTold {
		events[fmt.Sprintf("merged %s %d", s.ID, s.PausedSince.Unix())] =
			fmt.Sprintf("%s leads to the same address as %s for good, and is read as that; topics that name it have both", named(s), s.ReadAs)
	}
	if s.Listing == news.Dropped && now.Sub(s.PausedSince) < eventTold {
		events[fmt.Sprintf("dropped %s %d", s.ID, s.PausedSince.Unix())] =
			named(s) + " is no longer in the configuration, and is not read any more; it can be resumed or removed here"
	}
	if now.Sub(p.Flooded) < eventTold {
		events[fmt.Sprintf("flood %s %d", s.ID, p.Flooded.Unix())] =
			fmt.Sprintf("%s lists %d articles anew that were known by their titles or links; they are filed, not announced", named(s), p.Flood)
	}
	return events
}

func named(s news.Source) string {
	if s.Title != "" {
		return bounded(s.Title, longestReason)
	}
	return string(s.ID)
}
