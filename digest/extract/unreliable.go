package extract

// unreliable reports whether the sentence tells the event at word i as no fact:
// it asks, it denies, it sets a condition, it accuses, it tells a story or a
// habit, or what it reports is denied behind it. The words that govern the event
// begin at word first.
func unreliable(d *document, s sentence, first, i int) bool {
	return d.isMark(s.to-1, "?") || d.isMark(s.from, "had") || doubted(d, s, first) || nobodyDid(d, s, first) || lastTime(d, s, first) || alleged(d, s, first, i) || storied(d, s, i) || habitual(d, s, i) || deniedReport(d, s, first)
}

// habitual tells "meet every year" from a meeting.
func habitual(d *document, s sentence, i int) bool {
	for k := i + 1; k+1 < s.to && k < i+14; k++ {
		if d.isMark(k, "every") && (unitOf(d.folded[k+1]) > 0 || weekdayOf(d.folded[k+1]) >= 0) {
			return true
		}
	}
	return false
}

// doubted reports whether what stands before the subject of the words at first
// makes a condition or a denial of them: "denied that Prado met", "asked
// whether she had met".
func doubted(d *document, s sentence, first int) bool {
	subject := first
	if p := phraseEnding(d, s, first); !p.empty() && p.to == first {
		subject = p.from
	}
	for subject > s.from && determiners.has(d.folded[subject-1]) {
		subject--
	}
	if subject > s.from && first > subject && denials.has(d.folded[subject-1]) {
		return true
	}
	if subject-1 > s.from && d.isMark(subject-1, "as") && guises.has(d.folded[subject-2]) {
		return true
	}
	if first > s.from && d.words[first-1].mention >= 0 && toDo(d, first, min(first+1, s.to)) && (persuaded(d, s, subject) || subject > s.from && prepositions.has(d.folded[subject-1]) && d.folded[subject-1] != "for") {
		return true
	}
	for k := first - 1; k >= s.from; k-- {
		switch w := d.folded[k]; {
		case w == ";" || w == "but" || d.words[k].quote >= 0 && d.quotes[d.words[k].quote].speech:
			return false
		case (w == "who" || w == "which") && d.isMark(k-1, ","):
			return false
		case w == "whether" || w == "if" && !d.isMark(k-1, "as") || w == "unless":
			return true
		case supposals.has(w) && !determiners.has(at(d.folded, k-1)):
			return true
		case w == "that" && deniedBefore(d, s, k):
			return true
		}
	}
	return false
}

// persuaded reports whether the words before word i ask somebody to act:
// "urged", "called on".
func persuaded(d *document, s sentence, i int) bool {
	for k := i - 1; k >= s.from && k > i-3; k-- {
		if urging.has(d.folded[k]) {
			return true
		}
	}
	return false
}

var (
	// supposals ask the reader to think of what never was.
	supposals = set("imagine suppose supposing imagining pretend")
	denials   = set("denied denies deny denying untrue false doubted doubts doubt wishes wished wish")
	// guises tell that somebody only looks like whoever is named behind them.
	guises  = set("dressed disguised masked posing posed masquerading")
	urging  = set("urged urges urge urging asked asks ask asking called calls wants wanted told tells encouraged encourages advised begged pressed expects allow allowed let")
	rumours = set("reports rumours rumors claims allegations suggestions speculation report rumour rumor claim allegation suggestion idea possibility")
)

// deniedBefore reports whether the few words before the "that" at word i deny
// or only suppose what follows: "it was untrue that", "reports that".
func deniedBefore(d *document, s sentence, i int) bool {
	for k := i - 1; k >= s.from && k > i-6; k-- {
		w := d.folded[k]
		noun := k == s.from || prepositions.has(d.folded[k-1]) || determiners.has(d.folded[k-1]) || hasAnySuffix(d.folded[k-1], "ed", "es")
		switch {
		case d.isMark(k, ","):
			return false
		case denials.has(w), falseWords.has(w), rumours.has(w) && noun, w == "proposed" || w == "suggested" || w == "demanded" || w == "hope" || w == "hopes" || w == "hoped" || w == "unlikely" || w == "possible" || w == "likely":
			return true
		case w == "evidence" && negatedAt(d, max(s.from, k-2), k), w == "true" && negatedAt(d, max(s.from, k-2), k):
			return true
		}
	}
	return false
}

// lastTime tells "the last time Prado met Reyes", which is long ago and told for
// what has become of it.
func lastTime(d *document, s sentence, first int) bool {
	for k := first - 1; k > s.from && !d.isMark(k, ",") && !auxiliaries.has(d.folded[k]); k-- {
		if d.folded[k] == "time" && d.folded[k-1] == "last" {
			return true
		}
	}
	return false
}
