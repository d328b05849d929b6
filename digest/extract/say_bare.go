package extract

import "readout/digest/text"

// clauseBefore reads "The road is closed, she said."
func (y *sayer) clauseBefore(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	start := min(u.subject.from, u.cue.from)
	for start > s.from && determiners.has(d.folded[start-1]) {
		start--
	}
	if start <= s.from || d.folded[u.subject.from] == "who" || !d.isMark(start-1, ",") || !u.cue.cue.Frames.takes(frameBare|frameQuote) || u.cue.cue.Strength < 2 || !y.closes(s, u, later) {
		return false
	}
	from := y.clauseStart(s, start)
	if start-1-from < 3 || y.namesOutlet(s, u) || prepositions.has(d.folded[from]) && !hasVerb(d, from, start) {
		return false
	}
	u.pieces = append(u.pieces, piece{from: from, to: start - 1, quote: -1})
	return true
}

// verbAfter reports whether the phrase at word i is the subject of a verb: "warned
// the drills would begin".
func verbAfter(d *document, s sentence, i int) bool {
	if !determiners.has(d.folded[i]) && !pronouns.has(d.folded[i]) && !d.words[i].Named() {
		return false
	}
	p := phraseAfter(d, i)
	return !p.empty() && p.to < s.to && p.to-i < 10 && auxiliaries.has(d.folded[p.to])
}

// namesOutlet tells "Prado told reporters, Fjord Wire reports", where the last
// words only say who has it: somebody else is told to have said it before.
func (y *sayer) namesOutlet(s sentence, u *utterance) bool {
	return len(u.subject.people) == 0 && len(y.spoken()) > 0 && pressVerbs.has(y.d.folded[u.cue.from])
}

// closes reports whether nothing more of the clause follows the words of
// saying, the addressee and the time aside: the sentence ends, goes on with
// ", adding", or names the outlet.
func (y *sayer) closes(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	end := max(u.cue.to, u.subject.to)
	if u.cue.cue.Class == classInform && end < s.to && !prepositions.has(d.folded[end]) && d.words[end].class != notName {
		if p := phraseAfter(d, end); p.to-end < 8 {
			end = max(end, p.to)
		}
	}
	end = y.skipTime(s, end)
	if closesWith(d, s, end) || u.subject.from >= u.cue.to && saysBehind(d, s, *u, u.subject) {
		return true
	}
	if !d.isMark(end, ",") {
		return false
	}
	if goesOnApart(d, s, end+1) || d.isMark(end+1, "but") {
		return true
	}
	if len(later) > 0 && later[0].from == end+1 && later[0].form&formGerund != 0 || prepositions.has(at(d.folded, end+1)) || d.isMark(end+1, "ahead") {
		return true
	}
	return s.to-end < 8 && end+2 < s.to && d.words[end+1].Named() && pressVerbs.has(d.folded[end+2])
}

// goesOnApart reports whether a clause of its own follows at word i, behind "and"
// or "but": "The aim is peace, Prado said, and few doubt it."
func goesOnApart(d *document, s sentence, i int) bool {
	if i+2 >= s.to || d.reading.isOff("say/goes-on-apart") {
		return false
	}
	switch d.folded[i] {
	case "and", "but", "though", "although", "while":
		p := phraseAfter(d, i+1)
		said := !p.empty() && p.to < s.to && p.to-i < 6 && d.is(p.to, inCues) && eventOrCue(d, p.to)
		if said || !subjectBehind(d, s, i+1).empty() || verbAfter(d, s, i+1) {
			d.fired("say/goes-on-apart", i, p.to)
			return true
		}
	}
	return false
}

// eventOrCue reports whether word i is a form of a sure verb of saying.
func eventOrCue(d *document, i int) bool {
	c, _, n := d.cueAt(i)
	return n > 0 && c.Strength > 2
}

// pressVerbs are what an outlet does at the end of its sentence.
var pressVerbs = set("reports report informs reported informed said learned learnt writes")

// endsSoon reports whether nothing but circumstances follows word i: the
// sentence ends, or "in a statement" and the like come.
func endsSoon(d *document, s sentence, i int) bool {
	if i >= s.to {
		return true
	}
	w := &d.words[i]
	return w.Folded == "." || w.Folded == ";" || w.Folded == "," && i+2 >= s.to || (prepositions.has(w.Folded) || w.class == notName || occasions.has(w.Folded)) && s.to-i < 16
}

// occasions open a clause that only tells when something was said.
var occasions = set("when as while after before once")

// closesWith reports whether nothing follows word i but circumstances, or words
// about the speaker: "said Prado, a minister who has studied ports".
func closesWith(d *document, s sentence, i int) bool {
	if endsSoon(d, s, i) {
		return true
	}
	if !d.isMark(i, ",") || i+2 >= s.to || s.to-i > reach {
		return false
	}
	first := &d.words[i+1]
	relative := first.Folded == "who"
	plainNoun := first.class == levelWord || first.Shape == text.Lower && !closedWord(first.Folded) && !eventVerb(d, i+1) && !adverb(first.Folded)
	if !relative && !articles.has(first.Folded) && first.Folded != "one" && first.class != roleWord && !plainNoun {
		return false
	}
	for k := i + 2; k < s.to; k++ {
		w := &d.words[k]
		relative = relative || relativeWords.has(w.Folded) || w.Folded == "that"
		if w.quote >= 0 || !relative && (auxiliaries.has(w.Folded) || eventVerb(d, k)) {
			return false
		}
	}
	return true
}

// bareClause reads "said the road was closed" and "stressed the importance of
// peace".
func (y *sayer) bareClause(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	i := max(u.cue.to, y.behind(u))
	f := u.cue.cue.Frames
	if u.cue.cue.Class == classInform && f.takes(frameAddressee) {
		if y.toldClause(s, u, i, later) {
			return true
		}
		if f.takes(frameBare) && i+1 < s.to && verbAfter(d, s, i) {
			return y.take(s, u, i, later)
		}
		if !f.takes(frameNoun) && u.cue.cue.Lemma != "remind" {
			return false
		}
		f |= frameNoun
	}
	i = y.skipMedium(s, y.skipTime(s, i))
	if i+3 < s.to && d.isMark(i, "the") && d.isMark(i+1, "following") && d.isMark(i+2, ":") {
		i += 3
	}
	if i+2 < s.to && d.folded[i] == "with" && saidNoun(d.folded[i+1:i+2]) > 0 && determiners.has(d.folded[i+2]) {
		// "Noted with satisfaction the growth of trade."
		i += 2
	}
	if i >= s.to || isLaterCue(later, i) {
		return false
	}
	w := &d.words[i]
	switch {
	case interrogative.has(w.Folded), w.Folded == "if" && (u.cue.cue.Class == classReply || u.cue.cue.Lemma == "ask"):
		return f.takes(frameWhether) && y.take(s, u, i, later)
	case w.Shape == text.Mark && w.quote < 0, conjunctions.has(w.Folded) && w.Folded != "although" && w.Folded != "if" && w.Folded != "while", auxiliaries.has(w.Folded):
		return false
	case prepositions.has(w.Folded):
		return f.takes(frameBare) && u.cue.cue.Strength >= 2 && clauseLater(d, s, i) && y.take(s, u, i, later)
	case adverb(w.Folded) && w.Shape == text.Lower && !f.takes(frameBare):
		return false
	case u.cue.cue.Lemma == "report" && w.Shape == text.Number && !hasVerb(d, i, min(s.to, i+reach/4)):
		u.rule = "say/noun-phrase"
		return y.takeNoun(s, u, i, later)
	case f.takes(frameNoun) && reflexives.has(w.Folded):
		// "Defended himself" tells no words.
		return false
	case f.takes(frameNoun) && !isTopic(u.cue.cue):
		if !f.takes(frameBare) || !hasVerb(d, i, min(s.to, i+reach)) {
			u.rule = "say/noun-phrase"
		}
		return (u.cue.cue.Strength >= 2 || welcomesThing(d, u.cue.cue, i)) && y.takeNoun(s, u, i, later)
	case u.cue.cue.Lemma == "write" && writesWhat(d, s, i):
		return false
	case isTopic(u.cue.cue) && y.ownTerm(i):
		return y.take(s, u, i, later)
	case isTopic(u.cue.cue) && !hasVerb(d, i, min(s.to, i+reach)):
		return false
	case f.takes(frameBare):
		return (u.cue.cue.Strength >= 2 || pronouns.has(w.Folded)) && y.take(s, u, i, later)
	}
	return false
}

// ownTerm reports whether a quotation of some words begins at word i in the
// middle of a clause: "spoke of “a fierce urgency”" is more than a topic.
func (y *sayer) ownTerm(i int) bool {
	q := int(y.d.words[i].quote)
	return q >= 0 && !y.used[q] && y.d.quotes[q].from == i && !ownWholeWords(y.d, q) && y.d.quotes[q].to-i > 2
}

// clauseLater reports whether a clause begins with the preposition at word i:
// "said at least two had left", "said without help it would fail".
func clauseLater(d *document, s sentence, i int) bool {
	if i+2 >= s.to {
		return false
	}
	next := &d.words[i+1]
	switch w := d.folded[i]; {
	case w == "at":
		return (next.Folded == "least" || next.Folded == "most") && hasVerb(d, i, min(s.to, i+reach/2))
	case next.Shape == text.Number && (w == "about" || w == "over" || w == "under" || w == "between"), w == "as" && next.Folded == "many":
		return hasVerb(d, i, min(s.to, i+reach/2))
	case w == "about" || w == "of" || w == "to" || w == "like":
		return false
	}
	for k := i + 2; k < s.to && k < i+12; k++ {
		if d.isMark(k, ",") {
			return !subjectBehind(d, s, k+1).empty()
		}
		if loose := d.folded[i] == "without" || d.folded[i] == "despite"; loose && auxiliaries.has(d.folded[k]) {
			return true
		}
	}
	return false
}

var reflexives = set("himself herself itself themselves")

var interrogative = set("whether how why what when where who")

// skipTime moves over "on Monday" and "Monday" behind a cue.
func (y *sayer) skipTime(s sentence, i int) int {
	d := y.d
	k := i
	for k < s.to && k < i+4 && (d.words[k].class == notName || d.folded[k] == "on" || adverb(d.folded[k]) && k == i || d.folded[k] == "last" || d.folded[k] == "night") {
		k++
	}
	// "More would follow" begins the clause with its adverb.
	if k > i && (d.folded[k-1] == "on" || k < s.to && auxiliaries.has(d.folded[k])) {
		return i
	}
	return k
}

// mediums are what words are said in.
var mediums = set("statement interview letter post tweet message speech address report release video communique briefing")

// skipMedium moves over "in a statement" where a clause follows.
func (y *sayer) skipMedium(s sentence, i int) int {
	d := y.d
	if i+3 >= s.to || d.folded[i] != "in" || !determiners.has(d.folded[i+1]) {
		return i
	}
	for k := i + 2; k+1 < s.to && k < i+5; k++ {
		next := &d.words[k+1]
		if mediums.has(d.folded[k]) && (determiners.has(next.Folded) || pronouns.has(next.Folded) || next.Named()) && next.quote < 0 {
			return k + 1
		}
	}
	return i
}

// toldClause reads "told reporters the road was closed": one person or noun,
// then a clause.
func (y *sayer) toldClause(s sentence, u *utterance, i int, later []cuePlace) bool {
	d := y.d
	if i >= s.to || prepositions.has(d.folded[i]) || d.words[i].Shape == text.Mark {
		return false
	}
	to := phraseAfter(d, i)
	if to.empty() || to.to >= s.to || to.to-i > 8 {
		return false
	}
	k := y.skipTime(s, to.to)
	if k >= s.to || !u.cue.cue.Frames.takes(frameBare) || !(determiners.has(d.folded[k]) || pronouns.has(d.folded[k]) || d.words[k].Named()) {
		return false
	}
	u.addressee = to
	u.rule = "say/told-clause"
	return y.take(s, u, k, later)
}

// hasVerb reports whether words [from, to) hold a finite verb, as far as that
// can be told: an auxiliary or a past form.
func hasVerb(d *document, from, to int) bool {
	for i := from; i < to; i++ {
		if auxiliaries.has(d.folded[i]) || d.words[i].Shape == text.Lower && hasAnySuffix(d.folded[i], "ed") {
			return true
		}
	}
	return false
}
