package extract

// coordinated widens a phrase to the left over "A, B, and". "An aide to A and
// B" is neither of them.
func coordinated(d *document, s sentence, p phrase) phrase {
	for {
		i := p.from
		for i > s.from && determiners.has(d.folded[i-1]) {
			i--
		}
		and := i > s.from && d.folded[i-1] == "and"
		if and {
			i--
		}
		comma := i > s.from && d.isMark(i-1, ",")
		if comma {
			i--
		}
		if !and && !(comma && p.joint) || i <= s.from {
			return p
		}
		left := oneBefore(d, s, i)
		if left.empty() && and {
			left = bodyBefore(d, s, i, p)
		}
		if left.empty() {
			return p
		}
		if k := belongsTo(d, s, left.from); k >= 0 {
			return phrase{from: min(k, nominal(d, s, k+1).from), to: p.to}
		}
		if len(p.people) == 0 && !vague(d, p) {
			p.from, p.joint = left.from, left.joint
			return p
		}
		p.people = append(append([]int{}, left.people...), p.people...)
		p.from, p.joint = left.from, true
		if len(p.people) > 12 {
			return p
		}
	}
}

// bodyBefore is the country or the institution before word i, where p is
// another: "Norway and Sweden".
func bodyBefore(d *document, s sentence, i int, p phrase) phrase {
	if len(p.people) > 0 || p.pronoun || !isBody(d, headOf(d, p)) || !isBody(d, i-1) {
		return phrase{}
	}
	left := nominal(d, s, i)
	left.joint = true
	return left
}

// isBody reports whether word i names a country or an institution.
func isBody(d *document, i int) bool {
	c := d.words[i].class
	return c == placeWord || c == organisation
}

// vague tells "and one of the witnesses", "and officials": nobody that could be
// named.
func vague(d *document, p phrase) bool {
	first := d.folded[p.from]
	if first == "two" && d.isMark(p.from-1, "the") {
		// "The Secretary and the two leaders" are not the Secretary alone.
		return false
	}
	return first != "the" && !d.words[p.from].Named()
}

// beforeHome is where "of Norway" begins that ends before word i, else i.
func beforeHome(d *document, s sentence, i int) int {
	k := i - 1
	for k > s.from && d.words[k].class == placeWord && d.words[k].size() == 0 {
		k--
	}
	if d.words[k].class == placeWord && k-2 >= s.from && d.folded[k-1] == "of" && d.words[k-2].mention >= 0 {
		return k - 1
	}
	return i
}

// oneBefore is the single person or office that ends before word i.
func oneBefore(d *document, s sentence, i int) phrase {
	if k := beforeHome(d, s, i); k < i {
		p := oneBefore(d, s, k)
		if !p.empty() {
			p.to = i
		}
		return p
	}
	w := &d.words[i-1]
	switch {
	case w.mention >= 0 && d.mentions[w.mention].to == i:
		m := d.mentions[w.mention]
		return phrase{from: m.start, to: i, people: []int{m.person}}
	case w.ref >= 0 && d.refs[w.ref].to == i && (!pronouns.has(w.Folded) || w.Folded == "she" || w.Folded == "he"):
		r := d.refs[w.ref]
		return phrase{from: r.from, to: i, people: r.people}
	}
	return phrase{}
}
