package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// SameName reports whether two personal names, written without titles, agree:
// one is the other's ending ("Leyen", "Ursula von der Leyen"), or their last
// words are equal and their first words are equal or one is the initial of the
// other. Case and accents do not matter. A name without letters agrees with
// none.
func SameName(a, b string) bool {
	// Most names that are compared end differently, and so do their last words.
	if x, y := lastLetter(a), lastLetter(b); x != 0 && y != 0 && x != y {
		return false
	}
	short, long := nameWords(a), nameWords(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) == 0 {
		return false
	}
	if slices.Equal(long[len(long)-len(short):], short) {
		return true
	}
	return short[len(short)-1] == long[len(long)-1] && sameOrInitial(short[0], long[0])
}

// lastLetter is the last letter of a name, small, or its last digit, if that is
// the last of its bytes and the letter one of the Latin alphabet; else 0.
func lastLetter(name string) byte {
	if name == "" {
		return 0
	}
	switch last := name[len(name)-1]; {
	case 'a' <= last && last <= 'z', '0' <= last && last <= '9':
		return last
	case 'A' <= last && last <= 'Z':
		return last | 0x20
	}
	return 0
}

// nameWords cuts a name at spaces: a hyphen or an apostrophe is part of a
// word, the full stop of an initial is not.
func nameWords(name string) []string {
	plain := namePlain.Replace(Fold(name))
	return strings.FieldsFunc(plain, func(r rune) bool { return r != '\'' && r != '-' && notWord(r) })
}

var namePlain = strings.NewReplacer("’", "'", "ʼ", "'", "‘", "'", ".", " ", ",", " ")

func sameOrInitial(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	return utf8.RuneCountInString(a) == 1 && strings.HasPrefix(b, a)
}
