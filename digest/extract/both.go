package extract

import "slices"

// bothSides are the people whom "they", "the two leaders" or "the leaders of the
// two states" mean, as the subject of the meeting at word i: those of the
// meeting or the visit told last.
func bothSides(d *document, s sentence, i int) []int {
	end := skipBetween(d, s, governedFrom(d, s, i))
	if end <= s.from || !pointsBack(d, s, end) {
		return nil
	}
	n := int(d.words[i].sentence)
	they := d.folded[end-1] == "they"
	for k := len(d.occasions) - 1; k >= 0 && (!they || n-d.occasions[k].sentence <= 2*memory); k-- {
		if o := &d.occasions[k]; len(o.people) > 1 && !o.recalled {
			if they && othersNamed(d, o, n) {
				return nil
			}
			return o.people
		}
	}
	back := memory
	if !they {
		if two := theTwo(d, n); two != nil {
			return two
		}
		back = 4 * memory
	}
	for k := len(d.journeys) - 1; k >= 0; k-- {
		if j := &d.journeys[k]; j.sentence <= n && n-j.sentence <= back && len(j.people) > 1 {
			return j.people
		}
	}
	return nil
}

// othersNamed reports whether somebody else is named between a meeting and a
// later sentence, so that "they" may be others.
func othersNamed(d *document, o *occasion, sentence int) bool {
	for k := d.sentences[o.sentence].to; k < d.sentences[sentence].from; k++ {
		if m := d.words[k].mention; m >= 0 && !slices.Contains(o.people, d.mentions[m].person) {
			return true
		}
	}
	return false
}

// theTwo are the only two people named lately before a sentence; none if there
// are more or fewer.
func theTwo(d *document, sentence int) []int {
	var found []int
	for n := sentence - 1; n >= 0 && sentence-n <= 4*memory && len(found) < 2; n-- {
		for k := d.sentences[n].from; k < d.sentences[n].to; k++ {
			if m := d.words[k].mention; m >= 0 && !slices.Contains(found, d.mentions[m].person) {
				found = append(found, d.mentions[m].person)
			}
		}
	}
	if len(found) != 2 {
		return nil
	}
	return found
}

// pointsBack reports whether the words before end are "they" or a definite
// plural that names no country: "the two presidents".
func pointsBack(d *document, s sentence, end int) bool {
	if end <= s.from {
		return false
	}
	if d.folded[end-1] == "they" {
		return true
	}
	k := end - 1
	if (d.folded[k] == "countries" || d.folded[k] == "states" || d.folded[k] == "nations") && k-2 > s.from && determined(d.folded[k-1]) {
		for k--; k > s.from && (determined(d.folded[k]) || d.folded[k] == "of"); k-- {
		}
	}
	if !jointNouns.has(d.folded[k]) && !statesmen.has(d.folded[k]) {
		return false
	}
	for noun := k; k > s.from && noun-k < 5; {
		k--
		if w := d.folded[k]; w == "the" || w == "both" {
			return true
		} else if w != "two" && w != "foreign" && w != "prime" && w != "defence" && w != "defense" {
			return false
		}
	}
	return false
}

func determined(w string) bool { return w == "the" || w == "two" || w == "both" }

var jointNouns = set("sides parties men women pair interlocutors officials counterparts two")
