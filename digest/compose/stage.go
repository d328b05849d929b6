package compose

import (
	"slices"

	"readout/digest/news"
)

// stages are how far an event has come, least first.
func stages() []news.Status {
	return []news.Status{news.Planned, news.Cancelled, news.Ongoing, news.Held}
}

func stageOf(s news.Status) int { return slices.Index(stages(), s) }

// farthest is the last stage that the tellings tell of.
func farthest[F any](tellings []telling[F], status func(F) news.Status) news.Status {
	best := news.Status("")
	for _, t := range tellings {
		if s := status(t.fact); best == "" || stageOf(s) > stageOf(best) {
			best = s
		}
	}
	return best
}

// advanced reports whether the fresh tellings bring a stage that none of the
// old ones had reached.
func advanced[F any](h heard[F], status func(F) news.Status) bool {
	return stageOf(farthest(h.fresh, status)) > stageOf(farthest(h.old, status))
}
