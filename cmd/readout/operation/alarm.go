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
	// quietFor is how long nothing more is told of the begin of one kind of
	// trouble, and nothing more of its end.
	quietFor = time.Hour
	// outageTold is how long an outage must have been to be told.
	outageTold = 2 * time.Minute
)

// Alert is what admins are told unasked.
type Alert struct {
	Words string
	// Hint is a command that tells more; "" is none.
	Hint string
}

// phase is how far a trouble has come.
type phase int

const (
	// over is the end of a trouble. One that was told is told to be over.
	over phase = iota
	// wavering is neither: what was told goes on, what was not told waits.
	wavering
	lasting
)

// item is one thing of a kind that may be in trouble.
type item struct {
	phase phase
	words string
}

// troubles are the items of each kind, by id. A kind that is not there is not
// known. Of an item that is not there, nothing is told any more.
type troubles map[string]map[string]item

// alarms remembers what was told, so that each trouble is told once, and its
// end.
type alarms struct {
	// standing are the notices of what was told and is not over.
	standing map[string]news.Notice
	// begun and ended are when a begin and an end of a kind was told last.
	begun, ended map[string]time.Time
}

func newAlarms(told []news.Notice) *alarms {
	a := &alarms{standing: map[string]news.Notice{}, begun: map[string]time.Time{}, ended: map[string]time.Time{}}
	for _, n := range told {
		a.standing[n.ID] = n
		if kind, _, _ := strings.Cut(n.ID, " "); n.Told.After(a.begun[kind]) {
			a.begun[kind] = n.Told
		}
	}
	return a
}

// alerts are what is to be told now, of each kind once an hour at most: what
// is over of what was told, and what is new.
func (a *alarms) alerts(found troubles, now time.Time) []Alert {
	var all []Alert
	for _, k := range kinds() {
		items, known := found[k.name]
		if !known {
			continue
		}
		a.forget(k.name, items)
		if words := a.ends(k.name, items, now); len(words) > 0 {
			all = append(all, Alert{Words: k.ends(words)})
		}
		if words := a.begins(k.name, items, now); len(words) > 0 {
			all = append(all, Alert{k.begins(words), k.hint})
		}
	}
	return all
}

// forget drops what was told of items that are not there any more.
func (a *alarms) forget(kind string, items map[string]item) {
	for id := range a.standing {
		if name, of, _ := strings.Cut(id, " "); name == kind {
			if _, there := items[of]; !there {
				delete(a.standing, id)
			}
		}
	}
}

// ends are the words of the items that were told and are over.
func (a *alarms) ends(kind string, items map[string]item, now time.Time) []string {
	return a.turn(items, a.ended, kind, now, func(id string, i item) bool {
		_, told := a.standing[id]
		if told && i.phase == over {
			delete(a.standing, id)
		}
		return told && i.phase == over
	})
}

// begins are the words of the items that last and were not told yet.
func (a *alarms) begins(kind string, items map[string]item, now time.Time) []string {
	return a.turn(items, a.begun, kind, now, func(id string, i item) bool {
		_, told := a.standing[id]
		if i.phase != lasting || told {
			return false
		}
		a.standing[id] = news.Notice{ID: id, Told: now}
		return true
	})
}

// turn gives the words of the items of a kind that are to be told, in the order
// of their ids, unless some were told within the last hour.
func (*alarms) turn(items map[string]item, last map[string]time.Time, kind string, now time.Time, tell func(id string, i item) bool) []string {
	if at := last[kind]; !at.IsZero() && now.Sub(at) < quietFor {
		return nil
	}
	var words []string
	for _, of := range slices.Sorted(maps.Keys(items)) {
		if tell(kind+" "+of, items[of]) {
			words = append(words, items[of].words)
			last[kind] = now
		}
	}
	return words
}

// alert tells of an outage that has just ended; false of one that was short, or
// long ago. Nobody could tell of it while it lasted, as nobody led.
func (o outage) alert(now time.Time) (Alert, bool) {
	long := o.until.Sub(o.from)
	words := fmt.Sprintf("For %d minutes the store did not answer, or took nothing in. Nobody was answered meanwhile; nothing is lost.", int(long.Minutes()))
	return Alert{Words: words, Hint: "/health"}, long >= outageTold && now.Sub(o.until) < alarmEvery
}

// Alarm tells of troubles as they come and end, until the context ends: each
// once, and once when it is over, also by whoever comes after this process. Of
// one kind something is told once an hour at most. Of an outage that kept
// everybody from leading it tells at once.
func (w *Watch) Alarm(ctx context.Context, tell func(ctx context.Context, a Alert)) {
	if a, is := w.Progress.takeOutage().alert(time.Now()); is {
		tell(ctx, a)
	}
	m, failures := memory{store: w.Store}, 0
	for wait := alarmFirst; ; wait = alarmEvery {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
		found := w.found(ctx, &failures)
		told := m.alarms(ctx)
		if ctx.Err() != nil {
			return // What the store did not answer was not its fault.
		}
		for _, a := range told.alerts(found, time.Now()) {
			tell(ctx, a)
		}
		m.keep(ctx)
	}
}
