package extract

// meanInstitution gives "it" that said something the institution it stands for,
// and reports whether one is clear.
func (y *sayer) meanInstitution(s sentence, u *utterance) bool {
	if u.cue.form&(formPast|formThird) == 0 || u.cue.cue.Strength < 2 {
		return false
	}
	p := y.itMeans(s)
	if p.empty() {
		return false
	}
	if u.subject.called = p.called; p.called == "" {
		u.subject.called = speaker(y.d, p)
	}
	y.d.fired("refer/it", u.subject.from, u.subject.to)
	return true
}

// itMeans is the institution that "it" means which says something: the one that
// the sentence before is about, or that spoke there. It is empty if none is clear.
func (y *sayer) itMeans(s sentence) phrase {
	d := y.d
	index := int(d.words[s.from].sentence)
	if index == 0 || d.reading.isOff("refer/it") {
		return phrase{}
	}
	before := d.sentences[index-1]
	if before.paragraph < s.paragraph-1 || d.paragraphs[before.paragraph].kind != body {
		return phrase{}
	}
	if y.lastSentence == index-1 && y.last >= 0 {
		return y.institution(y.all[y.last].subject)
	}
	if k := openingVerb(d, before, before.to); k >= 0 {
		return y.institution(subjectBefore(d, k))
	}
	return phrase{}
}

// institution is a phrase that names an institution, else empty.
func (y *sayer) institution(p phrase) phrase {
	d := y.d
	if p.called != "" && d.isMark(p.from, "it") {
		return p
	}
	if p.empty() || len(p.people) > 0 || p.pronoun || p.joint {
		return phrase{}
	}
	head := &d.words[headOf(d, p)]
	if head.class != organisation && head.class != tailWord && head.class != placeWord && !organisationTail(head.Folded) && !institutions.has(head.Folded) && (!voiceWord(head.Folded) || hasAnySuffix(head.Folded, "s")) {
		return phrase{}
	}
	return p
}

// institutions are common nouns for bodies that speak with one voice.
var institutions = set("ministry government company agency party group campaign court bank university commission committee council office department parliament firm newspaper army military police union organisation organization association federation authority regulator watchdog embassy board panel team club church embassy administration service")
