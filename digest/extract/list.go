package extract

import (
	"embed"
	"iter"
	"maps"
	"math/bits"
	"strings"

	"readout/digest/text"
)

// The word lists are plain text for people to add to; the head of each file
// explains its lines. Nothing writes to them.
//
//go:embed lists/*.txt
var listFiles embed.FS

// rows are the lines of a list that hold something, cut into cells at "|".
// What follows "#" is a remark.
func rows(list string) [][]string {
	data, err := listFiles.ReadFile("lists/" + list + ".txt")
	if err != nil {
		panic("extract: the list is built in: " + err.Error())
	}
	var found [][]string
	for line := range strings.Lines(string(data)) {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		cells := strings.Split(line, "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		found = append(found, cells)
	}
	return found
}

// cell is the i-th cell of a row, and "" where the row is shorter.
func cell(row []string, i int) string {
	if i >= len(row) {
		return ""
	}
	return row[i]
}

// items are the things named in a cell, which commas part.
func items(cell string) []string {
	var found []string
	for item := range strings.SplitSeq(cell, ",") {
		if item = strings.TrimSpace(item); item != "" {
			found = append(found, item)
		}
	}
	return found
}

// phrases finds entries of one or more words. Keys are folded words parted by
// single spaces; a hyphenated word is one word.
type phrases[T any] struct {
	entries map[string]T
	// openings are the first words of entries: most words of a text are none,
	// and cost one look.
	openings map[string]firstWord[T]
}

// firstWord is what is known of the entries that begin with a word.
type firstWord[T any] struct {
	// lengths tells how many words they have: bit n for n words. No entry has
	// more than 63.
	lengths uint64
	// alone is the entry of that word by itself, if bit 1 is set.
	alone T
}

func newPhrases[T any]() phrases[T] {
	return phrases[T]{entries: map[string]T{}, openings: map[string]firstWord[T]{}}
}

// add enters a phrase as it is written in a list, unless it is there already:
// the first line that names it wins.
func (p phrases[T]) add(phrase string, value T) {
	folded := text.Fold(phrase)
	if apart := strings.ReplaceAll(strings.ReplaceAll(folded, " 's ", "'s "), "'s ", " 's "); apart != folded {
		p.add(apart, value)
	}
	words := strings.Fields(folded)
	key := strings.Join(words, " ")
	if _, taken := p.entries[key]; taken || len(words) == 0 {
		return
	}
	p.entries[key] = value
	first := p.openings[words[0]]
	first.lengths |= 1 << len(words)
	if len(words) == 1 {
		first.alone = value
	}
	p.openings[words[0]] = first
}

// first are the first words of the entries, in no order.
func (p phrases[T]) first() iter.Seq[string] { return maps.Keys(p.openings) }

// length is how many words the longest entry takes that these folded words begin
// with; 0 if none does.
func (p phrases[T]) length(words []string) int {
	_, n := p.at(words)
	return n
}

// of is the entry of one folded word or phrase.
func (p phrases[T]) of(folded string) (T, bool) {
	value, ok := p.entries[folded]
	return value, ok
}

// at is the longest entry that these folded words begin with, and how many of
// them it takes; 0 if none does.
func (p phrases[T]) at(words []string) (T, int) {
	var none T
	if len(words) == 0 {
		return none, 0
	}
	first := p.openings[words[0]]
	for n := min(bits.Len64(first.lengths)-1, len(words)); n > 1; n-- {
		if first.lengths&(1<<n) == 0 {
			continue
		}
		if value, ok := p.joined(words[:n]); ok {
			return value, n
		}
	}
	if first.lengths&(1<<1) == 0 {
		return none, 0
	}
	return first.alone, 1
}

// joined is the entry of several folded words. Keys that are not too long are
// put together without a string being made.
func (p phrases[T]) joined(words []string) (T, bool) {
	var buffer [64]byte
	key := append(buffer[:0], words[0]...)
	for _, w := range words[1:] {
		key = append(append(key, ' '), w...)
	}
	value, ok := p.entries[string(key)]
	return value, ok
}
