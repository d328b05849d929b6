package extract

import (
	"slices"

	"readout/digest/text"
)

// isPassive reports whether a participle stands in the passive: "was noted".
func (y *sayer) isPassive(s sentence, c cuePlace) bool { return isPassiveAt(y.d, s, c) }

func isPassiveAt(d *document, s sentence, c cuePlace) bool {
	if c.form&formParticiple == 0 {
		return false
	}
	for i := c.from - 1; i >= s.from && c.from-i < 4; i-- {
		switch w := d.folded[i]; {
		case w == "was" || w == "were" || w == "is" || w == "are" || w == "been" || w == "being" || w == "be":
			return true
		case !adverb(w) && betweenCue(d.folded[i:i+1]) == 0:
			return false
		}
	}
	return false
}

// passive reads "It was noted that ...", which credits nobody, and "This was
// stated by X", which gives X the sentence before.
func (y *sayer) passive(s sentence, u utterance, later []cuePlace) {
	d := y.d
	if d.isMark(u.cue.to, "by") {
		y.statedBy(s, u)
		return
	}
	it := false
	for i := u.cue.from - 1; i >= s.from && u.cue.from-i < 6; i-- {
		it = it || d.folded[i] == "it"
	}
	that := thatBehind(d, s, u.cue.to)
	u.rule, u.sure = "say/it-was-noted", 60
	switch {
	case that > 0 && (it || u.cue.cue.Class == classInform && !y.unsaid(s, u)):
		if y.take(s, &u, that+1, later) {
			y.keep(u)
		}
	case u.cue.cue.Class == classStress || u.cue.cue.Lemma == "note":
		y.wasStressed(s, &u)
	}
}

// thatBehind is the "that" at word i, or behind where it was said: "at the
// meeting that"; 0 if there is none.
func thatBehind(d *document, s sentence, i int) int {
	for k := i; k < s.to && k < i+7; k++ {
		w := &d.words[k]
		switch {
		case w.Folded == "that":
			return k
		case k == i && w.Folded != "at" && w.Folded != "during" && w.Folded != "in", w.Shape == text.Mark, w.quote >= 0, auxiliaries.has(w.Folded):
			return 0
		}
	}
	return 0
}

// wasStressed reads "The importance of peace was stressed".
func (y *sayer) wasStressed(s sentence, u *utterance) {
	d := y.d
	end := skipBetween(d, s, u.cue.from)
	from := s.from
	if d.folded[from] == "the" {
		from++
	}
	if !weighty.has(d.folded[from]) || !d.isMark(from+1, "of") && !d.isMark(from+1, "for") || end-from < 3 || hasVerb(d, from, end) {
		return
	}
	u.pieces = []piece{{from: s.from, to: end, quote: -1}}
	y.keep(*u)
}

// weighty are the nouns of what is stressed in the passive.
var weighty = set("importance need necessity significance role relevance urgency readiness commitment inadmissibility necessity priority value interest")

// statedBy gives the sentence before to whom "this was stated by".
func (y *sayer) statedBy(s sentence, u utterance) {
	d := y.d
	index := int(d.words[s.from].sentence)
	if d.folded[s.from] != "this" && d.folded[s.from] != "it" || index == 0 {
		return
	}
	before := d.sentences[index-1]
	if u.cue.to+1 >= s.to || y.lastSentence == index-1 && y.last >= 0 || d.paragraphs[before.paragraph].kind != body {
		return
	}
	u.subject = phraseAfter(d, u.cue.to+1)
	if u.subject.empty() {
		return
	}
	u.pieces = []piece{{from: before.from, to: before.to, quote: -1}}
	u.rule, u.sure = "say/stated-by", 80
	y.keep(u)
}

// sources reads "According to X, ..." and "..., according to X".
func (y *sayer) sources(s sentence) {
	d := y.d
	if !s.holds(inSources) {
		return
	}
	for i := s.from; i < s.to; i++ {
		if !d.is(i, inSources) || d.words[i].Shape != text.Lower && i > s.from || slices.Contains(d.sourced, i) {
			continue
		}
		if w := &d.words[i]; w.quote >= 0 && d.quotes[w.quote].speech {
			continue
		}
		n := accordingTo(d.rest(i))
		if n == 0 || d.isMark(i, "per") && !perSource(d, s, i) {
			continue
		}
		u := utterance{cue: cuePlace{from: i, to: i + n}, rule: "say/according-to", sure: 75}
		if owner := i + 1; i+n < s.to && possessives.has(d.folded[owner]) {
			u.subject = pronounAt(d, s, owner)
			u.cue.from, u.cue.to = i, i+n
		} else if i+n < s.to {
			u.subject = sourcePhrase(d, s, i+n)
		}
		if !u.subject.empty() && !y.ownVoice(u.subject) && !y.deniedSubject(s, u.subject) && y.sourceContent(s, &u) {
			y.keep(u)
		}
		return
	}
}

// perSource tells "per the ministry", "per Prado" from "per share".
func perSource(d *document, s sentence, i int) bool {
	if i > s.from && d.words[i-1].Shape != text.Mark || i+1 >= s.to {
		return false
	}
	return d.isMark(i+1, "the") || d.words[i+1].Named()
}

// sourcePhrase is who is named behind "according to", up to the comma.
func sourcePhrase(d *document, s sentence, i int) phrase {
	p := phraseAfter(d, i)
	if len(p.people) > 0 || p.pronoun {
		return p
	}
	to := i
	for to < s.to && to-i < addresseeLength && !d.isMark(to, ",") && !d.isMark(to, ".") && d.words[to].quote < 0 && !auxiliaries.has(d.folded[to]) {
		to++
	}
	return phrase{from: i, to: to}
}

func (y *sayer) sourceContent(s sentence, u *utterance) bool {
	d := y.d
	if u.cue.from == s.from || d.isMark(u.cue.from-1, ":") || d.isMark(u.cue.from-1, ";") {
		to := max(u.subject.to, u.cue.to)
		for to < s.to && to-u.subject.to < reach && !d.isMark(to, ",") {
			to++
		}
		if to >= s.to || s.to-to < 4 {
			return false
		}
		u.pieces = []piece{{from: to + 1, to: s.to, quote: -1}}
		return true
	}
	end := u.cue.from
	if d.isMark(end-1, ",") {
		end--
	}
	from := s.from
	if len(y.spoken()) > 0 || end-from < 4 {
		return false
	}
	if q := y.freeQuote(from); q >= 0 && d.quotes[q].from == from && (d.quotes[q].to >= end || d.isMark(u.cue.from, "quoting")) {
		u.pieces = []piece{{quote: q}}
		return true
	}
	u.pieces = []piece{{from: from, to: end, quote: -1}}
	return true
}
