package compose

import (
	"cmp"
	"slices"

	"readout/digest/news"
)

// line is a numbered line of a digest, before it is written.
type line struct {
	// number is given when the order is known.
	number  int
	section news.Section
	// group is 0 for what the reader follows, then 1 for the first topic.
	group int
	// about is what the line stands under: the meeting at which words were
	// said, or the page that tells them; nil for every other line.
	about *subject
	// weight comes first in its section, then day, then seq, then place.
	weight int
	day    news.Day
	seq    int64
	place  int
	// rank is a statement's among those about the same; those that the
	// reader's length has no room for are over.
	rank int
	over bool
	// event is the meeting that a line tells, or at which words fell; nil for
	// other lines. said is the statement of a line of Said.
	event  *event
	said   *remark
	pages  []*page
	write  func(*scribe) news.Text
	proofs []news.Proof
}

// limits are how much a reader wants.
type limits struct {
	lines int // of a digest, apart from what is followed
	words int // statements about one subject
}

func limitsOf(l news.Length) limits {
	switch l {
	case news.Short:
		return limits{lines: 8, words: 2}
	case news.Full:
		return limits{lines: 60, words: 12}
	}
	return limits{lines: 20, words: 4}
}

// inOrder compares lines by where they stand in a digest.
func inOrder(a, b *line) int {
	return cmp.Or(
		cmp.Compare(a.group, b.group),
		cmp.Compare(sectionPlace(a.section), sectionPlace(b.section)),
		bySubject(a.about, b.about),
		cmp.Compare(b.weight, a.weight),
		compareDays(a.day, b.day),
		cmp.Compare(a.rank, b.rank),
		cmp.Compare(a.seq, b.seq),
		cmp.Compare(a.place, b.place),
	)
}

func sectionPlace(s news.Section) int { return slices.Index(news.Sections(), s) }

// bySubject puts words at meetings before others, older subjects first.
func bySubject(a, b *subject) int {
	if a == b || a == nil || b == nil {
		return 0
	}
	if (a.event == nil) != (b.event == nil) {
		if a.event == nil {
			return 1
		}
		return -1
	}
	return cmp.Compare(a.seq, b.seq)
}

// compareDays puts unknown days last.
func compareDays(a, b news.Day) int {
	if a == "" || b == "" {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// choose parts the lines into those shown and those kept back, each in order.
// What is followed is always shown. Every section of every group gets its
// share of the rest, as seats are shared out by divisors, so that no long one
// crowds out the others.
func choose(lines []*line, l limits) (shown, kept []*line) {
	type entry struct {
		*line
		turn float64
	}
	var queue []entry
	counts := map[[2]int]int{}
	room := l.lines
	lines = slices.Clone(lines)
	slices.SortStableFunc(lines, byRank)
	for _, x := range lines {
		switch {
		case x.group == 0:
			shown = append(shown, x)
			room--
		case x.over:
			kept = append(kept, x)
		default:
			at := [2]int{x.group, sectionPlace(x.section)}
			counts[at]++
			queue = append(queue, entry{x, (float64(counts[at]) - 0.5) / share(x.section)})
		}
	}
	slices.SortStableFunc(queue, func(a, b entry) int { return cmp.Compare(a.turn, b.turn) })
	for i, e := range queue {
		if i < room {
			shown = append(shown, e.line)
		} else {
			kept = append(kept, e.line)
		}
	}
	slices.SortStableFunc(shown, inOrder)
	slices.SortStableFunc(kept, inOrder)
	return shown, kept
}

// byRank is the order of lines, but with the first words on every subject
// before the second on any.
func byRank(a, b *line) int {
	return cmp.Or(
		cmp.Compare(a.group, b.group),
		cmp.Compare(sectionPlace(a.section), sectionPlace(b.section)),
		cmp.Compare(a.rank, b.rank),
		inOrder(a, b),
	)
}

// share is how many lines of a section go with one of the smallest.
func share(s news.Section) float64 {
	switch s {
	case news.Met, news.Said:
		return 3
	case news.Ahead:
		return 2
	}
	return 1
}
