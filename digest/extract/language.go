package extract

import (
	"math/bits"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"readout/digest/news"
)

// english is the language that is read; undetermined is one that the lists do
// not know.
const (
	english      = "en"
	undetermined = "und"
)

// What language is decided by.
const (
	// sampled is how many bytes of an article are looked at.
	sampled = 1500
	// fewWords are too few to tell a language by: a headline, a line of names.
	fewWords = 8
	// rare is the share of small words, in hundredths, below which a text is
	// taken for none of the languages known. News in English have 35 to 50.
	rare = 5
)

// languageOf is the language of an article (BCP 47, two letters): the one that
// its small words show, as feeds often declare another than they are written
// in; what was declared where they do not show it. Short texts in Latin letters
// are taken for English unless declared otherwise.
func languageOf(a news.Article) string {
	declared, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(a.Language, "_", "-")), "-")
	tally := tallyOf(sample(a.Title), sample(a.Text))
	found, share := tally.best()
	switch {
	case found != "" && (tally.words >= fewWords && share >= rare || tally.script != "latin"):
		return found
	case declared != "":
		return declared
	case tally.script != "latin" || tally.words >= fewWords:
		return undetermined
	}
	return english
}

func sample(s string) string { return s[:min(len(s), sampled)] }

// tally counts the words of a text, and for every language of the list those of
// its own small words.
type tally struct {
	words  int
	script string
	hits   []int
}

func tallyOf(texts ...string) tally {
	t := tally{script: scriptOf(texts), hits: make([]int, len(languages()))}
	small := smallWords()
	for _, s := range texts {
		for at := wordStart(s, 0); at < len(s); {
			h, end := lowerWord(s, at)
			t.words++
			for of := small.of(h); of != 0; of &= of - 1 {
				t.hits[bits.TrailingZeros64(of)]++
			}
			at = wordStart(s, end)
		}
	}
	return t
}

// wordStart is where the first word begins from a place on, and wordEnd where
// the one ends that stands there.
func wordStart(s string, at int) int {
	for at < len(s) {
		if c := s[at]; c < utf8.RuneSelf {
			if asciiLetter(c) {
				break
			}
			at++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		if wideLetter(r) {
			break
		}
		at += size
	}
	return at
}

func wordEnd(s string, at int) int {
	for at < len(s) {
		if c := s[at]; c < utf8.RuneSelf {
			if !asciiLetter(c) {
				break
			}
			at++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		if !wideLetter(r) {
			break
		}
		at += size
	}
	return at
}

// asciiLetter and wideLetter report whether a character belongs to a word:
// letters and apostrophes do. The bit 0x20 makes a capital small, and leaves the
// apostrophe.
func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '\'' }

func wideLetter(r rune) bool {
	return unicode.IsLetter(r) || unicode.Is(unicode.M, r) || r == '‘' || r == '’'
}

// lowerWord is the hash, as it is written small, of the word that stands at a
// place, and where the word ends.
func lowerWord(s string, at int) (h hash, end int) {
	h = hashOf("")
	for end = at; end < len(s) && asciiLetter(s[end]); end++ {
		h = h.with(s[end] | 0x20)
	}
	if end == len(s) || s[end] < utf8.RuneSelf {
		return h, end
	}
	end = wordEnd(s, end)
	return hashOf(strings.ToLower(s[at:end])), end
}

// best is the language of the script with most small words, and their share of
// all words in hundredths; "" if there are none. Of equals the one that stands
// first in the list wins, English before all.
func (t tally) best() (string, int) {
	found, most := "", 0
	for i, row := range languages() {
		if row[1] != t.script {
			continue
		}
		if cell(row, 2) == "" {
			return row[0], 100
		}
		if n := t.hits[i]; n > most {
			found, most = row[0], n
		}
	}
	return found, 100 * most / max(t.words, 1)
}

var languages = sync.OnceValue(func() [][]string { return rows("languages") })

// smallWords are the languages that count a word among their small ones: bit n
// for the n-th of the list, which has no more than 64.
var smallWords = sync.OnceValue(func() *table[uint64] {
	found := newTable[uint64]()
	for i, row := range languages() {
		for _, word := range items(cell(row, 2)) {
			*found.enter(hashOf(word)) |= 1 << i
		}
	}
	return found
})

var scripts = []struct {
	name  string
	table *unicode.RangeTable
}{
	{"latin", unicode.Latin}, {"cyrillic", unicode.Cyrillic}, {"arabic", unicode.Arabic}, {"georgian", unicode.Georgian},
	{"armenian", unicode.Armenian}, {"greek", unicode.Greek}, {"hebrew", unicode.Hebrew}, {"devanagari", unicode.Devanagari},
	{"bengali", unicode.Bengali}, {"thai", unicode.Thai}, {"hangul", unicode.Hangul}, {"kana", unicode.Hiragana},
	{"kana", unicode.Katakana}, {"han", unicode.Han}, {"ethiopic", unicode.Ethiopic},
}

// kanaWeight is what one kana counts against characters of other scripts:
// Japanese text is mixed with Han characters.
const kanaWeight = 3

// scriptOf is the script that most letters of some texts are of; "latin" where
// they have none.
func scriptOf(texts []string) string {
	count := map[string]int{}
	for _, s := range texts {
		for _, r := range s {
			// Dashes and quotation marks are of no script.
			if r > unicode.MaxASCII && !(0x2000 <= r && r < 0x2070) {
				countScript(count, r)
			}
		}
	}
	if len(count) == 0 {
		return "latin"
	}
	for _, s := range texts {
		count["latin"] += asciiLetters(s)
	}
	found := "latin"
	for _, s := range scripts {
		if count[s.name] > count[found] {
			found = s.name
		}
	}
	return found
}

func asciiLetters(s string) int {
	n := 0
	for i := range len(s) {
		if c := s[i] | 0x20; 'a' <= c && c <= 'z' {
			n++
		}
	}
	return n
}

func countScript(count map[string]int, r rune) {
	for _, s := range scripts {
		if !unicode.Is(s.table, r) {
			continue
		}
		if count[s.name]++; s.name == "kana" {
			count[s.name] += kanaWeight - 1
		}
		return
	}
}
