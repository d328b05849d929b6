package extract

import "readout/digest/news"

// isToSee reads "X is to see Y on Friday". What else one sees is left to happen:
// "will see the minister resign", "saw Y fall".
func isToSee(d *document, s sentence, o *occasion) bool {
	if !o.with(d, s, actor(d, s, o.at), o.at+1) {
		return false
	}
	p := partyFrom(d, o.at+1)
	first := &d.words[withoutArticle(d, o.at+1)]
	told := first.mention >= 0 || first.lead >= 0 || first.ref >= 0 || len(p.people) == 0 && heads(d, phrase{from: p.from, to: p.to})
	if !told || !endsObject(d, s, p.to) {
		return false
	}
	if d.folded[o.at] == "sees" {
		_, ok := dayNear(d, s, o.at, asPlanned)
		o.standing = asPlanned
		return ok
	}
	return o.status == news.Planned
}

// endsObject reports whether nothing follows at word i that the object before it
// would do: a time, a place or the end.
func endsObject(d *document, s sentence, i int) bool {
	if i >= s.to {
		return true
	}
	w := &d.words[i]
	return w.Shape == 0 || w.class == notName || w.Folded == "and" || w.Folded == "later" || w.Folded == "today" || w.Folded == "tomorrow" || w.Folded == "this" || w.Folded == "next" ||
		prepositions.has(w.Folded) && w.Folded != "as" && w.Folded != "to" && w.Folded != "about"
}

// calledOn reads "X called on Y at the palace": whoever calls on somebody to act
// pays no call.
func calledOn(d *document, s sentence, o *occasion) bool {
	if !d.isMark(o.at+1, "on") && !d.isMark(o.at+1, "upon") || !o.with(d, s, actor(d, s, o.at), o.at+2) {
		return false
	}
	p := partyFrom(d, o.at+2)
	if len(p.people) == 0 || len(o.people) < 2 || !endsObject(d, s, p.to) {
		return false
	}
	for k := p.to; k+1 < s.to; k++ {
		if w := d.folded[k]; w == "for" || w == "to" && !d.words[k+1].Named() && !determiners.has(d.folded[k+1]) {
			return false
		}
	}
	return true
}
