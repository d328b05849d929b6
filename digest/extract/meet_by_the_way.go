package extract

import (
	"slices"

	"readout/digest/news"
)

// toldInCall reads "X told Y in a phone call" and "X thanked Y by phone": the two
// are all who are named so far in the clause.
func toldInCall(d *document, s sentence, o *occasion) bool {
	i := o.at
	noun := d.isMark(i, "call") || d.isMark(i, "conversation")
	switch before := at(d.folded, i-1); {
	case noun && (!callWords.has(before) || !settingBefore(d, s, i) && at(d.folded, i-3) != "in"):
		return false
	case !noun && before != "by" && (before != "the" || at(d.folded, i-2) != "over"):
		return false
	}
	if next := at(d.folded, i+1); next == "with" || next == "between" || next == "to" || next == "from" {
		return false
	}
	c := clauseOf(d, s, i)
	for k := c.from; k < i; k++ {
		m := d.words[k].mention
		if m < 0 || !c.has(k) || d.mentions[m].from != k {
			continue
		}
		if q := d.words[k].quote; q >= 0 && d.quotes[q].speech || slices.Contains(o.people, d.mentions[m].person) {
			return false
		}
		o.people = append(o.people, d.mentions[m].person)
	}
	if len(o.people) != 2 || d.subjects[o.sentence] != o.people[0] || !objectOfVerb(d, s, c, o.people[1]) {
		return false
	}
	o.loose, o.kind = true, news.Call
	o.standing = nounStatus(d, s, i)
	return o.told && o.status == news.Held
}

// objectOfVerb reports whether somebody is named in a clause as the object of a
// verb that people do to each other when they speak: "told Prado", "thanked
// Minister Reyes".
func objectOfVerb(d *document, s sentence, c clause, who int) bool {
	for k := c.from; k < c.to; k++ {
		m := d.words[k].mention
		if m < 0 || d.mentions[m].person != who {
			continue
		}
		for k = d.mentions[m].start - 1; k > s.from && (determiners.has(d.folded[k]) || d.words[k].Named()); k-- {
		}
		_, form, n := d.cueAt(k)
		return n > 0 && form&formPast != 0 || d.isMark(k, "out") || d.isMark(k, "congratulated") || d.isMark(k, "briefed")
	}
	return false
}

// afterTalks reads "After talks in Lima, X and Y said": who did together what
// followed, or what happened meanwhile, are the sides.
func afterTalks(d *document, s sentence, o *occasion) bool {
	i := o.at
	if !settingBefore(d, s, i) {
		return false
	}
	groups := agreedWith(d, s, i)
	if len(groups) == 0 && d.subjects[o.sentence] != several {
		return false
	}
	for k := i + 1; k < s.to && !d.isMark(k, ","); k++ {
		if w := d.folded[k]; w == "with" || w == "between" || w == "of" || w == "among" || d.words[k].mention >= 0 || d.words[k].lead >= 0 {
			return false
		}
	}
	o.people, o.groups = d.together(o.sentence), groups
	if len(groups) > 0 {
		o.people = partyFrom(d, s.from).people
	}
	o.loose = true
	o.standing = nounStatus(d, s, i)
	return len(o.people)+len(o.groups) > 1 && o.told
}

// agreedWith are the people of no name who agreed with somebody named, in the
// list that opens the sentence of the talks at word i: "Prado and the premiers of
// the states agreed after talks".
func agreedWith(d *document, s sentence, i int) []string {
	if !opensWithOffice(d, s) {
		return nil
	}
	p := partyFrom(d, s.from)
	if p.to >= i || len(p.people) == 0 {
		return nil
	}
	for k := p.to; k < min(i, p.to+6) && d.words[k].mention < 0 && !d.isMark(k, ","); k++ {
		if agreeing.has(d.folded[k]) {
			return p.groups
		}
	}
	return nil
}

var agreeing = set("agreed reached signed struck clinched announced decided")
