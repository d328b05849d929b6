package configs

import (
	"strings"
	"unicode"

	"readout/digest/news"
)

// FeedID makes the id of a feed that was given none, by the rule of
// news.SourceIDOf.
func FeedID(address string) string { return string(news.SourceIDOf(address)) }

// slug is the words of a name in lower case with hyphens between.
func slug(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return strings.Join(words, "-")
}

// nearest is the choice that takes the fewest changes to make from a word, ""
// where none comes near.
func nearest(word string, choices []string) string {
	best, least := "", len(word)/2+1
	for _, c := range choices {
		if d := changes(word, c); d < least {
			best, least = c, d
		}
	}
	return best
}

// changes is the Levenshtein distance in bytes.
func changes(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
