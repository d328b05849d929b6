package extract

import (
	"slices"

	"readout/digest/news"
)

// putOff is what words [from, to), which tell of a meeting or a visit, make of
// it where they put it off or leave it open: "has been delayed until May", "fell
// through", "is in doubt".
func putOff(d *document, from, to int) (found standing, told bool) {
	// A preposition ends what was looked at, and may tell it all.
	for k := from; k <= to; k++ {
		next := at(d.folded, k+1)
		switch w := at(d.folded, k); {
		case w == "fell":
			return asNotHeld, next == "through"
		case w == "rescheduled", w == "deferred", w == "pushed" && next == "back", w == "on" && next == "hold":
			return asCutShort, true
		case w == "off" && auxiliaries.has(at(d.folded, k-1)) && next != "to":
			return asCutShort, true
		case w == "delayed" && next != "by" && next != "for":
			return asCutShort, true
		case w == "delayed", w == "uncertain", w == "unclear", w == "in" && next == "doubt":
			return untold, true
		case w == "moved" && next == "to":
			return movedTo(d, k+2), true
		}
	}
	return standing{}, false
}

// wasTo reports whether the event at word i was to be: "was to address the
// parliament and meet".
func wasTo(d *document, s sentence, i int) bool {
	for k := s.from; k+1 < i; k++ {
		if (d.isMark(k, "was") || d.isMark(k, "were")) && d.isMark(k+1, "to") || d.isMark(k, "had") && d.isMark(k+1, "planned") {
			return true
		}
	}
	return false
}

// onTripCalledOff reports whether a trip of one of the sides, told before a
// meeting, was called off.
func onTripCalledOff(d *document, o *occasion) bool {
	return slices.ContainsFunc(d.journeys[:min(len(d.journeys), lookBack)], func(j journey) bool {
		return j.status == news.Cancelled && j.sentence <= o.sentence && slices.ContainsFunc(j.people, func(who int) bool { return slices.Contains(o.people, who) })
	})
}

// movedTo tells "moved to next week", when it was not held, from "moved to
// Geneva", where it is not told whether it was.
func movedTo(d *document, i int) standing {
	w := at(d.folded, i)
	if _, month := monthOf(w); month || w == "next" || w == "later" || weekdayOf(w) >= 0 {
		return asCutShort
	}
	return untold
}

// plannedAside reports whether an aside between the noun at word i and its verb
// tells that it is yet to come: ", scheduled for Friday,".
func plannedAside(d *document, i, verb int) bool {
	for k := i + 1; k+1 < verb; k++ {
		if w := d.folded[k+1]; d.isMark(k, ",") && (w == "planned" || w == "scheduled" || w == "due" || w == "set" || w == "slated" || w == "expected") {
			return true
		}
	}
	return false
}
