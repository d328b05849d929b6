package text

import (
	"iter"
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
// and abbreviated titles; the possessive "'s" is a word of its own, and so is the
// apostrophe alone of a plural ("dockers' union"), which folds to the same.
func Words(s string, in news.Span) []Word {
	c := Cutter{text: s}
	words := make([]Word, 0, in.Len()/5+1)
	for w := range c.Words(in) {
		words = append(words, w)
	}
	return words
}

// Cutter cuts one text into words, piece by piece. It is not to be copied once
// it has begun.
type Cutter struct {
	text string
	// small holds the words that have capital letters, written small one behind
	// the other: most words have none and need no string of their own.
	small strings.Builder
}

// NewCutter makes a text ready to be cut.
func NewCutter(s string) Cutter { return Cutter{text: s} }

// Estimate is about how many words the whole text has: seldom fewer, and never
// less than half of them.
func (c *Cutter) Estimate() int {
	n := 1
	for i := range len(c.text) {
		n += int(partBytes[c.text[i]])
	}
	return n
}

// partBytes are 1 for the bytes that part words, and for those that characters
// beyond ASCII begin with; else 0.
var partBytes = func() (parts [256]uint8) {
	for c := range parts {
		if b := byte(c); !isWordByte(b) && (b < utf8.RuneSelf || utf8.RuneStart(b)) {
			parts[c] = 1
		}
	}
	return parts
}()

// lower is a word of ASCII characters in small letters.
func (c *Cutter) lower(w string) string {
	for i := range len(w) {
		if isCapital(w[i]) {
			return c.lowerFrom(w, i)
		}
	}
	return w
}

// lowerFrom is a word in small letters whose first capital letter is the i-th.
func (c *Cutter) lowerFrom(w string, i int) string {
	if c.small.Cap()-c.small.Len() < len(w) {
		c.small.Reset()
		c.small.Grow(max(len(w), len(c.text)/8))
	}
	from, written := c.small.Len(), 0
	for ; i < len(w); i++ {
		if isCapital(w[i]) {
			c.small.WriteString(w[written:i])
			c.small.WriteByte(smallByte(w[i]))
			written = i + 1
		}
	}
	c.small.WriteString(w[written:])
	return c.small.String()[from:]
}

func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }

// Words are the words of part of the text, as the function of that name has
// them.
func (c *Cutter) Words(in news.Span) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		before := -1
		for at := in.Start; at < in.End; {
			if c.text[at] == ' ' {
				at++
				continue
			}
			rest := news.Span{Start: at, End: in.End}
			w, ok := c.plain(rest)
			if !ok {
				size, space := c.measure(rest, before == at)
				if space {
					at += size
					continue
				}
				w = c.word(news.Span{Start: at, End: at + size})
				if before == at && c.ownsPlural(at, size) {
					w.Folded = "'s"
				}
			}
			if !yield(w) {
				return
			}
			at, before = w.End, w.End
		}
	}
}

// plain is the word at a place if it is one of small ASCII letters behind its
// first, and can be seen to end with them: most words are.
func (c *Cutter) plain(in news.Span) (Word, bool) {
	s, first, shape := c.text[in.Start:in.End], 0, Lower
	if isCapital(s[0]) {
		first, shape = 1, Capital
	}
	n := first
	for n < len(s) && isSmall(s[n]) {
		n++
	}
	if n == first || n < len(s) && s[n] != ' ' && s[n] != ',' {
		return Word{}, false
	}
	folded := s[:n]
	if first > 0 {
		folded = c.lowerFrom(folded, 0)
	}
	return Word{Span: news.Span{Start: in.Start, End: in.Start + n}, Shape: shape, Folded: folded}, true
}

func isSmall(c byte) bool { return 'a' <= c && c <= 'z' }

// measure is the length of the word that a part of the text begins with, or of
// the white space. Joined tells that it stands directly behind another word.
func (c *Cutter) measure(in news.Span, joined bool) (size int, space bool) {
	s := in.Of(c.text)
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case isWordRune(r):
		return wordLength(s), false
	case unicode.IsSpace(r):
		return size, true
	case joined && isApostrophe(r) && isPossessive(s, size):
		return size + 1, false
	}
	return size, false
}

// ownsPlural reports whether the mark at a place, directly behind a word, is the
// apostrophe of a plural that owns the next word: "the dockers' union".
func (c *Cutter) ownsPlural(at, size int) bool {
	r, _ := utf8.DecodeRuneInString(c.text[at:])
	rest := c.text[at+size:]
	return isApostrophe(r) && c.text[at-1] == 's' && len(rest) > 1 && rest[0] == ' ' && 'a' <= rest[1]|0x20 && rest[1]|0x20 <= 'z'
}

func (c *Cutter) word(at news.Span) Word {
	w := c.text[at.Start:at.End]
	found := Word{Span: at, Shape: shapeOf(w)}
	if isASCII(w) {
		found.Folded = c.lower(w)
	} else {
		found.Folded = Fold(strings.ReplaceAll(w, "’", "'"))
	}
	return found
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isWordByte(byte(r))
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

func isWordByte(c byte) bool { return wordBytes[c] }

// wordBytes are the ASCII letters and digits: one look for what is asked of
// every byte of a text.
var wordBytes = bytesOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")

func bytesOf(s string) (set [256]bool) {
	for i := range len(s) {
		set[s[i]] = true
	}
	return set
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
		if isWordByte(s[at]) {
			at++
			continue
		}
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
	return unicode.IsUpper(first) && len(word) <= 5 && before[strings.ToLower(word)]
}

func shapeOf(w string) Shape {
	if 'a' <= w[0] && w[0] <= 'z' {
		return Lower
	}
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
