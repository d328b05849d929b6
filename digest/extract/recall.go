package extract

import (
	"strings"

	"readout/digest/text"
)

// recall is how sure an event is at most that the text only recalls: a digest
// of the news leaves it out.
const recall = 55

// aLongTime is how many days back an event is only recalled.
const aLongTime = 90

// isRecalled reports whether the event at word i is told to lie months or years
// back, so that the text only recalls it.
func isRecalled(d *document, s sentence, i int) bool {
	today := d.today
	if today == "" || !s.holds(tellsOfTime) {
		return false
	}
	times := whensIn(d, s, past)
	for n, c := range clauseOf(d, s, i).around(d, s) {
		told := false
		for _, w := range times {
			if !c.has(w.from) || d.words[w.from].quote >= 0 || ofSomething(d, s, w) {
				continue
			}
			if number(today)-number(w.end) > aLongTime && (n == 0 && timesOf(d, i, w) || n > 0 && w.from <= c.from+1) {
				return true
			}
			told = true
		}
		if told {
			return false
		}
		if yearsAgo(d, i, c) {
			return true
		}
	}
	return false
}

// yearsAgo reports whether a clause tells of "decades ago", or of some months.
func yearsAgo(d *document, i int, c clause) bool {
	for k := c.from + 1; k < c.to; k++ {
		long := unitOf(d.folded[k-1]) >= byMonth || strings.HasPrefix(d.folded[k-1], "decade")
		if c.has(k) && d.folded[k] == "ago" && long && timesOf(d, i, when{from: k - 1, to: k}) {
			return true
		}
	}
	return false
}

// timesOf reports whether a time belongs to the event at word i: no other verb
// stands between them, and it is no start of something that lasts.
func timesOf(d *document, i int, w when) bool {
	before := at(d.folded, w.from-1)
	if before == "since" || before == "from" || before == "until" || before == "by" || before == "to" || before == "of" || before == "for" {
		return false
	}
	for k := min(w.to, i+1); k < max(w.from, i); k++ {
		if d.words[k].Shape == text.Lower && k != i && (eventVerb(d, k) || hasAnySuffix(d.folded[k], "ed", "ing") && !talkNouns.has(d.folded[k]) || d.folded[k] == "to" && d.words[k+1].Shape == text.Lower || d.folded[k] == "that" || d.folded[k] == "after" || d.folded[k] == "since") {
			return false
		}
	}
	return true
}
