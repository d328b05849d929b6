package extract

// alleged reports whether the event that the words from first govern, at word i,
// is what one side of a trial says, or somebody claims: "prosecutors allege that
// Prado met", "a court heard that", "..., the indictment says", "the paper
// claimed that".
func alleged(d *document, s sentence, first, i int) bool {
	if !s.holds(inCharges) {
		return false
	}
	for k := first - 1; k >= s.from; k-- {
		if w := d.folded[k]; w == ";" || w == "but" || d.words[k].quote >= 0 && d.quotes[d.words[k].quote].speech {
			break
		}
		if tellsCharge(d, s, k) && (clauseOpens(d, k+1) || thatSoon(d, k+1) || d.isMark(k, "told")) {
			return true
		}
	}
	for k := i + 1; k < s.to; k++ {
		if tellsCharge(d, s, k) && behindComma(d, i, k) {
			return true
		}
		if d.isMark(k, "according") && d.isMark(k+1, "to") && accusers.has(d.folded[min(withoutArticle(d, k+2), s.to-1)]) {
			return true
		}
	}
	return false
}

// tellsCharge reports whether the verb at word k tells a charge: "alleged",
// "prosecutors said", "the court heard".
func tellsCharge(d *document, s sentence, k int) bool {
	if d.words[k].mention >= 0 || k == s.from {
		return false
	}
	w, before := d.folded[k], d.folded[k-1]
	switch {
	case charges.has(w):
		return !determiners.has(before)
	case claiming.has(w):
		return !determiners.has(before) && !prepositions.has(before) && before != "'s"
	case w == "told" && (courts.has(at(d.folded, k+1)) || courts.has(at(d.folded, k+2))):
		return true
	case w == "heard":
		return courts.has(before) || courts.has(at(d.folded, k-2)) && auxiliaries.has(before)
	}
	return accusers.has(before) && (speechVerb(d, k) || w == "say")
}

// clauseOpens reports whether a clause of its own begins at word k, with "that"
// or with whoever acts in it.
func clauseOpens(d *document, k int) bool {
	if k >= len(d.words) {
		return false
	}
	w := &d.words[k]
	return w.Folded == "that" || w.Folded == "how" || w.mention >= 0 || w.lead >= 0 || w.ref >= 0 || pronouns.has(w.Folded) || determiners.has(w.Folded)
}

// thatSoon reports whether "that" follows at word k, over a day: "claimed on
// Friday that".
func thatSoon(d *document, k int) bool {
	for end := min(k+4, len(d.words)); k < end; k++ {
		if d.isMark(k, "that") {
			return true
		}
		if d.folded[k] != "on" && d.words[k].class != notName {
			return false
		}
	}
	return false
}

// behindComma reports whether a comma sets the verb at word k, with the few
// words of its subject, apart from the event at word i.
func behindComma(d *document, i, k int) bool {
	for n := k - 1; n > i && n > k-5; n-- {
		if d.isMark(n, ",") {
			return true
		}
		if d.folded[n] == "who" || d.folded[n] == "which" {
			return false
		}
	}
	return false
}

var (
	charges  = set("allege alleges alleged alleging")
	claiming = set("claimed claims claim claiming")
	courts   = set("court jury trial tribunal inquest inquiry judge jurors")
	accusers = set("prosecutors prosecution indictment accusers complainants")
)
