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
	// turn tells when the line is taken into a digest of limited length.
	turn float64
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

// bySubject puts words at meetings in the order of the meetings, and other words
// last.
func bySubject(a, b *subject) int {
	if a == b || a == nil || b == nil {
		return 0
	}
	return cmp.Or(
		cmp.Compare(one(a.event == nil), one(b.event == nil)),
		cmp.Compare(a.place, b.place),
		cmp.Compare(a.lines[0].seq, b.lines[0].seq),
		cmp.Compare(a.lines[0].place, b.lines[0].place),
	)
}

// compareDays puts unknown days last.
func compareDays(a, b news.Day) int {
	if a == "" || b == "" {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// choose parts the lines into those shown and those kept back, each in order.
// What is followed is always shown; the room that is left goes to the lines
// whose turn comes first.
func choose(lines []*line, l limits) (shown, kept []*line) {
	lines = slices.Clone(lines)
	takeTurns(lines)
	slices.SortStableFunc(lines, func(a, b *line) int { return cmp.Compare(a.turn, b.turn) })
	for _, x := range lines {
		if x.group == 0 || !x.over && len(shown) < l.lines {
			shown = append(shown, x)
		} else {
			kept = append(kept, x)
		}
	}
	slices.SortStableFunc(shown, inOrder)
	slices.SortStableFunc(kept, inOrder)
	return shown, kept
}

// takeTurns gives every section of every group its share, as seats are shared
// out by divisors, so that no long one crowds out the others. What is followed
// comes before all.
func takeTurns(lines []*line) {
	slices.SortStableFunc(lines, byRank)
	counts := map[[2]int]float64{}
	for _, x := range lines {
		if x.group == 0 || x.over {
			continue
		}
		at := [2]int{x.group, sectionPlace(x.section)}
		counts[at]++
		x.turn = (counts[at] - 0.5) / share(x.section)
	}
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
