package extract

// lately is whom the sentence is about, or the few before it; -1 for nobody.
func (d *document) lately(sentence int) int {
	for i := sentence; i >= 0 && i >= sentence-2*memory; i-- {
		if who := d.subjects[i]; who >= 0 {
			return who
		}
	}
	return -1
}

// actor is who does what the verb at word i says: its subject, else whom the
// sentence is about.
func actor(d *document, s sentence, i int) phrase {
	i = governedFrom(d, s, i)
	p := subjectBefore(d, i)
	if both := bothSides(d, s, i); len(p.people) == 0 && len(both) > 0 {
		return phrase{from: s.from, to: s.from + 1, people: both, joint: true}
	}
	if who := delegationHead(d, p); who >= 0 && len(p.people) == 0 {
		p.people = []int{who}
		return p
	}
	if !p.empty() && (len(p.people) > 0 || p.pronoun || heads(d, p) || sentForOthers(d, p)) {
		if !p.pronoun {
			if with := partyFrom(d, p.from); len(p.people) == 0 && len(with.people) > 0 && with.to == p.to {
				p.people = with.people
			}
			p.group = d.said(withoutArticle(d, p.from), p.to)
		}
		return p
	}
	if who := d.subjects[d.words[i].sentence]; who >= 0 {
		return phrase{from: s.from, to: s.from + 1, people: []int{who}}
	}
	return phrase{}
}

// heads reports whether a phrase without a name is an office or an institution.
func heads(d *document, p phrase) bool {
	for i := p.from; i < p.to; i++ {
		if c := d.words[i].class; c == roleWord || c == organisation {
			return true
		}
	}
	return false
}

func afterAdverbs(d *document, s sentence, i int) int {
	for i < s.to && (adverb(d.folded[i]) || d.folded[i] == "today") {
		i++
	}
	return i
}
