package extract

// table tells what is known of words and phrases. It keeps none of them but
// their hashes of 64 bits, of which no two in a language are alike: a look
// costs one place in the memory where a map takes three, and the garbage
// collector finds nothing to follow.
type table[V any] struct {
	slots []slot[V]
	used  int
}

// slot is free where its hash is 0.
type slot[V any] struct {
	hash  hash
	value V
}

func newTable[V any]() *table[V] { return &table[V]{slots: make([]slot[V], 16)} }

// find is what is known under a hash, if anything.
func (t *table[V]) find(h hash) (V, bool) {
	at := t.slot(h)
	return at.value, at.hash != 0
}

// of is what is known under a hash; the zero value if nothing is.
func (t *table[V]) of(h hash) V { return t.slot(h).value }

// enter is the place of what is known under a hash, to be written to before
// anything else is entered.
func (t *table[V]) enter(h hash) *V {
	if 3*t.used >= 2*len(t.slots) {
		t.grow()
	}
	at := t.slot(h)
	if at.hash == 0 {
		at.hash = h
		t.used++
	}
	return &at.value
}

// hashes are those of all that is known, in no order.
func (t *table[V]) hashes(yield func(hash) bool) {
	for _, s := range t.slots {
		if s.hash != 0 && !yield(s.hash) {
			return
		}
	}
}

func (t *table[V]) grow() {
	old := t.slots
	t.slots = make([]slot[V], 2*len(old))
	for _, s := range old {
		if s.hash != 0 {
			*t.slot(s.hash) = s
		}
	}
}

// slot is where a hash stands, or would.
func (t *table[V]) slot(h hash) *slot[V] {
	for i := h ^ h>>32; ; i++ {
		at := &t.slots[i&hash(len(t.slots)-1)]
		if at.hash == h || at.hash == 0 {
			return at
		}
	}
}

// hash is the FNV-1a hash of folded words parted by single spaces.
type hash uint64

func hashOf(word string) hash { return hash(14695981039346656037).then(word) }

// then goes on with more of the same text.
func (h hash) then(s string) hash {
	for i := range len(s) {
		h = h.with(s[i])
	}
	return h
}

// with goes on with one byte more.
func (h hash) with(c byte) hash { return (h ^ hash(c)) * 1099511628211 }

// and adds a word behind a space.
func (h hash) and(word string) hash { return h.then(" ").then(word) }
