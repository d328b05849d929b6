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
	if !it || u.cue.to >= s.to || d.folded[u.cue.to] != "that" {
		return
	}
	u.rule, u.sure = "say/it-was-noted", 60
	if y.take(s, &u, u.cue.to+1, later) {
		y.keep(u)
	}
}

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
		if n == 0 {
			continue
		}
		u := utterance{cue: cuePlace{from: i, to: i + n}, rule: "say/according-to", sure: 75}
		if i+n < s.to {
			u.subject = sourcePhrase(d, s, i+n)
		}
		if !u.subject.empty() && !y.ownVoice(u.subject) && !y.deniedSubject(s, u.subject) && y.sourceContent(s, &u) {
			y.keep(u)
		}
		return
	}
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
	if u.cue.from == s.from {
		to := u.subject.to
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
	if q := y.freeQuote(from); q >= 0 && d.quotes[q].from == from && d.quotes[q].to >= end {
		u.pieces = []piece{{quote: q}}
		return true
	}
	u.pieces = []piece{{from: from, to: end, quote: -1}}
	return true
}
