package extract

import "slices"

// ledUp gives a quotation that stands alone to whom the short sentence before it
// announces: "Prado's message was simple.", "Prado was blunt.", "Prado issued a
// statement."
func (y *sayer) ledUp(index int, s sentence) {
	d := y.d
	q := y.freeQuote(s.from)
	if q < 0 || index == 0 || len(y.spoken()) > 0 || y.pending != nil || d.quotes[q].from != s.from || hasLetters(d, d.quotes[q].to, s.to) || d.reading.isOff("say/led-up") {
		return
	}
	before := d.sentences[index-1]
	if before.paragraph != s.paragraph || y.lastSentence == index-1 && y.last >= 0 || before.to-before.from > announcing || !ownWholeWords(d, q) || y.claimedNext(index, q) {
		return
	}
	who := y.announcing(index-1, before)
	if who.empty() || saidOtherwise(d, before.from, before.to) || showsWords(d, before.from, before.to) {
		return
	}
	y.keep(utterance{rule: "say/led-up", sure: 70, subject: who, cue: cuePlace{from: s.from, to: s.from + 1}, pieces: []piece{{quote: q}}})
	y.lastSentence = index
}

// announcing bounds a sentence that does no more than announce words.
const announcing = 14

// announcing is who a sentence tells to speak next: the owner of an answer that
// was simple, else its subject where it is blunt or issues words. It is empty
// where nobody, or a second person, is named.
func (y *sayer) announcing(index int, s sentence) phrase {
	d := y.d
	for k := s.from + 1; k < s.to; k++ {
		if copulas.has(d.folded[k]) && s.to-k < 6 && !d.isMark(k+1, "not") {
			if p := y.answerer(s, k-1); !p.empty() {
				return p
			}
		}
	}
	who := d.subjects[index]
	if only := namedAlone(d, s.from, s.to); who < 0 || only >= 0 && only != who || only < 0 && !refersOnly(d, s.from, s.to, who) {
		return phrase{}
	}
	if !speaksUp(d.folded[s.from:s.to]) {
		return phrase{}
	}
	return y.subjectPhrase(s, who)
}

// speaksUp reports whether folded words tell that somebody speaks: "was blunt",
// "fired back", "took to Twitter", "issued a statement".
func speaksUp(words []string) bool {
	for k := 1; k < len(words); k++ {
		switch before := words[k-1]; {
		case copulas.has(before) && outspoken.has(words[k]),
			words[k] == "back" && firesBack.has(before),
			words[k] == "to" && before == "took":
			return true
		case sends.has(before) && slices.ContainsFunc(words[k:min(len(words), k+4)], mediums.has):
			return true
		}
	}
	return false
}

var (
	outspoken = set("blunt unequivocal emphatic unapologetic defiant adamant candid frank unmoved unrepentant")
	firesBack = set("fired shot hit fought lashed punched snapped")
)
