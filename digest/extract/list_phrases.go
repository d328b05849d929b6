package extract

import (
	"math/bits"
	"strings"

	"readout/digest/text"
)

// phrases finds entries of one or more folded words; a hyphenated word is one
// word.
type phrases[T any] struct {
	known  *table[entry]
	values []T
}

// entry is what is known of a phrase, or of a word that entries begin with.
type entry struct {
	// lengths tells how many words the entries have that begin with it: bit n
	// for n words. No entry has more than 15.
	lengths uint16
	// value is the entry's own place among the values, counted from 1; 0 for
	// words that are no entry by themselves.
	value uint16
	// seconds tells by which two words the longer of those entries begin: a bit
	// of 32 for each two. Most words of a text are followed by none of them.
	seconds uint32
}

// second is the bit of the two words that an entry begins with.
func (h hash) second() uint32 { return 1 << (h >> 59) }

func newPhrases[T any]() *phrases[T] { return &phrases[T]{known: newTable[entry]()} }

// add enters a phrase as it is written in a list, unless it is there already:
// the first line that names it wins.
func (p *phrases[T]) add(phrase string, value T) {
	folded := text.Fold(phrase)
	if apart := strings.ReplaceAll(strings.ReplaceAll(folded, " 's ", "'s "), "'s ", " 's "); apart != folded {
		p.add(apart, value)
	}
	words := strings.Fields(folded)
	if len(words) == 0 {
		return
	}
	at := p.known.enter(hashOf(strings.Join(words, " ")))
	if at.value > 0 {
		return
	}
	p.values = append(p.values, value)
	if at.value = uint16(len(p.values)); int(at.value) != len(p.values) || len(words) > 15 {
		panic("extract: the list is too long for its entries, or an entry is: " + phrase)
	}
	first := p.known.enter(hashOf(words[0]))
	first.lengths |= 1 << len(words)
	if len(words) > 1 {
		first.seconds |= hashOf(words[0]).and(words[1]).second()
	}
}

// first are the hashes of the words that entries begin with, in no order.
func (p *phrases[T]) first(yield func(hash) bool) {
	for _, s := range p.known.slots {
		if s.value.lengths != 0 && !yield(s.hash) {
			return
		}
	}
}

// length is how many words the longest entry takes that these folded words begin
// with; 0 if none does.
func (p *phrases[T]) length(words []string) int {
	_, n := p.longest(words)
	return n
}

// of is the entry of one folded word or phrase.
func (p *phrases[T]) of(folded string) (T, bool) {
	return p.value(p.known.of(hashOf(folded)).value)
}

// at is the longest entry that these folded words begin with, and how many of
// them it takes; 0 if none does.
func (p *phrases[T]) at(words []string) (T, int) {
	place, n := p.longest(words)
	value, _ := p.value(place)
	return value, n
}

func (p *phrases[T]) value(place uint16) (T, bool) {
	if place == 0 {
		var none T
		return none, false
	}
	return p.values[place-1], true
}

// longest is the place of the longest entry that these words begin with.
func (p *phrases[T]) longest(words []string) (place uint16, size int) {
	if len(words) == 0 {
		return 0, 0
	}
	h := hashOf(words[0])
	first := p.known.of(h)
	if place = first.value; place > 0 {
		size = 1
	}
	for n := 2; n <= min(bits.Len16(first.lengths)-1, len(words)); n++ {
		h = h.and(words[n-1])
		if n == 2 && first.seconds&h.second() == 0 {
			break
		}
		if first.lengths&(1<<n) == 0 {
			continue
		}
		if longer := p.known.of(h).value; longer > 0 {
			place, size = longer, n
		}
	}
	return place, size
}
