package extract

import "readout/digest/news"

// nounStatus is how far the event has come that the noun at word i names: as
// the verb tells that has it for an object, or for a subject.
func nounStatus(d *document, s sentence, i int) standing {
	first, under := nounGovernedFrom(d, s, i)
	if unreliable(d, s, first, i) {
		return untold
	}
	switch under {
	case "before", "ahead":
		return asPlanned
	case "without":
		return untold
	case "":
	default:
		return setting(d, s, first-1, i)
	}
	found := weigh(d, first, i)
	if found.told && found.status != news.Cancelled && subjectNoun(d, s, first, i) {
		if r := asSubject(d, s, i); !r.told || r.status != news.Held {
			return r
		}
	}
	if !found.told {
		return untold
	}
	return afterwards(d, s, i, found)
}

// setting is how far an event has come that the preposition at word prep makes
// the setting of another: it is to come if that one is.
func setting(d *document, s sentence, prep, i int) standing {
	if found := weigh(d, prep+1, i); !found.told || found.status == news.Cancelled {
		return found
	}
	if w := at(d.folded, prep-1); d.folded[prep] != "during" && (unreal.has(w) || w == "point" || w == "interest" || w == "interested") {
		return untold
	}
	ahead := mainVerb(d, s, prep, i)
	switch {
	case ahead && (d.folded[prep] == "after" || d.folded[prep] == "following" || d.folded[prep] == "since"):
		return untold
	case ahead:
		return asPlanned
	}
	return asHeld
}

// mainVerb reports whether the verb looks ahead that rules the clause of the
// preposition at word prep, before it or behind the event at word i.
func mainVerb(d *document, s sentence, prep, i int) bool {
	c := clauseOf(d, s, i)
	for k := prep - 1; k >= c.from; k-- {
		if w := d.folded[k]; c.has(k) && (auxiliaries.has(w) || w == "'ll" || plans.has(w) || eventVerb(d, k)) {
			return planned.has(w) && w != "agreed" || toDo(d, k, prep) && !eventVerb(d, k)
		}
	}
	for k := i + 1; k < c.to; k++ {
		if w := d.folded[k]; c.has(k) && d.words[k].mention < 0 && (auxiliaries.has(w) || w == "'ll" || eventVerb(d, k)) {
			return planned.has(w)
		}
	}
	return false
}

// stops are prepositions that set an event apart from the verb before it.
var stops = set("during after following since amid before ahead without upon")

// nounGovernedFrom is where the words begin that govern the noun at word i, and
// the preposition that cuts them off.
func nounGovernedFrom(d *document, s sentence, i int) (first int, under string) {
	for k := i - 1; k >= s.from && i-k < governing; k-- {
		switch w := &d.words[k]; {
		case stops.has(w.Folded), (w.Folded == "at" || w.Folded == "in" || w.Folded == "on") && !betweenNumbers(d, k) && at(d.folded, k-1) != "called":
			return k + 1, w.Folded
		case w.Folded == "," && k+1 < i && d.words[k+1].class == placeWord:
		case w.Folded == "," || w.Folded == ";" || w.Folded == ":" || w.Folded == "that" || w.quote >= 0 && d.quotes[w.quote].speech:
			return k + 1, ""
		case (w.Folded == "and" || w.Folded == "but") && k+1 < i && finite(d, k+1):
			return k + 1, ""
		case w.mention >= 0 && !reachesOn(d, d.mentions[w.mention].to):
			return k + 1, ""
		}
	}
	return max(s.from, i-governing), ""
}

// reachesOn reports whether the words behind a name, at word i, bind what
// follows to the verb before it: "invited Prado to talks", "cancelled Prado's
// visit".
func reachesOn(d *document, i int) bool {
	return d.isMark(i, "'s") || d.isMark(i, "to") || d.isMark(i, "for")
}

// betweenNumbers tells "on Friday" before a noun, a time, from "on talks".
func betweenNumbers(d *document, k int) bool {
	return k+1 < len(d.words) && (weekdayOf(d.folded[k+1]) >= 0 || isYear(d.folded[k+1]) || d.words[k+1].class == placeWord)
}

// finite reports whether a verb in the past or an auxiliary stands at word i.
func finite(d *document, i int) bool {
	return auxiliaries.has(d.folded[i]) || eventVerb(d, i)
}

// subjectNoun reports whether the noun at word i is the subject of its clause:
// nothing but its own attributes stands before it.
func subjectNoun(d *document, s sentence, first, i int) bool {
	for k := i - 1; k >= first; k-- {
		if speechVerb(d, k) {
			return true
		}
		if auxiliaries.has(d.folded[k]) || eventVerb(d, k) || prepositions.has(d.folded[k]) && d.folded[k] != "of" {
			return false
		}
	}
	return first == s.from || d.isMark(first-1, ",") || d.isMark(first-1, "that") || d.isMark(first-1, ";") || d.isMark(i-1, "'s")
}

// asSubject is what the verb behind the noun at word i makes of the event.
func asSubject(d *document, s sentence, i int) standing {
	c := clauseOf(d, s, i)
	for k := i + 1; k < c.to; k++ {
		if !c.has(k) || d.words[k].mention >= 0 {
			continue
		}
		w := d.folded[k]
		if !auxiliaries.has(w) && w != "never" && w != "failed" && w != "collapsed" && w != "remain" && w != "remains" && w != "fell" {
			continue
		}
		end := k
		for end < c.to && end-k < 8 && !d.isMark(end, ",") && !prepositions.has(d.folded[end]) || end < c.to && d.isMark(end, "out") {
			end++
		}
		if falsehood(d, k, end) || w == "would" && d.isMark(k+1, "be") && !eventVerb(d, k+2) {
			return untold
		}
		if negatedAt(d, k, end) && (at(d.folded, k) == "did" || at(d.folded, k) == "didn't" || at(d.folded, k) == "never") {
			return asNotHeld
		}
		found := weigh(d, k, end)
		switch put, told := putOff(d, k, end); {
		case told:
			return put
		case found == asHeld && (toDo(d, k, end) || (w == "is" || w == "are") && plannedAside(d, i, k)):
			return asPlanned
		}
		return found
	}
	return asHeld
}

func negatedAt(d *document, from, to int) bool {
	for k := from; k < to; k++ {
		if noWords.has(d.folded[k]) {
			return true
		}
	}
	return false
}

func falsehood(d *document, from, to int) bool {
	for k := from; k < to; k++ {
		if falseWords.has(d.folded[k]) {
			return true
		}
	}
	return false
}

var falseWords = set("false untrue fake fabricated invented baseless unfounded")
