package extract

import "unicode"

// wasWords reads what somebody's answer was: "Prado's answer was “No.”", "her
// point is that “roads come first”", "“No” was Prado's answer".
func (y *sayer) wasWords(s sentence) {
	d := y.d
	if len(y.spoken()) > 0 || d.reading.isOff("say/was-words") {
		return
	}
	for k := s.from + 1; k+1 < s.to; k++ {
		if !copulas.has(d.folded[k]) || d.words[k].quote >= 0 {
			continue
		}
		u := utterance{rule: "say/was-words", sure: 70, cue: cuePlace{from: k, to: k + 1}}
		q := y.wordsBehind(s, k)
		if q >= 0 {
			u.subject = y.answerer(s, k-1)
		} else if q = y.freeQuote(k - 1); q >= 0 && d.quotes[q].from == s.from && ownWholeWords(d, q) {
			u.subject = y.answererBehind(s, k+1)
		}
		if q < 0 || u.subject.empty() || y.ownVoice(u.subject) {
			continue
		}
		u.pieces = []piece{{quote: q}}
		y.keep(u)
		return
	}
}

// wordsBehind is the quotation that ends the sentence behind the "was" at word i,
// or behind "was that"; -1 if there is none. A few words that judge ("was “false”")
// are another's.
func (y *sayer) wordsBehind(s sentence, i int) int {
	d := y.d
	k := i + 1
	that := d.isMark(k, "that")
	if that || d.isMark(k, ",") {
		k++
	}
	q := y.freeQuote(k)
	if q < 0 || k >= s.to || d.quotes[q].from != k || !that && !ownWholeWords(d, q) || hasLetters(d, d.quotes[q].to, s.to) {
		return -1
	}
	return q
}

// ownWholeWords reports whether a quotation begins as a sentence does, and so is
// all that was said.
func ownWholeWords(d *document, q int) bool {
	for _, r := range d.quotes[q].Inner.Of(d.text) {
		return unicode.IsUpper(r)
	}
	return false
}

// answerer is whose answer the noun at word i is, or the one before "to Reyes"
// that ends there: "Prado's answer", "her answer to Reyes". It is empty if nobody
// is known.
func (y *sayer) answerer(s sentence, i int) phrase {
	d := y.d
	for k := i; k > s.from && i-k < 6; k-- {
		if !spokenNouns.has(d.folded[k]) || k < i && !d.isMark(k+1, "to") {
			continue
		}
		return y.noneButNamed(s, k)
	}
	return phrase{}
}

// answererBehind is whose answer is told from word i to the end of the sentence.
func (y *sayer) answererBehind(s sentence, i int) phrase {
	for k := i + 1; k < min(s.to, i+8); k++ {
		if spokenNouns.has(y.d.folded[k]) && endsSoon(y.d, s, k+1) {
			return y.noneButNamed(s, k)
		}
	}
	return phrase{}
}

// noneButNamed is the owner of the noun at word i, empty unless he is somebody
// named or a body.
func (y *sayer) noneButNamed(s sentence, i int) phrase {
	d := y.d
	p := y.claimant(s, i)
	for own := i - 1; p.empty() && own >= s.from && i-own < 4; own-- {
		if who, ok := d.owners[own]; ok {
			p = phrase{from: own, to: own + 1, people: []int{who}, pronoun: true}
		} else if closedWord(d.folded[own]) {
			break
		}
	}
	if p.empty() || len(p.people) == 0 && (p.pronoun || !isBody(d, headOf(d, p))) {
		return phrase{}
	}
	return p
}
