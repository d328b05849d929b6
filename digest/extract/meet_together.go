package extract

import "readout/digest/text"

// broughtTogether reads "X brought Y and Z together" and "the summit brought
// together Y and Z": two of them at least have names.
func broughtTogether(d *document, s sentence, o *occasion) bool {
	next := o.at + 1
	first := d.isMark(next, "together")
	if first {
		next++
	}
	if next >= s.to {
		return false
	}
	p := partyFrom(d, next)
	if len(p.people) < 2 || !first && !d.isMark(p.to, "together") {
		return false
	}
	subject := actor(d, s, o.at)
	o.standing = statusOf(d, s, o.at)
	o.people = append(append([]int{}, subject.people...), p.people...)
	o.groups = p.groups
	return o.told
}

// gotTogether reads "X and Y got together" and "the envoys of both sides gathered
// in Lima".
func gotTogether(d *document, s sentence, o *occasion) bool {
	o.standing = statusOf(d, s, o.at)
	if d.isMark(o.at, "gathered") {
		p := collective(d, s, o.at)
		next := at(d.folded, o.at+1)
		return o.told && !p.empty() && (next == "in" || next == "for" || next == "at") && pairMet(d, o, p)
	}
	if !d.isMark(o.at+1, "together") {
		return false
	}
	if d.isMark(o.at+2, "with") {
		return o.with(d, s, actor(d, s, o.at), o.at+3)
	}
	return o.told && pairMet(d, o, meeters(d, s, o.at))
}

// joinedFor reads "X will join Y for the talks" and "joined Y in a meeting".
func joinedFor(d *document, s sentence, o *occasion) bool {
	if d.isMark(o.at+1, "by") {
		return joinedIn(d, s, o)
	}
	p := partyFrom(d, o.at+1)
	if o.at+1 >= s.to || len(p.people) == 0 || !d.isMark(p.to, "for") && !d.isMark(p.to, "in") {
		return false
	}
	for k := p.to + 1; k < s.to && k < p.to+6; k++ {
		w := d.folded[k]
		if talkNouns.has(w) && w != "call" && w != "calls" || meals.has(w) || w == "ministerial" || w == "roundtable" {
			return o.with(d, s, actor(d, s, o.at), o.at+1)
		}
		if !determiners.has(w) && d.words[k].Shape < text.Lower || prepositions.has(w) {
			return false
		}
	}
	return false
}

// joinedIn reads "X will be joined by Y in meetings with Z".
func joinedIn(d *document, s sentence, o *occasion) bool {
	p := partyFrom(d, o.at+2)
	if len(p.people) == 0 || !d.isMark(p.to, "in") && !d.isMark(p.to, "for") && !d.isMark(p.to, "at") {
		return false
	}
	noun := talkNoun(d, s, p.to+1)
	if noun < 0 || withSoon(d, s, noun+1) == 0 {
		return false
	}
	if !o.with(d, s, actor(d, s, o.at), withSoon(d, s, noun+1)) {
		return false
	}
	o.people = append(o.people, p.people...)
	return true
}

// summoned reads "Minister X summoned Ambassador Y to the ministry".
func summoned(d *document, s sentence, o *occasion) bool {
	subject := actor(d, s, o.at)
	if o.at+1 >= s.to || len(subject.people) != 1 || !inOffice(d, subject.people[0]) {
		return false
	}
	p := partyFrom(d, o.at+1)
	return len(p.people) > 0 && (endsObject(d, s, p.to) || d.isMark(p.to, "to") && determiners.has(at(d.folded, p.to+1))) && o.with(d, s, subject, o.at+1)
}
