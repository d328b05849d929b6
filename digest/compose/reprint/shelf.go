package reprint

import (
	"cmp"
	"slices"
)

const (
	// maxHolders bounds how far back a key is followed: what so many texts
	// share is an outlet's boilerplate, or a release that the newest of them
	// prints as well as the oldest.
	maxHolders = 40
	// maxCompared bounds how many texts are compared run by run.
	maxCompared = 24
)

// Shelf holds texts under numbers from 0, in the order they were put there.
type Shelf struct {
	prints []*Print
	// exact leads to the texts of the same words.
	exact map[uint64][]int
	// latest leads from a key to the last text with it, before from there to
	// the one before, of the same key; -1 ends it.
	latest map[uint64]int
	before [][]int32
	// shared weighs common keys during a search.
	shared []uint8
}

// NewShelf gives an empty shelf.
func NewShelf() *Shelf {
	return &Shelf{exact: map[uint64][]int{}, latest: map[uint64]int{}}
}

// Add puts a print on the shelf and gives its number.
func (s *Shelf) Add(p *Print) int {
	n := len(s.prints)
	s.prints, s.shared = append(s.prints, p), append(s.shared, 0)
	if same := s.exact[p.exact]; len(same) < maxHolders {
		s.exact[p.exact] = append(same, n)
	}
	s.before = append(s.before, s.link(p, n))
	return n
}

func (s *Shelf) link(p *Print, n int) []int32 {
	if p.words < bare {
		return nil
	}
	before := make([]int32, keys)
	for b, key := range p.keys {
		before[b] = -1
		if last, ok := s.latest[key]; ok {
			before[b] = int32(last)
		}
		s.latest[key] = n
	}
	return before
}

// Find gives the text on the shelf that a print is most like, the oldest of
// equals, where both are prints of one release.
func (s *Shelf) Find(p *Print) (number int, found bool) {
	for _, n := range s.exact[p.exact] {
		if p.same(s.prints[n]) {
			return n, true
		}
	}
	most := 0.0
	for _, n := range s.candidates(p) {
		like := p.Alike(s.prints[n])
		if like > most || like == most && found && n < number {
			number, most, found = n, like, true
		}
	}
	return number, found
}

// candidates are the texts with most keys in common with a print, the oldest
// of equals first.
func (s *Shelf) candidates(p *Print) []int {
	if p.words < bare {
		return nil
	}
	var held []int
	for b, key := range p.keys {
		n, ok := s.latest[key]
		for step := 0; ok && n >= 0 && step < maxHolders; step++ {
			if s.shared[n] == 0 {
				held = append(held, n)
			}
			// To begin alike says less than to have a band in common, and says it
			// once.
			if b < bands {
				s.shared[n] += 2
			} else {
				s.shared[n] |= 1
			}
			n = int(s.before[n][b])
		}
	}
	slices.SortFunc(held, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.shared[b], s.shared[a]), cmp.Compare(a, b))
	})
	for _, n := range held {
		s.shared[n] = 0
	}
	return held[:min(len(held), maxCompared)]
}
