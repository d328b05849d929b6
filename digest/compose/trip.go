package compose

import (
	"slices"
	"strings"

	"readout/digest/news"
)

// trip is one journey of somebody to one place, as told by several reports.
type trip struct {
	tellings []telling[news.Visit]
	stays    []stay
	days     []news.Day // all that the tellings let it start
}

// trips finds the journey that a report tells among those known.
type trips struct {
	names *names
	all   []*trip
	index map[string][]*trip
}

func newTrips(n *names) trips { return trips{names: n, index: map[string][]*trip{}} }

// add gives the trip that the visit of a report is, with its telling among
// the others.
func (ts *trips) add(p *page, v news.Visit) *trip {
	v.Visitors = ts.names.allCalled(v.Visitors)
	days := stayOf(v, p.Article.Published)
	t := ts.find(v, days)
	if t == nil {
		t = &trip{}
		ts.all = append(ts.all, t)
	}
	for _, key := range ts.keys(v) {
		if list := ts.index[key]; len(list) == 0 || list[len(list)-1] != t {
			ts.index[key] = append(list, t)
		}
	}
	t.tellings = append(t.tellings, telling[news.Visit]{page: p, fact: v, proof: v.Evidence})
	if v.Start != "" && !slices.Contains(t.days, v.Start) {
		t.days = append(t.days, v.Start)
	}
	if len(t.stays) < maxAccounts && !slices.Contains(t.stays, days) {
		t.stays = append(t.stays, days)
	}
	return t
}

// find is the latest known trip of one of the visitors to that place at that
// time; nil where there is none.
func (ts *trips) find(v news.Visit, days stay) *trip {
	for _, key := range ts.keys(v) {
		for _, t := range slices.Backward(ts.index[key]) {
			if !slices.ContainsFunc(t.stays, func(s stay) bool { return !s.meets(days) }) && ts.same(t.tellings[0].fact, v) {
				return t
			}
		}
	}
	return nil
}

func (ts *trips) same(a, b news.Visit) bool {
	return a.To != "" && b.To != "" && samePlace(a.To, b.To) && slices.ContainsFunc(a.Visitors, func(x string) bool {
		return slices.ContainsFunc(b.Visitors, func(y string) bool { return ts.names.agree(x, y) })
	})
}

// keys are the last words of the visitors.
func (ts *trips) keys(v news.Visit) []string {
	var keys []string
	for _, name := range v.Visitors {
		if key := ts.names.key(strings.TrimSpace(name)); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}
