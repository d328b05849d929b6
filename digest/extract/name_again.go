package extract

import "readout/digest/text"

// nameParts are the parts of the full names that the article shows to be of
// people: a part alone repeats the name.
type nameParts struct{ surnames, given map[string]bool }

func partsOf(d *document, runs []mention) nameParts {
	known := nameParts{surnames: map[string]bool{}, given: map[string]bool{}}
	for _, m := range runs {
		if !m.sure || m.to-m.from < 2 {
			continue
		}
		known.surnames[d.folded[m.to-1]] = true
		if k := firstSurname(d, m); k > m.from {
			known.surnames[d.folded[k]] = true
		}
		if eastern(d, m) {
			known.surnames[d.folded[m.from]] = true
		} else if d.words[m.from].Shape != text.Initial {
			known.given[d.folded[m.from]] = true
		}
	}
	return known
}

// firstSurname is the first of the two surnames of a name such as "Gloria
// Restrepo Vallejo", by which she is called as well; 0 if it has one.
func firstSurname(d *document, m mention) int {
	k := m.to - 2
	if m.to-m.from < 3 || isGiven(d, k) || !d.words[k].Named() || d.words[k].Shape == text.Initial || nameParticle(d.folded[k]) {
		return 0
	}
	return k
}

// repeated reports whether a run is a surname of somebody known, with particles
// or an initial before it, or a given name that speaks.
func (p nameParts) repeated(d *document, m mention) bool {
	if p.surnames[d.folded[m.to-1]] {
		for i := m.from; i < m.to-1; i++ {
			if d.words[i].Shape != text.Initial && !nameParticle(d.folded[i]) {
				return false
			}
		}
		return true
	}
	return m.to-m.from == 1 && p.given[d.folded[m.from]] && (speechVerb(d, m.to) || m.from > 0 && speechVerb(d, m.from-1) && d.words[m.from-1].sentence == d.words[m.from].sentence)
}

// withParticles is where a surname alone begins with the small words that
// belong to it: "said von Breitenfeld".
func withParticles(d *document, m mention) int {
	from := m.from
	for s := d.sentenceOf(m.from); from > s.from && leadingParticles.has(d.folded[from-1]) && d.words[from-1].Shape == text.Lower; from-- {
	}
	return from
}

var leadingParticles = set("von van der den ter ten zu zur de del della di da dos das bin ibn al el")
