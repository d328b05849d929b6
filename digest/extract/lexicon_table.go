package extract

// wordTable finds the lists of a word in one look at the memory, where a map
// takes three: it keeps no words but their hashes of 64 bits, of which no two in
// a language are alike.
type wordTable struct{ slots []wordSlot }

type wordSlot struct {
	hash  uint64
	lists listSet
}

func tableOf(words map[string]listSet) wordTable {
	size := 64
	for size < 3*len(words) {
		size *= 2
	}
	t := wordTable{make([]wordSlot, size)}
	for w, lists := range words {
		*t.slot(w) = wordSlot{hashOf(w), lists}
	}
	return t
}

// of are the lists of a word.
func (t wordTable) of(w string) listSet { return t.slot(w).lists }

// slot is where a word stands, or would.
func (t wordTable) slot(w string) *wordSlot {
	hash := hashOf(w)
	for i := hash; ; i++ {
		at := &t.slots[i&uint64(len(t.slots)-1)]
		if at.hash == hash || at.lists == 0 {
			return at
		}
	}
}

// hashOf is the FNV-1a hash of a word, its upper half folded into the lower.
func hashOf(w string) uint64 {
	hash := uint64(14695981039346656037)
	for i := range len(w) {
		hash = (hash ^ uint64(w[i])) * 1099511628211
	}
	return hash ^ hash>>32
}
