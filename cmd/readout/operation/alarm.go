package operation

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"readout/digest/news"
)

const (
	// alarmEvery is how often troubles are looked for, alarmFirst how long after
	// the begin: a program that keeps dying must not keep telling.
	alarmEvery = time.Minute
	alarmFirst = 5 * time.Minute
	// quietFor is how long nothing more is told of one kind of trouble.
	quietFor = time.Hour
	// missingAfter, overdueAfter and conflictAfter are from when on trouble is
	// worth telling; a store that fails is told when it fails twice in a row.
	missingAfter  = 3 * time.Hour
	overdueAfter  = 10 * time.Minute
	conflictAfter = 2 * time.Minute
	storeFailures = 2
	// feedsNamed is how many feeds one message names.
	feedsNamed = 5
	// longestReason is how many bytes of a name or a reason are told.
	longestReason = 80
)

// Alert is what admins are told unasked.
type Alert struct {
	Words string
	// Hint is a command that tells more; "" is none.
	Hint string
}

// kind is a kind of trouble that admins are told of.
type kind struct {
	name string
	// begins are the words for what is new of it, over those for its end.
	begins     func(items []string) string
	over, hint string
}

// kinds are in the order of their weight.
func kinds() []kind {
	first := func(items []string) string { return items[0] }
	return []kind{
		{"store", first, "The store answers again.", "/health"},
		{"conflict", first, "Only this program asks for the bot's messages again.", "/health"},
		{"late", first, "Digests are on time again.", "/health"},
		{"feeds", feedsMissing, "The feeds that were missing are read again.", "/feeds failing"},
	}
}

func feedsMissing(items []string) string {
	named, more := items, ""
	if len(named) > feedsNamed {
		named, more = named[:feedsNamed], fmt.Sprintf(" and %d more", len(items)-feedsNamed)
	}
	return "Not read any more: " + strings.Join(named, ", ") + more + "."
}

// troubles are the items of each kind that are in trouble, by id, with words
// for them. A kind that is not there is not known.
type troubles map[string]map[string]string

// alarms remembers what was told.
type alarms struct {
	standing map[string]map[string]bool // the items told, by kind
	told     map[string]time.Time       // when, by kind
}

func newAlarms() *alarms {
	return &alarms{standing: map[string]map[string]bool{}, told: map[string]time.Time{}}
}

// alerts are what is to be told now: of each kind what is new in it, once an
// hour at most, and its end, once nothing of what was told is left.
func (a *alarms) alerts(found troubles, now time.Time) []Alert {
	var all []Alert
	for _, k := range kinds() {
		items, known := found[k.name]
		if !known {
			continue
		}
		if a.isOver(k.name, items) {
			all, a.standing[k.name] = append(all, Alert{Words: k.over}), nil
		}
		ids := a.fresh(k.name, items)
		if last, told := a.told[k.name]; len(ids) > 0 && (!told || now.Sub(last) >= quietFor) {
			all, a.told[k.name] = append(all, Alert{k.begins(a.stand(k.name, items, ids)), k.hint}), now
		}
	}
	return all
}

// isOver reports whether something was told of a kind and nothing of it is
// left.
func (a *alarms) isOver(name string, items map[string]string) bool {
	for id := range a.standing[name] {
		if items[id] != "" {
			return false
		}
	}
	return len(a.standing[name]) > 0
}

// fresh are the ids of a kind's items that were not told yet.
func (a *alarms) fresh(name string, items map[string]string) []string {
	var ids []string
	for _, id := range slices.Sorted(maps.Keys(items)) {
		if !a.standing[name][id] {
			ids = append(ids, id)
		}
	}
	return ids
}

// stand notes that items are told, and returns their words.
func (a *alarms) stand(name string, items map[string]string, ids []string) []string {
	if a.standing[name] == nil {
		a.standing[name] = map[string]bool{}
	}
	var words []string
	for _, id := range ids {
		a.standing[name][id] = true
		words = append(words, items[id])
	}
	return words
}

// Alarm tells of troubles as they come and end, until the context ends: each
// kind once an hour at most, and when it is over. What was told is not
// remembered beyond.
func (w *Watch) Alarm(ctx context.Context, tell func(ctx context.Context, a Alert)) {
	told, failures := newAlarms(), 0
	for wait := alarmFirst; ; wait = alarmEvery {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		found := w.found(ctx, &failures)
		if ctx.Err() != nil {
			return // What the store did not answer was not its fault.
		}
		for _, a := range told.alerts(found, time.Now()) {
			tell(ctx, a)
		}
	}
}

// found are the troubles of now. It counts how often in a row the store failed.
func (w *Watch) found(ctx context.Context, failures *int) troubles {
	due, err := w.oldestDue(ctx)
	found := w.Progress.now().found(w.late(due), time.Now())
	found["store"] = map[string]string{}
	*failures++
	if err == nil {
		*failures = 0
	} else {
		delete(found, "late")
	}
	if *failures >= storeFailures {
		found["store"]["it"] = "The store does not answer. Nothing is delivered until it does, and nothing is lost."
	}
	if missing, known := w.missing(ctx); known {
		found["feeds"] = missing
	}
	return found
}

// found are the troubles that a tally tells of.
func (t tally) found(late time.Duration, now time.Time) troubles {
	conflict, overdue := map[string]string{}, map[string]string{}
	if !t.conflict.IsZero() && now.Sub(t.conflict) >= conflictAfter {
		conflict["it"] = "Another program asks for this bot's messages with the same token, or a webhook is set. Until that ends, nobody is answered; digests go on."
	}
	if b := t.beats[deliver]; late >= overdueAfter && (b.atWork() || b.broken) {
		overdue["it"] = fmt.Sprintf("Digests are late: the oldest was due %d minutes ago.", int(late.Minutes()))
	}
	return troubles{"conflict": conflict, "late": overdue}
}

// missing are the feeds that have not been read for hours, or are not asked any
// more; not known where the store does not answer.
func (w *Watch) missing(ctx context.Context) (items map[string]string, known bool) {
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	items = map[string]string{}
	for s, err := range w.Store.AllSources(ctx) {
		if err != nil {
			return nil, false
		}
		h := s.Health(w.Clock())
		lasts := h.Condition == news.Failing && w.Clock().Sub(h.Since) >= missingAfter
		if !s.Paused && (lasts || h.Condition == news.Suspended) {
			items[string(s.ID)] = named(s) + " (" + bounded(h.Reason, longestReason) + ")"
		}
	}
	return items, true
}

func named(s news.Source) string {
	if s.Title != "" {
		return bounded(s.Title, longestReason)
	}
	return string(s.ID)
}
