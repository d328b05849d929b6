package compose

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Two texts are one release in print twice if so much of their runs of three
// words are common: of all runs, or of the shorter text's.
const (
	reprintAll     = 0.30
	reprintShorter = 0.60
	// reprintRuns is the least number of common runs; fewer are chance.
	reprintRuns = 5
)

const (
	// maxHolders bounds the search: a run that so many pages hold is an
	// outlet's boilerplate.
	maxHolders = 40
	// maxText bounds how much of a text is compared, in bytes.
	maxText = 1 << 16
	// maxSample is how many runs of a long text are looked at. Unlike texts
	// have next to none in common, so that a share tells enough.
	maxSample = 64
)

// sample are the hashes of runs of three words of a text, ascending and each
// once: all those that a mask lets through. What a wider mask lets through, a
// narrower one does too, so that samples of texts of any length compare.
type sample struct {
	runs []uint64
	mask uint64
}

// reprints finds the older page whose text a page prints again.
type reprints struct {
	index   map[uint64][]*page
	samples []sample // by number of the page
}

func newReprints() reprints { return reprints{index: map[uint64][]*page{}} }

// add gives the page known with the most like text, the oldest of equals, or
// nil where none is a reprint; and then knows this one.
func (rs *reprints) add(p *page) *page {
	s := sampleOf(textOf(p))
	found := rs.find(s)
	rs.samples = append(rs.samples, s)
	for _, run := range s.runs {
		if holders := rs.index[run]; len(holders) < maxHolders {
			rs.index[run] = append(holders, p)
		}
	}
	return found
}

func textOf(p *page) string {
	if p.Article.Text == "" {
		return p.Article.Title
	}
	return p.Article.Text
}

func (rs *reprints) find(s sample) *page {
	var best *page
	most := 0.0
	common := make([]uint16, len(rs.samples))
	for _, run := range s.runs {
		for _, p := range rs.index[run] {
			common[p.number]++
			if int(common[p.number]) != min(reprintRuns, len(s.runs)) {
				continue
			}
			like := s.like(rs.samples[p.number])
			if like > most || like == most && best != nil && p.number < best.number {
				best, most = p, like
			}
		}
	}
	return best
}

// like is the share of common runs where two texts are one release, else 0.
func (s sample) like(t sample) float64 {
	mask := max(s.mask, t.mask)
	n, m, common := 0, 0, 0
	for i, j := 0, 0; i < len(s.runs) || j < len(t.runs); {
		switch {
		case j == len(t.runs) || i < len(s.runs) && s.runs[i] < t.runs[j]:
			n += through(s.runs[i], mask)
			i++
		case i == len(s.runs) || t.runs[j] < s.runs[i]:
			m += through(t.runs[j], mask)
			j++
		default:
			common += through(s.runs[i], mask)
			i, j = i+1, j+1
		}
	}
	all, shorter := float64(n+m+common), float64(min(n, m)+common)
	switch {
	case n+m == 0 && common > 0:
		return 1
	case common < reprintRuns, float64(common) < reprintAll*all && float64(common) < reprintShorter*shorter:
		return 0
	}
	return float64(common) / all
}

func through(run, mask uint64) int { return one(run&mask == 0) }

// sampleOf takes the sample of a text. A text of fewer than three words is one
// run.
func sampleOf(s string) sample {
	words := wordHashes(s[:min(len(s), maxText)])
	var out sample
	for len(words)/int(out.mask+1) > maxSample {
		out.mask = out.mask*2 + 1
	}
	for i := 0; i < len(words) && (i == 0 || i+3 <= len(words)); i++ {
		run := uint64(hashSeed)
		for _, w := range words[i:min(i+3, len(words))] {
			run = mix(run ^ w)
		}
		if run&out.mask == 0 {
			out.runs = append(out.runs, run)
		}
	}
	slices.Sort(out.runs)
	out.runs = slices.Compact(out.runs)
	return out
}

const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

// wordHashes hashes each run of letters and digits without regard to case.
func wordHashes(s string) []uint64 {
	words := make([]uint64, 0, len(s)/6)
	word, open := uint64(hashSeed), false
	for i := 0; i < len(s); {
		l, size := plainLetters[s[i]], 1
		if s[i] >= utf8.RuneSelf {
			l, size = letterAt(s[i:])
		}
		i += size
		if l != 0 {
			word, open = (word^uint64(l))*hashPrime, true
		} else if open {
			words, word, open = append(words, word), hashSeed, false
		}
	}
	if open {
		words = append(words, word)
	}
	return words
}

// plainLetters are ASCII's letters and digits in lower case, and 0 for all else.
var plainLetters = func() (all [256]rune) {
	for c := range rune(utf8.RuneSelf) {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			all[c] = unicode.ToLower(c)
		}
	}
	return all
}()

// letterAt is the lower-case form of a letter or digit, and 0 for all else,
// with its length in print.
func letterAt(s string) (letter rune, size int) {
	r, size := utf8.DecodeRuneInString(s)
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return unicode.ToLower(r), size
	}
	return 0, size
}

// mix spreads what differs over all bits.
func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return x
}
