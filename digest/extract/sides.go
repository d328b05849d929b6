package extract

import (
	"slices"
	"sort"
)

// sideWords are the nouns that stand for both sides of a meeting.
var sideWords = set("leaders sides parties interlocutors ministers presidents two")

// manyWords are nouns that may stand for any number of people, unless two are
// told.
var manyWords = set("diplomats officials secretaries heads politicians")

// sidesMeant are the people that "they" and "the two leaders" stand for: the
// sides of the meeting told last before, if they are two or three people, else
// those whom the sentences before name together.
func sidesMeant(d *document, p phrase) []int {
	they := p.pronoun && d.folded[p.from] == "they" || p.to-p.from == 1 && d.folded[p.from] == "both"
	last := d.folded[p.to-1]
	the := d.folded[p.from] == "the" || p.from > 0 && d.folded[p.from-1] == "the"
	two := d.folded[p.from] == "both" || d.folded[p.from] == "two" && the || d.isMark(p.from+1, "two")
	r, n := roleAt(d.folded[p.to-1 : p.to])
	both := two && (manyWords.has(last) || n > 0) || (two || d.folded[p.from] == "the") && sideWords.has(last)
	if !they && !(both && p.to-p.from <= 3) {
		return nil
	}
	if o, ok := occasionBefore(d, p.from); ok {
		sides := d.sidesBy(o, p, two)
		if len(sides) <= 3 && len(o.groups) == 0 {
			return sides
		}
		return nil
	}
	if they {
		return d.together(int(d.words[p.from].sentence) - 1)
	}
	if two && n > 0 {
		return twoWho(d, p.from, r)
	}
	return nil
}

// sidesBy are the people of a meeting whom a phrase can mean: those named before
// it, and of three, where it speaks of two, not the one its sentence names as
// well.
func (d *document) sidesBy(o occasion, p phrase, two bool) []int {
	var found []int
	until := d.mentionFrom(p.from)
	for _, who := range o.people {
		if d.people[who].mentions[0] < until {
			found = append(found, who)
		}
	}
	if !two || len(found) != 3 {
		return found
	}
	s := d.sentenceOf(p.from)
	for k := p.to; k < s.to; k++ {
		who := d.meantAt(k)
		if i := slices.Index(found, who); i >= 0 {
			return slices.Delete(found, i, i+1)
		}
	}
	return found
}

// meantAt is the person whom the name, the pronoun or the office at word i means,
// -1 if none does.
func (d *document) meantAt(i int) int {
	switch w := &d.words[i]; {
	case w.mention >= 0:
		return d.mentions[w.mention].person
	case w.ref >= 0:
		return d.refs[w.ref].people[0]
	}
	return nobody
}

// occasionBefore is the meeting told last before word i.
func occasionBefore(d *document, i int) (occasion, bool) {
	next := sort.Search(len(d.occasions), func(k int) bool { return d.occasions[k].at > i })
	if next == 0 {
		return occasion{}, false
	}
	return d.occasions[next-1], true
}

// together are the two or three people that a sentence is about, where it is
// about several.
func (d *document) together(sentence int) []int {
	if sentence < 0 || d.subjects[sentence] != several {
		return nil
	}
	s := d.sentences[sentence]
	var found []int
	next := -1
	for i := d.mentionFrom(s.from); i < len(d.mentions) && d.mentions[i].from < s.to; i++ {
		m := d.mentions[i]
		if next >= 0 && m.start != next {
			break
		}
		if !slices.Contains(found, m.person) {
			found = append(found, m.person)
		}
		for next = listNext(d, m.past); next < s.to && determiners.has(d.folded[next]); next++ {
		}
	}
	if len(found) < 2 || len(found) > 3 {
		return nil
	}
	return found
}

// twoWho are the only two people named before word i, or in the sentences just
// before it, who hold an office, or one that it is wider than.
func twoWho(d *document, i int, r role) []int {
	var found, late []int
	until := d.mentionFrom(i)
	for who := range d.people {
		p := &d.people[who]
		fits := func(h heldRole) bool { return r.mayMean(h.office) }
		if p.mentions[0] >= until || !slices.ContainsFunc(p.roles, fits) && !slices.ContainsFunc(p.hints, fits) {
			continue
		}
		if found = append(found, who); len(found) > kin {
			return nil
		}
	}
	for k := until - 1; k >= 0 && d.words[i].sentence-d.words[d.mentions[k].from].sentence <= memory; k-- {
		if who := d.mentions[k].person; slices.Contains(found, who) && !slices.Contains(late, who) {
			late = append(late, who)
		}
	}
	slices.Sort(late)
	switch {
	case len(found) == 2:
		return found
	case len(late) == 2:
		return late
	}
	return nil
}

// mentionFrom is the first mention that does not begin before word i.
func (d *document) mentionFrom(i int) int {
	return sort.Search(len(d.mentions), func(k int) bool { return d.mentions[k].from >= i })
}
