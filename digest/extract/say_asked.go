package extract

import "readout/digest/text"

// askedWhether reads "Asked whether she would run, Prado laughed" and "She was
// asked why": the question of somebody who is not named, or behind "by". It
// reports whether it did.
func (y *sayer) askedWhether(s sentence, u utterance, later []cuePlace) bool {
	d := y.d
	if u.cue.cue.Lemma != "ask" || u.cue.form&formParticiple == 0 || d.reading.isOff("say/asked-whether") {
		return false
	}
	opens := u.cue.from == s.from || reduced.has(d.folded[u.cue.from-1])
	if !opens && !y.isPassive(s, u.cue) {
		return false
	}
	i := u.cue.to
	if d.isMark(i, "by") && i+1 < s.to {
		u.subject = phraseAfter(d, i+1)
		i = u.subject.to
	}
	i = questionFrom(d, s, y.skipTime(s, i))
	if i >= s.to || d.isMark(i+1, ",") || !d.isMark(i, "if") && !interrogative.has(d.folded[i]) {
		return false
	}
	for k := i + 1; opens && k+2 < s.to; k++ {
		if d.isMark(k, ",") && !subjectBehind(d, s, k+1).empty() {
			s.to = k
		}
	}
	u.rule, u.sure = "say/asked-whether", 65
	if !y.take(s, &u, i, before(later, s.to)) {
		return false
	}
	y.keep(u)
	return true
}

// questionFrom is where a question begins behind the time and the place of its
// asking, "during a briefing whether"; else i.
func questionFrom(d *document, s sentence, i int) int {
	if i >= s.to || !askedAt.has(d.folded[i]) {
		return i
	}
	for k := i + 1; k < min(s.to, i+8) && d.words[k].Shape != text.Mark; k++ {
		if d.isMark(k, "if") || interrogative.has(d.folded[k]) {
			return k
		}
	}
	return i
}

// askedAt are the prepositions of where and when somebody is asked.
var askedAt = set("in at during on after before by last this")
