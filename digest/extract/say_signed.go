package extract

import "readout/digest/text"

// signed gives a quotation that stands alone to the name below it: "— Ana Prado,
// Minister of Ports".
func (y *sayer) signed(index int, s sentence) {
	d := y.d
	if index == 0 || !isDash(d.folded[s.from]) || s.to-s.from > reach/2 || d.reading.isOff("say/signed") {
		return
	}
	i := s.from + 1
	for i < s.to && isDash(d.folded[i]) {
		i++
	}
	m := -1
	if i < s.to {
		m = int(max(d.words[i].mention, d.words[i].lead))
	}
	before := d.sentences[index-1]
	q := y.freeQuote(before.to - 1)
	if m < 0 || q < 0 || d.quotes[q].to != before.to || hasVerb(d, i, s.to) {
		return
	}
	for k := d.quotes[q].from - 1; k >= d.sentences[d.paragraphs[before.paragraph].from].from; k-- {
		if d.words[k].Shape > text.Mark {
			return
		}
	}
	who := d.mentions[m]
	y.keep(utterance{subject: phrase{from: who.start, to: who.to, people: []int{who.person}}, cue: cuePlace{from: s.from, to: s.from + 1}, pieces: []piece{{quote: q}}, rule: "say/signed", sure: 85})
	// What is quoted below it is another's.
	y.last = -1
}
