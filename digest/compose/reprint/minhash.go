package reprint

import "math"

const (
	bands = 40
	// rows of a band must all agree; with 40 bands of three, texts are
	// likelier found than not from a share of .29 common runs.
	rows   = 3
	places = bands * rows
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

// keys are those of the bands, all different.
func (m *minhash) keys() [bands]uint64 {
	var keys [bands]uint64
	for b := range keys {
		key := uint64(b)
		for _, least := range m[b*rows : (b+1)*rows] {
			key = mix(key<<32 ^ key>>32 ^ uint64(least))
		}
		keys[b] = key
	}
	return keys
}
