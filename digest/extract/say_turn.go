package extract

import "readout/digest/text"

// turns is how many turns make a transcript of an article: in one, a turn lasts
// until the next, else to the end of its paragraph.
const turns = 3

// turn reads a transcript: "Ana Prado: We will hold." It reports whether the
// sentence belongs to a turn and is not to be read for other statements.
func (y *sayer) turn(index int, s sentence) bool {
	if index < y.turned {
		return true
	}
	if y.d.reading.isOff("say/turn") {
		return false
	}
	if m, ok := turnAt(y.d, s); ok {
		y.begin(index, phrase{from: m.start, to: m.to, people: []int{m.person}})
		return true
	}
	if y.transcript && labelled(y.d, s) {
		y.last = -1
		if p := labelOf(y.d, s); !p.empty() {
			y.begin(index, p)
		}
		// Questions are nobody's: silence until the next turn.
		y.turned = y.turnEnd(index)
		return true
	}
	if !y.transcript || y.last < 0 || !y.all[y.last].direct {
		return false
	}
	end := y.turnEnd(index)
	u := &y.all[y.last]
	u.pieces = append(u.pieces, piece{from: s.from, to: y.d.sentences[end-1].to, quote: -1})
	y.turned = end
	return true
}

// turnAt is the name that opens a turn at the beginning of a sentence.
func turnAt(d *document, s sentence) (mention, bool) {
	w := &d.words[s.from]
	if w.mention < 0 && w.lead < 0 {
		return mention{}, false
	}
	m := d.mentions[max(w.mention, w.lead)]
	return m, m.start == s.from && d.isMark(m.to, ":") && m.to+1 < s.to
}

// label is the most words of a label that opens a turn.
const label = 6

// labelled reports whether a sentence opens with a name in capitals and a
// colon, "MS PORTER:" or "QUESTION:".
func labelled(d *document, s sentence) bool {
	for i := s.from; i < s.to && i < s.from+label; i++ {
		switch w := &d.words[i]; {
		case d.isMark(i, ":"):
			return i > s.from
		case w.Shape == text.Upper, w.Shape == text.Initial, d.isMark(i, "."):
		default:
			return false
		}
	}
	return false
}

// labelOf is who is named by a label, "MS PORTER:"; empty for "QUESTION:".
func labelOf(d *document, s sentence) phrase {
	colon := s.from
	for !d.isMark(colon, ":") {
		colon++
	}
	if d.isMark(s.from, "the") && d.words[s.from+1].class == roleWord && colon+1 < s.to {
		p := phrase{from: s.from, to: colon, called: d.said(s.from, colon)}
		if r := d.words[s.from+1].ref; r >= 0 {
			p.people, p.called = d.refs[r].people, ""
		}
		return p
	}
	first := s.from
	for first < colon && (labelTitles.has(d.folded[first]) || d.isMark(first, ".")) {
		first++
	}
	if first == colon || first == s.from || colon+1 >= s.to {
		return phrase{}
	}
	return phrase{from: s.from, to: colon, called: properCase(d.said(first, colon))}
}

// labelTitles stand before the name in a label.
var labelTitles = set("mr ms mrs dr mr. ms. mrs. dr. secretary ambassador minister president senator")

// turnEnd is the sentence behind the turn that goes on at one: that of the next
// turn, else of the next paragraph.
func (y *sayer) turnEnd(index int) int {
	end := y.d.paragraphs[y.d.sentences[index].paragraph].to
	for k := index + 1; k < end; k++ {
		s := y.d.sentences[k]
		quoted := s.from+2 < s.to && y.d.isMark(s.from+1, ":") && y.d.words[s.from].Named() && y.d.words[s.from+2].quote >= 0
		if _, ok := turnAt(y.d, s); ok || quoted || labelled(y.d, s) {
			return k
		}
	}
	return end
}

// isTranscript reports whether the article is a talk written down.
func isTranscript(d *document) bool {
	n := 0
	for _, s := range d.sentences {
		if _, ok := turnAt(d, s); ok || labelled(d, s) {
			n++
		}
	}
	return n >= turns
}

func (y *sayer) begin(index int, who phrase) {
	d := y.d
	u := utterance{
		subject: who, cue: cuePlace{from: who.to, to: who.to + 1},
		rule: "say/turn", sure: 90, direct: true,
	}
	end := y.turnEnd(index)
	u.pieces = append(u.pieces, piece{from: who.to + 1, to: d.sentences[end-1].to, quote: -1})
	y.keep(u)
	y.turned = end
}
