package reprint

import (
	"unicode"
	"unicode/utf8"
)

// word is the hash of a word without regard to case, and two marks.
type word uint64

const (
	// name marks a word with a capital inside a sentence.
	name word = 1 << iota
	// figure marks a word with a digit.
	figure
	marks = name | figure
)

func (w word) hash() uint64      { return uint64(w &^ marks) }
func (w word) is(mark word) bool { return w&mark != 0 }

const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

// firstIdeograph is where Unicode's scripts without spaces begin, for the most
// part. Each of their characters is a word.
const firstIdeograph = 0x2e80

// wordsOf are the runs of letters and digits in s.
func wordsOf(s string) []word {
	words := make([]word, 0, len(s)/6)
	fresh := true // where a sentence begins
	for i := 0; i < len(s); {
		w, size := wordAt(s[i:])
		if size == 0 {
			fresh = fresh || endsSentence(s[i])
			i++
			continue
		}
		if fresh {
			w &^= name
		}
		words, fresh, i = append(words, w), false, i+size
	}
	return words
}

func endsSentence(c byte) bool { return c == '.' || c == '!' || c == '?' || c == '\n' }

// wordAt is the word that s begins with, and its length in print; 0 where
// there is none.
func wordAt(s string) (w word, size int) {
	hash := uint64(hashSeed)
	for i := 0; i < len(s); {
		l, n := plainLetters[s[i]], 1
		if s[i] >= utf8.RuneSelf {
			l, n = letterAt(s[i:])
		}
		if l.char == 0 || i > 0 && l.char >= firstIdeograph {
			break
		}
		if i == 0 {
			w = l.mark
		}
		w |= l.mark & figure
		hash = (hash ^ uint64(l.char)) * hashPrime
		i += n
		size = i
		if l.char >= firstIdeograph {
			break
		}
	}
	return w | word(hash)&^marks, size
}

// letter is a letter or digit in lower case with what it marks, and the zero
// letter all else.
type letter struct {
	char rune
	mark word
}

func letterOf(r rune) letter {
	switch {
	case unicode.IsDigit(r):
		return letter{char: r, mark: figure}
	case unicode.IsUpper(r):
		return letter{char: unicode.ToLower(r), mark: name}
	case unicode.IsLetter(r):
		return letter{char: r}
	}
	return letter{}
}

// plainLetters are those of ASCII.
var plainLetters = func() (all [256]letter) {
	for r := range rune(utf8.RuneSelf) {
		all[r] = letterOf(r)
	}
	return all
}()

// letterAt is the letter that s begins with, and its length in print.
func letterAt(s string) (letter, int) {
	r, size := utf8.DecodeRuneInString(s)
	return letterOf(r), size
}

// run is the hash of words in this order.
func run(words []word) uint64 {
	sum := uint64(hashSeed)
	for _, w := range words {
		sum = (sum + w.hash()) * spread
	}
	return mix(sum)
}

// spread is an odd number with as many bits set as not, without a pattern.
const spread = 0x9e3779b97f4a7c15

// mix spreads what differs over all bits.
func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	x ^= x >> 33
	return x
}
