package extract

// inverted reports whether the subject may follow the verb: a quotation or a
// comma stands before it, or it opens the sentence.
func (y *sayer) inverted(s sentence, u *utterance) bool {
	i := u.cue.from
	if i == s.from {
		return true
	}
	w := &y.d.words[i-1]
	if w.quote >= 0 && y.d.quotes[w.quote].speech && y.d.quotes[w.quote].to == i {
		return true
	}
	if w.Folded != "," && !isDash(w.Folded) || u.cue.cue.Class == classInform || i-s.from < 4 {
		return false
	}
	if y.d.words[i-2].quote >= 0 {
		return true
	}
	p := phraseAfter(y.d, u.cue.to)
	if p.empty() || closesWith(y.d, s, p.to) {
		return !p.empty()
	}
	rule := ""
	switch {
	case saysBehind(y.d, s, *u, p):
		rule = "say/said-behind"
	case len(p.people) > 0 && y.d.isMark(p.to, ",") && mayInterrupt(u.cue) && !y.d.reading.isOff("say/interrupted"):
		rule = "say/interrupted"
	default:
		return false
	}
	y.d.fired(rule, u.cue.from, p.to)
	return true
}

// mayInterrupt reports whether a verb may tell between commas, before its subject, who
// says the rest: "He will be back, noted Prado, but only in May."
func mayInterrupt(c cuePlace) bool {
	return c.cue.Strength > 1 && c.form&formPast != 0 && c.cue.Frames.takes(frameBare) && (c.cue.Class == classSay || c.cue.Class == classStress || c.cue.Class == classPosition)
}

// saysBehind reports whether the phrase behind ", said" is who says it, where
// more is told of them: "said an official who was briefed on the talks", "said
// Prado and others".
func saysBehind(d *document, s sentence, u utterance, p phrase) bool {
	if u.cue.cue.Lemma != "say" || u.cue.form&formGerund != 0 || p.pronoun || p.to >= s.to || d.reading.isOff("say/said-behind") {
		return false
	}
	switch d.folded[p.to] {
	case "who", "that", "which":
		return !verbBehindRelative(d, s, p.to)
	case "and":
		return p.to+1 < s.to && (loneDeterminers.has(d.folded[p.to+1]) || d.words[p.to+1].Named() || determiners.has(d.folded[p.to+1])) && !verbSoon(d, s, p.to+2)
	}
	return false
}

// verbBehindRelative reports whether behind the clause that "who" opens at word i
// the sentence goes on with a verb: "said the man who ran the shop was lying".
func verbBehindRelative(d *document, s sentence, i int) bool {
	for k := afterAdverbs(d, s, i+1) + 1; k < s.to && !d.isMark(k, ","); k++ {
		before := d.folded[k-1]
		switch {
		case conjunctions.has(d.folded[k]) && !d.isMark(k, "and") && !d.isMark(k, "or"):
			return false
		case auxiliaries.has(d.folded[k]) && before != "and" && before != "to" && !auxiliaries.has(before):
			return true
		}
	}
	return false
}
