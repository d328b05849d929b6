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
	if p.pronoun {
		return ""
	}
	return d.said(p.from, p.to)
}

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
