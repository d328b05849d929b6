package reprint

import "math"

const (
	bands = 40
	// rows of a band must all agree; with 40 bands of three, texts are
	// likelier found than not from a share of .29 common runs.
	rows   = 3
	places = bands * rows
	// An excerpt shares fewer of its runs with the whole than a reprint does,
	// but begins as the whole: the least run of the first words is a key as
	// well, of so many of them and of twice as many, a few times over.
	anchors, opening = 4, bare
	keys             = bands + anchors
	// throws is into how many of the 120 places each run falls. To take the
	// least of every run at every place would cost thirty times as much and
	// tell little more.
	throws = 4
)

// minhash holds the least hash that fell into each place.
type minhash [places]uint32

func newMinhash() *minhash {
	var m minhash
	for i := range m {
		m[i] = math.MaxUint32
	}
	return &m
}

// take throws a run into its places. The upper bits of each throw say where,
// those below how much.
func (m *minhash) take(run uint64) {
	for range throws {
		run *= spread
		place := (run >> 32) * places >> 32
		m[place] = min(m[place], uint32(run>>20))
	}
}

// bandKeys puts down those of the bands, all different.
func (m *minhash) bandKeys(to []uint64) {
	for b := range bands {
		key := uint64(b)
		for _, least := range m[b*rows : (b+1)*rows] {
			key = mix(key<<32 ^ key>>32 ^ uint64(least))
		}
		to[b] = key
	}
}

// heads are the least runs among the first words, of so many and of twice as
// many, a few times over.
type heads [anchors]uint64

func newHeads() *heads {
	var h heads
	for i := range h {
		h[i] = math.MaxUint64
	}
	return &h
}

// take takes in the run that begins at a word.
func (h *heads) take(run uint64, at int) {
	for i := anchors - 1; i >= 0 && at+3 <= opening<<i; i-- {
		h[i] = min(h[i], run)
	}
}

// anchorKeys puts down those of the opening.
func (h *heads) anchorKeys(to []uint64) {
	for i, least := range h {
		to[i] = mix(uint64(bands+i)<<32 ^ least)
	}
}
