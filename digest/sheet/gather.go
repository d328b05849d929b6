package sheet

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode"

	"readout/digest/news"
)

const (
	// within is how far apart two articles may be published and still tell
	// one fact.
	within = 14 * 24 * time.Hour
	// mostHeld is how many tellings wait in their rows for further ones. The
	// oldest row is handed on when there are more.
	mostHeld = 20_000
)

// Rows lays out the facts of one kind that the reports hold; whoever wants
// only some leaves the others out of the reports' facts (storage.Query.Pick).
// Reports may come oldest or newest first, and rows come in the order in which
// their first telling did. Whoever stops early is fine; an error of the
// reports is passed on and is the last.
//
// Tellings are one row where kind, participants, day and place agree, or for
// statements speaker and words, and the articles were published within two
// weeks of one another. Participants agree where one article names all whom
// the other names, and perhaps more; a place that only one of them tells
// agrees with any; what has no day counts as of the day of publication. Two
// facts of one article are never one row.
func Rows(kind Kind, reports iter.Seq2[news.Report, error], aliases []news.Alias) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		g := &gatherer{kind: kind, aliases: map[string]string{}, open: map[string][]*entry{}}
		for _, a := range aliases {
			g.aliases[a.Name] = a.Of
		}
		for r, err := range reports {
			if err != nil {
				yield(Row{}, err)
				return
			}
			for _, t := range g.tellings(r) {
				g.add(t)
			}
			for g.held > mostHeld {
				if !yield(g.next(), nil) {
					return
				}
			}
		}
		for len(g.queue) > 0 {
			if !yield(g.next(), nil) {
				return
			}
		}
	}
}

// gatherer puts tellings together.
type gatherer struct {
	kind    Kind
	aliases map[string]string
	open    map[string][]*entry // by the keys of their tellings
	queue   []*entry            // the same, in the order in which they came
	held    int                 // how many tellings they have together
}

// entry is a row in the making.
type entry struct{ tellings []telling }

// keys are what tellings of one fact have at least one of in common.
func (t telling) keys() []string {
	if len(t.row.People) == 0 {
		return []string{t.same + "\n\n" + t.whom}
	}
	var keys []string
	for _, name := range t.row.People {
		keys = append(keys, t.same+"\n\n"+name)
	}
	return keys
}

func (g *gatherer) add(t telling) {
	e := g.taker(t)
	if e == nil {
		e = &entry{}
		g.queue = append(g.queue, e)
	}
	e.tellings = append(e.tellings, t)
	g.held++
	for _, key := range t.keys() {
		if !slices.Contains(g.open[key], e) {
			g.open[key] = append(g.open[key], e)
		}
	}
}

// taker is the entry that a telling belongs to; nil where there is none.
func (g *gatherer) taker(t telling) *entry {
	for _, key := range t.keys() {
		for _, e := range g.open[key] {
			if e.takes(t) {
				return e
			}
		}
	}
	return nil
}

// next takes the oldest entry out and makes its row.
func (g *gatherer) next() Row {
	e := g.queue[0]
	g.queue = g.queue[1:]
	g.held -= len(e.tellings)
	for _, t := range e.tellings {
		for _, key := range t.keys() {
			g.open[key] = slices.DeleteFunc(g.open[key], func(o *entry) bool { return o == e })
			if len(g.open[key]) == 0 {
				delete(g.open, key)
			}
		}
	}
	return e.row()
}

func (e *entry) takes(t telling) bool {
	if e.tellings[0].row.Published.Sub(t.row.Published).Abs() > within || !slices.ContainsFunc(e.tellings, t.agrees) {
		return false
	}
	return !slices.ContainsFunc(e.tellings, func(o telling) bool {
		return o.article == t.article || o.row.Place != "" && t.row.Place != "" && !strings.EqualFold(o.row.Place, t.row.Place)
	})
}

// agrees reports whether one of two names all whom the other names. One who
// meets unnamed people does so only under the same words.
func (t telling) agrees(o telling) bool {
	fewer, more := t.row.People, o.row.People
	if len(fewer) > len(more) {
		fewer, more = more, fewer
	}
	if t.whom == o.whom {
		return true
	}
	if len(fewer) == 0 || len(fewer) == 1 && t.row.Kind == Meetings {
		return false
	}
	return !slices.ContainsFunc(fewer, func(name string) bool { return !slices.Contains(more, name) })
}

// row puts the tellings into one. The status is the last one told, and the
// article that told it first speaks for the row.
func (e *entry) row() Row {
	byDate := func(a, b telling) int {
		return cmp.Or(a.row.Published.Compare(b.row.Published), cmp.Compare(a.seq, b.seq))
	}
	slices.SortStableFunc(e.tellings, byDate)
	voice := e.tellings[0].row
	for _, t := range e.tellings[1:] {
		if t.row.Status != voice.Status {
			voice = t.row
		}
	}
	row := voice
	// The voice's own lists stay as they are.
	row.People, row.Groups = slices.Clone(voice.People), slices.Clone(voice.Groups)
	row.URLs, row.Outlets, row.Roles = nil, nil, map[string][]string{}
	for _, t := range e.tellings {
		row.join(t.row)
	}
	row.ID = e.id()
	return row
}

// id is that of the telling that was saved first.
func (e *entry) id() string {
	first := slices.MinFunc(e.tellings, func(a, b telling) int { return cmp.Compare(a.seq, b.seq) })
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%d", first.row.Kind, first.article, first.whom, first.nth))
	return hex.EncodeToString(sum[:8])
}

// join adds what one telling knows besides.
func (r *Row) join(t Row) {
	if r.Place == "" {
		r.Place, r.PlaceBasis = t.Place, t.PlaceBasis
	}
	if r.Day == "" {
		r.Day, r.DayBasis = t.Day, t.DayBasis
	}
	r.People = union(r.People, t.People)
	r.Groups, r.URLs, r.Outlets = union(r.Groups, t.Groups), union(r.URLs, t.URLs), union(r.Outlets, t.Outlets)
	for name, roles := range t.Roles {
		r.Roles[name] = union(r.Roles[name], roles)
	}
	r.Key = r.Key || t.Key
	if t.Published.Before(r.Published) {
		r.Published = t.Published
	}
	if t.FirstSeen.Before(r.FirstSeen) {
		r.FirstSeen = t.FirstSeen
	}
	if t.Corrected.After(r.Corrected) {
		r.Corrected = t.Corrected
	}
}

// wordsOf are the words by which two reports of a statement are compared.
func wordsOf(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
