package extract

import (
	"strings"

	"readout/digest/text"
)

// leftOfRole walks left from word to over everything that may belong to a role,
// and is where the role begins.
func leftOfRole(d *document, s sentence, to int) int {
	from := to
	lower := 0
	for from > s.from && to-from < roleLength {
		w := &d.words[from-1]
		if w.Folded == "," && from < to && listInRole(d, s, from-1, to) {
			from--
			continue
		}
		if w.mention >= 0 || !roleMay(d, from-1, &lower) {
			break
		}
		if (w.Folded == "the" || w.Folded == "a" || w.Folded == "an") && from-2 >= s.from && !joinsRole(d.folded[from-2]) {
			break
		}
		from--
	}
	for from < to && (!startsRole(d, from) || hosts(d, s, from, to)) {
		from++
	}
	return from
}

// listInRole tells the comma within "Minister for Industry, Business and
// Finance": capitalised words without an office behind it, an office before.
func listInRole(d *document, s sentence, comma, to int) bool {
	next := comma + 1
	if d.folded[next] == "and" && next+1 < to {
		next++
	}
	if _, ok := roleIn(d, next, to); ok || !d.words[next].Named() {
		return false
	}
	for i := comma - 1; i >= s.from && i > comma-12; i-- {
		w := &d.words[i]
		if w.class == roleWord {
			return w.Named()
		}
		if !w.Named() && w.Folded != "of" && w.Folded != "for" && w.Folded != "," {
			return false
		}
	}
	return false
}

// lowerWords bounds how many ordinary words a role may hold ("human rights
// activist").
const lowerWords = 4

func roleMay(d *document, i int, lower *int) bool {
	w := &d.words[i]
	switch {
	case w.quote >= 0 && !d.quotes[w.quote].speech:
		return true
	case w.Named(), w.class == roleWord, w.class == levelWord, w.Folded == "'s", w.Folded == "(", w.Folded == ")", w.Folded == "&":
		return w.class != roleWord || !pluralRole(d, i)
	case w.Folded == "the", joinsRole(w.Folded):
		return true
	case w.Shape != text.Lower || w.is(inClosed) || adverb(w.Folded) || eventVerb(d, i) || eventNouns.has(w.Folded):
		return false
	}
	*lower++
	return *lower <= lowerWords
}

// eventNouns stand before a role, and are no part of it: "a meeting of Prime
// Minister X".
var eventNouns = set("meeting meetings talks visit visits trip call")

// pluralRole tells "presidents" before two names.
func pluralRole(d *document, i int) bool { return !endsRole(d, i) && d.words[i].size() == 1 }

func joinsRole(w string) bool {
	return w == "of" || w == "for" || w == "to" || w == "on" || w == "and" || w == "in" || w == "at"
}

// eventVerb reports whether a word is a verb that a role cannot hold.
func eventVerb(d *document, i int) bool {
	if d.words[i].class == roleWord || d.words[i].Shape != text.Lower {
		return false
	}
	c, form, n := d.cueAt(i)
	if n > 0 && form&(formPast|formThird|formGerund) != 0 && (!c.Noun || c.Strength == 3 || form&formPast != 0 && hasAnySuffix(d.folded[i], "ed")) {
		return true
	}
	w := d.folded[i]
	return d.is(i, inMotion) || strings.HasSuffix(w, "ing") && !ingNouns.has(w)
}

var ingNouns = set("morning evening meeting building king spring ring wing ceiling being briefing hearing training wellbeing acting outgoing incoming leading sitting ruling")

var motionVerbs = set("quoted cited saw met meet meets see sees join joins called rang summoned convened visiting received hosted visited arrived joined invited held headed led chaired attended accompanied elected appointed named welcomed greeted signed made took went came spoke left included involved involves includes became gave brought discussed briefed phoned telephoned co-chaired sat")

// startsRole reports whether a role may begin with word i.
func startsRole(d *document, i int) bool {
	w := &d.words[i]
	return (!w.is(inClosed) || w.Shape == text.Upper && w.class == placeWord || w.class == roleWord || w.class == levelWord) && w.Shape != text.Mark && (w.Named() || w.Shape == text.Lower || w.Shape == text.Number) && !determiners.has(w.Folded)
}

// wholeRole reports whether the words before a comma are a role and nothing
// else: the comma is preceded by its end, and something opens it.
func wholeRole(d *document, s sentence, from, to int) bool {
	if from == s.from || d.words[from].Named() && from-1 == s.from {
		return true
	}
	before := d.folded[from-1]
	return determiners.has(before) || prepositions.has(before) || conjunctions.has(before) || before == "," || before == ";" || before == "'s" || d.words[from-1].Shape == text.Lower
}

// hosts tells the verb of "will host King Baudry" from the calling of "talk show
// host Ana Prado". What a modal verb governs is no part of a role either, "may
// invite Minister Reyes", nor what tells what "that" does: "that shows".
func hosts(d *document, s sentence, i, to int) bool {
	if i == s.from || i+1 >= to {
		return false
	}
	w, before := d.folded[i], d.folded[i-1]
	switch {
	case w == "host":
		return auxiliaries.has(before) || before == "to" || before == "'ll"
	case d.words[i].Shape != text.Lower || d.words[i].class == roleWord || d.words[i].class == levelWord:
		return false
	}
	return before == "will" || before == "'ll" || before == "did" || modals.has(before) || (before == "that" || before == "which") && hasAnySuffix(w, "s")
}
