package extract

import "readout/digest/text"

// parenthesis reads "The road, she noted, is closed".
func (y *sayer) parenthesis(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	start, end := min(u.subject.from, u.cue.from), max(u.cue.to, u.subject.to)
	if start <= s.from || !d.isMark(start-1, ",") || !d.isMark(end, ",") || end+2 >= s.to || d.folded[u.subject.from] == "who" || !u.cue.cue.Frames.takes(frameBare) {
		return false
	}
	if u.subject.from > u.cue.from && closesWith(d, s, end) {
		return false
	}
	from := y.clauseStart(s, start)
	if start-1 <= from || conjunctions.has(d.folded[end+1]) && d.folded[end+1] != "which" || isLaterCue(later, end+1) {
		return false
	}
	// A quotation goes on with the clause only where it begins in small letters:
	// Children, she said, "are eating leaves".
	if d.words[end+1].quote >= 0 && d.words[min(end+2, s.to-1)].Shape != text.Lower {
		return false
	}
	if q := d.words[start-2].quote; q >= 0 && d.quotes[q].speech {
		return false
	}
	u.pieces = append(u.pieces, piece{from: from, to: start - 1, quote: -1}, piece{from: end + 1, to: clauseEnd(d, s, end+1, later), quote: -1})
	return true
}
