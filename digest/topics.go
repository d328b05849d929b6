package digest

import (
	"readout/digest/compose"
	"readout/digest/news"
)

// Matches reports whether a topic takes a report: the rule by which digests
// choose, for whoever looks things up by topic.
func Matches(t news.Topic, r news.Report) bool { return compose.Matches(t, r) }

// Reads reports whether the reports of a source can be a topic's.
func Reads(t news.Topic, id news.SourceID) bool { return compose.Reads(t, id) }
