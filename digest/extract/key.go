package extract

import (
	"slices"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
)

// keys is how many statements of an article a busy reader is shown first.
const keys = 3

// markKeys picks the statements that a busy reader would want first: direct
// words before reported ones, of people who met before others, with numbers
// and demands in them, and no two alike.
func markKeys(d *document) {
	order := make([]int, len(d.facts.Statements))
	for i := range order {
		order[i] = i
	}
	met := map[string]bool{}
	for _, m := range d.facts.Meetings {
		for _, name := range m.Participants {
			met[name] = true
		}
	}
	worth := make([]int, len(order))
	for i, s := range d.facts.Statements {
		if worth[i] = keyWorth(d, s); worth[i] > 0 && met[s.Speaker] {
			worth[i] += 4
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return worth[b] - worth[a] })
	var chosen [][]string
	for _, i := range order {
		if len(chosen) == keys || worth[i] <= 0 {
			break
		}
		said := text.Tokens(opening(d, d.facts.Statements[i]))
		if !slices.ContainsFunc(chosen, func(other []string) bool { return alike(said, other) }) {
			d.facts.Statements[i].Key = true
			chosen = append(chosen, said)
		}
	}
}

// short and long bound what a reader takes in at once, in bytes.
const (
	short = 30
	long  = 400
)

func keyWorth(d *document, s news.Statement) int {
	if s.Speaker == "" || len(s.Content) == 0 {
		return 0
	}
	worth := 10
	switch s.Type {
	case news.Direct:
		worth += 6
	case news.Mixed:
		worth += 4
	}
	if n := s.Content[0].Len(); n < short || n > long {
		worth -= 5
	}
	said := opening(d, s)
	for _, w := range strong {
		if strings.Contains(said, w) {
			worth++
		}
	}
	return worth + s.Confidence/20
}

// strong are words that commit or demand.
var strong = []string{" must ", " will ", " should ", " need", " never ", " not ", "0", "agree"}

// opening is the first part of what was said.
func opening(d *document, s news.Statement) string {
	return head(s.Content[0].Of(d.text), long)
}

// alike reports whether two statements share most of their words.
func alike(a, b []string) bool {
	shared := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			shared++
		}
	}
	return shared*10 > 6*min(len(a), len(b))
}
