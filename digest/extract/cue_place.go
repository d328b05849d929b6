package extract

import (
	"slices"

	"readout/digest/text"
)

// cuePlace is a word of saying in the text, words [from, to).
type cuePlace struct {
	from, to int
	cue      cue
	form     cueForm
}

// cuePlaces are the words of saying in a sentence, outside quotations.
func cuePlaces(d *document, s sentence) []cuePlace {
	if !s.holds(inCues) {
		return nil
	}
	var found []cuePlace
	for i := s.from; i < s.to; {
		w := &d.words[i]
		if w.Shape < text.Lower || w.quote >= 0 && d.quotes[w.quote].speech || w.mention >= 0 || w.Shape == text.Capital && i != s.from {
			i++
			continue
		}
		c, form, n := d.cueAt(i)
		if n > 0 && isCue(d, s, cuePlace{from: i, to: i + n, cue: c, form: form}) {
			found = append(found, cuePlace{from: i, to: i + n, cue: c, form: form})
			i += n
			continue
		}
		i++
	}
	return found
}

// isCue tells a verb of saying from the noun of the same form and from other
// senses.
func isCue(d *document, s sentence, c cuePlace) bool {
	quoted := c.from > s.from && d.words[c.from-1].quote >= 0
	if !quoted && neverCue(d.rest(c.from)) > 0 || slices.Contains(d.sourced, c.from) {
		return false
	}
	if c.from == s.from {
		return c.form&(formPast|formGerund) != 0
	}
	before := d.folded[c.from-1]
	w := &d.words[c.from-1]
	switch {
	case wentOn(d, s, c.from):
		return true
	case before == "to", modals.has(before) && (w.Folded != "may" || isAuxiliary(d, c.from-1)):
		return false
	case ownsNoun.has(before) && !quoted, reduced.has(before) && c.form&formParticiple != 0:
		next := at(d.folded[:s.to], c.to)
		return c.cue.Lemma == "ask" && (next == "if" || interrogative.has(next))
	case c.cue.Noun && (determiners.has(before) || before == "'s" || w.Shape == text.Number || w.class == demonymWord && c.form&formPast == 0 && !hasAnySuffix(before, "s")):
		return false
	case before == "as" && c.form&formGerund != 0:
		return !quotedBefore(d, s, c.from-1).empty()
	case prepositions.has(before) && c.form&formGerund == 0 && !linksNouns(before):
		return c.form&formPast != 0
	case prepositions.has(before) && before != "by":
		return false
	case c.cue.Noun && c.form&formThird != 0 && !quoted:
		return leadsClause(d, s, c.to) || namedActs(d, c)
	}
	return true
}

// namedActs tells "Norway calls for talks" and "Prado vows to stay" from nouns of
// the same form: a name, a country or a body stands right before the verb.
func namedActs(d *document, c cuePlace) bool {
	if c.cue.Class != classDirect && c.cue.Class != classCommit || d.reading.isOff("say/named-acts") {
		return false
	}
	w := &d.words[c.from-1]
	if w.mention < 0 && w.class != placeWord && w.class != organisation {
		return false
	}
	d.fired("say/named-acts", c.from-1, c.to)
	return true
}

// ownsNoun are words that only a noun or its adjective may follow: "a sworn
// statement".
var ownsNoun = set("a an the my your his its our their")

// reduced are the conjunctions that a participle follows with nobody who speaks:
// "when asked about the road".
var reduced = set("when if once than until unless")

// leadsClause reports whether what was said may begin at word i: "states that"
// is a verb, "states leaders" is none.
func leadsClause(d *document, s sentence, i int) bool {
	if i >= s.to {
		return false
	}
	w := &d.words[i]
	return w.Folded == "that" || w.quote >= 0 || w.Shape == text.Mark && w.Folded != "." && w.Folded != "'s" || determiners.has(w.Folded) || pronouns.has(w.Folded) || interrogative.has(w.Folded)
}

var modals = set("would should could might must can may cannot shall can't won't wouldn't not n't didn't don't doesn't")
