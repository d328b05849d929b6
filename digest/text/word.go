package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/digest/news"
)

// Shape is what a word looks like.
type Shape uint8

const (
	Mark    Shape = iota // punctuation, one character a word
	Number               // begins with a digit
	Lower                // begins with a small letter
	Capital              // one capital letter first
	Upper                // two capital letters or more, no small ones
	Initial              // one capital letter with its full stop, "J."
)

// Word is a word or a punctuation mark, and where it stands.
type Word struct {
	news.Span
	Shape Shape
	// Folded is the word as Fold writes it, with a straight apostrophe.
	Folded string
}

// Named reports whether the word is written as names are.
func (w Word) Named() bool { return w.Shape >= Capital }

// Words cuts part of a text into words, in order. Hyphens and apostrophes
// within a word belong to it, as do the full stops of "U.S." and of initials
// and abbreviated titles; the possessive "'s" is a word of its own.
func Words(s string, in news.Span) []Word {
	return AppendWords(make([]Word, 0, in.Len()/5+1), s, in)
}

// AppendWords is Words with the words added to those there are.
func AppendWords(words []Word, s string, in news.Span) []Word {
	for at := in.Start; at < in.End; {
		r, size := utf8.DecodeRuneInString(s[at:in.End])
		switch {
		case unicode.IsSpace(r):
			at += size
			continue
		case isWordRune(r):
			size = wordLength(s[at:in.End])
		case isApostrophe(r) && isPossessive(s[at:in.End], size) && len(words) > 0 && words[len(words)-1].End == at:
			size += 1
		}
		words = append(words, newWord(s, news.Span{Start: at, End: at + size}))
		at += size
	}
	return words
}

func newWord(s string, at news.Span) Word {
	w := at.Of(s)
	return Word{Span: at, Shape: shapeOf(w), Folded: foldWord(w)}
}

func foldWord(w string) string {
	if isASCII(w) {
		return strings.ToLower(w)
	}
	return Fold(strings.ReplaceAll(w, "’", "'"))
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// isPossessive reports whether s begins with an apostrophe of the given size
// and an s that ends the word.
func isPossessive(s string, size int) bool {
	if len(s) <= size || s[size] != 's' && s[size] != 'S' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[size+1:])
	return len(s) == size+1 || !isWordRune(r)
}

// wordLength is the length in bytes of the word that s begins with.
func wordLength(s string) int {
	at, stops := 0, 0
	for at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		if isWordRune(r) {
			at += size
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[at+size:])
		inner := at+size < len(s) && isWordRune(next)
		switch {
		case isApostrophe(r) && inner && !isPossessive(s[at:], size),
			r == '-' && inner, (r == '.' || r == ',') && inner && digitBefore(s, at) && unicode.IsDigit(next):
			at += size
		case r == '.' && inner && at-stops == 1 && unicode.IsUpper(rune(s[stops])):
			at, stops = at+1, at+1
		case r == '.' && withStop(s[:at], at-stops):
			return at + 1
		default:
			return at
		}
	}
	return at
}

func digitBefore(s string, at int) bool { return s[at-1] >= '0' && s[at-1] <= '9' }

// withStop reports whether a full stop belongs to the word before it: an
// initial, the last letter of "U.S.", or a title such as "Gen.".
func withStop(word string, sinceStop int) bool {
	first, size := utf8.DecodeRuneInString(word)
	if sinceStop == 1 || size == len(word) {
		return unicode.IsUpper(first)
	}
	return unicode.IsUpper(first) && len(word) <= 5 && strings.Contains(before, " "+strings.ToLower(word)+" ")
}

func shapeOf(w string) Shape {
	first, size := utf8.DecodeRuneInString(w)
	switch {
	case unicode.IsDigit(first):
		return Number
	case !unicode.IsLetter(first):
		return Mark
	case !unicode.IsUpper(first):
		return Lower
	case w[size:] == ".":
		return Initial
	}
	for _, r := range w[size:] {
		if unicode.IsLower(r) {
			return Capital
		}
	}
	if size == len(w) {
		return Capital
	}
	return Upper
}
