package extract

import (
	"sort"
	"strings"
)

// speaker is who a phrase credits: the fullest names of its people, or the
// phrase as written; "" for a pronoun that stays open.
func speaker(d *document, p phrase) string {
	if p.empty() {
		return ""
	}
	if len(p.people) > 0 {
		return namesOf(d, p.people)
	}
	if sides := sidesMeant(d, p); len(sides) > 0 {
		return namesOf(d, sides)
	}
	if p.called != "" {
		return p.called
	}
	if p.pronoun || d.open[headOf(d, p)] {
		return ""
	}
	if possessives.has(d.folded[p.from]) {
		who, ok := d.owners[p.from]
		if !ok {
			return ""
		}
		return d.people[who].name + "'s " + d.said(p.from+1, p.to)
	}
	return d.said(p.from, p.to)
}

// possessives are words that say of a speaker no more than whose it is.
var possessives = set("his her its their our my your")

func namesOf(d *document, people []int) string {
	var names []string
	seen := map[int]bool{}
	for _, who := range people {
		if !seen[who] {
			names = append(names, d.people[who].name)
		}
		seen[who] = true
	}
	return strings.Join(names, " and ")
}

// sideWords are the nouns that stand for both sides of a meeting.
var sideWords = set("leaders sides parties interlocutors ministers presidents two")

// manyWords are nouns that may stand for any number of people, unless two are
// told.
var manyWords = set("diplomats officials secretaries heads politicians")

// sidesMeant are the people that "they" and "the two leaders" stand for: the
// sides of the meeting told last before, if they are two or three people.
func sidesMeant(d *document, p phrase) []int {
	they := p.pronoun && d.folded[p.from] == "they"
	last := d.folded[p.to-1]
	the := d.folded[p.from] == "the" || p.from > 0 && d.folded[p.from-1] == "the"
	two := d.folded[p.from] == "both" || d.folded[p.from] == "two" && the || d.isMark(p.from+1, "two")
	both := two && manyWords.has(last) || (two || d.folded[p.from] == "the") && sideWords.has(last)
	if !they && !(both && p.to-p.from <= 3) {
		return nil
	}
	next := sort.Search(len(d.occasions), func(i int) bool { return d.occasions[i].at > p.from })
	if next == 0 {
		return nil
	}
	if o := d.occasions[next-1]; len(o.people) <= 3 && len(o.groups) == 0 {
		return o.people
	}
	return nil
}
