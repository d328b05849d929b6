package sandbox

import (
	"fmt"
	"regexp"
	"slices"
)

// Audit asks what became of deliveries, which their messages name.
type Audit struct {
	// Chat is where; 0 is everywhere.
	Chat int64 `json:"chat"`
	// Pattern is a regular expression that finds a delivery's id in the text of
	// a message or, where it finds none there, in what a button carries; its
	// first group is the id, or all of it where it has no group.
	Pattern string `json:"pattern"`
	// Expected are the ids that should be there; where there are none, nothing
	// is lost and nothing is strange.
	Expected []string `json:"expected"`
}

// Ledger counts deliveries. Ids are in the order of their first arrival, those
// that were lost in the order in which they were expected.
type Ledger struct {
	// Arrived is how many ids came at all.
	Arrived int `json:"arrived"`
	// Times is how often each came; Repeated came more than once.
	Times    map[string]int `json:"times"`
	Repeated []string       `json:"repeated"`
	Lost     []string       `json:"lost"`
	// Strange came and were not expected, Nameless are messages without an id.
	Strange  []string `json:"strange"`
	Nameless int      `json:"nameless"`
	// Disordered came for the first time before one that was expected earlier.
	Disordered []string `json:"disordered"`
}

// Audit counts the messages that arrived by the deliveries that they name;
// edits and deletions do not count.
func (s *Server) Audit(a Audit) (Ledger, error) {
	id, err := regexp.Compile(a.Pattern)
	if err != nil || a.Pattern == "" {
		return Ledger{}, fmt.Errorf("the pattern %q is none: %w", a.Pattern, err)
	}
	l := Ledger{Times: map[string]int{}, Repeated: []string{}, Lost: []string{}, Strange: []string{}, Disordered: []string{}}
	var came []string
	for _, arrival := range s.Arrivals(a.Chat) {
		if arrival.Edit || arrival.Deleted {
			continue
		}
		name := arrival.named(id)
		switch {
		case name == "":
			l.Nameless++
			continue
		case l.Times[name] == 0:
			came = append(came, name)
		case l.Times[name] == 1:
			l.Repeated = append(l.Repeated, name)
		}
		l.Times[name]++
	}
	l.Arrived = len(came)
	l.compare(came, a.Expected)
	return l, nil
}

// compare holds what came against what was expected.
func (l *Ledger) compare(came, expected []string) {
	if len(expected) == 0 {
		return
	}
	place := map[string]int{}
	for i, id := range expected {
		place[id] = i
		if l.Times[id] == 0 {
			l.Lost = append(l.Lost, id)
		}
	}
	furthest := -1
	for _, id := range came {
		at, known := place[id]
		switch {
		case !known:
			l.Strange = append(l.Strange, id)
		case at < furthest:
			l.Disordered = append(l.Disordered, id)
		}
		furthest = max(furthest, at)
	}
}

// named is the id that a message names; "" for none.
func (a Arrival) named(id *regexp.Regexp) string {
	texts := []string{a.Text}
	if a.Keyboard != nil {
		for _, b := range slices.Concat(a.Keyboard.Rows...) {
			if b.Data != nil {
				texts = append(texts, *b.Data)
			}
		}
	}
	for _, text := range texts {
		if found := id.FindStringSubmatch(text); found != nil {
			return found[min(1, len(found)-1)]
		}
	}
	return ""
}
