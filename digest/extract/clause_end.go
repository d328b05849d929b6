package extract

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
	if c.cue.Frames.takes(frameGerund) && hasAnySuffix(next, "ing") {
		return true
	}
	return determiners.has(next) || next == "to" || next == "for" || pronouns.has(next) || d.words[c.to].Named()
}
