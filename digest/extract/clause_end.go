package extract

// clauseEnd is where the reported clause that begins at start ends: at the end
// of its sentence, before ", adding", before a verb of saying that shares the
// subject, and before a clause with a speaker of its own.
func clauseEnd(d *document, s sentence, start int, later []cuePlace) int {
	return clauseEndOf(d, s, start, laterCues{later: later})
}

// laterCues are the words of saying behind one.
type laterCues struct {
	main  cueForm // of the one; 0 if it does not matter
	later []cuePlace
}

// clauseEndOf is as clauseEnd; a verb in another tense than the main one shares
// no subject with it.
func clauseEndOf(d *document, s sentence, start int, cues laterCues) int {
	for _, c := range cues.later {
		if c.from <= start || !sameTense(cues.main, c.form) && joinedByAnd(d, s, c.from) {
			continue
		}
		if end := beforeCue(d, s, start, c); end > start {
			return end
		}
	}
	return s.to
}

// sameTense reports whether two verbs may share a subject by their forms: "said"
// and "thanks" do not.
func sameTense(a, b cueForm) bool {
	const present = formThird | formBase
	return a == 0 || a&formGerund != 0 || a&b&(formPast|present) != 0 || a&formPast != 0 && b&present == 0 || a&present != 0 && b&formPast == 0
}

// joinedByAnd reports whether "and" or "but" stands before the verb at word i.
func joinedByAnd(d *document, s sentence, i int) bool {
	k := skipBetween(d, s, i)
	return k > s.from && (d.folded[k-1] == "and" || d.folded[k-1] == "but")
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
	case gerund && i-2 > start && d.words[i-1].quote >= 0 && d.isMark(i-2, ","):
		return i
	case gerund, isPassiveAt(d, s, c):
		return 0
	case (w == "and" || w == "but") && c.form&(formPast|formThird) != 0 && c.cue.Strength >= 2 && opensContent(d, s, c):
		return dropLink(d, i-1, start)
	}
	if closesBehind(d, s, c) {
		return c.from - 1
	}
	p := subjectBefore(d, c.from)
	if p.empty() && w == "," && c.form&formPast != 0 && c.cue.Strength >= 2 && c.from == i && opensContent(d, s, c) && c.cue.Class != classInform {
		// "Thanked the crews, praised the mayor, and left."
		return i - 1
	}
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

// closesBehind reports whether ", said Prado" ends the sentence at that word of
// saying.
func closesBehind(d *document, s sentence, c cuePlace) bool {
	if c.cue.Lemma != "say" || c.form&(formPast|formThird) == 0 || !d.isMark(c.from-1, ",") || c.to >= s.to {
		return false
	}
	p := phraseAfter(d, c.to)
	return !p.empty() && !p.pronoun && (closesWith(d, s, p.to) || saysBehind(d, s, utterance{cue: c}, p))
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
	case c.from >= 2 && d.words[c.from-2].quote >= 0:
		return true
	case c.cue.Strength == 3, next == "that", d.words[c.to].quote >= 0:
		return true
	}
	if c.cue.Frames.takes(frameGerund) && hasAnySuffix(next, "ing") {
		return true
	}
	return determiners.has(next) || next == "to" || next == "for" || pronouns.has(next) || d.words[c.to].Named()
}
