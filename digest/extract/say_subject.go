package extract

import "readout/digest/text"

// finite finds the subject of a finite verb: before it, or behind it where a
// quotation or a clause comes first; of two verbs joined by "and", the second
// has the subject of the first.
func (y *sayer) finite(s sentence, u *utterance) bool {
	d := y.d
	u.subject = subjectBefore(d, u.cue.from)
	if u.subject.empty() {
		y.sharedSubject(s, u)
	}
	if u.subject.empty() && y.inverted(s, u) {
		u.subject = phraseAfter(d, u.cue.to)
	}
	if u.subject.empty() {
		return false
	}
	if u.cue.form&(formPast|formThird) == 0 && !y.pluralSubject(u.subject) && !wentOn(d, s, u.cue.from) {
		return false
	}
	if u.subject.pronoun && speakersOwn.has(d.folded[u.subject.from]) {
		return false
	}
	// A placard reads "No fees"; what somebody reads is another's.
	if u.cue.cue.Lemma == "read" && len(u.subject.people) > 0 {
		return false
	}
	y.meanUnnamed(s, u)
	if d.isMark(u.subject.from, "it") && u.subject.pronoun {
		return y.meanInstitution(s, u) || d.isMark(u.cue.to, "that")
	}
	return y.atQuote(s, *u) || !isThing(d, u.subject) && (canSpeak(d, u.subject) || y.whoever(s, *u))
}

// whoever reports whether a phrase that begins its clause is the subject of a verb
// that says nothing but that it was said: "The legend said", whatever he is.
func (y *sayer) whoever(s sentence, u utterance) bool {
	d := y.d
	if u.cue.cue.Lemma != "say" && u.cue.cue.Lemma != "tell" || u.subject.from > u.cue.from || d.reading.isOff("say/whoever") {
		return false
	}
	from := u.subject.from
	for from > s.from && determiners.has(d.folded[from-1]) {
		from--
	}
	if works.has(d.folded[headOf(d, u.subject)]) || !determiners.has(d.folded[from]) && !quantities.has(d.folded[from]) || from > s.from && d.words[from-1].Shape != text.Mark && !conjunctions.has(d.folded[from-1]) {
		return false
	}
	d.fired("say/whoever", from, u.cue.to)
	return true
}

// atQuote reports whether nothing stands between a quotation and who says it:
// whatever that is, the punctuation tells that it is said.
func (y *sayer) atQuote(s sentence, u utterance) bool {
	d := y.d
	if u.cue.cue.Strength < 2 && u.cue.cue.Lemma != "read" && u.cue.cue.Lemma != "wonder" || u.subject.to-u.subject.from == 1 && determiners.has(d.folded[u.subject.from]) {
		return false
	}
	from, to := min(u.subject.from, u.cue.from), max(u.subject.to, u.cue.to)
	for from > s.from && determiners.has(d.folded[from-1]) {
		from--
	}
	if d.isMark(from-1, ",") && d.words[from-1].quote < 0 {
		from--
	}
	if q := y.freeQuote(from - 1); q >= 0 && d.quotes[q].to == from && (from > s.from || y.behindQuote(s) < from && asks(d, q)) {
		return true
	}
	if !d.isMark(to, ",") && !d.isMark(to, ":") {
		return false
	}
	q := y.freeQuote(to + 1)
	return q >= 0 && d.quotes[q].from == to+1 && to+1 < s.to
}

// wentOn reports whether the verb at word i depends on another that tells of
// speech as well: "went on to say", "was quoted as saying".
func wentOn(d *document, s sentence, i int) bool {
	return i > s.from && (d.folded[i-1] == "to" || d.folded[i-1] == "as") && betweenCueBefore(d, s, i) > 1
}

// speakersOwn are the pronouns of whoever writes or speaks.
var speakersOwn = set("i we you us me " + contractions)

// canSpeak reports whether a phrase names somebody or something that words come
// from: people, an office, an institution, a country, a paper.
func canSpeak(d *document, p phrase) bool {
	if len(p.people) > 0 || p.pronoun {
		return true
	}
	for _, i := range []int{headOf(d, p), p.to - 1} {
		w := &d.words[i]
		switch w.class {
		case roleWord, organisation, placeWord, demonymWord, tailWord, titleWord:
			return true
		}
		if w.Named() || dependents.has(w.Folded) || organisationTail(w.Folded) || groupWord(w.Folded) || voiceWord(w.Folded) || loneDeterminers.has(w.Folded) || pressWord(d.rest(i)) > 0 ||
			hasAnySuffix(w.Folded, "ers", "ors", "ists", "ians", "ants", "man", "men", "woman", "women", "person", "people") {
			return true
		}
	}
	return false
}

// isThing reports whether a phrase without a person in it speaks of something
// that cannot talk: a time, a sum or a "this".
func isThing(d *document, p phrase) bool {
	if len(p.people) > 0 {
		return false
	}
	first := d.folded[p.from]
	if p.to-p.from == 1 && (determiners.has(first) && !loneDeterminers.has(first) || first == "there" || first == "it") {
		return true
	}
	last := &d.words[headOf(d, p)]
	if last.Folded == "percent" && p.to-2 >= p.from && d.words[p.to-2].Shape == text.Number {
		// "46 percent said she should stay" tells of a poll.
		return false
	}
	return last.Shape == text.Number || things.has(last.Folded)
}

var things = set("day days week weeks month months year years time hours minutes percent war law deal talks meeting visit event way thing things fact point question issue issues situation number price prices market")

// pluralSubject allows the base form: "officials say", "they believe".
func (y *sayer) pluralSubject(p phrase) bool {
	last := y.d.folded[headOf(y.d, p)]
	return p.joint || last == "they" || last == "i" || last == "you" || last == "we" || len(p.people) == 0 && !p.pronoun && (hasAnySuffix(last, "s", "people", "men", "police", "percent", "half"))
}

// headOf is the head noun of a phrase: the word before its first preposition.
func headOf(d *document, p phrase) int {
	for i := p.from + 1; i < p.to; i++ {
		if prepositions.has(d.folded[i]) {
			if d.folded[i] == "of" && i+1 < p.to && quantities.has(d.folded[i-1]) {
				continue
			}
			if closeTo.has(d.folded[i-1]) && i-2 >= p.from {
				return i - 2
			}
			return i - 1
		}
	}
	return p.to - 1
}

// works are made up: what they say nobody said.
var works = set("film movie novel play song show series drama comedy sitcom opera musical tale sign clock")

// quantities are how many of somebody speak: "a handful of lawyers", "46 percent
// of voters".
var quantities = set("percent half third thirds quarter quarters majority handful dozen dozens hundreds thousands couple number most many some several few all both two three four five")

// sharedSubject takes the subject of the verb before "and".
func (y *sayer) sharedSubject(s sentence, u *utterance) {
	d := y.d
	i := skipBetween(d, s, u.cue.from)
	if i <= s.from || d.folded[i-1] != "and" && d.folded[i-1] != "but" && !d.isMark(i-1, ",") {
		return
	}
	if spoken := y.spoken(); len(spoken) > 0 {
		if last := spoken[len(spoken)-1]; sameTense(last.cue.form, u.cue.form) {
			u.subject = last.subject
		}
		return
	}
	if (u.cue.cue.Strength >= 2 || naming.has(u.cue.cue.Lemma)) && !d.isMark(i-1, ",") {
		u.subject = y.opener(s, u.cue.from)
	}
}
