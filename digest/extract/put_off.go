package extract

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
