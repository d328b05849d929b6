package extract

import (
	"slices"

	"readout/digest/text"
)

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
			for _, r := range rolesAfter(d, d.mentions[i]) {
				d.hold(d.mentions[i].person, r)
				d.mentions[i].past = r.to
			}
		}
		if r, ok := appointedTo(d, d.mentions[i]); ok {
			d.hold(d.mentions[i].person, r)
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
	bareKin := r.to-r.from == 1 && kinOffices.has(r.name())
	if !known && !bareKin && len(p.roles) < rolesOfOne {
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
	if comma && sharedByList(d, *m) {
		return nil
	}
	if comma && (!wholeRole(d, s, from, to) || namedBefore(d, *m) && at(d.folded, from-1) != "as") {
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

// namedBefore tells a surname alone of somebody named before: "Speaking for the
// minister, Prado said" gives her no office, where "As minister, Prado" does.
func namedBefore(d *document, m mention) bool {
	first := d.mentions[d.people[m.person].mentions[0]]
	return m.to-m.from == 1 && first.from < m.from
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

// rolesAfter are the roles in an apposition behind the mention.
func rolesAfter(d *document, m mention) []heldRole {
	s := d.sentenceOf(m.from)
	i := m.to
	if !d.isMark(i, ",") || i+1 >= s.to {
		return nil
	}
	from, to := roleFrom(d, s, i+1)
	if claimed(d, s, to) {
		return nil
	}
	return splitRole(d, from, to)
}

// roleFrom are the words that a role behind a name may take from word i on.
func roleFrom(d *document, s sentence, i int) (from, to int) {
	from = i
	for from < s.to && determiners.has(d.folded[from]) {
		from++
	}
	to, lower := from, 0
	for to < s.to && to-from < roleLength && d.words[to].mention < 0 && !(d.words[to].class == notName && d.is(to, tellsOfTime)) && roleMay(d, to, &lower) {
		to++
	}
	for to > from && (joinsRole(d.folded[to-1]) || d.folded[to-1] == "the") {
		to--
	}
	return from, to
}

// appointments are verbs that give somebody an office.
var appointments = set("appointed named elected re-elected reelected nominated installed confirmed inaugurated picked chosen proclaimed")

// appointedTo is the office that somebody is given: "named Ana Prado, 46, as
// finance minister".
func appointedTo(d *document, m mention) (heldRole, bool) {
	s := d.sentenceOf(m.from)
	i := m.to
	if d.isMark(i, ",") {
		i++
		if d.isMark(i+1, ",") && d.words[i].Shape == text.Number {
			i += 2
		}
	}
	as := i < s.to && d.folded[i] == "as"
	if i += 1; !as {
		i = m.to
	}
	verb := m.start - 1
	for verb >= s.from && m.start-verb < 6 && !appointments.has(d.folded[verb]) {
		verb--
	}
	if verb < s.from || m.start-verb >= 6 || !as && verb != m.start-1 {
		return heldRole{}, false
	}
	from, to := roleFrom(d, s, i)
	r, ok := roleIn(d, from, to)
	return r, ok && r.from == from
}

// claimed reports whether a role that ends at word to belongs to a name right
// behind it.
func claimed(d *document, s sentence, to int) bool {
	if d.isMark(to, ",") {
		to++
	}
	return to < s.to && d.words[to].mention >= 0
}
