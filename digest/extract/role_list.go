package extract

// titlesBefore are roles before a comma that go with the same name: "Head of
// the Harbour Office, Chairman of the Board Tom Reyes". With an article they
// would be somebody else's: "the President, Foreign Minister Tom Reyes".
func titlesBefore(d *document, s sentence, from int) []heldRole {
	comma := from - 1
	if comma <= s.from || !d.isMark(comma, ",") || !d.words[from].Named() {
		return nil
	}
	start := leftOfRole(d, s, comma)
	if start == comma || d.words[start].class != roleWord || !d.words[start].Named() || start > s.from && determiners.has(d.folded[start-1]) {
		return nil
	}
	for i := start; i < comma; i++ {
		if d.words[i].mention >= 0 || d.words[i].lead >= 0 {
			return nil
		}
	}
	if start > s.from && !prepositions.has(d.folded[start-1]) && !eventVerb(d, start-1) {
		return nil
	}
	return splitRole(d, start, comma)
}

// shareRoles gives an office in the plural to every name of the list behind it:
// "deputy ministers Ana Prado, Tom Reyes and Eva Holm".
func shareRoles(d *document) {
	for i := range d.mentions {
		m := d.mentions[i]
		head := m.from - 1
		if s := d.sentenceOf(m.from); head < s.from || len(d.people[m.person].roles) > 0 {
			continue
		}
		for d.words[head].class == roleWord && d.words[head].size() == 0 {
			head--
		}
		if d.words[head].class != roleWord || endsRole(d, m.from-1) {
			continue
		}
		shared := sharedRole(d, head, m.from)
		last := -1
		for k := i; k < len(d.mentions) && (k == i || d.mentions[k].from == listNext(d, d.mentions[k-1].to)); k++ {
			last = k
		}
		if last == i {
			continue
		}
		for k := i; k <= last; k++ {
			if who := d.mentions[k].person; len(d.people[who].roles) == 0 {
				d.hold(who, shared)
			}
		}
	}
}

// sharedRole is the office, in the singular, whose plural stands at the words
// [head, to), with the words that grade it.
func sharedRole(d *document, head, to int) heldRole {
	from := head
	for from > 0 && d.words[from-1].sentence == d.words[head].sentence && (roleLevelAt(d.folded[from-1:from]) > 0 || d.words[from-1].class == demonymWord) {
		from--
	}
	r := heldRole{from: from, to: to}
	r.office, _ = roleAt(d.rest(head))
	r.alone = r.office.Head
	if from < head {
		r.alone = d.said(from, head) + " " + r.alone
	}
	return r
}

// listNext is where the next name of a list begins behind word i.
func listNext(d *document, i int) int {
	if d.isMark(i, ",") {
		i++
	}
	if d.isMark(i, "and") {
		i++
	}
	return i
}
