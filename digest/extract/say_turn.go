package extract

// turn reads a transcript: "Ana Prado: We will hold." A turn lasts to the end
// of its paragraph.
func (y *sayer) turn(index int, s sentence) bool {
	d := y.d
	if y.turned > index {
		return true
	}
	w := d.words[s.from]
	if w.mention < 0 && w.lead < 0 {
		return false
	}
	m := d.mentions[max(w.mention, w.lead)]
	if m.start != s.from || !d.isMark(m.to, ":") || m.to+1 >= s.to {
		return false
	}
	u := utterance{
		subject: phrase{from: m.start, to: m.to, people: []int{m.person}}, cue: cuePlace{from: m.to, to: m.to + 1},
		rule: "say/turn", sure: 90,
	}
	end := d.paragraphs[s.paragraph].to
	u.pieces = append(u.pieces, piece{from: m.to + 1, to: d.sentences[end-1].to, quote: -1})
	u.direct = true
	y.keep(u)
	y.turned = end
	return true
}
