package extract

import "slices"

// counterpart is the office of whoever holds the same one elsewhere.
const counterpart = "counterpart"

// readCounterparts says which office a counterpart holds: that of whom the same
// sentence names before. "Foreign Minister Prado met her Norwegian counterpart,
// Tom Reyes" makes him a foreign minister, of Norway.
func readCounterparts(d *document) {
	for i := range d.mentions {
		who := d.mentions[i].person
		if i == 0 || len(d.people[who].hints) > 0 {
			continue
		}
		k := slices.IndexFunc(d.people[who].roles, func(r heldRole) bool { return r.office.Head == counterpart })
		if k < 0 {
			continue
		}
		if held, ok := counterpartsOffice(d, i); ok {
			own := d.people[who].roles[k]
			own.office, own.deputy = held.office, held.deputy
			d.people[who].hints = append(d.people[who].hints, own)
		}
	}
}

// counterpartsOffice is the office of whom the sentence names last before a
// mention and whose office it tells.
func counterpartsOffice(d *document, i int) (heldRole, bool) {
	s := d.sentenceOf(d.mentions[i].from)
	for k := i - 1; k >= 0 && d.mentions[k].from >= s.from; k-- {
		other := &d.people[d.mentions[k].person]
		if d.mentions[k].person == d.mentions[i].person {
			continue
		}
		for _, roles := range [2][]heldRole{other.hints, other.roles} {
			if len(roles) > 0 && roles[0].office.Head != counterpart {
				return roles[0], true
			}
		}
	}
	return heldRole{}, false
}

// lately is whom this sentence, or the one before it, is about.
func (r *referrer) lately() int {
	if r.subject != nobody || len(r.subjects) == 0 {
		return r.subject
	}
	return r.subjects[len(r.subjects)-1]
}

// counterpartAt reads "his Norwegian counterpart" at word i without a name: the
// only counterpart whom the article has named so far.
func (r *referrer) counterpartAt(s sentence, i int) (to, who int) {
	d := r.d
	k := i + 1
	for k < s.to && k < i+6 && d.words[k].mention < 0 && d.folded[k] != counterpart && mayGrade(d, k) {
		k++
	}
	if k >= s.to || d.folded[k] != counterpart || k+1 < s.to && d.words[k+1].mention >= 0 {
		return i, nobody
	}
	country := ""
	for n := i + 1; n < k; n++ {
		if c := countryAt(d, n); c != "" {
			country = c
		}
	}
	who = nobody
	for _, holder := range r.holders[counterpart] {
		p := d.people[holder]
		fits := slices.ContainsFunc(p.roles, func(h heldRole) bool {
			return h.office.Head == counterpart && (country == "" || h.country == "" || h.country == country)
		})
		if !fits || d.mentions[p.mentions[0]].from > i || holder == r.lately() {
			continue
		}
		if who != nobody {
			return i, nobody
		}
		who = holder
	}
	return k + 1, who
}
