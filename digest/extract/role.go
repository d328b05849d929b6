package extract

import "slices"

// roleLength bounds a role, in words.
const roleLength = 24

// roles are kept at most so many for one person.
const rolesOfOne = 12

// readRoles notes for every mention the roles that stand before it ("Prime
// Minister Ana Prado", "the Governor of Norvik, Ana Prado"), and those behind
// it ("Ana Prado, the governor of Norvik,").
func readRoles(d *document) {
	for i := range d.mentions {
		before := rolesBefore(d, &d.mentions[i])
		homeBehind(d, d.mentions[i], before)
		for _, r := range before {
			d.hold(d.mentions[i].person, r)
		}
		if len(before) == 0 {
			if r, ok := roleAfter(d, d.mentions[i]); ok {
				d.hold(d.mentions[i].person, r)
				d.mentions[i].past = r.to
			}
		}
		for k := d.mentions[i].start; k < d.mentions[i].from; k++ {
			d.words[k].lead = int32(i)
		}
	}
	shareRoles(d)
	readCounterparts(d)
}

// homeBehind takes the country of an office from behind the name: "Minister Tom
// Reyes of Norway".
func homeBehind(d *document, m mention, roles []heldRole) {
	s := d.sentenceOf(m.from)
	if len(roles) == 0 || m.to+1 >= s.to || d.folded[m.to] != "of" || d.words[m.to+1].class != placeWord {
		return
	}
	if last := &roles[len(roles)-1]; last.country == "" {
		last.country = countryAt(d, m.to+1)
	}
}

func (d *document) hold(who int, r heldRole) {
	p := &d.people[who]
	known := slices.ContainsFunc(p.roles, func(k heldRole) bool {
		return k.country == r.country && d.said(k.from, k.to) == d.said(r.from, r.to)
	})
	if !known && len(p.roles) < rolesOfOne {
		p.roles = append(p.roles, r)
	}
	if p.gender == anyGender {
		p.gender = r.office.Gender
	}
}

// rolesBefore are the roles that lead up to the mention, whose start moves to
// the first of their words.
func rolesBefore(d *document, m *mention) []heldRole {
	s := d.sentenceOf(m.from)
	to := m.from
	for to > s.from && d.words[to-1].class == titleWord && d.words[to-1].Named() && !isRole(d, to-1) {
		to--
	}
	m.start = to
	comma := to > s.from && d.isMark(to-1, ",")
	if comma {
		to--
	}
	from := leftOfRole(d, s, to)
	if from == to {
		return nil
	}
	if comma && !wholeRole(d, s, from, to) {
		return nil
	}
	if !comma {
		from = behindDependent(d, s, from, to)
	}
	roles := splitRole(d, from, to)
	if len(roles) == 0 {
		return nil
	}
	roles = append(sharedRoles(d, s, from), roles...)
	if !comma {
		roles = append(titlesBefore(d, s, from), roles...)
	}
	m.start = roles[0].from
	return roles
}

func isRole(d *document, i int) bool {
	_, n := roleAt(d.folded[i : i+1])
	return n > 0
}

// sharedRoles are roles before "and" that go with the same name: "the
// founder of the orchestra, and the rector of the conservatory, Ilse Berg".
func sharedRoles(d *document, s sentence, from int) []heldRole {
	i := from
	for i > s.from && (determiners.has(d.folded[i-1]) || d.folded[i-1] == "and" || d.isMark(i-1, ",")) {
		i--
	}
	if i == from || d.folded[from-1] != "the" || at(d.folded, from-2) != "and" || at(d.folded, from-3) != "," {
		return nil
	}
	start := leftOfRole(d, s, i)
	if start == i || d.words[start].mention >= 0 {
		return nil
	}
	return splitRole(d, start, i)
}

// roleAfter is the role in an apposition behind the mention.
func roleAfter(d *document, m mention) (heldRole, bool) {
	s := d.sentenceOf(m.from)
	i := m.to
	if !d.isMark(i, ",") || i+1 >= s.to {
		return heldRole{}, false
	}
	from := i + 1
	for from < s.to && determiners.has(d.folded[from]) {
		from++
	}
	to, lower := from, 0
	for to < s.to && to-from < roleLength && d.words[to].mention < 0 && roleMay(d, to, &lower) {
		to++
	}
	for to > from && (joinsRole(d.folded[to-1]) || d.folded[to-1] == "the") {
		to--
	}
	r, ok := roleIn(d, from, to)
	if !ok || claimed(d, s, to) {
		return heldRole{}, false
	}
	return r, true
}

// claimed reports whether a role that ends at word to belongs to a name right
// behind it.
func claimed(d *document, s sentence, to int) bool {
	if d.isMark(to, ",") {
		to++
	}
	return to < s.to && d.words[to].mention >= 0
}
