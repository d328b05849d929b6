package extract

// asSaid reads "As Prado noted, the road is closed" and "the road is closed, as
// Prado noted".
func (y *sayer) asSaid(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	as := u.subject.from - 1
	for as > s.from && determiners.has(d.folded[as]) {
		as--
	}
	if as < s.from || d.folded[as] != "as" || u.subject.from > u.cue.from || !u.cue.cue.Frames.takes(frameThat|frameBare|frameQuote) {
		return false
	}
	end := u.cue.to
	for end < s.to && end < u.cue.to+addresseeLength && !d.isMark(end, ",") {
		end++
	}
	if as == s.from {
		return d.isMark(end, ",") && y.tellsWhere(s, *u, end) && s.to-end > 3 && y.take(s, u, end+1, later)
	}
	if !d.isMark(as-1, ",") || !closesWith(d, s, u.cue.to) {
		return false
	}
	from := y.clauseStart(s, as)
	if q := y.freeQuote(as - 2); q >= 0 && d.quotes[q].from == from {
		u.pieces = append(u.pieces, piece{quote: q})
		return true
	}
	if as-1-from < 4 || len(y.spoken()) > 0 {
		return false
	}
	u.pieces = append(u.pieces, piece{from: from, to: as - 1, quote: -1})
	return true
}

// tellsWhere reports whether the words between "as Prado said" and the comma at
// word end tell when, where and to whom, and not what: "As Prado told reporters
// on Monday, ...".
func (y *sayer) tellsWhere(s sentence, u utterance, end int) bool {
	d := y.d
	i := u.cue.to
	if u.cue.cue.Class == classInform {
		i = max(i, phraseAfter(d, i).to)
	}
	i = y.skipTime(s, i)
	return i >= end || prepositions.has(d.folded[i]) && d.folded[i] != "of" && d.folded[i] != "about"
}
