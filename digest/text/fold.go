package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Letters that decomposition leaves alone, as they are written without their
// stroke, hook or ligature. Azerbaijani ə is written a in English.
var folded = map[rune]string{
	'ß': "ss", 'ı': "i", 'ə': "a", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d",
	'þ': "th", 'æ': "ae", 'œ': "oe", 'ħ': "h", 'ŋ': "n",
}

// Fold writes s in the form in which words are compared: compatibility forms
// made equal (NFKC), lower case, without accents; ß as ss, ё as е.
func Fold(s string) string {
	if isASCII(s) {
		return strings.ToLower(s)
	}
	switch s {
	case "“", "”", "‘", "–", "—":
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	if !utf8.ValidString(s) {
		foldWide(&b, s)
		return b.String()
	}
	for len(s) > 0 {
		n := asciiLength(s)
		for i := range n {
			b.WriteByte(smallByte(s[i]))
		}
		wide := wideLength(s[n:])
		foldWide(&b, s[n:n+wide])
		s = s[n+wide:]
	}
	return b.String()
}

// foldWide folds characters beyond ASCII. Fold may leave out the letter before
// them: all that they add to it are accents.
func foldWide(b *strings.Builder, s string) {
	for _, r := range norm.NFD.String(norm.NFKC.String(s)) {
		if r < utf8.RuneSelf {
			b.WriteByte(smallByte(byte(r)))
			continue
		}
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		r = unicode.ToLower(r)
		if as, ok := folded[r]; ok {
			b.WriteString(as)
			continue
		}
		b.WriteRune(r)
	}
}

// SameFolded reports whether two texts are alike as Fold writes them. It looks at
// little more of them than they have in common.
func SameFolded(a, b string) bool {
	n := 0
	for n < min(len(a), len(b)) && a[n] < utf8.RuneSelf && smallByte(a[n]) == smallByte(b[n]) {
		n++
	}
	if n < len(a) && n < len(b) && a[n] < utf8.RuneSelf && b[n] < utf8.RuneSelf {
		return false
	}
	return Fold(a) == Fold(b)
}

func smallByte(c byte) byte {
	if isCapital(c) {
		return c + 'a' - 'A'
	}
	return c
}

var apostrophes = strings.NewReplacer("'", "", "’", "", "ʼ", "")

func isASCII(s string) bool { return asciiLength(s) == len(s) }

// asciiLength is how many bytes of ASCII s begins with, and wideLength how many of
// other characters.
func asciiLength(s string) int {
	n := 0
	for n < len(s) && s[n] < utf8.RuneSelf {
		n++
	}
	return n
}

func wideLength(s string) int {
	n := 0
	for n < len(s) && s[n] >= utf8.RuneSelf {
		n++
	}
	return n
}

// Tokens are the words of s as they are indexed and searched: folded runs of
// letters and digits, without apostrophes; scripts written without spaces
// between words give every two neighbouring characters. No token holds ASCII
// punctuation, so one can stand in any index's query language.
func Tokens(s string) []string {
	tokens := make([]string, 0, len(s)/6+1)
	s = Fold(s)
	if !isASCII(s) || strings.Contains(s, "'") {
		s = apostrophes.Replace(s)
	}
	for word := range strings.FieldsFuncSeq(s, notWord) {
		tokens = appendToken(tokens, word)
	}
	return tokens
}

func notWord(r rune) bool {
	if r < utf8.RuneSelf {
		return !isWordByte(byte(r))
	}
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
}

func appendToken(tokens []string, word string) []string {
	if isASCII(word) {
		return append(tokens, word)
	}
	runes := []rune(word)
	for len(runes) > 0 {
		n := 1
		dense := isDense(runes[0])
		for n < len(runes) && isDense(runes[n]) == dense {
			n++
		}
		if !dense || n == 1 {
			tokens = append(tokens, string(runes[:n]))
		}
		for i := 0; dense && i+1 < n; i++ {
			tokens = append(tokens, string(runes[i:i+2]))
		}
		runes = runes[n:]
	}
	return tokens
}

// isDense tells scripts that put no spaces between words.
func isDense(r rune) bool {
	// The first of these scripts in Unicode is Thai.
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// Holds reports whether the tokens of phrase stand in s, side by side and in
// order. The empty phrase stands everywhere.
func Holds(s, phrase string) bool {
	want := Tokens(phrase)
	return len(want) == 0 || holds(Tokens(s), want)
}

func holds(have, want []string) bool {
	for i := 0; i+len(want) <= len(have); i++ {
		if slices.Equal(have[i:i+len(want)], want) {
			return true
		}
	}
	return false
}
