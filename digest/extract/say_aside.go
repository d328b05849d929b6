package extract

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
	if start-1 <= from || conjunctions.has(d.folded[end+1]) && d.folded[end+1] != "which" || isLaterCue(later, end+1) || d.words[end+1].quote >= 0 {
		return false
	}
	if q := d.words[start-2].quote; q >= 0 && d.quotes[q].speech {
		return false
	}
	u.pieces = append(u.pieces, piece{from: from, to: start - 1, quote: -1}, piece{from: end + 1, to: clauseEnd(d, s, end+1, later), quote: -1})
	return true
}

// calledIt reads: She called the plan "a mistake". The words in quotation marks
// make it speech.
func (y *sayer) calledIt(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	if !naming.has(u.cue.cue.Lemma) {
		return false
	}
	for i := u.cue.to; i < s.to && i < u.cue.to+reach; i++ {
		if isLaterCue(later, i) {
			return false
		}
		if d.words[i].quote >= 0 && i > u.cue.to {
			return y.take(s, u, u.cue.to, later)
		}
	}
	return false
}

var naming = set("call describe label dub characterize characterise brand denounce dismiss portray")
