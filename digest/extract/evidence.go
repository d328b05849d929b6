package extract

import (
	"strings"

	"readout/digest/text"
)

// evidence weighs the signs that a run of words names a person; see enough.
func evidence(d *document, s sentence, m mention) int {
	return wordSigns(d, m) + contextSigns(d, s, m)
}

// wordSigns weighs the words of the run themselves.
func wordSigns(d *document, m mention) int {
	long := m.to-m.from >= 2
	last := d.folded[m.to-1]
	sum := 0
	if isGiven(d, m.from) && long {
		sum += 6
	}
	if _, ok := surnameEnding(last); ok && len(last) >= 5 {
		sum += 2
		if long {
			sum += 2
		}
	}
	if commonSurname(last) && long {
		sum += 3
	}
	for i := m.from; i < m.to; i++ {
		switch w := &d.words[i]; {
		case w.Shape == text.Initial && long, w.Shape == text.Lower:
			sum += 2
		case w.Shape == text.Upper && !(m.from > 0 && d.words[m.from-1].Shape == text.Upper && d.words[m.from-1].class == roleWord):
			sum -= 3
		case i == m.from && w.is(inCommon) && !isGiven(d, i):
			sum -= 3
		}
	}
	if m.to-m.from > 4 {
		sum -= 3
	}
	if long && m.to-m.from <= 3 {
		sum++
	}
	return sum
}

// contextSigns weighs what stands beside the run.
func contextSigns(d *document, s sentence, m mention) int {
	sum := 0
	long := m.to-m.from >= 2
	if m.from > s.from {
		sum += signBefore(d, s, m, long)
	}
	if m.to < s.to {
		sum += signAfter(d, s, m, long)
	}
	return sum
}

func signBefore(d *document, s sentence, m mention, long bool) int {
	w := &d.words[m.from-1]
	switch {
	case !long && w.class == roleWord && isGiven(d, m.from) && isKin(d, m.from-1):
		return -6
	case w.class == titleWord && w.Named(), w.class == roleWord && endsRole(d, m.from-1):
		return 6
	case long && w.Folded == "," && roleBeforeComma(d, s, m.from-1):
		return 6
	case long && w.class == organisation && roleBeforeComma(d, s, m.from):
		return 5
	case w.Named():
		if roleBeforeComma(d, s, m.from) {
			return 5
		}
	case speechVerb(d, m.from-1):
		return 3
	case w.Folded == "the" || w.Folded == "a" || w.Folded == "an":
		return -6
	case w.Folded == "in" || w.Folded == "at":
		return -3
	}
	return 0
}

// isKin reports whether word i is what one is to a family: "brother" before a
// given name makes nobody known by it.
func isKin(d *document, i int) bool {
	r, n := roleAt(d.folded[i : i+1])
	return n > 0 && kinOffices.has(r.Offices[0])
}

var kinOffices = set("woman man wife")

// endsRole reports whether word i ends a role that may be followed by a name:
// in the singular, and no verb ("heads").
func endsRole(d *document, i int) bool {
	s := d.sentenceOf(i)
	for i > s.from && d.words[i].class == roleWord && d.words[i].size() == 0 {
		i--
	}
	return inSingular(d, i)
}

// roleBeforeComma reports whether a role stands in the few words before word i
// without a break between: "the Governor of Norvik, Ana Prado".
func roleBeforeComma(d *document, s sentence, i int) bool {
	lower := 0
	for k := i - 1; k >= s.from && k > i-18; k-- {
		w := &d.words[k]
		switch {
		case w.class == roleWord:
			return true
		case w.Named(), w.Shape == text.Number, w.Folded == "'s", w.Folded == "(", w.Folded == ")":
		case w.Folded == "of" || w.Folded == "for" || w.Folded == "the" || w.Folded == "to" || w.Folded == "and" || w.Folded == "on" || w.Folded == "in" || w.Folded == "at":
		case d.isMark(i, ",") && w.Shape == text.Lower && lower < lowerWords && !w.is(inClosed) && !adverb(w.Folded) && !eventVerb(d, k):
			lower++
		default:
			return false
		}
	}
	return false
}

func signAfter(d *document, s sentence, m mention, long bool) int {
	w := &d.words[m.to]
	next := at(d.folded[:s.to], m.to+1)
	switch {
	case w.Folded == "(" && ofParty(next):
		return 6
	case w.class == tailWord && w.Named():
		return -8
	case w.Folded == "," && long && roleSoon(d, s, m.to+1):
		return 5
	case speechVerb(d, m.to) || w.Folded == "who":
		return 3
	case w.Folded == "," && next == "who", adverb(w.Folded) && speechVerb(d, m.to+1):
		return 3
	case (w.Folded == "has" || w.Folded == "had" || w.Folded == "also") && speechVerb(d, m.to+1):
		return 3
	case w.Named() && w.class == plain:
		return -2
	}
	return 0
}

// ofParty tells the party and the state of a member: "(D-Ohio)", "(R)".
func ofParty(w string) bool {
	party, _, _ := strings.Cut(w, "-")
	return party == "d" || party == "r" || party == "i"
}

// speechVerb reports whether word i is a form of a sure verb of speech, or of
// meeting.
func speechVerb(d *document, i int) bool {
	if i >= len(d.words) || d.words[i].Shape != text.Lower {
		return false
	}
	if d.folded[i] == "met" || d.folded[i] == "arrived" {
		return true
	}
	c, form, n := d.cueAt(i)
	return n > 0 && c.Strength >= 2 && form&(formPast|formThird) != 0
}

// roleSoon reports whether a role stands among the first words of an
// apposition that begins at word i.
func roleSoon(d *document, s sentence, i int) bool {
	for k := i; k < s.to && k < i+7; k++ {
		w := &d.words[k]
		if w.class == roleWord {
			return true
		}
		if w.Shape == text.Mark && w.Folded != "'s" || auxiliaries.has(w.Folded) {
			return false
		}
	}
	return false
}
