package sandbox

import "unicode/utf8"

// units is how many UTF-16 units a character has.
func units(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// length counts a text's UTF-16 units.
func length(text string) int {
	n := 0
	for _, r := range text {
		n += units(r)
	}
	return n
}

// unitsBefore counts, for each byte of a text and for its end, the UTF-16
// units before the character that it belongs to.
func unitsBefore(text string) []int {
	before := make([]int, len(text)+1)
	n := 0
	for i, r := range text {
		for j := range utf8.RuneLen(r) {
			before[min(i+j, len(text))] = n
		}
		n += units(r)
	}
	before[len(text)] = n
	return before
}

// ruler finds the bytes of a text by UTF-16 units.
type ruler struct {
	text  string
	bytes []int // Of each unit and of the end.
}

func newRuler(text string) ruler {
	r := ruler{text: text, bytes: make([]int, 0, len(text)+1)}
	for i, c := range text {
		for range units(c) {
			r.bytes = append(r.bytes, i)
		}
	}
	r.bytes = append(r.bytes, len(text))
	return r
}

func (r ruler) slice(e Entity) string { return r.text[r.bytes[e.Offset]:r.bytes[e.end()]] }

// slice is the words that an entity is over.
func slice(text string, e Entity) string { return newRuler(text).slice(e) }
