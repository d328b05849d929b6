package extract

// turns is how many turns make a transcript of an article: in one, a turn lasts
// until the next, else to the end of its paragraph.
const turns = 3

// turn reads a transcript: "Ana Prado: We will hold." It reports whether the
// sentence belongs to a turn and is not to be read for other statements.
func (y *sayer) turn(index int, s sentence) bool {
	if index < y.turned {
		return true
	}
	if m, ok := turnAt(y.d, s); ok {
		y.begin(s, m)
		return true
	}
	if !y.transcript || y.last < 0 || !y.all[y.last].direct {
		return false
	}
	end := y.d.paragraphs[s.paragraph].to
	u := &y.all[y.last]
	u.pieces = append(u.pieces, piece{from: s.from, to: y.d.sentences[end-1].to, quote: -1})
	y.turned = end
	return true
}

// turnAt is the name that opens a turn at the beginning of a sentence.
func turnAt(d *document, s sentence) (mention, bool) {
	w := d.words[s.from]
	if w.mention < 0 && w.lead < 0 {
		return mention{}, false
	}
	m := d.mentions[max(w.mention, w.lead)]
	return m, m.start == s.from && d.isMark(m.to, ":") && m.to+1 < s.to
}

// isTranscript reports whether the article is a talk written down.
func isTranscript(d *document) bool {
	n := 0
	for _, s := range d.sentences {
		if _, ok := turnAt(d, s); ok {
			n++
		}
	}
	return n >= turns
}

func (y *sayer) begin(s sentence, m mention) {
	d := y.d
	u := utterance{
		subject: phrase{from: m.start, to: m.to, people: []int{m.person}}, cue: cuePlace{from: m.to, to: m.to + 1},
		rule: "say/turn", sure: 90, direct: true,
	}
	end := d.paragraphs[s.paragraph].to
	u.pieces = append(u.pieces, piece{from: m.to + 1, to: d.sentences[end-1].to, quote: -1})
	y.keep(u)
	y.turned = end
}
