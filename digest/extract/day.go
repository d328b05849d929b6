package extract

import (
	"slices"

	"readout/digest/news"
	"readout/digest/text"
)

// settleDay dates a meeting: by its sentence, by the dateline for the main one,
// and by the day of publication in a readout that tells no other time.
func settleDay(d *document, s sentence, o *occasion) {
	if o.day != "" {
		return
	}
	if w, ok := dayNear(d, s, o.at, o.standing); ok {
		if o.status == news.Planned && w.end < d.today {
			return
		}
		o.day, o.dayBasis = w.start, news.Stated
		if o.day > d.today && o.status != news.Cancelled {
			o.status = news.Planned
		}
		return
	}
	if o.status != news.Held || !o.main && !sameDay(d, o) || !o.main && d.occasions[0].day != d.today || visitOver(d, o) || recalled(d, s) || otherTime(d, s, o.at) {
		return
	}
	o.day, o.dayBasis = d.today, news.Publication
	if d.dateline.day != "" && o.day == d.dateline.day {
		o.dayBasis = news.Dateline
	}
}

// visitOver reports whether a meeting belongs to a visit that ended before today,
// or on some day of it.
func visitOver(d *document, o *occasion) bool {
	for _, j := range d.journeys[:min(len(d.journeys), lookBack)] {
		if j.status == news.Held && j.sure > recall && j.end != "" && j.start < j.end && holdsAll(o.people, j.people) {
			return true
		}
	}
	return false
}

// near bounds how far from its verb a day may be told, in words.
const near = 40

// dayNear is the single day told for the event at word i: in its clause, else
// in one that shares its time. A day that belongs to something else ("the March
// 10 crash") is none, nor is the day on which somebody said so.
func dayNear(d *document, s sentence, i int, st standing) (when, bool) {
	times := whensIn(d, s, st.tense)
	if len(times) == 0 {
		return when{}, false
	}
	own := clauseOf(d, s, i)
	for n, c := range own.around(d, s) {
		if n > 0 && (st.status == news.Held && c.looksAhead(d) || timed(times, own)) {
			break
		}
		if w, ok := nearestDay(d, s, times, event{i, c, st}); ok {
			return w, true
		}
	}
	return when{}, false
}

// timed reports whether one of the longer times stands in a clause.
func timed(times []when, c clause) bool {
	return slices.ContainsFunc(times, func(w when) bool { return c.has(w.from) && w.grain > byDays })
}

// event is where an event is told, and what is known of it.
type event struct {
	at     int
	clause clause
	standing
}

// nearestDay is the day in the event's clause that is told next to it.
func nearestDay(d *document, s sentence, times []when, e event) (when, bool) {
	var best when
	found := false
	for _, w := range times {
		if w.grain > byDays || !e.clause.has(w.from) || d.words[w.from].quote >= 0 || distance(w, e.at) > near || ofSomething(d, s, w) ||
			ofSaying(d, s, w.from, e.at) || w.grain == byDays && ofVisit(d, s, w.from, e.at) || e.off && !setFor(d, w.from) {
			continue
		}
		if !found || distance(w, e.at) < distance(best, e.at) {
			best, found = w, true
		}
	}
	return best, found && !vaguer(times, best, e)
}

// vaguer reports whether a longer time than the day is told nearer to the
// event: "on Monday, ahead of a visit next week".
func vaguer(times []when, day when, e event) bool {
	return slices.ContainsFunc(times, func(w when) bool {
		apart := max(w.from-day.to, day.from-w.to)
		return w.grain > byDays && e.clause.has(w.from) && distance(w, e.at) < distance(day, e.at) && apart > 2
	})
}

// ofSaying reports whether what stands at word i, a day or a place, tells of the
// saying and not of the event at word at: "his office said on Monday". Who
// speaks after the event speaks on its day.
func ofSaying(d *document, s sentence, i, at int) bool {
	for k := at - 1; k >= s.from && k > at-5; k-- {
		if w := d.folded[k]; w == "after" || w == "during" || w == "following" || w == "at" {
			return false
		}
	}
	for k := i - 1; k >= s.from && k > i-9 && k != at && !d.isMark(k, ",") && !d.isMark(k, "that"); k-- {
		if d.folded[k] == "met" || d.folded[k] == "arrived" {
			return false
		}
		if speechVerb(d, k) {
			return true
		}
		if eventVerb(d, k) || talkNouns.has(d.folded[k]) {
			return false
		}
	}
	return false
}

// ofVisit tells "during her visit from 10 to 12 May", whose days are those of the
// visit and not of the event at word at.
func ofVisit(d *document, s sentence, i, at int) bool {
	for k := i - 1; k >= s.from && k > i-8 && k != at; k-- {
		if w := d.folded[k]; w == "visit" || w == "trip" || w == "tour" || w == "stay" || w == "mission" {
			return !d.is(at, inVisits)
		} else if eventVerb(d, k) || d.isMark(k, ",") {
			return false
		}
	}
	return false
}

// setFor reports whether the day at word i was the one set for an event: "for
// Friday", "planned on Friday".
func setFor(d *document, i int) bool {
	for k := i - 1; k >= 0 && k >= i-9; k-- {
		if w := d.folded[k]; k >= i-2 && w == "for" || w == "planned" || w == "scheduled" || w == "due" || w == "set" {
			return true
		}
	}
	return false
}

// otherTime reports whether the clause of the event at word i tells a time that
// is not today, or the sentence only the day on which somebody said so.
func otherTime(d *document, s sentence, i int) bool {
	c := clauseOf(d, s, i)
	today := d.today
	for _, w := range whensIn(d, s, past) {
		if c.has(w.from) && (w.grain > byDays || ofSaying(d, s, w.from, i)) && (w.end < today || w.start > today) && !ofSomething(d, s, w) && !d.isMark(w.from-1, "since") {
			return true
		}
	}
	return false
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
	if before == "'" || before == "’" {
		return true
	}
	owned := before == "'s" || determiners.has(before) && before != "this"
	return owned && w.to < s.to && !talkNouns.has(d.folded[w.to]) && d.words[w.to].Shape >= text.Lower && !prepositions.has(d.folded[w.to])
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
		if earlier.has(d.folded[i]) {
			return true
		}
	}
	return false
}

var earlier = set("already earlier previous previously recalled ago last")

// datesOfVisit notes the days that the sentence gives, and what they tell of how
// far the visit has come.
func datesOfVisit(d *document, s sentence, j *journey) {
	if j.status != news.Planned && isRecalled(d, s, j.at) {
		j.sure = min(j.sure, recall)
		if j.status == news.Ongoing {
			j.status = news.Held
		}
	}
	w, ok := dayNear(d, s, j.at, j.standing)
	if !ok {
		return
	}
	j.start, j.end = w.start, w.end
	j.daysOfLegs(d, s)
	if j.status != news.Cancelled && j.start > d.today {
		j.status = news.Planned
	}
	if j.status == news.Ongoing && j.rule == "visit/visit-to" && w.grain == byDay && w.end < d.today && daysBehindStop(d, j, w) {
		j.status = news.Held
		return
	}
	if j.status != news.Planned && backFrom(d, s, j.at) {
		j.start, j.status = "", news.Held
		return
	}
	if w.start == w.end && (j.status == news.Ongoing || j.rule == "visit/arrived-in" || j.rule == "visit/travelled-to") {
		// The day of an arrival, or of setting out, says nothing of the end.
		j.end = ""
	}
	switch today := d.today; {
	case today == "" || j.status == news.Cancelled || j.status == news.Planned:
	case j.end != "" && j.end < today, j.status == news.Ongoing && today.Since(j.start) > stay:
		j.status = news.Held
	}
}

// daysBehindStop reports whether a time stands right behind the only stop of a
// journey: "during her visit to Lisbon on Monday", which was of that day.
func daysBehindStop(d *document, j *journey, w when) bool {
	if len(j.stops) != 1 {
		return false
	}
	to := j.stops[0].to
	return w.from == to || w.from == to+1 && d.isMark(to, "on")
}

// stay is how many days somebody who arrived is taken to be there still.
const stay = 7

// backFrom reports whether the journey at word i is the one that somebody
// returned from.
func backFrom(d *document, s sentence, i int) bool {
	for k := i - 1; k >= s.from && k > i-12; k-- {
		if w := d.folded[k]; w == "returned" || w == "returns" || w == "concluded" || w == "concludes" || w == "ended" || w == "completed" || w == "wrapped" {
			return true
		}
	}
	return false
}
