package extract

import (
	"strings"

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
			if r, ok := roleAfter(d, d.mentions[i]); ok {
				d.hold(d.mentions[i].person, r)
				d.mentions[i].past = r.to
			}
		}
		for k := d.mentions[i].start; k < d.mentions[i].from; k++ {
			d.words[k].lead = i
		}
	}
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
	if len(p.roles) < rolesOfOne {
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
	roles := splitRole(d, from, to)
	if len(roles) == 0 {
		return nil
	}
	m.start = roles[0].from
	return append(sharedRoles(d, s, from), roles...)
}

func isRole(d *document, i int) bool {
	_, n := roleAt(d.folded[i : i+1])
	return n > 0
}

// leftOfRole walks left from word to over everything that may belong to a role,
// and is where the role begins.
func leftOfRole(d *document, s sentence, to int) int {
	from := to
	lower := 0
	for from > s.from && to-from < roleLength {
		w := d.words[from-1]
		if w.Folded == "," && from < to && listInRole(d, s, from-1, to) {
			from--
			continue
		}
		if w.mention >= 0 || !roleMay(d, from-1, &lower) {
			break
		}
		if (w.Folded == "the" || w.Folded == "a" || w.Folded == "an") && from-2 >= s.from && !joinsRole(d.folded[from-2]) {
			break
		}
		from--
	}
	for from < to && !startsRole(d, from) {
		from++
	}
	return from
}

// listInRole tells the comma within "Minister for Industry, Business and
// Finance": capitalised words without an office behind it, an office before.
func listInRole(d *document, s sentence, comma, to int) bool {
	next := comma + 1
	if d.folded[next] == "and" && next+1 < to {
		next++
	}
	if _, ok := roleIn(d, next, to); ok || !d.words[next].Named() {
		return false
	}
	for i := comma - 1; i >= s.from && i > comma-12; i-- {
		w := d.words[i]
		if w.class == roleWord {
			return w.Named()
		}
		if !w.Named() && w.Folded != "of" && w.Folded != "for" && w.Folded != "," {
			return false
		}
	}
	return false
}

// lowerWords bounds how many ordinary words a role may hold ("human rights
// activist").
const lowerWords = 4

func roleMay(d *document, i int, lower *int) bool {
	w := d.words[i]
	switch {
	case w.quote >= 0 && !d.quotes[w.quote].speech:
		return true
	case w.Named(), w.class == roleWord, w.class == levelWord, w.Folded == "'s", w.Folded == "(", w.Folded == ")", w.Folded == "&":
		return w.class != roleWord || !pluralRole(d, i)
	case w.Folded == "the", joinsRole(w.Folded):
		return true
	case w.Shape != text.Lower || closedWord(w.Folded) || adverb(w.Folded) || eventVerb(d, i):
		return false
	}
	*lower++
	return *lower <= lowerWords
}

// pluralRole tells "presidents" before two names.
func pluralRole(d *document, i int) bool { return !endsRole(d, i) && d.words[i].size == 1 }

func joinsRole(w string) bool {
	return w == "of" || w == "for" || w == "to" || w == "on" || w == "and" || w == "in" || w == "at"
}

// eventVerb reports whether a word is a verb that a role cannot hold.
func eventVerb(d *document, i int) bool {
	if d.words[i].class == roleWord || d.words[i].Shape != text.Lower {
		return false
	}
	c, form, n := cueAt(d.rest(i))
	if n > 0 && form&(formPast|formThird|formGerund) != 0 && (!c.Noun || c.Strength == 3) {
		return true
	}
	w := d.folded[i]
	return motionVerbs[w] || !ingNouns[w] && strings.HasSuffix(w, "ing")
}

var ingNouns = set("morning evening meeting building king spring ring wing ceiling being briefing hearing training wellbeing acting outgoing incoming leading sitting ruling")

var motionVerbs = set("met meet meets received hosted visited arrived joined invited held headed led chaired attended accompanied elected appointed named welcomed greeted signed made took went came spoke left included involved involves includes became gave brought discussed")

// startsRole reports whether a role may begin with word i.
func startsRole(d *document, i int) bool {
	w := d.words[i]
	return (!closedWord(w.Folded) || w.class == roleWord || w.class == levelWord) && w.Shape != text.Mark && (w.Named() || w.Shape == text.Lower || w.Shape == text.Number) && !determiners[w.Folded]
}

// wholeRole reports whether the words before a comma are a role and nothing
// else: the comma is preceded by its end, and something opens it.
func wholeRole(d *document, s sentence, from, to int) bool {
	if from == s.from || d.words[from].Named() && from-1 == s.from {
		return true
	}
	before := d.folded[from-1]
	return determiners[before] || prepositions[before] || conjunctions[before] || before == "," || before == ";" || d.words[from-1].Shape == text.Lower
}

// splitRole cuts words [from, to) at the "and" between two roles, and leaves
// out what holds no role.
func splitRole(d *document, from, to int) []heldRole {
	var found []heldRole
	start := from
	for i := from; i <= to; i++ {
		if i < to && !(d.folded[i] == "and" && leadsRole(d, i+1, to)) {
			continue
		}
		if r, ok := roleIn(d, start, i); ok {
			found = append(found, r)
		}
		start = i + 1
		for start < to && determiners[d.folded[start]] {
			start++
		}
	}
	if len(found) > 1 && bare(d, found[0]) && d.isMark(found[0].from-1, "the") {
		return found[1:]
	}
	return found
}

// bare reports whether a role is nothing but its head: "the Secretary and
// Foreign Minister Reyes" gives Reyes no second office.
func bare(d *document, r heldRole) bool { return d.words[r.from].size == r.to-r.from }

// leadsRole reports whether a role's head stands at word i, behind nothing but
// what grades it.
func leadsRole(d *document, i, to int) bool {
	for ; i < to; i++ {
		switch w := d.words[i]; {
		case w.class == roleWord:
			return true
		case w.class == levelWord, w.Folded == "the", w.class == demonymWord, w.class == organisation, w.class == placeWord, w.Named():
		default:
			return false
		}
	}
	return false
}

// roleIn reads the role in words [from, to): its office is the first head that
// does not own what follows.
func roleIn(d *document, from, to int) (heldRole, bool) {
	r := heldRole{from: from, to: to}
	found := false
	for i := from; i < to; i++ {
		w := d.words[i]
		switch {
		case w.class == roleWord && w.size > 0 && !found && !d.isMark(i+w.size, "'s"):
			r.office, _ = roleAt(d.rest(i))
			found = true
		case w.class == levelWord && !found && (w.Folded == "deputy" || w.Folded == "vice" || w.Folded == "assistant" || w.Folded == "under"):
			r.deputy = true
		case w.class == placeWord || w.class == demonymWord:
			if c := countryAt(d, i); c != "" && r.country == "" {
				r.country = c
			}
		}
	}
	return r, found
}

// countryAt is the country that the place or the adjective at word i belongs
// to.
func countryAt(d *document, i int) string {
	if p, n := placeAt(d.rest(i)); n > 0 {
		return p.Country
	}
	if p, n := demonymAt(d.rest(i)); n > 0 {
		return p.Name
	}
	if a, ok := acronymOf(d.words[i].Of(d.text)); ok {
		if p, ok := placeOf(text.Fold(a.Long)); ok {
			return p.Country
		}
	}
	return ""
}

// sharedRoles are roles before "and" that go with the same name: "the
// Ambassador to Austria, and the Permanent Representative to the OSCE, Reyes".
func sharedRoles(d *document, s sentence, from int) []heldRole {
	i := from
	for i > s.from && (determiners[d.folded[i-1]] || d.folded[i-1] == "and" || d.isMark(i-1, ",")) {
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
	for from < s.to && determiners[d.folded[from]] {
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
