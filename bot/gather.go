package bot

import (
	"slices"

	"readout/digest/news"
)

// told is one thing as several reports tell it, each by a fact of its own.
type told[F any] interface {
	// same reports whether a fact of a report tells of this very thing.
	same(news.Report, F) bool
	// add takes one more telling, the first as well.
	add(news.Report, F)
}

// gather takes facts out of reports, each thing once, in the order in which
// they were met with. Begun is a thing that a fact begins.
func gather[T told[F], F any](reports []news.Report, facts func(news.Report) []F, begun func(F) T) []T {
	var all []T
	for _, r := range reports {
		for _, f := range facts(r) {
			at := slices.IndexFunc(all, func(known T) bool { return known.same(r, f) })
			if at < 0 {
				all, at = append(all, begun(f)), len(all)
			}
			all[at].add(r, f)
		}
	}
	return all
}
