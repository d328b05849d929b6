package extract

import "readout/digest/text"

// calledIt reads: She called the plan "a mistake". The words in quotation marks
// make it speech, and so does what else the thing is called: "called the plan a
// mistake", "called it deeply flawed".
func (y *sayer) calledIt(s sentence, u *utterance, later []cuePlace) bool {
	d := y.d
	if !naming.has(u.cue.cue.Lemma) {
		return false
	}
	if u.cue.cue.Lemma == "call" && y.calledWhat(s, u.cue.to) {
		s.to = y.calledUntil(s, u.cue.to)
		return y.take(s, u, u.cue.to, later)
	}
	for i := u.cue.to; i < s.to && i < u.cue.to+reach; i++ {
		if isLaterCue(later, i) {
			return false
		}
		if d.words[i].quote >= 0 && i > u.cue.to {
			s.to = y.calledUntil(s, i)
			return y.take(s, u, u.cue.to, later)
		}
	}
	return false
}

// calledUntil is where what something is called ends at the latest, as far as
// the first quotation in it from word i on tells.
func (y *sayer) calledUntil(s sentence, i int) int {
	for ; i < s.to; i++ {
		q := y.d.words[i].quote
		if q < 0 {
			continue
		}
		end := y.d.quotes[q].to
		if tellsWhen(y.d, s, end) || y.d.isMark(y.present.subject.from, "who") && verbAt(y.d, end) || goesOnApart(y.d, s, end) {
			return end
		}
		if !y.d.isMark(end, "and") {
			break
		}
		i = end
	}
	return s.to
}

// verbAt reports whether the main clause goes on with its verb at word i, behind
// "who called it so".
func verbAt(d *document, i int) bool {
	return saidAt(d, i) || i < len(d.words) && isAuxiliary(d, i)
}

// tellsWhen reports whether word i, behind the quotation in what something is
// called, opens when or where it was said: "“reckless” in a tweet on Sunday".
func tellsWhen(d *document, s sentence, i int) bool {
	return i < s.to && (d.words[i].class == notName || occasions.has(d.folded[i]) || settled.has(d.folded[i]))
}

var settled = set("in on at during")

var naming = set("call describe label dub characterize characterise brand denounce dismiss portray liken deride")

// calledWhat reports whether the thing at word i is followed by what it is
// called.
func (y *sayer) calledWhat(s sentence, i int) bool {
	d := y.d
	if i+1 >= s.to {
		return false
	}
	end := i + 1
	if !called.has(d.folded[i]) {
		if !determiners.has(d.folded[i]) && !d.words[i].Named() {
			return false
		}
		end = i
		for end < s.to && end-i < 10 && (end == i || !determiners.has(d.folded[end]) || linksNouns(d.folded[end-1])) && y.ofThing(end) {
			end++
		}
		if end-i < 2 && determiners.has(d.folded[i]) || end >= s.to {
			return end-i > 2 && end >= s.to-1 && judges(d.folded[end-1])
		}
	}
	w := &d.words[end]
	switch {
	case w.quote >= 0:
		return true
	case w.Folded == "a" || w.Folded == "an" || w.Folded == "the" || w.Folded == "one":
		return true
	case adverb(w.Folded) && end+1 < s.to && d.words[end+1].Shape == text.Lower && !closedWord(d.folded[end+1]) && !adverbs.has(w.Folded):
		return true
	}
	return judges(w.Folded) || end-i > 2 && judges(d.folded[end-1])
}

// ofThing reports whether word i can be of the thing that is called something.
func (y *sayer) ofThing(i int) bool {
	w := &y.d.words[i]
	return w.quote < 0 && (w.Shape != text.Mark && !closedWord(w.Folded) && !adverb(w.Folded) && w.class != notName || determiners.has(w.Folded) || w.Folded == "of" || w.Folded == "in" || w.Folded == "'s")
}

// called are the pronouns for what is called something.
var called = set("it him her them this these that himself herself itself themselves")

// judges reports whether a word is an adjective that judges.
func judges(w string) bool {
	return judgements.has(w) || len(w) > 5 && hasAnySuffix(w, "ible", "able", "less", "ful", "ous", "ive")
}

var judgements = set("historic false wrong unfair illegal important great baseless absurd nonsense unacceptable futile hostile vital crucial essential inhumane barbaric tragic heroic weak strong absurd racist sexist fake critical pathetic insane crazy stupid ironic unjust inhuman flawed cruel premature inadequate insufficient urgent unlawful unwise naive cynical hypocritical illegitimate legitimate pointless reckless brave bold ironic toxic")
