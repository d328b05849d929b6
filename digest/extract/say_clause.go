package extract

import "readout/digest/text"

// thatClause reads "said that ...", "told reporters on Monday that ...".
func (y *sayer) thatClause(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	if !u.cue.cue.Frames.takes(frameThat) {
		return false
	}
	start := max(u.cue.to, y.behind(u))
	for i := start; i < s.to && i < start+addresseeLength; i++ {
		w := d.words[i]
		if i > start && u.cue.cue.Strength == 1 {
			return false
		}
		if w.Folded == "that" {
			if i > start {
				u.addressee = y.addressed(u, start, i)
			}
			return y.take(s, u, i+1, later)
		}
		if w.Folded == ":" || w.Folded == ";" || w.quote >= 0 && d.quotes[w.quote].speech || i > start && isLaterCue(later, i) {
			return false
		}
		if !d.isMark(i, ",") && i > start && (auxiliaries[w.Folded] || pronouns[w.Folded]) {
			return false
		}
	}
	return false
}

// addresseeLength bounds what stands between a cue and its clause, in words.
const addresseeLength = 14

// behind is the end of a subject that follows its verb, else 0.
func (y *sayer) behind(u *utterance) int {
	if u.subject.from >= u.cue.to {
		return u.subject.to
	}
	return 0
}

func isLaterCue(later []cuePlace, i int) bool { return len(later) > 0 && later[0].from == i }

func (y *sayer) addressed(u *utterance, from, to int) phrase {
	if !u.cue.cue.Frames.takes(frameAddressee) || prepositions[y.d.folded[from]] {
		return phrase{}
	}
	p := phraseAfter(y.d, from)
	if p.to > to {
		return phrase{}
	}
	return p
}

// take makes words from start on the content, up to where the clause ends.
func (y *sayer) take(s sentence, u *utterance, start int, later []cuePlace) bool {
	d := y.d
	for start < s.to && (d.isMark(start, ",") || d.isMark(start, ":")) {
		start++
	}
	end := clauseEnd(d, s, start, later)
	if !hasLetters(d, start, end) {
		return false
	}
	if q := y.freeQuote(start); q >= 0 && d.quotes[q].from == start && d.quotes[q].to >= end {
		u.pieces = append(u.pieces, piece{quote: q})
		return true
	}
	u.pieces = append(u.pieces, piece{from: start, to: end, quote: -1})
	return true
}

func hasLetters(d *document, from, to int) bool {
	for i := from; i < to; i++ {
		if d.words[i].Shape > text.Mark {
			return true
		}
	}
	return false
}

// clauseEnd is where the reported clause that begins at start ends: at the end
// of its sentence, before ", adding", before a verb of saying that shares the
// subject, and before a clause with a speaker of its own.
func clauseEnd(d *document, s sentence, start int, later []cuePlace) int {
	for _, c := range later {
		if c.from <= start {
			continue
		}
		if end := beforeCue(d, s, start, c); end > start {
			return end
		}
	}
	return s.to
}

// beforeCue is where a clause stops because of a later word of saying, 0 if it
// does not.
func beforeCue(d *document, s sentence, start int, c cuePlace) int {
	i := skipBetween(d, s, c.from)
	if i <= start {
		return 0
	}
	w := d.folded[i-1]
	gerund := c.form&formGerund != 0 && c.form&formPast == 0
	switch {
	case gerund && (w == "," || w == "and"):
		return dropLink(d, i-1, start)
	case gerund, isPassiveAt(d, s, c):
		return 0
	case (w == "and" || w == "but") && c.form&(formPast|formThird) != 0 && c.cue.Strength >= 2 && opensContent(d, s, c):
		return dropLink(d, i-1, start)
	}
	p := subjectBefore(d, c.from)
	if p.empty() || p.from <= start+1 || c.cue.Strength < 2 {
		return 0
	}
	k := p.from - 1
	switch link := d.folded[k]; {
	case link == "," && d.folded[p.from] == "who" && c.cue.Strength >= 2:
		return k
	case (link == "but" || link == "while" || link == "although" || link == "and") && d.isMark(k-1, ",") && opensContent(d, s, c):
		return k - 1
	case link == ";":
		return k
	case link == "," && c.to >= s.to-1, link == "," && d.isMark(c.to, "."):
		return k
	}
	return 0
}

func dropLink(d *document, i, start int) int {
	for i > start+1 && (d.isMark(i-1, ",") || d.folded[i-1] == "and") {
		i--
	}
	return i
}

// opensContent reports whether what follows a later cue looks like a statement
// of its own.
func opensContent(d *document, s sentence, c cuePlace) bool {
	next := at(d.folded[:s.to], c.to)
	switch {
	case next == "", next == "." || next == ",":
		return false
	case c.cue.Strength == 3, next == "that", d.words[c.to].quote >= 0:
		return true
	}
	return determiners[next] || next == "to" || next == "for" || pronouns[next] || d.words[c.to].Named()
}

// clauseBefore reads "The road is closed, she said."
func (y *sayer) clauseBefore(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	start := min(u.subject.from, u.cue.from)
	if start <= s.from || d.folded[u.subject.from] == "who" || !d.isMark(start-1, ",") || !u.cue.cue.Frames.takes(frameBare|frameQuote) || !endsSoon(d, s, max(u.cue.to, u.subject.to)) {
		return false
	}
	from := y.clauseStart(s, start)
	if start-1-from < 3 {
		return false
	}
	u.pieces = append(u.pieces, piece{from: from, to: start - 1, quote: -1})
	return true
}

// endsSoon reports whether nothing but circumstances follows word i: the
// sentence ends, or "in a statement" and the like come.
func endsSoon(d *document, s sentence, i int) bool {
	if i >= s.to {
		return true
	}
	w := d.words[i]
	return w.Folded == "." || w.Folded == ";" || w.Folded == "," && i+2 >= s.to || (prepositions[w.Folded] || w.class == notName) && s.to-i < 16
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
		if !f.takes(frameNoun) && u.cue.cue.Lemma != "remind" {
			return false
		}
		f |= frameNoun
	}
	i = y.skipTime(s, i)
	if i >= s.to || isLaterCue(later, i) {
		return false
	}
	w := d.words[i]
	switch {
	case interrogative[w.Folded]:
		return f.takes(frameWhether) && y.take(s, u, i, later)
	case w.Shape == text.Mark && w.quote < 0, conjunctions[w.Folded] && w.Folded != "although" && w.Folded != "if" && w.Folded != "while", auxiliaries[w.Folded]:
		return false
	case prepositions[w.Folded]:
		return false
	case adverb(w.Folded) && w.Shape == text.Lower && !f.takes(frameBare):
		return false
	case f.takes(frameNoun) && !isTopic(u.cue.cue):
		if !f.takes(frameBare) || !hasVerb(d, i, min(s.to, i+reach)) {
			u.rule = "say/noun-phrase"
		}
		return u.cue.cue.Strength >= 2 && y.takeNoun(s, u, i, later)
	case f.takes(frameBare):
		return (u.cue.cue.Strength >= 2 || pronouns[w.Folded]) && y.take(s, u, i, later)
	}
	return false
}

var interrogative = set("whether how why what when where who")

// skipTime moves over "on Monday" and "Monday" behind a cue.
func (y *sayer) skipTime(s sentence, i int) int {
	d := y.d
	k := i
	for k < s.to && k < i+4 && (d.words[k].class == notName || d.folded[k] == "on" || adverb(d.folded[k]) && k == i || d.folded[k] == "last" || d.folded[k] == "night") {
		k++
	}
	if k > i && d.folded[k-1] == "on" {
		return i
	}
	return k
}

// toldClause reads "told reporters the road was closed": one person or noun,
// then a clause.
func (y *sayer) toldClause(s sentence, u *utterance, i int, later []cuePlace) bool {
	d := y.d
	if i >= s.to || prepositions[d.folded[i]] || d.words[i].Shape == text.Mark {
		return false
	}
	to := phraseAfter(d, i)
	if to.empty() || to.to >= s.to || to.to-i > 8 {
		return false
	}
	k := y.skipTime(s, to.to)
	if k >= s.to || !u.cue.cue.Frames.takes(frameBare) || !(determiners[d.folded[k]] || pronouns[d.folded[k]] || d.words[k].Named()) {
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
		if auxiliaries[d.folded[i]] || d.words[i].Shape == text.Lower && hasAnySuffix(d.folded[i], "ed") {
			return true
		}
	}
	return false
}

// takeNoun takes a noun phrase: it ends before "and left", where the speaker
// does something else.
func (y *sayer) takeNoun(s sentence, u *utterance, i int, later []cuePlace) bool {
	d := y.d
	for k := i + 1; k+1 < s.to; k++ {
		if d.folded[k] == "and" && motionVerbs[d.folded[k+1]] && d.words[k].quote < 0 {
			s.to = k
			break
		}
	}
	return y.take(s, u, i, later)
}

// isTopic reports whether what a cue takes as a noun is only what the talk was
// about: "described the situation".
func isTopic(c cue) bool {
	return c.Class == classExplain && !c.Frames.takes(frameAs) || c.Lemma == "mention" || c.Frames.takes(frameAbout)
}

// parenthesis reads "The road, she noted, is closed".
func (y *sayer) parenthesis(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	start, end := min(u.subject.from, u.cue.from), max(u.cue.to, u.subject.to)
	if start <= s.from || !d.isMark(start-1, ",") || !d.isMark(end, ",") || end+2 >= s.to || d.folded[u.subject.from] == "who" || !u.cue.cue.Frames.takes(frameBare) {
		return false
	}
	from := y.clauseStart(s, start)
	if start-1 <= from || conjunctions[d.folded[end+1]] && d.folded[end+1] != "which" || isLaterCue(later, end+1) || d.words[end+1].quote >= 0 {
		return false
	}
	if q := d.words[start-2].quote; q >= 0 && d.quotes[q].speech {
		return false
	}
	u.pieces = append(u.pieces, piece{from: from, to: start - 1, quote: -1}, piece{from: end + 1, to: clauseEnd(d, s, end+1, later), quote: -1})
	return true
}

// calledIt reads: She called the plan "a mistake". The words in quotation marks
// make it speech.
func (y *sayer) calledIt(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	if !naming[u.cue.cue.Lemma] {
		return false
	}
	for i := u.cue.to; i < s.to && i < u.cue.to+reach; i++ {
		if isLaterCue(later, i) {
			return false
		}
		if d.words[i].quote >= 0 && i > u.cue.to {
			return y.take(s, u, u.cue.to, later)
		}
	}
	return false
}

var naming = set("call describe label dub characterize characterise brand denounce dismiss portray")
