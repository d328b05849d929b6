package extract

import "readout/digest/text"

// bySaying is who answers "by saying that ...": the subject of the verb before,
// in the same clause. It is empty if none is clear.
func (y *sayer) bySaying(s sentence, u utterance) phrase {
	d := y.d
	if !u.cue.cue.Frames.takes(frameBare) || d.reading.isOff("say/by-saying") {
		return phrase{}
	}
	for k := u.cue.from - 2; k > s.from && u.cue.from-k < reach/2; k-- {
		w := &d.words[k]
		if w.Folded == "," || w.Folded == ";" || w.quote >= 0 && d.quotes[w.quote].speech {
			break
		}
		if w.Shape != text.Lower || w.mention >= 0 || !hasAnySuffix(w.Folded, "ed") && !eventVerb(d, k) && !speechVerb(d, k) {
			continue
		}
		p := subjectBefore(d, k)
		if p.empty() || p.pronoun && len(p.people) == 0 || isThing(d, p) || !canSpeak(d, p) {
			break
		}
		d.fired("say/by-saying", k, u.cue.to)
		return p
	}
	return phrase{}
}
