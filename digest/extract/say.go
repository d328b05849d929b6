package extract

// sayer reads the statements of the text in order.
type sayer struct {
	d *document
	// used are the quotations that belong to a statement already.
	used map[int]bool
	// last is the utterance read last, and the sentence it stands in; they
	// take the quotations that go on.
	last         int
	lastSentence int
	// transcript tells that the article is a talk written down.
	transcript bool
	// turned is the first sentence behind the turn of a transcript.
	turned int
	// present is the utterance that is being read.
	present utterance
	// until is where the words of the present utterance end at the latest; 0 for
	// the end of the sentence.
	until int
	// pending is an utterance that ends with a colon and waits for its words.
	pending *utterance
	// all are those of the whole text; the present sentence's begin at first.
	all   []utterance
	first int
}

// readStatements finds who said what: beside quotation marks first, then by
// the words of saying, and last by "according to".
func readStatements(d *document) {
	y := sayer{d: d, all: make([]utterance, 0, len(d.sentences)/4+1), used: map[int]bool{}, last: -1, transcript: isTranscript(d)}
	for i, s := range d.sentences {
		if d.paragraphs[s.paragraph].kind != body {
			continue
		}
		y.first = len(y.all)
		if y.turn(i, s) {
			continue
		}
		places := cuePlaces(d, s)
		for k, c := range places {
			y.read(s, c, places[k+1:min(len(places), k+1+ahead)])
		}
		y.sources(s)
		y.claims(s)
		y.signed(i, s)
		y.beside(s)
		y.announced(s)
		y.wasWords(s)
		y.ledUp(i, s)
		y.goOn(i, s)
	}
	for _, u := range y.all {
		writeStatement(d, u)
	}
}

// ahead is how many words of saying behind one are looked at for where its
// clause ends, and before one for what it is part of.
const ahead = 12

// read reads the statement of one word of saying; later are the ones behind it
// in the sentence.
func (y *sayer) read(s sentence, c cuePlace, later []cuePlace) {
	u := &y.present
	*u, y.until = utterance{cue: c}, 0
	if y.d.reading.isOff("say/cue") {
		return
	}
	if y.askedWhether(s, *u, later) {
		return
	}
	if y.isPassive(s, c) {
		y.passive(s, *u, later)
		return
	}
	if !y.credited(s, u) {
		y.d.rejected("say/cue", c.from, c.to, "nobody who says it")
		return
	}
	if y.unsaid(s, *u) {
		y.d.rejected("say/cue", c.from, c.to, "not told as said")
		return
	}
	if y.until == 0 {
		y.until = y.subordinateEnd(s, u)
	}
	if y.until == 0 {
		y.until = y.relativeEnd(s, u)
	}
	if y.until > 0 {
		s.to = y.until
		later = before(later, s.to)
	}
	if y.framed(s, u, later) {
		return
	}
	if d := y.d; d.isMark(s.to-1, ":") && s.to-u.cue.to < reach {
		u.rule, u.sure = "say/colon", 85
		waits := *u
		y.pending = &waits
		return
	}
	y.d.rejected("say/cue", c.from, c.to, "no words that were said")
}

// before are the words of saying before word end.
func before(later []cuePlace, end int) []cuePlace {
	for i, c := range later {
		if c.from >= end {
			return later[:i]
		}
	}
	return later
}

// credited finds who says it.
func (y *sayer) credited(s sentence, u *utterance) bool {
	if c := u.cue; c.form&formGerund != 0 && c.form&(formPast|formThird) == 0 && !wentOn(y.d, s, c.from) {
		return y.chained(s, u)
	}
	return y.finite(s, u)
}

// framed keeps what the first construction that fits makes of the words. It
// reports whether one did.
func (y *sayer) framed(s sentence, u *utterance, later []cuePlace) bool {
	for _, frame := range frameTable {
		if y.d.reading.isOff(frame.name) || !frame.read(y, s, u, later) {
			continue
		}
		if y.nested(s, *u) {
			y.d.rejected(frame.name, u.cue.from, u.cue.to, "part of what another says")
			return true
		}
		if u.rule == "" {
			u.rule = frame.name
		}
		if u.sure == 0 {
			u.sure = frame.sure
		}
		y.keep(*u)
		return true
	}
	return false
}

// nested reports whether the words of saying stand within what somebody else
// said, and nobody is named for them.
func (y *sayer) nested(s sentence, u utterance) bool {
	for _, other := range y.all[max(y.first, len(y.all)-ahead):] {
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
	{"say/quote-before", 95, (*sayer).quoteBefore},
	{"say/quote-and-speaker", 90, (*sayer).quoteAndSpeaker},
	{"say/as-said", 75, (*sayer).asSaid},
	{"say/parenthesis", 80, (*sayer).parenthesis},
	{"say/quote-after", 90, (*sayer).quoteAfter},
	{"say/that-clause", 90, (*sayer).thatClause},
	{"say/called-it", 80, (*sayer).calledIt},
	{"say/expressed", 75, (*sayer).expressed},
	{"say/for-and-of", 70, (*sayer).complemented},
	{"say/to-do", 70, (*sayer).toDo},
	{"say/clause-before", 90, (*sayer).clauseBefore},
	{"say/clause", 80, (*sayer).bareClause},
}

// spoken are the utterances of the present sentence so far.
func (y *sayer) spoken() []utterance { return y.all[y.first:] }

func (y *sayer) keep(u utterance) {
	if y.d.reading.isOff(u.rule) {
		return
	}
	y.d.fired(u.rule, u.cue.from, u.cue.to)
	for _, p := range u.pieces {
		if p.quote >= 0 {
			y.used[p.quote] = true
		}
		for i := p.from; i < p.to; i++ {
			if q := y.d.words[i].quote; q >= 0 {
				y.used[int(q)] = true
			}
		}
	}
	y.last, y.lastSentence = len(y.all), int(y.d.words[u.cue.from].sentence)
	y.all = append(y.all, u)
}
