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
		if !ok || spokenNouns.has(d.folded[headOf(d, p)]) {
			return ""
		}
		return d.people[who].name + "'s " + d.said(p.from+1, p.to)
	}
	if name := selfNamed(d, p.to); name != "" {
		return name
	}
	return d.said(p.from, p.to)
}

// selfNamed is the name that somebody behind whom word i stands is told to have
// given: "a protester who gave his first name as Luka", "a student named Ana"; ""
// if none is told.
func selfNamed(d *document, i int) string {
	s := d.sentenceOf(i - 1)
	gave := false
	for k := i; k+1 < min(s.to, i+addresseeLength) && d.words[k].quote < 0; k++ {
		gave = gave || givesName.has(d.folded[k])
		next := k + 1
		switch {
		case k == i && d.folded[k] == "named":
		case gave && d.folded[k] == "name":
			if w := d.folded[next]; w == "as" || w == "was" || w == "," {
				next++
			}
		default:
			continue
		}
		if next < s.to && d.words[next].Named() && d.words[next].class == plain {
			return d.said(next, next+1)
		}
		return ""
	}
	return ""
}

var givesName = set("gave gives giving give said")

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
