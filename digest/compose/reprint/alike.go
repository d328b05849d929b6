package reprint

import (
	"slices"
	"time"
)

// Two bodies are one release if so much of their runs is common: of all runs,
// or of the shorter body's.
const (
	enoughOfAll     = 0.30
	enoughOfShorter = 0.60
	// leastRuns are too few to be chance.
	leastRuns = 5
)

// One form filled in twice shares its runs, too, but each filling has names and
// figures of its own; a print with a few words changed has hardly any.
const (
	ownNames = 3
	ownShare = 0.22
	// nearly is from which share of all runs on a title with another figure is
	// a correction, and a print of days later no second release.
	nearly = 0.60
	// soon is within which time a release is printed and edited.
	soon = 4 * 24 * time.Hour
)

// Alike is the share of their runs that two texts have in common where they are
// prints of one release, 1 where the words are the same, else 0.
func (p *Print) Alike(q *Print) float64 {
	if p.same(q) {
		return 1
	}
	if p.words < bare || q.words < bare {
		return 0
	}
	p.settle()
	q.settle()
	if p.words < short || q.words < short {
		return p.excerpt(q)
	}
	mask := max(p.mask, q.mask)
	own, others, common := compare(p.runs, q.runs, mask)
	all, shorter := share(common, own+others+common), share(common, min(own, others)+common)
	switch {
	case common < leastRuns, all < enoughOfAll && shorter < enoughOfShorter:
		return 0
	case all < nearly && (p.longAfter(q) || nextOfSeries(p.title, q.title)), p.filledAnew(q):
		return 0
	}
	return all
}

// excerpt is the share of their runs that two texts have in common where one is
// too short to be compared but has no run that the other lacks, under the same
// title; else 0.
func (p *Print) excerpt(q *Print) float64 {
	own, others, common := compare(p.runs, q.runs, max(p.mask, q.mask))
	if common < leastRuns || min(own, others) > 0 || len(p.title) == 0 || run(p.title) != run(q.title) {
		return 0
	}
	return share(common, own+others+common)
}

// same reports whether two texts are the same word for word. What one source
// prints under several titles is its boilerplate, if short.
func (p *Print) same(q *Print) bool {
	switch {
	case p.words != q.words || p.exact != q.exact || p.words == 0 && len(p.title) == 0:
		return false
	case p.words < bare || p.words >= short || p.source != q.source:
		return true
	}
	return run(p.title) == run(q.title)
}

// filledAnew reports whether each body has many names and figures that the
// other lacks.
func (p *Print) filledAnew(q *Print) bool {
	own, others, common := compare(p.names, q.names, 0)
	least := min(own, others)
	return least >= ownNames && share(least, least+common) >= ownShare
}

func (p *Print) longAfter(q *Print) bool {
	return !p.published.IsZero() && !q.published.IsZero() && p.published.Sub(q.published).Abs() > soon
}

// nextOfSeries reports whether two titles differ in figures, and in no more
// than one word beside: the name of a month.
func nextOfSeries(a, b []word) bool {
	return newFigure(a, b) && newFigure(b, a)
}

func newFigure(a, b []word) bool {
	figures, others := 0, 0
	for _, w := range a {
		switch {
		case slices.ContainsFunc(b, func(x word) bool { return x.hash() == w.hash() }):
		case w.is(figure):
			figures++
		default:
			others++
		}
	}
	return figures > 0 && others <= 1
}

func share(part, whole int) float64 { return float64(part) / float64(max(1, whole)) }

// compare counts what only one of two ascending lists holds, and what both do,
// of that which the mask lets through.
func compare(a, b []uint32, mask uint32) (own, others, common int) {
	for len(a) > 0 && len(b) > 0 {
		least := min(a[0], b[0])
		inA, inB := a[0] == least, b[0] == least
		if inA {
			a = a[1:]
		}
		if inB {
			b = b[1:]
		}
		switch {
		case least&mask != 0:
		case inA && inB:
			common++
		case inA:
			own++
		default:
			others++
		}
	}
	return own + through(a, mask), others + through(b, mask), common
}

func through(hashes []uint32, mask uint32) int {
	n := 0
	for _, h := range hashes {
		if h&mask == 0 {
			n++
		}
	}
	return n
}
