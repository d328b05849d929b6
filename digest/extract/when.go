package extract

import (
	"readout/digest/news"
	"readout/digest/text"
)

// tense is what is known of the time that an expression speaks of, against the
// day of the article.
type tense uint8

const (
	anyTense tense = iota
	past
	future
	// fromToday is the present that looks ahead: "arrives on Friday".
	fromToday
	tenses = 4
)

// grain is how exactly a time is told.
type grain uint8

const (
	byDay   grain = iota + 1 // one day
	byDays                   // from a day to a day
	byWeek                   // a week or a weekend
	byMonth                  // a month, or a part of one
	byYear                   // a year, or a part of one
)

// when is a time that the text tells: the days from start to end, which are
// equal for a single day, told by the words [from, to) of the document.
type when struct {
	from, to   int
	start, end news.Day
	grain      grain
}

// whensIn are the times told in a sentence, in order. What cannot be resolved
// (the 30th of February, a weekday in an article without a date) is left out.
// The tense decides which Monday or which year is meant.
func whensIn(d *document, s sentence, t tense) []when {
	last := &d.times[t]
	if last.from == s.from && last.to == s.to {
		return last.found
	}
	*last = timesTold{from: s.from, to: s.to}
	if !s.holds(tellsOfTime) {
		return nil
	}
	last.found = calendarOf(d, s, t).read()
	for i := range last.found {
		last.found[i].from += s.from
		last.found[i].to += s.from
	}
	return last.found
}

// timesTold are the times of the words [from, to), kept for the next question.
type timesTold struct {
	from, to int
	found    []when
}

func calendarOf(d *document, s sentence, t tense) calendar {
	return calendar{words: d.words[s.from:s.to], today: d.today, tense: t, same: func() news.Day { return dayBefore(d, s, t) }}
}

// backward is how many sentences back "the same day" may point.
const backward = 6

// dayBefore is the last single day told in the sentences before s; "" if none.
func dayBefore(d *document, s sentence, t tense) news.Day {
	n := d.words[s.from].sentence
	for i := n - 1; i >= max(0, n-backward); i-- {
		p := d.sentences[i]
		if !p.holds(tellsOfTime) {
			continue
		}
		c := calendarOf(d, p, t)
		c.same = nil
		for _, w := range c.read() {
			if before := at(d.folded, p.from+w.from-1); w.grain == byDay && before != "by" && before != "until" && before != "since" && before != "before" {
				return w.start
			}
		}
	}
	return ""
}

// datelineSlack is how many days a dateline may be from the day of publication
// and still be believed.
const datelineSlack = 3

// setToday notes the day that "today" means: the dateline's where it is near
// the day of publication, else that; "" outside the years that dates are read
// of.
func (d *document) setToday() {
	day := d.day
	apart := d.dateline.day.Since(d.day)
	if d.dateline.day != "" && (d.day == "" || apart >= -datelineSlack && apart <= datelineSlack) {
		day = d.dateline.day
	}
	if day >= firstDay && day <= lastDay {
		d.today = day
	}
}

// Dates are read of the years within.
const firstDay, lastDay = news.Day("1900-01-01"), news.Day("2100-12-31")

// datelineDay is the day that the words of a dateline tell, in an article
// published on that day; "" if they tell none.
func datelineDay(words []text.Word, published news.Day) news.Day {
	c := calendar{}
	if published >= firstDay && published <= lastDay {
		c.today = published
	}
	c.words = make([]word, len(words))
	for i := range words {
		c.words[i].read(&words[i], lexicon())
	}
	for _, w := range c.read() {
		if w.grain == byDay {
			return w.start
		}
	}
	return ""
}

var timeWords = set("today tonight yesterday tomorrow morning afternoon evening night day days week weeks weekend month months year years decade decades")

// calendar reads the times off the words of one sentence.
type calendar struct {
	words []word
	today news.Day
	tense tense
	// same finds the day that "the same day" points back to; may be nil.
	same func() news.Day
}

// read finds the times in order; of several readings at a word the first of
// the patterns below wins.
func (c calendar) read() []when {
	var found []when
	for i := 0; i < len(c.words); {
		if !c.words[i].is(opensTime) {
			i++
			continue
		}
		w, ok := c.at(i)
		if !ok {
			i++
			continue
		}
		found = append(found, w)
		i = max(w.to, i+1)
	}
	return found
}

func (c calendar) at(i int) (when, bool) {
	for _, pattern := range timePatterns {
		if !c.words[i].is(pattern.opens) {
			continue
		}
		if w, ok := pattern.read(c, i); ok {
			return w, true
		}
	}
	return when{}, false
}

// timePatterns are the ways of telling a time, by the words that they begin
// with.
var timePatterns = []struct {
	opens listSet
	read  func(calendar, int) (when, bool)
}{
	{inNumerals, calendar.isoDay},
	{inWeekdays, calendar.weekdayAndDate},
	{inMonths, calendar.monthAndDay},
	{inNumerals, calendar.dayAndMonth},
	{inMonths, calendar.monthOfYear},
	{inWeekdays, calendar.weekdays},
	{inTimeOpeners, calendar.nearDay},
	{inTimeOpeners | inNumbers | inNumerals, calendar.ago},
	{inTimeOpeners, calendar.unit},
	{inTimeOpeners, calendar.comingDays},
	{inTimeOpeners, calendar.sameDay},
	{inMonths, calendar.monthAlone},
	{inNumerals, calendar.yearAlone},
}

// timeOpeners are words that a time may begin with, beside numbers and names of
// months and days.
var timeOpeners = set("day this earlier later last today tonight yesterday tomorrow in current past previous next coming recent same that")

// fold is the i-th word, folded, without the full stop of an abbreviation; ""
// outside the sentence.
func (c calendar) fold(i int) string {
	if i < 0 || i >= len(c.words) {
		return ""
	}
	return plainForm(c.words[i].Folded)
}

func (c calendar) named(i int) bool { return i >= 0 && i < len(c.words) && c.words[i].Named() }

// skip is i, or the next word where i is one of these marks or words.
func (c calendar) skip(i int, words ...string) int {
	for _, w := range words {
		if c.fold(i) == w {
			return i + 1
		}
	}
	return i
}

// span makes a time of two days; false where one is unknown or they are in the
// wrong order.
func span(from, to int, start, end news.Day) (when, bool) {
	g := byDays
	if start == end {
		g = byDay
	}
	return when{from: from, to: to, start: start, end: end, grain: g}, start != "" && end != "" && start <= end
}
