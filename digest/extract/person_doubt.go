package extract

import "slices"

// turn begins a new paragraph where word i stands in one.
func (g *grouper) turn(i int) {
	if p := g.d.sentenceOf(i).paragraph; p != g.paragraph {
		clear(g.here)
		g.paragraph = p
	}
}

// inDoubt reports whether a surname alone may mean either of several people: no
// title tells them apart, and the paragraph names none of them or more than
// one.
func (g *grouper) inDoubt(m mention) bool {
	if m.to-m.from > 1 || len(g.bySurname[g.d.folded[m.to-1]]) < 2 {
		return false
	}
	namesakes := g.namesakes(m)
	if len(namesakes) < 2 || g.ledAlike(m) >= 0 {
		return false
	}
	named := 0
	for _, who := range namesakes {
		if g.here[who] {
			named++
		}
	}
	return named != 1
}

// namesakes are the people known by a full name with the surname of a mention.
func (g *grouper) namesakes(m mention) []int {
	var found []int
	for _, who := range g.bySurname[g.d.folded[m.to-1]] {
		p := g.d.people[who]
		again := slices.ContainsFunc(found, func(other int) bool { return misspelt(p, g.d.people[other]) })
		if p.words > 1 && agree(m.gender, p.gender) && !again {
			found = append(found, who)
		}
	}
	return found
}

// misspelt reports whether two names are the same but for one letter: the
// article spells one person in two ways.
func misspelt(a, b person) bool {
	if len(a.name) != len(b.name) || !agree(a.gender, b.gender) {
		return false
	}
	differ := 0
	for i := range len(a.name) {
		if a.name[i] != b.name[i] {
			differ++
		}
	}
	return differ <= 1
}

// ledAlike is the one namesake whose first mention has the same office before
// it, -1 if there is none: "President Prado".
func (g *grouper) ledAlike(m mention) int {
	d := g.d
	if m.to-m.from > 1 || m.from == 0 || d.words[m.from-1].class != roleWord {
		return -1
	}
	found := -1
	for _, who := range g.namesakes(m) {
		first := d.mentions[d.people[who].mentions[0]].from
		if first == 0 || d.folded[first-1] != d.folded[m.from-1] {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = who
	}
	return found
}

// leaveOpen makes no mention of a name that may mean several people.
func (d *document) leaveOpen(m mention) {
	if d.open == nil {
		d.open = map[int]bool{}
	}
	for i := m.from; i < m.to; i++ {
		d.words[i].mention = -1
		d.open[i] = true
	}
}
