package extract

import (
	"iter"

	"readout/digest/text"
)

// clause is the part of a sentence that tells one event: words [from, to)
// without the relative clauses in between.
type clause struct {
	from, to int
	gaps     [][2]int
	relative bool
}

// has reports whether word i belongs to the clause.
func (c clause) has(i int) bool {
	if i < c.from || i >= c.to {
		return false
	}
	for _, gap := range c.gaps {
		if gap[0] <= i && i < gap[1] {
			return false
		}
	}
	return true
}

// clauseOf is the clause of the verb or noun at word i.
func clauseOf(d *document, s sentence, i int) clause {
	c := clause{from: s.from, to: s.to}
	for _, r := range relativesIn(d, s) {
		if r[0] <= i && i < r[1] {
			c.from, c.to, c.relative = r[0], r[1], true
			c.gaps = nil
		} else if r[0] >= c.from && r[1] <= c.to {
			c.gaps = append(c.gaps, r)
		}
	}
	for k := i - 1; k > c.from; k-- {
		if c.has(k) && parts(d, s, k) {
			c.from = k
			break
		}
	}
	for k := i + 1; k < c.to; k++ {
		if c.has(k) && parts(d, s, k) {
			c.to = k
			break
		}
	}
	return c
}

// around are the clauses that may tell time and place of an event in clause c,
// the likeliest first, counted from 0: its own, those before it, and one that
// "and" adds in the same tense. A relative clause tells its own only.
func (c clause) around(d *document, s sentence) iter.Seq2[int, clause] {
	return func(yield func(int, clause) bool) {
		n := 0
		if !yield(n, c) || c.relative {
			return
		}
		if c.from > s.from {
			if n++; !yield(n, clause{from: s.from, to: c.from, gaps: c.gaps}) {
				return
			}
		}
		if d.isMark(c.to, "and") && c.to+1 < s.to && !auxiliaries.has(d.folded[afterAdverbs(d, s, c.to+1)]) {
			yield(n+1, clause{from: c.to, to: s.to, gaps: c.gaps})
		}
	}
}

// looksAhead reports whether the words of the clause look ahead.
func (c clause) looksAhead(d *document) bool {
	for k := c.from; k < c.to; k++ {
		if c.has(k) && plans.has(d.folded[k]) {
			return true
		}
	}
	return false
}

// relativesIn are the relative clauses of a sentence: from "who" to the comma
// before the verb that they interrupt.
func relativesIn(d *document, s sentence) [][2]int {
	if !s.holds(inRelatives) {
		return nil
	}
	var found [][2]int
	for k := s.from + 1; k < s.to; k++ {
		if !d.is(k, inRelatives) {
			continue
		}
		that := d.folded[k] == "that" && talkNouns.has(d.folded[k-1]) && verbSoon(d, s, k+1)
		if !that && !relativeWords.has(d.folded[k]) || prepositions.has(d.folded[k-1]) || d.words[k].quote >= 0 {
			continue
		}
		end := k + 1
		for end < s.to && !(d.isMark(end, ",") && verbSoon(d, s, end+1)) && !d.isMark(end, ";") {
			end++
		}
		found = append(found, [2]int{k, end})
		k = end
	}
	return found
}

var relativeWords = set("who whom whose which")

// verbSoon reports whether a verb stands at word i, over adverbs.
func verbSoon(d *document, s sentence, i int) bool {
	i = afterAdverbs(d, s, i)
	return i < s.to && (auxiliaries.has(d.folded[i]) || eventVerb(d, i) || d.words[i].Shape == text.Lower && hasAnySuffix(d.folded[i], "ed"))
}

// parts reports whether another clause begins at word k.
func parts(d *document, s sentence, k int) bool {
	switch w := d.folded[k]; w {
	case ";":
		return verbWithin(d, s, k+1)
	case "but", "while", "whereas", "although", "though", "because", "where":
		return true
	case "and":
		next := afterAdverbs(d, s, k+1)
		return next < s.to && (auxiliaries.has(d.folded[next]) || eventVerbs.has(d.folded[next]))
	}
	return false
}

// verbWithin reports whether a verb stands soon behind word i, so that ";" parts
// clauses and not the items of a list.
func verbWithin(d *document, s sentence, i int) bool {
	for k := i; k < min(s.to, i+10) && !d.isMark(k, ";"); k++ {
		if auxiliaries.has(d.folded[k]) || eventVerb(d, k) {
			return true
		}
	}
	return false
}

// eventVerbs are verbs that tell another event behind "and".
var eventVerbs = set("met meet meets held holds hold spoke speaks speak received receives receive hosted hosts host welcomed visited visits visit arrived arrives arrive travelled traveled travel travels flew flies left departed returned conducted")
