package extract

import "readout/digest/text"

// beside gives a quotation that ends with a comma or a question to whom a verb
// stands beside it, whatever the verb: "It is over," shrugged Prado. The
// punctuation tells that it is said.
func (y *sayer) beside(s sentence) {
	d := y.d
	if y.d.reading.isOff("say/beside") {
		return
	}
	for k := y.behindQuote(s); k+2 < s.to; k++ {
		q := y.freeQuote(k)
		if q < 0 || d.quotes[q].from != k && k >= s.from {
			continue
		}
		i := d.quotes[q].to
		if comma := d.isMark(i, ","); i+1 >= s.to || !comma && !hasAnySuffix(d.quotes[q].Inner.Of(d.text), ",", "?", "!") {
			continue
		} else if comma {
			i++
		}
		u := utterance{rule: "say/beside", sure: 80}
		if !y.doer(s, i, &u) || y.ownVoice(u.subject) || u.subject.pronoun && speakersOwn.has(d.folded[u.subject.from]) {
			d.rejected(u.rule, k, i, "nobody who says it")
			continue
		}
		u.pieces = []piece{{quote: q}}
		if next := y.resumed(s, &u, nil); next >= 0 {
			u.pieces = append(u.pieces, piece{quote: next})
		}
		y.keep(u)
	}
}

// behindQuote is where to look for the quotation that a sentence may have a
// speaker for: the word before it in its paragraph, else its own first.
func (y *sayer) behindQuote(s sentence) int {
	d := y.d
	if index := int(d.words[s.from].sentence); index > d.paragraphs[s.paragraph].from {
		return s.from - 1
	}
	return s.from
}

// doer finds the verb and its subject at word i, in either order.
func (y *sayer) doer(s sentence, i int, u *utterance) bool {
	d := y.d
	if finiteAt(d, i) {
		u.cue, u.subject = cuePlace{from: i, to: i + 1}, phraseAfter(d, i+1)
		return len(u.subject.people) > 0 && !u.subject.pronoun
	}
	p := subjectBehind(d, s, i)
	if i > s.from {
		p = phraseAfter(d, i)
	}
	v := skipAdverbs(d, s, p.to)
	if p.empty() || len(p.people) == 0 || isOfAnother(d, p) || v >= s.to || !finiteAt(d, v) || negatedAt(d, p.to, v) {
		return false
	}
	u.cue, u.subject = cuePlace{from: v, to: v + 1}, p
	return true
}

// isOfAnother tells "the paper of Ana Prado", which is not she.
func isOfAnother(d *document, p phrase) bool {
	head := headOf(d, p)
	w := &d.words[head]
	return d.isMark(head+1, "of") && head+1 < p.to && w.class == plain && w.Shape == text.Lower && w.mention < 0
}

func skipAdverbs(d *document, s sentence, i int) int {
	for i < s.to && adverb(d.folded[i]) {
		i++
	}
	return i
}

// finiteAt reports whether word i may be a verb in the past, by its ending or
// the list.
func finiteAt(d *document, i int) bool {
	w := &d.words[i]
	if w.Shape != text.Lower || auxiliaries.has(w.Folded) || takesIn.has(w.Folded) || w.mention >= 0 {
		return false
	}
	if hasAnySuffix(w.Folded, "ed") {
		return true
	}
	_, form, n := d.cueAt(i)
	return n == 1 && form&(formPast|formThird) != 0
}

// takesIn are verbs of whom the words only reach.
var takesIn = set("read reads heard overheard watched noticed received")
