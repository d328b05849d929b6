package extract

import "readout/digest/text"

// takeNoun takes a noun phrase: it ends before "and left", where the speaker
// does something else.
func (y *sayer) takeNoun(s sentence, u *utterance, i int, later []cuePlace) bool {
	d := y.d
	for k := i + 1; k+1 < s.to; k++ {
		if d.folded[k] == "and" && motionVerbs.has(d.folded[k+1]) && d.words[k].quote < 0 {
			s.to = k
			break
		}
		if d.isMark(k, ",") && (d.isMark(k+1, "and") || d.isMark(k+1, "but") || d.isMark(k+1, "while")) && !hasVerb(d, i, k) && !subjectBehind(d, s, min(k+2, s.to-1)).empty() {
			s.to = k
			break
		}
		if settingAt(d, s, k) {
			s.to = k
			break
		}
	}
	return y.take(s, u, i, later)
}

// settingAt reports whether word i begins where it was said: "in a phone call",
// "at a joint briefing".
func settingAt(d *document, s sentence, i int) bool {
	if w := d.folded[i]; w != "in" && w != "at" && w != "during" || i+2 >= s.to || d.folded[i+1] != "a" && d.folded[i+1] != "an" {
		return false
	}
	for k := i + 2; k < min(s.to, i+5); k++ {
		if mediums.has(d.folded[k]) || settings.has(d.folded[k]) {
			return true
		}
		if closedWord(d.folded[k]) || d.words[k].Shape == text.Mark {
			return false
		}
	}
	return false
}

var settings = set("call conversation meeting conference ceremony")

// welcomesThing tells "welcomed the ceasefire", an opinion, from "welcomed the
// guests".
func welcomesThing(d *document, c cue, i int) bool {
	if c.Lemma != "welcome" || !determiners.has(d.folded[i]) {
		return false
	}
	p := phraseAfter(d, i)
	if p.to <= i+1 || len(p.people) > 0 {
		return false
	}
	for k := p.from; k < p.to; k++ {
		if w := &d.words[k]; w.mention >= 0 || w.ref >= 0 && k < headOf(d, p) {
			return false
		}
	}
	head := &d.words[headOf(d, p)]
	return head.class == plain && !groupWord(head.Folded) && !hasAnySuffix(head.Folded, "ers", "ors", "ants", "ists", "ians", "men", "guest", "guests", "people", "team")
}

// isTopic reports whether what a cue takes as a noun is only what the talk was
// about: "described the situation".
func isTopic(c cue) bool {
	return c.Class == classExplain && !c.Frames.takes(frameAs) || c.Lemma == "mention" || c.Frames.takes(frameAbout)
}

// writesWhat reports whether what somebody wrote is a letter or a book, told from
// word i on, and not its words.
func writesWhat(d *document, s sentence, i int) bool {
	if !determiners.has(d.folded[i]) {
		return false
	}
	for k := i + 1; k < min(s.to, i+7) && d.words[k].Shape != text.Mark && !auxiliaries.has(d.folded[k]); k++ {
		if mediums.has(d.folded[k]) || writings.has(d.folded[k]) {
			return k+1 >= s.to || !auxiliaries.has(d.folded[k+1])
		}
	}
	return false
}

var writings = set("book memoir novel essay article column editorial op-ed opinion note memo song poem play paper story check cheque letters books articles")
