package bot

import (
	"cmp"
	"slices"
	"strings"

	"readout/digest/text"
)

// plain is the form in which typed words are compared with lists: folded, one
// blank between words.
func plain(s string) string { return strings.Join(strings.Fields(text.Fold(s)), " ") }

// nearest are at most n of the words that are like what was typed, the
// likest first: those that begin with it, then those a few slips away.
func nearest(typed string, words []string, n int) []string {
	type like struct {
		word string
		far  int
	}
	typed = plain(shorten(typed, 40))
	var likes []like
	for _, w := range words {
		far := distance(typed, plain(w))
		if len(typed) >= 2 && strings.HasPrefix(plain(w), typed) {
			far = 0
		}
		if far <= max(1, len(typed)/3) {
			likes = append(likes, like{w, far})
		}
	}
	slices.SortStableFunc(likes, func(a, b like) int { return cmp.Compare(a.far, b.far) })
	var out []string
	for _, l := range likes[:min(n, len(likes))] {
		out = append(out, l.word)
	}
	return out
}

// distance is the number of letters to add, drop, change or swap with their
// neighbour in order to make b of a.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	before, last := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(x); i++ {
		here := make([]int, len(y)+1)
		here[0] = i
		for j := 1; j <= len(y); j++ {
			change := last[j-1]
			if x[i-1] != y[j-1] {
				change++
			}
			here[j] = min(last[j]+1, here[j-1]+1, change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				here[j] = min(here[j], before[j-2]+1)
			}
		}
		before, last = last, here
	}
	return last[len(y)]
}
