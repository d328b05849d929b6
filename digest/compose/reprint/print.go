package reprint

import (
	"slices"
	"time"
)

// Text is what is compared: where it was read, its headline and its body. The
// zero time of publication is unknown.
type Text struct {
	Source, Title, Body string
	Published           time.Time
}

const (
	// short is below how many words a body must be the same word for word, or
	// stand whole in the other: so little may be a form filled in anew.
	short = 40
	// bare is below how many words a body tells nothing without its title.
	bare = 12
	// maxTitle and maxBody bound how much of a text is compared, in bytes.
	maxTitle = 1 << 10
	maxBody  = 1 << 16
	// maxRuns bounds how many runs of a long body are compared one by one. A
	// sample of so many tells the share of common ones to about two hundredths.
	maxRuns = 512
)

// Print is what is kept of a text to compare it with others. One must not be
// compared by several goroutines at once.
type Print struct {
	source    string
	published time.Time
	words     int
	exact     uint64       // of the body, and of the title where that is bare
	keys      [keys]uint64 // of the bands, then of the opening
	title     []word
	// runs are the hashes of runs of three words: all those that a mask lets
	// through. What a wider mask lets through, a narrower one does too, so that
	// samples of bodies of any length compare. Names are the names and figures.
	runs, names []uint32
	mask        uint32
	settled     bool
}

// Of prepares a text.
func Of(t Text) *Print {
	words := wordsOf(t.Body[:min(len(t.Body), maxBody)])
	p := &Print{source: t.Source, published: t.Published, words: len(words), title: wordsOf(t.Title[:min(len(t.Title), maxTitle)])}
	p.exact = run(words)
	if p.words < bare {
		p.exact = mix(p.exact + run(p.title))
	}
	if p.words >= bare {
		p.takeRuns(words)
	}
	return p
}

func (p *Print) takeRuns(words []word) {
	for len(words)/int(p.mask+1) > maxRuns {
		p.mask = p.mask*2 + 1
	}
	p.runs = make([]uint32, 0, len(words)/int(p.mask+1)+8)
	m, h := newMinhash(), newHeads()
	for i := range len(words) - 2 {
		three := run(words[i : i+3])
		m.take(three)
		h.take(three, i)
		if uint32(three)&p.mask == 0 {
			p.runs = append(p.runs, uint32(three))
		}
	}
	m.bandKeys(p.keys[:bands])
	h.anchorKeys(p.keys[bands:])
	for _, w := range words {
		if w.is(name | figure) {
			p.names = append(p.names, uint32(w.hash()>>32))
		}
	}
}

// settle puts the hashes in order, each once. Most prints are never compared,
// so that it waits for the first time.
func (p *Print) settle() {
	if !p.settled {
		p.runs, p.names, p.settled = ascending(p.runs), ascending(p.names), true
	}
}

func ascending(hashes []uint32) []uint32 {
	slices.Sort(hashes)
	return slices.Compact(hashes)
}
