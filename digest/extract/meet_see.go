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
	if possessives.has(first.Folded) && first.Folded != "his" && first.Folded != "her" && first.Folded != "their" {
		return false
	}
	told := first.mention >= 0 || first.lead >= 0 || first.ref >= 0 || len(p.people) == 0 && heads(d, phrase{from: p.from, to: p.to})
	if !told || !endsObject(d, s, p.to) {
		return false
	}
	if d.folded[o.at] == "sees" {
		_, ok := dayNear(d, s, o.at, asPlanned)
		o.standing = asPlanned
		return ok
	}
	return o.status == news.Planned && isToDo(d, s, o.at)
}

// isToDo reports whether the verb at word i is what somebody is to do: "will
// see", "is due to see", and not "it is good to see".
func isToDo(d *document, s sentence, i int) bool {
	k := afterAdverbsBack(d, s, i)
	if d.isMark(k, "to") {
		k = afterAdverbsBack(d, s, k)
	}
	w := d.folded[k]
	return planned.has(w) || plans.has(w) || auxiliaries.has(w)
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

// calledUp reads "X called Y on Monday": what one calls somebody is another
// matter ("called Y a liar").
func calledUp(d *document, s sentence, o *occasion) bool {
	i := o.at + 1
	if i >= s.to || !standsForSomebody(d, i) && !d.isMark(i, "his") && !d.isMark(i, "her") {
		return false
	}
	p := partyFrom(d, i)
	if len(p.people) != 1 || len(p.groups) > 0 || p.to >= s.to || d.words[p.to].quote >= 0 {
		return false
	}
	next := d.folded[p.to]
	timed := next == "on" && d.words[p.to+1].class == notName || d.words[p.to].class == notName || next == "yesterday" || next == "today" || next == "to" && (d.isMark(p.to+1, "discuss") || d.isMark(p.to+1, "congratulate"))
	o.kind = news.Call
	return timed && o.with(d, s, actor(d, s, o.at), i) && len(o.people) == 2 && o.status == news.Held
}

// calledOn reads "X called on Y at the palace": whoever calls on somebody to act
// pays no call.
func calledOn(d *document, s sentence, o *occasion) bool {
	if before := at(d.folded, o.at-1); d.folded[o.at] == "call" && before != "to" && !auxiliaries.has(before) && before != "and" || determiners.has(before) {
		// A call on somebody is paid, made or told of: another matter.
		return false
	}
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
