package compose

import (
	"cmp"
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

// Bounds of the search: a run that many pages hold is an outlet's boilerplate.
const (
	maxHolders    = 40
	maxCandidates = 8
)

// reprints finds the older page whose text a page prints again. Of long texts
// it looks at a fixed share of their runs and compares candidates in full.
type reprints struct{ index map[uint64][]*page }

func newReprints() reprints { return reprints{index: map[uint64][]*page{}} }

// add gives the oldest page known with nearly the same text, or nil, and then
// knows this one.
func (rs *reprints) add(p *page) *page {
	runs := runsOf(textOf(p))
	sample := sampled(runs)
	found := rs.confirm(runs, rs.candidates(sample))
	for _, run := range sample {
		if len(rs.index[run]) < maxHolders {
			rs.index[run] = append(rs.index[run], p)
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

// candidates are the pages with the most sampled runs in common.
func (rs *reprints) candidates(sample []uint64) []*page {
	common := map[*page]int{}
	for _, run := range sample {
		for _, p := range rs.index[run] {
			common[p]++
		}
	}
	pages := make([]*page, 0, len(common))
	for p := range common {
		pages = append(pages, p)
	}
	slices.SortFunc(pages, func(a, b *page) int {
		return cmp.Or(cmp.Compare(common[b], common[a]), cmp.Compare(a.number, b.number))
	})
	return pages[:min(len(pages), maxCandidates)]
}

func (rs *reprints) confirm(runs []uint64, among []*page) *page {
	for _, p := range among {
		if sameRelease(runs, runsOf(textOf(p))) {
			return p
		}
	}
	return nil
}

// sameRelease compares two texts by their runs, ascending and each once.
func sameRelease(a, b []uint64) bool {
	if slices.Equal(a, b) {
		return len(a) > 0
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch cmp.Compare(a[i], b[j]) {
		case -1:
			i++
		case 1:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	if common < reprintRuns {
		return false
	}
	all, shorter := len(a)+len(b)-common, min(len(a), len(b))
	return float64(common) >= reprintAll*float64(all) || float64(common) >= reprintShorter*float64(shorter)
}

// sampled keeps all runs of a short text, and of a longer one those whose hash
// says so: the same ones in every text.
func sampled(runs []uint64) []uint64 {
	mask := uint64(0)
	switch {
	case len(runs) > 400:
		mask = 15
	case len(runs) > 100:
		mask = 3
	}
	if mask == 0 {
		return runs
	}
	var some []uint64
	for _, run := range runs {
		if run&mask == 0 {
			some = append(some, run)
		}
	}
	return some
}

// maxText bounds how much of a text is compared, in bytes.
const maxText = 1 << 16

// runsOf are the hashes of the runs of three words of a text, ascending and
// each once. A text of fewer words is one run.
func runsOf(s string) []uint64 {
	words := wordHashes(s[:min(len(s), maxText)])
	if len(words) == 0 {
		return nil
	}
	runs := make([]uint64, 0, len(words))
	for i := 0; i == 0 || i+3 <= len(words); i++ {
		run := uint64(hashSeed)
		for _, w := range words[i:min(i+3, len(words))] {
			run = mix(run ^ w)
		}
		runs = append(runs, run)
	}
	slices.Sort(runs)
	return slices.Compact(runs)
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
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		i += size
		if l := letter(r); l != 0 {
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

// letter is the lower-case form of a letter or digit, and 0 for all else.
func letter(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
		return r
	case 'A' <= r && r <= 'Z':
		return r + 'a' - 'A'
	case r < utf8.RuneSelf:
		return 0
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return unicode.ToLower(r)
	}
	return 0
}

// mix spreads what differs over all bits.
func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return x
}
