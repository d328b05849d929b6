package extract

import "readout/digest/text"

// opener is whose sentence it is before a word: the subject of its main verb,
// else whom the sentence is about. It is nobody where the writer speaks of
// himself.
func (y *sayer) opener(s sentence, before int) phrase {
	if y.firstPerson(s, before) {
		return phrase{}
	}
	if k := openingVerb(y.d, s, before); k >= 0 {
		if p := subjectBefore(y.d, k); !p.empty() && !isThing(y.d, p) && canSpeak(y.d, p) {
			return p
		}
	}
	if who := y.d.subjects[y.d.words[s.from].sentence]; who >= 0 {
		return y.subjectPhrase(s, who)
	}
	return phrase{}
}

// openingVerb is the first word of the sentence before word end that is a verb of
// its main clause, -1 if none is found.
func openingVerb(d *document, s sentence, end int) int {
	for k := s.from + 1; k < end; k++ {
		w := &d.words[k]
		if w.quote >= 0 && d.quotes[w.quote].speech || w.mention >= 0 || w.Shape != text.Lower || relative(d, s, k) {
			continue
		}
		past := hasAnySuffix(w.Folded, "ed") && !d.isMark(k+1, "by") && !prepositions.has(d.folded[k-1]) && !determiners.has(d.folded[k-1])
		if past || auxiliaries.has(w.Folded) || eventVerb(d, k) && !hasAnySuffix(w.Folded, "ing") {
			return k
		}
	}
	return -1
}

// firstPerson reports whether "I" or "we" stands outside quotations before a
// word.
func (y *sayer) firstPerson(s sentence, before int) bool {
	for i := s.from; i < before; i++ {
		if w := &y.d.words[i]; (w.Folded == "i" || w.Folded == "we") && (w.quote < 0 || !y.d.quotes[w.quote].speech) {
			return true
		}
	}
	return false
}

// subjectPhrase is the first place in the sentence that means the person, and
// not only what is theirs.
func (y *sayer) subjectPhrase(s sentence, who int) phrase {
	d := y.d
	for i := s.from; i < s.to; i++ {
		w := &d.words[i]
		if w.mention >= 0 && d.mentions[w.mention].person == who {
			m := d.mentions[w.mention]
			if d.isMark(m.to, "'s") {
				continue
			}
			return phrase{from: m.start, to: m.to, people: []int{who}}
		}
		if w.ref >= 0 && d.refs[w.ref].people[0] == who {
			r := d.refs[w.ref]
			return phrase{from: r.from, to: r.to, people: r.people}
		}
	}
	return phrase{}
}

// fronted gives "Noting that the road was closed, Prado left" its speaker, the
// subject behind the comma, before which the words end.
func (y *sayer) fronted(s sentence, u *utterance) bool {
	d := y.d
	if u.cue.cue.Strength < 2 && u.cue.cue.Lemma != "welcome" {
		return false
	}
	for k := u.cue.to + 1; k+2 < s.to; k++ {
		if !d.isMark(k, ",") || d.words[k].quote >= 0 && d.quotes[d.words[k].quote].speech {
			continue
		}
		p := subjectBehind(d, s, k+1)
		if p.empty() || p.pronoun && speakersOwn.has(d.folded[p.from]) || !canSpeak(d, p) || isThing(d, p) {
			continue
		}
		u.subject, y.until = p, k
		return true
	}
	return false
}

// subordinateEnd is where the clause ends that opens a sentence with "when" or
// "as" and holds the words of saying: at the comma before the subject of the main
// clause; 0 if they stand in none.
func (y *sayer) subordinateEnd(s sentence, u *utterance) int {
	d := y.d
	if !subordinators.has(d.folded[s.from]) || u.subject.from > u.cue.from || u.subject.from > s.from+3 || d.reading.isOff("say/when-clause") {
		return 0
	}
	for k := u.cue.to; k+2 < s.to && d.words[k].quote < 0; k++ {
		if !d.isMark(k, ",") {
			continue
		}
		if d.isMark(s.from, "as") && y.tellsWhere(s, *u, k) {
			return 0
		}
		if !subjectBehind(d, s, k+1).empty() {
			d.fired("say/when-clause", s.from, k)
			return k
		}
	}
	return 0
}

// subordinators open a clause that a main clause follows.
var subordinators = set("when as while after before although though once since")

// relativeEnd is where the clause ends that ", who said" opens: at the comma before
// the verb of whoever it tells of; 0 if it goes on to the end.
func (y *sayer) relativeEnd(s sentence, u *utterance) int {
	d := y.d
	if w := u.subject; w.to-w.from != 1 || !d.isMark(w.from, "who") && !d.isMark(w.from, "which") || !d.isMark(w.from-1, ",") || d.reading.isOff("say/who-said") {
		return 0
	}
	for k := u.cue.to + 1; k+1 < s.to && d.words[k].quote < 0; k++ {
		if !d.isMark(k, ",") || !saidAt(d, afterAdverbs(d, s, k+1)) && !auxiliaries.has(d.folded[k+1]) {
			continue
		}
		d.fired("say/who-said", u.subject.from, k)
		return k
	}
	return 0
}

// subjectBehind is the subject that begins at word i, with its verb behind it;
// empty if none does.
func subjectBehind(d *document, s sentence, i int) phrase {
	for v := i + 1; v < s.to && v < i+reach/2; v++ {
		w := &d.words[v]
		if w.Folded == "," || w.Folded == ";" || w.quote >= 0 && d.quotes[w.quote].speech || conjunctions.has(w.Folded) && w.Folded != "and" {
			return phrase{}
		}
		if w.mention >= 0 || w.Shape != text.Lower || !auxiliaries.has(w.Folded) && !(eventVerb(d, v) && !hasAnySuffix(w.Folded, "ing")) && !hasAnySuffix(w.Folded, "ed") {
			continue
		}
		p := subjectBefore(d, v)
		from := i
		for from < v && determiners.has(d.folded[from]) {
			from++
		}
		if !p.empty() && p.from >= i && p.from <= from {
			return p
		}
		return phrase{}
	}
	return phrase{}
}
