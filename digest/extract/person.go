package extract

import (
	"readout/digest/news"
	"readout/digest/text"
)

// person is somebody the article names, under all the forms of the name.
type person struct {
	name     string
	words    int // of the name
	gender   gender
	mentions []int
	roles    []heldRole
	// hints are offices that the title gives, or that the text seems to mean;
	// they tell who "the governor" is and are no roles to show.
	hints   []heldRole
	inTitle bool
	// spoken is an office that the text speaks of the person by, without the
	// name.
	spoken []heldRole
}

// heldRole is an office as one place of the text gives it.
type heldRole struct {
	from, to int // its words
	head     int // the first word of the office among them, where several share it
	office   role
	deputy   bool
	former   bool
	country  string
	// body are the words of the institution that the office is of; none where it
	// tells none.
	body []string
	// alone is the office of one of several who share it in the text:
	// "minister" for "ministers"; "" where it is written so.
	alone string
}

// written is the office as it is shown.
func (r heldRole) written(d *document) string {
	if r.alone != "" {
		return r.alone
	}
	return d.said(r.from, r.to)
}

// kin bounds how many people of one surname are told apart.
const kin = 32

// groupNames makes people of the mentions. A surname alone means whoever was
// last named with it; a full name claims an earlier surname.
func groupNames(d *document) {
	g := grouper{d: d, bySurname: map[string][]int{}, byFirst: map[string][]int{}, here: map[int]bool{}}
	kept := d.mentions[:0]
	for _, m := range d.mentions {
		m.gender = genderBefore(d, m.from)
		if g.turn(m.from); g.inDoubt(m) {
			d.leaveOpen(m)
			continue
		}
		for i := m.from; i < m.to; i++ {
			d.words[i].mention = int32(len(kept))
		}
		kept = append(kept, m)
		g.add(len(kept) - 1)
	}
	d.mentions = kept
}

type grouper struct {
	d         *document
	bySurname map[string][]int
	byFirst   map[string][]int
	// here are the people named in the present paragraph.
	here      map[int]bool
	paragraph int
}

func (g *grouper) add(i int) {
	m := &g.d.mentions[i]
	name := g.d.said(m.from, m.to)
	m.person = g.find(*m, name)
	if m.person < 0 {
		m.person = len(g.d.people)
		g.d.people = append(g.d.people, person{})
		g.index(*m)
	}
	g.here[m.person] = true
	p := &g.d.people[m.person]
	p.mentions = append(p.mentions, i)
	if n := m.to - m.from; n > p.words {
		p.name, p.words = name, n
	}
	if p.gender == anyGender {
		p.gender = m.gender
	}
	given := m.from
	if eastern(g.d, *m) {
		given = m.to - 1
	}
	if g2, ok := givenName(g.d.folded[given]); ok && p.gender == anyGender && m.to-m.from > 1 {
		p.gender = g2
	}
	if g2, ok := surnameEnding(g.d.folded[m.to-1]); ok && p.gender == anyGender {
		p.gender = g2
	}
}

func (g *grouper) index(m mention) {
	last, first := g.d.folded[m.to-1], g.d.folded[m.from]
	if len(g.bySurname[last]) < kin {
		g.bySurname[last] = append(g.bySurname[last], m.person)
	}
	if eastern(g.d, m) && len(g.bySurname[first]) < kin {
		g.bySurname[first] = append(g.bySurname[first], m.person)
	}
	if k := firstSurname(g.d, m); k > m.from && len(g.bySurname[g.d.folded[k]]) < kin {
		g.bySurname[g.d.folded[k]] = append(g.bySurname[g.d.folded[k]], m.person)
	}
	if len(g.byFirst[first]) < kin {
		g.byFirst[first] = append(g.byFirst[first], m.person)
	}
}

// find is who the mention means, -1 for somebody new.
func (g *grouper) find(m mention, name string) int {
	best, latest := -1, -1
	consider := func(i int) {
		p := g.d.people[i]
		if last := p.mentions[len(p.mentions)-1]; last > latest && agree(m.gender, p.gender) {
			best, latest = i, last
		}
	}
	short := m.to-m.from == 1
	if who := g.ledAlike(m); who >= 0 {
		return who
	}
	for _, i := range g.bySurname[g.d.folded[m.to-1]] {
		if p := g.d.people[i]; short || p.words == 1 || p.name == name || text.SameName(p.name, name) {
			consider(i)
		}
	}
	if best < 0 && short {
		for _, i := range g.byFirst[g.d.folded[m.from]] {
			consider(i)
		}
	}
	return best
}

func agree(a, b gender) bool { return a == anyGender || b == anyGender || a == b }

// genderBefore is what a title before word i tells of the sex.
func genderBefore(d *document, i int) gender {
	if i == 0 || d.words[i-1].sentence != d.words[i].sentence {
		return anyGender
	}
	if g, n := titleAt(d.folded[i-1 : i]); n > 0 {
		return g
	}
	return anyGender
}

// writePeople adds the people and their roles to the facts.
func writePeople(d *document) {
	for _, p := range d.people {
		found := news.Person{Name: p.name}
		roles := p.roles
		if len(roles) == 0 {
			roles = p.spoken
		}
		for _, r := range distinct(d, roles) {
			found.Roles = append(found.Roles, r.written(d))
		}
		for _, i := range p.mentions {
			found.Mentions = append(found.Mentions, d.span(d.mentions[i].from, d.mentions[i].to))
		}
		d.facts.People = append(d.facts.People, found)
	}
}

// distinct leaves out the roles whose words another one holds.
func distinct(d *document, roles []heldRole) []heldRole {
	var kept []heldRole
	for i, r := range roles {
		covered := false
		for j, other := range roles {
			if i != j && within(d, r, other) && (!within(d, other, r) || j < i) {
				covered = true
			}
		}
		if !covered {
			kept = append(kept, r)
		}
	}
	return kept
}

// within reports whether the content words of r are all among those of other.
func within(d *document, r, other heldRole) bool {
	for i := r.from; i < r.to; i++ {
		if w := d.folded[i]; !closedWord(w) && !hasWord(d.folded[other.from:other.to], w) && d.words[i].Shape != text.Mark {
			return false
		}
	}
	return true
}

// hasWord reports whether the words hold w, or the country that it is the
// adjective of.
func hasWord(words []string, w string) bool {
	home, isAdjective := demonymOf(w)
	for _, other := range words {
		if other == w {
			return true
		}
		if p, ok := placeOf(other); ok && isAdjective && p.Name == home.Name {
			return true
		}
	}
	return false
}
