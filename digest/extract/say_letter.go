package extract

// letterSaying is who writes "a letter to the board saying that ..." or "a note
// from Prado warning that ...", where the words of saying begin at word i. It is
// empty where the letter is got by whom the sentence tells of.
func (y *sayer) letterSaying(s sentence, i int) phrase {
	d := y.d
	for k := i - 2; k > s.from && i-k < addresseeLength; k-- {
		w := &d.words[k]
		if w.Folded == "," || w.Folded == ";" || auxiliaries.has(w.Folded) || w.quote >= 0 {
			break
		}
		if !mediums.has(w.Folded) || d.reading.isOff("say/letter-saying") {
			continue
		}
		var p phrase
		switch d.folded[k+1] {
		case "from", "by":
			p = phraseAfter(d, k+2)
		case "to":
			p = y.sender(s, k)
		}
		if !p.empty() && !isThing(d, p) && canSpeak(d, p) {
			d.fired("say/letter-saying", k, i)
			return p
		}
		break
	}
	return phrase{}
}

// sender is the subject of the verb whose object is the letter at word i.
func (y *sayer) sender(s sentence, i int) phrase {
	d := y.d
	for k := i - 1; k > s.from && i-k < reach/4; k-- {
		if takesIn.has(d.folded[k]) || d.isMark(k, ",") {
			break
		}
		if sends.has(d.folded[k]) {
			return subjectBefore(d, k)
		}
	}
	return phrase{}
}

var sends = set("sent send sends wrote write writes written issued issues released releases published posted circulated fired penned signed mailed emailed delivered addressed")
