package extract

import (
	"strings"
	"sync"

	"readout/digest/text"
)

// splitRole cuts words [from, to) at the "and" between two roles, and leaves
// out what holds no role.
func splitRole(d *document, from, to int) []heldRole {
	var found []heldRole
	start := from
	for i := from; i <= to; i++ {
		// An office may have an "and" of its own.
		inner := i < to && d.words[i].class == roleWord && d.words[i].size() == 0
		if i < to && (inner || !(d.folded[i] == "and" && leadsRole(d, i+1, to))) {
			continue
		}
		if r, ok := roleIn(d, start, i); ok {
			found = append(found, r)
		}
		start = i + 1
		for start < to && determiners.has(d.folded[start]) {
			start++
		}
	}
	if len(found) > 1 && bare(d, found[0]) && d.isMark(found[0].from-1, "the") {
		return found[1:]
	}
	return found
}

// bare reports whether a role is nothing but its head: "the Secretary and
// Foreign Minister Reyes" gives Reyes no second office.
func bare(d *document, r heldRole) bool { return d.words[r.from].size() == r.to-r.from }

// leadsRole reports whether a role's head stands at word i, behind nothing but
// what grades it.
func leadsRole(d *document, i, to int) bool {
	for ; i < to; i++ {
		switch w := &d.words[i]; {
		case w.class == roleWord:
			return true
		case w.class == levelWord, w.Folded == "the", w.class == demonymWord, w.class == organisation, w.class == placeWord, w.Named():
		default:
			return false
		}
	}
	return false
}

// roleIn reads the role in words [from, to): its office is the first head that
// does not own what follows.
func roleIn(d *document, from, to int) (heldRole, bool) {
	r := heldRole{from: from, to: to}
	found := false
	for i := from; i < to; i++ {
		w := &d.words[i]
		switch {
		case w.class == roleWord && w.size() > 0 && !found && !d.isMark(i+w.size(), "'s"):
			r.office, _ = roleAt(d.folded[i : i+w.size()])
			r.from = behindLink(d, from, i)
			r.former = r.former || strings.HasPrefix(d.folded[i], "ex-")
			found = true
		case w.class == levelWord && !found && formerly.has(w.Folded):
			r.former = true
		case w.class == levelWord && !found && (w.Folded == "deputy" || w.Folded == "vice" || w.Folded == "assistant" || w.Folded == "under"):
			r.deputy = true
		case r.country == "" && wholePlace(d, i):
			r.country = countryAt(d, i)
		case (w.class == organisation || w.class == tailWord && w.Named()) && len(r.body) == 0:
			r.body = bodyAt(d, i, min(i+max(w.size(), 1), to))
		case (w.class == placeWord || w.class == demonymWord) && !(i > from && d.folded[i-1] == "to"):
			if c := countryAt(d, i); c != "" && r.country == "" {
				r.country = c
			}
		}
	}
	return r, found
}

// formerly are words that make an office one of the past.
var formerly = set("former ex ex- late one-time ousted deposed")

// bodyAt are the words of the institution at words [from, to), in full where it
// is an acronym.
func bodyAt(d *document, from, to int) []string {
	if to == from+1 && d.words[from].Shape == text.Upper {
		if a, ok := acronymOf(d.words[from].Of(d.text)); ok {
			return strings.Fields(text.Fold(a.Long))
		}
	}
	if to == from+1 && d.folded[from] == "alliance" {
		return theAlliance()
	}
	return d.folded[from:to]
}

// theAlliance are the words of the institution that goes by that name alone.
var theAlliance = sync.OnceValue(func() []string {
	a, _ := acronymOf("NATO")
	return strings.Fields(text.Fold(a.Long))
})

// behindLink is where the words that grade an office begin: no preposition
// stands among them, but within an institution's name.
func behindLink(d *document, from, head int) int {
	for i := head - 1; i >= from; i-- {
		if joinsRole(d.folded[i]) && d.words[i].class == plain {
			for i++; determiners.has(d.folded[i]); i++ {
			}
			return i
		}
	}
	return from
}

// countryAt is the country that the place or the adjective at word i belongs
// to.
func countryAt(d *document, i int) string {
	if p, n := placeAt(d.rest(i)); n > 0 {
		return p.Country
	}
	if p, n := demonymAt(d.rest(i)); n > 0 {
		return p.Name
	}
	if a, ok := acronymOf(d.words[i].Of(d.text)); ok {
		if p, ok := placeOf(text.Fold(a.Long)); ok {
			return p.Country
		}
	}
	return ""
}
