package extract

import "slices"

// unnamed is what a sentence is about where it tells of one person without a
// name: a spokeswoman, a witness. "She" of the next sentence is nobody else.
const unnamed = -3

// noteUnnamed makes the sentence be about somebody without a name, where one
// speaks at word i: "A witness said", "Prado's spokeswoman said". Of whom it is
// the first word, the office is remembered: "the official" behind "a senior
// official" means no minister.
func (r *referrer) noteUnnamed(s sentence, i int) {
	d := r.d
	if r.subject != nobody || i == s.from || !saidAt(d, i) {
		return
	}
	p := subjectBefore(d, i)
	if p.empty() || len(p.people) > 0 || p.pronoun || p.called != "" {
		return
	}
	head := headOf(d, p)
	if !isOne(d, p, head) {
		return
	}
	r.subject = unnamed
	if first := d.folded[max(p.from-1, s.from)]; d.words[head].class == roleWord && (indefinite.has(first) || indefinite.has(d.folded[p.from])) {
		if n, ok := roleIn(d, p.from, p.to); ok && len(n.office.Offices) > 0 && len(r.strangers) < kin {
			r.strangers = append(r.strangers, n.name())
		}
	}
}

// isOne reports whether the head of a phrase is a noun for one person.
func isOne(d *document, p phrase, head int) bool {
	if singly.has(d.folded[head]) {
		return true
	}
	for head > p.from && d.words[head].class == roleWord && d.words[head].size() == 0 {
		head--
	}
	return d.words[head].class == roleWord && inSingular(d, head)
}

// ownsSomebody reports whether whoever is told at word i only tells whose
// somebody is: "Prado's spokeswoman, Eva Lind, said" is not about Prado.
func ownsSomebody(d *document, s sentence, i int) bool {
	to := i + 1
	switch w := &d.words[i]; {
	case w.mention >= 0:
		to = d.mentions[w.mention].to
	case w.lead >= 0:
		to = d.mentions[w.lead].to
	case w.ref >= 0:
		to = d.refs[w.ref].to
	}
	if !d.isMark(to, "'s") {
		return false
	}
	end := nounsFrom(d, s, to+1)
	return end > to+1 && isOnesOwn(d.folded[end-1])
}

// isOnesOwn reports whether a noun is for one person who is told by whom they
// belong to: "Prado's deputy".
func isOnesOwn(w string) bool {
	return singly.has(w) || dependents.has(w) && !dependentBodies.has(w) && !hasAnySuffix(w, "s")
}

// isStranger reports whether an office is one of somebody told of without a
// name.
func (r *referrer) isStranger(n heldRole) bool { return slices.Contains(r.strangers, n.name()) }

var (
	indefinite = set("a an another one")
	singly     = set("daughter son wife husband widow widower mother father brother sister sibling uncle aunt nephew niece cousin girlfriend boyfriend partner relative spokesman spokeswoman spokesperson aide adviser advisor assistant lawyer attorney interpreter friend colleague ally critic opponent rival" +
		" man woman witness resident neighbour neighbor teacher driver passenger survivor worker visitor student farmer source")
)
