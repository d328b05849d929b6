package extract

import "readout/digest/text"

// headOf is the only person named so far who heads the institution of "the head
// of the commission", whatever the office is called; -1 if there is none alone.
func (r *referrer) headOf(n heldRole) int {
	if len(n.body) == 0 || n.deputy || n.name() != "head" && n.name() != "chief" && n.name() != "delegation-head" {
		return nobody
	}
	found := nobody
	for who := range r.d.people[:min(len(r.d.people), kin)] {
		p := &r.d.people[who]
		if p.mentions[0] > r.seen || !headsBody(p.roles, n) {
			continue
		}
		if found != nobody {
			return nobody
		}
		found = who
	}
	return found
}

// headsBody reports whether one of the offices is at the head of the
// institution of another.
func headsBody(held []heldRole, n heldRole) bool {
	for _, h := range held {
		if !h.deputy && !h.former && len(h.body) > 0 && headsBodies.has(h.name()) && (bodyWithin(n.body, h.body) || isAgency(n.body) && isAgency(h.body)) {
			return true
		}
	}
	return false
}

// isAgency reports whether an institution is an agency of a state, whatever it is
// called.
func isAgency(body []string) bool { return len(body) > 0 && agencies.has(body[len(body)-1]) }

var agencies = set("agency service bureau inspectorate authority regulator watchdog administration")

// headsBodies are offices at the head of an institution.
var headsBodies = set("president chair head chief director secretary-general rector chief-executive bank-governor governor commissioner administrator executive-secretary delegation-head prosecutor-general manager")

// kindOfBody is the end of "of the bank" behind an office, and the word for the
// kind of institution; i where nothing such follows.
func kindOfBody(d *document, s sentence, i int) int {
	if i+2 < s.to && d.folded[i] == "of" && d.folded[i+1] == "the" && d.words[i+2].Shape == text.Lower && organisationTail(d.folded[i+2]) {
		return i + 3
	}
	return i
}

// headOfState reads "head of the Latvian state" behind its head, which ends
// before word i: where it ends, and the country; i where it is none such.
func headOfState(d *document, s sentence, i int) (to int, country string) {
	if i+3 < s.to && d.folded[i-1] == "head" && d.folded[i] == "of" && d.folded[i+1] == "the" && d.words[i+2].class == demonymWord && d.folded[i+3] == "state" {
		return i + 4, countryAt(d, i+2)
	}
	return i, ""
}

// officeNamed is the office that the list has by that name.
func officeNamed(name string) role {
	r, _ := roles().of(name)
	return r
}
