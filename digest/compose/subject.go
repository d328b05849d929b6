package compose

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"readout/digest/news"
)

// subject is what statements are grouped under: the meeting at which they
// fell, else the report that tells them.
type subject struct {
	event *event
	// sides are the principals of the meeting.
	sides []string
	// place is that of the meeting's line among all, or behind them; lines are
	// as they were told.
	place int
	lines []*line
	// here are the reports that the lines show words from.
	here []*page
}

// subjects groups the statements among the lines, and ranks those of each
// subject: one of every side first, the key ones next, then as they were told.
// The lines point at their subject.
func (v *view) subjects(lines []*line, limit int) {
	type key struct {
		group int
		event *event
		page  *page
	}
	found := map[key]*subject{}
	var all []*subject
	for _, l := range lines {
		if l.said == nil {
			continue
		}
		k := key{group: l.group, event: l.event}
		if l.event == nil {
			k.page = l.said.from.page
		}
		if found[k] == nil {
			found[k] = &subject{event: l.event, place: len(lines), sides: v.sidesOf(l.event)}
			all = append(all, found[k])
		}
		found[k].add(l)
	}
	places := placesOf(lines)
	for _, s := range all {
		if at, known := places[s.event]; known {
			s.place = at
		}
		s.rank(limit)
	}
}

// placesOf are where the meetings that have a line stand.
func placesOf(lines []*line) map[*event]int {
	lines = slices.Clone(lines)
	slices.SortStableFunc(lines, inOrder)
	places := map[*event]int{}
	for i, l := range lines {
		if l.said == nil && l.event != nil {
			places[l.event] = i
		}
	}
	return places
}

func (s *subject) add(l *line) {
	s.lines = append(s.lines, l)
	if !slices.Contains(s.here, l.said.from.page) {
		s.here = append(s.here, l.said.from.page)
	}
	l.about = s
}

// asTold is the order in which statements were told.
func asTold(a, b *line) int { return cmp.Or(cmp.Compare(a.seq, b.seq), cmp.Compare(a.place, b.place)) }

func (s *subject) rank(limit int) {
	slices.SortStableFunc(s.lines, asTold)
	lines := slices.Clone(s.lines)
	slices.SortStableFunc(lines, func(a, b *line) int {
		return cmp.Or(cmp.Compare(one(b.said.from.fact.Key), one(a.said.from.fact.Key)), asTold(a, b))
	})
	firsts := map[*line]bool{}
	for _, side := range s.sides {
		if i := slices.IndexFunc(lines, func(l *line) bool { return agree(l.said.from.fact.Speaker, side) }); i >= 0 {
			firsts[lines[i]] = true
		}
	}
	slices.SortStableFunc(lines, func(a, b *line) int { return cmp.Compare(one(firsts[b]), one(firsts[a])) })
	for i, l := range lines {
		l.rank, l.over = i, i >= max(limit, len(firsts))
	}
}

// sidesOf are the principals of a meeting as far as the window reaches; none
// where there is no meeting.
func (v *view) sidesOf(e *event) []string {
	if e == nil {
		return nil
	}
	cast := castOf(v.told(e))
	return cast[:min(2, len(cast))]
}

// told are the tellings of a meeting that are not barred to the reader.
func (v *view) told(e *event) []telling[news.Meeting] {
	return hear(v, e.tellings, func(telling[news.Meeting]) bool { return true }).all()
}

// silent are the sides of a meeting that its reports have no words of.
func (s *subject) silent() []string {
	var silent []string
	for _, side := range s.sides {
		if !slices.ContainsFunc(s.here, func(p *page) bool { return p.quotes(side) }) {
			silent = append(silent, side)
		}
	}
	return silent
}

// update marks words at a meeting that the reader knows.
func (v *view) update(e *event) string {
	for _, t := range v.told(e) {
		if !v.inWindow(t.page) {
			return "UPDATE: "
		}
	}
	return ""
}

func (p *page) quotes(name string) bool {
	return slices.ContainsFunc(p.Facts.Statements, func(s news.Statement) bool { return speaksFor(s.Speaker, name) })
}

// speaksFor reports whether a person is the speaker, or one of several.
func speaksFor(speaker, name string) bool {
	return slices.ContainsFunc(strings.Split(speaker, " and "), func(one string) bool { return agree(one, name) })
}

// title is "SAID at 1", "SAID at Prado – Reyes, Lyon, 4 Mar" where the meeting
// has no number before the reader's eyes, or "SAID".
func (s *subject) title(sc *scribe) string {
	if s.event == nil {
		return sectionTitle(news.Said)
	}
	l := sc.visible[s.event]
	if l == nil {
		return sc.update(s.event) + sectionTitle(news.Said) + " at " + sc.eventName(s.event)
	}
	out := sectionTitle(news.Said) + " at " + strconv.Itoa(l.number)
	if silent := s.silent(); len(silent) == 1 && len(s.sides) > 1 {
		out += " (no words of " + sc.nameOnly(silent[0], pagesOf(sc.told(s.event))) + " in " + plural(len(s.here), "this report", "these reports") + ")"
	}
	return out
}
