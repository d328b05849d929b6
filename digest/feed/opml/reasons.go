package opml

import (
	"cmp"
	"slices"
)

// namesKept is how many names stand for all that were left out for a reason.
const namesKept = 3

// Reason is why some outlines of a list were skipped.
type Reason struct {
	Words string
	Count int
	// Names are those of the first few.
	Names []string
}

// Reasons sum up what was skipped, the most frequent reason first, so that a
// list of thousands can be told of in a few lines.
func Reasons(all []Skipped) []Reason {
	var reasons []Reason
	for _, s := range all {
		at := slices.IndexFunc(reasons, func(r Reason) bool { return r.Words == s.Reason })
		if at < 0 {
			at = len(reasons)
			reasons = append(reasons, Reason{Words: s.Reason})
		}
		r := &reasons[at]
		r.Count++
		if len(r.Names) < namesKept {
			r.Names = append(r.Names, s.Name)
		}
	}
	slices.SortStableFunc(reasons, func(a, b Reason) int { return cmp.Compare(b.Count, a.Count) })
	return reasons
}
