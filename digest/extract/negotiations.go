package extract

import (
	"strings"

	"readout/digest/news"
)

// negotiationsGoOn reads "the talks between Norway and Chile have stalled" and
// "the Norwegian-Chilean negotiations are in trouble", whoever sits there: they
// are the subject, and what is told of them is told in the present.
func negotiationsGoOn(d *document, s sentence, o *occasion) bool {
	o.groups = statesBefore(d, s, o.at)
	end := o.at + 1
	if len(o.groups) == 0 {
		o.groups = sidesBetween(d, s, o.at+1)
		end = complementsEnd(d, s, o.at+1)
	}
	if first, under := nounGovernedFrom(d, s, o.at); len(o.groups) < 2 || under != "" || unreliable(d, s, first, o.at) || !ruled(d, s, o.at) {
		return false
	}
	o.ofGroups = true
	o.standing = inPresent(d, s, end)
	return o.told
}

// sidesBetween are the two sides, states or other bodies, of "between the unions
// and the Norwegian government" at word i.
func sidesBetween(d *document, s sentence, i int) []string {
	if !d.isMark(i, "between") {
		return nil
	}
	var found []string
	for from := i + 1; len(found) < 2; {
		to, body := from, false
		for to < s.to && to < from+7 && inCollective(d, to) && d.folded[to] != "and" && d.folded[to] != "," {
			body = body || isSide(d, to)
			to++
		}
		if !body {
			return nil
		}
		found = append(found, d.said(withoutArticle(d, from), to))
		if len(found) == 1 && !d.isMark(to, "and") {
			return nil
		}
		from = to + 1
	}
	return found
}

// isSide reports whether word i names a state, a people or a body that negotiates.
func isSide(d *document, i int) bool {
	w := &d.words[i]
	return w.class == placeWord || w.class == demonymWord || w.class == organisation || sidesNoun(d, i) || w.Folded == "government" || w.Folded == "rebels" || w.Folded == "unions" || w.Folded == "union"
}

// ruled reports whether the noun at word i opens its clause, with nothing before
// it but its attributes: it is what the clause is about.
func ruled(d *document, s sentence, i int) bool {
	return openingNoun(d, s, i) || ownsClause(d, s, i) || speechBefore(d, s, i)
}

// speechBefore reports whether a verb of saying or believing stands before the
// noun at word i and its attributes: "Prado says the Chilean-Norwegian talks".
func speechBefore(d *document, s sentence, i int) bool {
	for k := i - 1; k > s.from && i-k < 8; k-- {
		if _, _, n := d.cueAt(k); n > 0 {
			return true
		}
		if w := d.folded[k]; d.words[k].mention >= 0 || closedWord(w) && !determiners.has(w) {
			return false
		}
	}
	return false
}

// statesBefore are the two peoples of the word that joins them, before the noun
// at word i: "the Norwegian-Chilean peace talks".
func statesBefore(d *document, s sentence, i int) []string {
	for k := i - 1; k >= s.from && k > i-4; k-- {
		first, second, joined := strings.Cut(d.folded[k], "-")
		a, one := demonymOf(first)
		b, other := demonymOf(second)
		if joined && one && other {
			return []string{a.Name, b.Name}
		}
	}
	return nil
}

// inPresent is how far negotiations have come by the verb at word i: they go on
// in the present, are to come where they begin, and are over in the perfect.
func inPresent(d *document, s sentence, i int) standing {
	if i >= s.to {
		return untold
	}
	switch w := d.folded[i]; {
	case w == "are" || w == "remain" || w == "continue" || w == "resume" || w == "go" || w == "enter" || w == "drag":
		if noWords.has(at(d.folded, i+1)) || toDo(d, i, min(i+3, s.to)) || isDay(d, s, i) {
			return untold
		}
		return standing{status: news.Ongoing, tense: fromToday, told: true}
	case w == "have" && (d.isMark(i+1, "stalled") || d.isMark(i+1, "dragged") || d.isMark(i+1, "resumed") || d.isMark(i+1, "begun") || d.isMark(i+1, "started")):
		return asBegun
	}
	return untold
}

// isDay reports whether the verb at word i only sets a day.
func isDay(d *document, s sentence, i int) bool {
	for k := i; k < min(i+4, s.to); k++ {
		if w := d.folded[k]; w == "scheduled" || w == "due" || w == "planned" || w == "expected" || w == "over" || w == "dead" {
			return true
		}
	}
	return false
}
