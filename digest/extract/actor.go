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
	p = togetherWith(d, s, p)
	if !p.empty() && (len(p.people) > 0 || p.pronoun || heads(d, p) || sentForOthers(d, p)) {
		if !p.pronoun {
			if with := partyFrom(d, p.from); len(p.people) == 0 && len(with.people) > 0 && with.to == p.to {
				p.people = with.people
			}
			p.group = d.said(withoutArticle(d, p.from), p.to)
		}
		return p
	}
	if p := sharedSubject(d, s, i); len(p.people) > 0 {
		return p
	}
	if who := d.subjects[d.words[i].sentence]; who >= 0 {
		return phrase{from: s.from, to: s.from + 1, people: []int{who}}
	}
	return phrase{}
}

// togetherWith widens a subject by whoever acts with it: "Prado together with
// Reyes", "Prado, along with Reyes,".
func togetherWith(d *document, s sentence, p phrase) phrase {
	with := p.from - 1
	if others := besides(d, s, p); len(others) > 0 {
		p.people, p.joint = append(append([]int{}, p.people...), others...), true
		return p
	}
	if len(p.people) == 0 || with-2 < s.from || !d.isMark(with, "with") || d.folded[with-1] != "together" && d.folded[with-1] != "along" && d.folded[with-1] != "jointly" {
		return p
	}
	end := with - 1
	if d.isMark(end-1, ",") {
		end--
	}
	if first := phraseEnding(d, s, end); len(first.people) > 0 && !first.pronoun {
		p.from, p.people, p.joint = first.from, append(append([]int{}, first.people...), p.people...), true
	}
	return p
}

// besides are whom a sentence names, before a subject or in an aside behind it, as
// acting together with it: "Together with Reyes, Prado", "Prado, together with
// Reyes,".
func besides(d *document, s sentence, p phrase) []int {
	if len(p.people) == 0 || p.pronoun {
		return nil
	}
	for _, with := range [...]int{s.from + 1, p.to + 2} {
		if with+1 >= s.to || !d.isMark(with, "with") || !d.isMark(with-1, "together") && !d.isMark(with-1, "along") {
			continue
		}
		if q := partyFrom(d, with+1); len(q.groups) == 0 && len(q.people) > 0 && (with == p.to+2 && d.isMark(p.to, ",") || with == s.from+1 && (q.to == p.to || d.isMark(q.to, ",") && p.from <= q.to+2)) {
			return q.people
		}
	}
	return nil
}

// sharedSubject is who does what the verb at word i says where "and" joins it to
// another that is told of somebody: "Prado said Reyes came and met Holm" lets
// Reyes meet her. It is nobody where a comma parts the two.
func sharedSubject(d *document, s sentence, i int) phrase {
	if i < s.from+2 || !d.isMark(i-1, "and") || d.isMark(i-2, ",") {
		return phrase{}
	}
	for k := i - 2; k > s.from && i-k < governing && d.words[k].quote < 0 && !d.isMark(k, ";"); k-- {
		switch w := &d.words[k]; {
		case w.Folded == "said" || w.Folded == "says":
			return namedAt(d, k+1)
		case motionVerbs.has(w.Folded) && w.mention < 0:
			return subjectBefore(d, governedFrom(d, s, k))
		case speechVerb(d, k):
			return phrase{}
		}
	}
	return phrase{}
}

// namedAt is the name that begins at word i, with what leads up to it.
func namedAt(d *document, i int) phrase {
	m := d.words[i].lead
	if m < 0 {
		m = d.words[i].mention
	}
	if m < 0 {
		return phrase{}
	}
	return phrase{from: i, to: d.mentions[m].to, people: []int{d.mentions[m].person}}
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
