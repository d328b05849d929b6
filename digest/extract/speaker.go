package extract

import "strings"

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
