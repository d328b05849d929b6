package extract

// expressed reads "expressed gratitude to X for the help", "voiced hope that
// ...": what follows the noun is what was said.
func (y *sayer) expressed(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	if u.cue.cue.Class != classExpress && u.cue.cue.Lemma != "reiterate" && u.cue.cue.Lemma != "reaffirm" {
		return false
	}
	noun := -1
	for i := u.cue.to; i < s.to && i < u.cue.to+5; i++ {
		if n := saidNoun(d.rest(i)); n > 0 {
			noun = i + n
		} else if noun >= 0 || prepositions.has(d.folded[i]) {
			break
		}
	}
	if noun < 0 || noun >= s.to {
		return noun > 0 && y.take(s, u, u.cue.to, later)
	}
	if u.cue.cue.Class != classExpress {
		return y.take(s, u, u.cue.to, later)
	}
	if len(later) > 0 && later[0].form&formGerund != 0 && !y.letterSaying(s, later[0].from).empty() {
		return false
	}
	for i := noun; i < s.to && i < noun+addresseeLength; i++ {
		switch w := d.folded[i]; {
		case isLaterCue(later, i):
			return y.take(s, u, u.cue.to, later)
		case w == "that", w == "for", i == noun && (d.isMark(i, "of") && ownMinds.has(d.folded[i-1]) || mattered.has(w)):
			return y.take(s, u, i+1, later)
		case i == noun && w == "to" && !leadsPerson(d, s, i+1):
			return y.take(s, u, i, later)
		case i == noun && w != "to", w == ",":
			return y.take(s, u, u.cue.to, later)
		}
	}
	return y.take(s, u, u.cue.to, later)
}

var (
	// mattered are the words between what is felt and what it is felt about.
	mattered = set("over about at in with on regarding concerning against towards toward")
	// ownMinds are feelings that "of" says more of; a greeting "of the King" is
	// his.
	ownMinds = set("hope hopes fear fears intention expectation expectations conviction suspicion suspicions")
)

// leadsPerson reports whether a person, a country or a determiner begins at
// word i: "to" before it is no infinitive.
func leadsPerson(d *document, s sentence, i int) bool {
	if i >= s.to {
		return false
	}
	w := &d.words[i]
	// "To judge the court" is an infinitive.
	verb := i+1 < s.to && determiners.has(d.folded[i+1])
	return w.Named() || determiners.has(w.Folded) || pronouns.has(w.Folded) || w.class == roleWord && !verb
}

// complemented reads "thanked X for ...", "accused X of ...", "congratulated X
// on ...", "called for ...".
func (y *sayer) complemented(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	c := u.cue.cue
	start := max(u.cue.to, y.behind(u))
	if hasAnySuffix(c.Lemma, " for", " against") || hasAnySuffix(c.Lemma, " to", " on") && c.Class == classStress && c.Strength > 1 {
		return !c.Frames.takes(frameAbout) && y.take(s, u, start, later)
	}
	if start+1 < s.to && (d.folded[start] == "of" || d.folded[start] == "against") && c.Frames.takes(frameOf) {
		return y.take(s, u, start+1, later)
	}
	if !c.Frames.takes(frameFor | frameOf) {
		return false
	}
	for i := start; i < s.to && i < start+addresseeLength+8; i++ {
		switch w := d.folded[i]; {
		case w == "for" && c.Frames.takes(frameFor), w == "on" && c.Lemma == "congratulate" && i > start:
			if i > start {
				u.addressee = y.addressed(u, start, i)
			}
			return y.take(s, u, i+1, later)
		case w == "of" && c.Lemma == "accuse" && i > start:
			return y.take(s, u, start, later)
		case w == "of" && i > start && c.Class == classInform && d.folded[i-1] != "president":
			return false
		case w == ";" || w == ":" || w == "." || w == "that", isLaterCue(later, i), w == "," && i+1 < s.to && conjunctions.has(d.folded[i+1]):
			return false
		}
	}
	return false
}

// toDo reads "urged X to leave", "called on X to leave", "promised to leave":
// the addressee is left out.
func (y *sayer) toDo(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	c := u.cue.cue
	if !c.Frames.takes(frameTo) || c.Lemma == "refuse" {
		return false
	}
	start := max(u.cue.to, y.behind(u))
	for i := start; i < s.to && i < start+addresseeLength+4; i++ {
		w := d.folded[i]
		if w == "not" && i == start && d.isMark(i+1, "to") {
			return y.take(s, u, i, later)
		}
		if w == "to" && i+1 < s.to && !leadsPerson(d, s, i+1) && (i == start || c.Frames.takes(frameAddressee) || c.Class == classDirect) {
			if i > start {
				u.addressee = y.addressed(u, start, i)
			}
			return y.take(s, u, i, later)
		}
		if w == "that" || w == "." || w == ";" || w == ":" || isAuxiliary(d, i) || i > start && isLaterCue(later, i) {
			return false
		}
	}
	return false
}
