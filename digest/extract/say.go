package extract

import (
	"slices"

	"readout/digest/news"
	"readout/digest/text"
)

// cuePlace is a word of saying in the text, words [from, to).
type cuePlace struct {
	from, to int
	cue      cue
	form     cueForm
}

// utterance is a statement while it is being read.
type utterance struct {
	subject   phrase
	cue       cuePlace
	pieces    []piece
	addressee phrase
	rule      string
	sure      int // confidence in hundredths
	// direct tells words that are the speaker's own without quotation marks.
	direct bool
}

// piece is part of what was said: words [from, to), or a whole quotation.
type piece struct {
	from, to int
	quote    int // -1 for words outside quotation marks
}

// sayer reads the statements of the text in order.
type sayer struct {
	d *document
	// used are the quotations that belong to a statement already.
	used map[int]bool
	// last is the utterance read last, and the sentence it stands in; they
	// take the quotations that go on.
	last         int
	lastSentence int
	// spoken are the utterances of the present sentence.
	spoken []utterance
	// turned is the first sentence behind the turn of a transcript.
	turned int
	// pending is an utterance that ends with a colon and waits for its words.
	pending *utterance
	// all are those of the whole text.
	all []utterance
}

// readStatements finds who said what: beside quotation marks first, then by
// the words of saying, and last by "according to".
func readStatements(d *document) {
	y := sayer{d: d, used: map[int]bool{}, last: -1}
	for i, s := range d.sentences {
		if d.paragraphs[s.paragraph].kind != body {
			continue
		}
		y.spoken = y.spoken[:0]
		if y.turn(i, s) {
			continue
		}
		places := cuePlaces(d, s)
		for k, c := range places {
			y.read(s, c, places[k+1:min(len(places), k+1+ahead)])
		}
		y.sources(s)
		y.goOn(i, s)
	}
	for _, u := range y.all {
		writeStatement(d, u)
	}
}

// ahead is how many words of saying behind one are looked at for where its
// clause ends, and before one for what it is part of.
const ahead = 12

// cuePlaces are the words of saying in a sentence, outside quotations.
func cuePlaces(d *document, s sentence) []cuePlace {
	var found []cuePlace
	for i := s.from; i < s.to; {
		w := d.words[i]
		if w.Shape < text.Lower || w.quote >= 0 && d.quotes[w.quote].speech || w.mention >= 0 || w.Shape == text.Capital && i != s.from {
			i++
			continue
		}
		c, form, n := cueAt(d.rest(i))
		if n > 0 && isCue(d, s, cuePlace{from: i, to: i + n, cue: c, form: form}) {
			found = append(found, cuePlace{from: i, to: i + n, cue: c, form: form})
			i += n
			continue
		}
		i++
	}
	return found
}

// isCue tells a verb of saying from the noun of the same form and from other
// senses.
func isCue(d *document, s sentence, c cuePlace) bool {
	quoted := c.from > s.from && d.words[c.from-1].quote >= 0
	if !quoted && neverCue(d.rest(c.from)) > 0 || slices.Contains(d.sourced, c.from) {
		return false
	}
	if c.from == s.from {
		return c.form&formPast != 0
	}
	before := d.folded[c.from-1]
	w := d.words[c.from-1]
	switch {
	case before == "to", modals[before]:
		return false
	case c.cue.Noun && (determiners[before] || before == "'s" || w.Shape == text.Number || w.class == demonymWord && c.form&formPast == 0):
		return false
	case prepositions[before] && c.form&formGerund == 0 && !linksNouns(before):
		return c.form&formPast != 0
	case prepositions[before] && before != "by":
		return false
	case c.cue.Noun && c.form&formThird != 0 && !quoted:
		return leadsClause(d, s, c.to)
	}
	return true
}

// leadsClause reports whether what was said may begin at word i: "states that"
// is a verb, "states leaders" is none.
func leadsClause(d *document, s sentence, i int) bool {
	if i >= s.to {
		return false
	}
	w := d.words[i]
	return w.Folded == "that" || w.quote >= 0 || w.Shape == text.Mark && w.Folded != "." && w.Folded != "'s" || determiners[w.Folded] || pronouns[w.Folded] || interrogative[w.Folded]
}

var modals = set("would should could might must can may cannot shall can't won't wouldn't not n't didn't don't doesn't")

// read reads the statement of one word of saying; later are the ones behind it
// in the sentence.
func (y *sayer) read(s sentence, c cuePlace, later []cuePlace) {
	u := utterance{cue: c}
	switch {
	case y.isPassive(s, c):
		y.passive(s, u, later)
		return
	case c.form&formGerund != 0 && c.form&(formPast|formThird) == 0:
		if !y.chained(s, &u) {
			return
		}
	case !y.finite(s, &u):
		return
	}
	for _, frame := range frameTable {
		if frame.read(y, s, &u, later) {
			if y.nested(s, u) {
				return
			}
			if u.rule == "" {
				u.rule = "say/" + frame.name
			}
			if u.sure == 0 {
				u.sure = frame.sure
			}
			y.keep(u)
			return
		}
	}
	if d := y.d; d.isMark(s.to-1, ":") && s.to-u.cue.to < reach {
		u.rule, u.sure = "say/colon", 85
		y.pending = &u
	}
}

// nested reports whether the words of saying stand within what somebody else
// said, and nobody is named for them.
func (y *sayer) nested(s sentence, u utterance) bool {
	for _, other := range y.spoken[max(0, len(y.spoken)-ahead):] {
		for _, p := range other.pieces {
			if p.quote < 0 && p.from <= u.cue.from && u.cue.to <= p.to && u.subject.from >= p.from {
				return u.subject.pronoun || len(u.subject.people) == 0 && !heads(y.d, u.subject)
			}
		}
	}
	return false
}

// frameTable are the constructions around a word of saying, the surest first.
var frameTable = []struct {
	name string
	sure int
	read func(*sayer, sentence, *utterance, []cuePlace) bool
}{
	{"quote-before", 95, (*sayer).quoteBefore},
	{"quote-and-speaker", 90, (*sayer).quoteAndSpeaker},
	{"parenthesis", 85, (*sayer).parenthesis},
	{"quote-after", 95, (*sayer).quoteAfter},
	{"that-clause", 90, (*sayer).thatClause},
	{"called-it", 80, (*sayer).calledIt},
	{"expressed", 85, (*sayer).expressed},
	{"for-and-of", 85, (*sayer).complemented},
	{"to-do", 85, (*sayer).toDo},
	{"clause-before", 80, (*sayer).clauseBefore},
	{"clause", 80, (*sayer).bareClause},
}

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
	if u.cue.form&(formPast|formThird) == 0 && !y.pluralSubject(u.subject) {
		return false
	}
	if isThing(d, u.subject) {
		return false
	}
	return d.folded[u.subject.from] != "it" || d.isMark(u.cue.to, "that")
}

// isThing reports whether a phrase without a person in it speaks of something
// that cannot talk: a time, a sum or a "this".
func isThing(d *document, p phrase) bool {
	if len(p.people) > 0 {
		return false
	}
	first := d.folded[p.from]
	if p.to-p.from == 1 && (determiners[first] && !loneDeterminers[first] || first == "there" || first == "it") {
		return true
	}
	last := d.words[p.to-1]
	return last.Shape == text.Number || things[last.Folded]
}

var things = set("day days week weeks month months year years time hours minutes percent war law deal talks meeting visit event way thing things fact point question issue issues situation number price prices market")

// pluralSubject allows the base form: "officials say", "they believe".
func (y *sayer) pluralSubject(p phrase) bool {
	last := y.d.folded[headOf(y.d, p)]
	return p.joint || last == "they" || last == "i" || last == "you" || last == "we" || len(p.people) == 0 && !p.pronoun && (hasAnySuffix(last, "s", "people", "men", "police"))
}

// headOf is the head noun of a phrase: the word before its first preposition.
func headOf(d *document, p phrase) int {
	for i := p.from + 1; i < p.to; i++ {
		if prepositions[d.folded[i]] {
			return i - 1
		}
	}
	return p.to - 1
}

// sharedSubject takes the subject of the verb before "and".
func (y *sayer) sharedSubject(s sentence, u *utterance) {
	d := y.d
	i := skipBetween(d, s, u.cue.from)
	if i <= s.from || d.folded[i-1] != "and" && d.folded[i-1] != "but" && !d.isMark(i-1, ",") {
		return
	}
	if n := len(y.spoken); n > 0 {
		u.subject = y.spoken[n-1].subject
		return
	}
	if u.cue.cue.Strength >= 2 && !d.isMark(i-1, ",") {
		u.subject = y.opener(s, u.cue.from)
	}
}

// opener is whom the sentence is about, else the phrase that it begins with.
func (y *sayer) opener(s sentence, before int) phrase {
	if who := y.d.subjects[y.d.words[s.from].sentence]; who >= 0 {
		if p := y.subjectPhrase(s, who); !p.empty() {
			return p
		}
	}
	first := y.d.words[s.from]
	if prepositions[first.Folded] || conjunctions[first.Folded] || first.quote >= 0 || adverb(first.Folded) {
		return phrase{}
	}
	p := nominalFrom(y.d, s, s.from)
	for p.to > p.from && eventVerb(y.d, p.to-1) {
		p.to--
	}
	if p.to >= before || p.to-p.from > 6 || !p.empty() && isThing(y.d, p) {
		return phrase{}
	}
	return p
}

// subjectPhrase is the first place in the sentence that means the person.
func (y *sayer) subjectPhrase(s sentence, who int) phrase {
	for i := s.from; i < s.to; i++ {
		w := y.d.words[i]
		if w.mention >= 0 && y.d.mentions[w.mention].person == who {
			m := y.d.mentions[w.mention]
			return phrase{from: m.start, to: m.to, people: []int{who}}
		}
		if w.ref >= 0 && y.d.refs[w.ref].people[0] == who {
			r := y.d.refs[w.ref]
			return phrase{from: r.from, to: r.to, people: r.people}
		}
	}
	return phrase{}
}

// inverted reports whether the subject may follow the verb: a quotation or a
// comma stands before it, or it opens the sentence.
func (y *sayer) inverted(s sentence, u *utterance) bool {
	i := u.cue.from
	if i == s.from {
		return true
	}
	w := y.d.words[i-1]
	if w.quote >= 0 && y.d.quotes[w.quote].speech && y.d.quotes[w.quote].to == i {
		return true
	}
	if w.Folded != "," && !isDash(w.Folded) || u.cue.cue.Class == classInform || i-s.from < 4 {
		return false
	}
	if y.d.words[i-2].quote >= 0 {
		return true
	}
	p := phraseAfter(y.d, u.cue.to)
	return !p.empty() && endsSoon(y.d, s, p.to)
}

// chained gives ", adding that" the speaker of its sentence.
func (y *sayer) chained(s sentence, u *utterance) bool {
	d := y.d
	i := u.cue.from
	if i > s.from && !d.isMark(i-1, ",") && d.folded[i-1] != "and" && !adverb(d.folded[i-1]) && !isDash(d.folded[i-1]) {
		return false
	}
	if n := len(y.spoken); n > 0 {
		u.subject = y.spoken[n-1].subject
		return true
	}
	if u.cue.cue.Strength < 2 {
		return false
	}
	u.subject = y.opener(s, i)
	return !u.subject.empty()
}

func (y *sayer) keep(u utterance) {
	for _, p := range u.pieces {
		if p.quote >= 0 {
			y.used[p.quote] = true
		}
		for i := p.from; i < p.to; i++ {
			if q := y.d.words[i].quote; q >= 0 {
				y.used[q] = true
			}
		}
	}
	y.spoken = append(y.spoken, u)
	y.last, y.lastSentence = len(y.all), y.d.words[u.cue.from].sentence
	y.all = append(y.all, u)
}

// writeStatement adds an utterance to the facts.
func writeStatement(d *document, u utterance) {
	st := news.Statement{Speaker: speaker(d, u.subject), Cue: d.span(u.cue.from, u.cue.to), Type: typeOf(d, u)}
	if !u.subject.empty() {
		st.Mention = d.span(u.subject.from, u.subject.to)
	}
	if !u.addressee.empty() {
		st.Addressee = d.span(u.addressee.from, u.addressee.to)
	}
	for _, p := range u.pieces {
		if c := contentOf(d, p); !c.Empty() {
			st.Content = append(st.Content, c)
		}
	}
	if len(st.Content) == 0 {
		return
	}
	s := d.sentenceOf(u.cue.from)
	st.Evidence = news.Evidence{Span: s.Span, Rule: u.rule, Confidence: u.sure}
	if st.Speaker == "" && u.subject.pronoun {
		st.Confidence -= 30
	}
	d.facts.Statements = append(d.facts.Statements, st)
}

func typeOf(d *document, u utterance) news.StatementType {
	direct, quoted := true, false
	if u.direct {
		return news.Direct
	}
	for _, p := range u.pieces {
		if p.quote >= 0 {
			quoted = true
			continue
		}
		direct = false
		for i := p.from; i < p.to; i++ {
			quoted = quoted || d.words[i].quote >= 0
		}
	}
	switch {
	case direct:
		return news.Direct
	case quoted:
		return news.Mixed
	}
	return news.Indirect
}
