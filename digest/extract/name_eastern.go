package extract

// eastern reports whether a full name has its surname first: "Park Jin".
func eastern(d *document, m mention) bool {
	n := m.to - m.from
	return n > 1 && n <= 3 && familyFirst(d.folded[m.from]) && givenBehind(d, m.from+1)
}

// givenBehind reports whether word i may be a given name behind a surname: it
// is one of the lists, or at least no surname.
func givenBehind(d *document, i int) bool {
	w := d.folded[i]
	return givenPart(w) || isGiven(d, i) || !commonSurname(w)
}

// freeFamilyNames tells surnames from ordinary words of the same letters: "Foreign Minister Park" and "Park Jin" are no park. What one
// place shows holds for those where it stands alone.
func freeFamilyNames(d *document) {
	d.families = map[string]bool{}
	for _, s := range d.sentences {
		if !s.holds(inFamilies) {
			continue
		}
		for i := s.from; i < s.to; i++ {
			if w := &d.words[i]; w.is(inFamilies) && w.Named() && mayBeFamily(w) && showsFamily(d, s, i) {
				d.families[w.Folded] = true
				d.words[i].class = plain
			}
		}
	}
	if len(d.families) == 0 {
		return
	}
	for _, s := range d.sentences {
		if !s.holds(inFamilies) {
			continue
		}
		for i := s.from; i < s.to; i++ {
			if w := &d.words[i]; w.is(inFamilies) && w.Named() && d.families[w.Folded] && mayBeFamily(w) && standsAlone(d, s, i) {
				d.words[i].class = plain
			}
		}
	}
}

// showsFamily reports whether a surname at word i is shown to be one by an
// office before it, or a given name behind it.
func showsFamily(d *document, s sentence, i int) bool {
	if i > s.from && d.words[i-1].class == roleWord && d.words[i-1].Named() && endsRole(d, i-1) {
		return true
	}
	return i+1 < s.to && d.words[i+1].Named() && d.words[i+1].class == plain && (givenPart(d.folded[i+1]) || isGiven(d, i+1))
}

// mayBeFamily reports whether a surname's letters are taken for another kind of
// word, or for none.
func mayBeFamily(w *word) bool {
	return w.size() == 1 && (w.class == plain || w.class == tailWord || w.class == notName)
}

func standsAlone(d *document, s sentence, i int) bool {
	return (i == s.from || !d.words[i-1].Named() && !determiners.has(d.folded[i-1])) && (i+1 == s.to || !d.words[i+1].Named())
}
