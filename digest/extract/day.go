package extract

import (
	"slices"

	"readout/digest/news"
	"readout/digest/text"
)

// settleDay dates a meeting: by its sentence, by the dateline for the main one,
// and by the day of publication in a readout that names no day.
func settleDay(d *document, s sentence, o *occasion) {
	if w, ok := dayNear(d, s, o.at, o.tense); ok {
		o.day, o.dayBasis = w.start, news.Stated
		return
	}
	if o.status != news.Held || !o.main && !sameDay(d, o) || recalled(d, s) {
		return
	}
	o.day, o.dayBasis = d.today(), news.Publication
	if d.dateline.day != "" && o.day == d.dateline.day {
		o.dayBasis = news.Dateline
	}
}

// near bounds how far from its verb a day may be told, in words.
const near = 40

// dayNear is the single day told next to word i in its sentence. A day that
// belongs to something else ("the March 10 crash") is none.
func dayNear(d *document, s sentence, i int, t tense) (when, bool) {
	var best when
	found := false
	for _, w := range whensIn(d, s, t) {
		if w.grain > byDays || d.words[w.from].quote >= 0 || ofSomething(d, s, w) || distance(w, i) > near {
			continue
		}
		if !found || distance(w, i) < distance(best, i) {
			best, found = w, true
		}
	}
	return best, found
}

func distance(w when, i int) int {
	if w.from > i {
		return w.from - i
	}
	return i - w.from
}

// ofSomething tells "the March 10 crash" and "its 2030 plan".
func ofSomething(d *document, s sentence, w when) bool {
	if w.from == s.from {
		return false
	}
	before := d.folded[w.from-1]
	owned := before == "'s" || determiners[before] && before != "this"
	return owned && w.to < s.to && !talkNouns[d.folded[w.to]] && d.words[w.to].Shape >= text.Lower && !prepositions[d.folded[w.to]]
}

// sameDay reports whether a meeting shares a side with the main one, which is
// the first of the article.
func sameDay(d *document, o *occasion) bool {
	if len(d.occasions) == 0 || !d.occasions[0].main {
		return false
	}
	for _, who := range o.people {
		if slices.Contains(d.occasions[0].people, who) {
			return true
		}
	}
	return false
}

// recalled reports whether a sentence speaks of an earlier time.
func recalled(d *document, s sentence) bool {
	for i := s.from; i < s.to; i++ {
		if earlier[d.folded[i]] {
			return true
		}
	}
	return false
}

var earlier = set("already earlier previous previously recalled ago last")

// datesOfVisit notes the days that the sentence gives, and what they tell of how
// far the visit has come.
func datesOfVisit(d *document, s sentence, j *journey) {
	w, ok := dayNear(d, s, j.at, j.tense)
	if !ok {
		return
	}
	j.start, j.end = w.start, w.end
	if w.start == w.end && (j.status == news.Ongoing || j.rule == "visit/arrived-in") {
		// The day of an arrival says nothing of the end.
		j.end = ""
	}
	switch today := d.today(); {
	case today == "" || j.status == news.Cancelled || j.status == news.Planned:
	case j.end != "" && j.end < today, j.status == news.Ongoing && today.Since(j.start) > stay:
		j.status = news.Held
	}
}

// stay is how many days somebody who arrived is taken to be there still.
const stay = 7
