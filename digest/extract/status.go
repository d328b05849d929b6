package extract

import "readout/digest/news"

// statusOf is how far an event has come, by the words before its verb at word
// i: will and to plan it, is with a gerund goes on, the past is held.
func statusOf(d *document, s sentence, i int) news.Status {
	gerund := hasAnySuffix(d.folded[i], "ing")
	for k := i - 1; k >= s.from && k > i-5; k-- {
		switch w := d.folded[k]; {
		case cancelled[w]:
			return news.Cancelled
		case planned[w]:
			return news.Planned
		case gerund && (w == "is" || w == "are"):
			return news.Ongoing
		case w == "to":
			return infinitive(d, s, k)
		case w == "not" || w == "never":
			return news.Cancelled
		case !adverb(w) && !auxiliaries[w] && betweenCue(d.folded[k:k+1]) == 0:
			return news.Held
		}
	}
	return news.Held
}

var (
	planned   = set("will would shall plans plan planned expected scheduled due slated set intends intend going agreed upcoming forthcoming planning")
	cancelled = set("cancelled canceled postponed refused declined cancel postpone")
)

// infinitive is how far "to meet" has come: planned, unless the verb before it
// tells that it was called off, or that it was so.
func infinitive(d *document, s sentence, to int) news.Status {
	for k := to - 1; k >= s.from && k > to-4; k-- {
		if cancelled[d.folded[k]] {
			return news.Cancelled
		}
	}
	return news.Planned
}

// nounStatus is how far the meeting has come that the noun at word i names.
func nounStatus(d *document, s sentence, i int) news.Status {
	for k := i - 1; k >= s.from && k > i-6; k-- {
		switch w := d.folded[k]; {
		case cancelled[w]:
			return news.Cancelled
		case w == "upcoming", w == "forthcoming", w == "planned", w == "scheduled", w == "before", w == "future", w == "next":
			return news.Planned
		}
	}
	if calledOff(d, s, i) {
		return news.Cancelled
	}
	for k := i + 1; k < s.to; k++ {
		if d.folded[k] == "will" {
			return news.Planned
		}
	}
	return news.Held
}

// calledOff reports whether the meeting that the noun at word i names is the
// subject of a sentence that calls it off: "A meeting of X with Y, planned for
// Monday, has been cancelled".
func calledOff(d *document, s sentence, i int) bool {
	if i > s.from+2 {
		return false
	}
	for k := i + 1; k < s.to; k++ {
		w := d.folded[k]
		if clauseStarts[w] {
			return false
		}
		off := cancelled[w] || w == "called" && k+1 < s.to && d.folded[k+1] == "off"
		if off && (auxiliaries[d.folded[k-1]] || d.folded[k-1] == "been") {
			return true
		}
	}
	return false
}

// clauseStarts are words behind which something else is told.
var clauseStarts = set("that which who where when after before because although while as if")
