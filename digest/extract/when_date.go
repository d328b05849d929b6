package extract

import (
	"math"
	"strconv"
	"strings"
	"time"

	"readout/digest/news"
	"readout/digest/text"
)

// monthOf is the month that a folded word names, in full or shortened.
func monthOf(folded string) (time.Month, bool) {
	m, ok := months[strings.TrimSuffix(folded, ".")]
	return m, ok
}

var months = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
	"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

// month is the month that word i names with a capital, as "may" and "march" do
// not.
func (c calendar) month(i int) (time.Month, bool) {
	if !c.named(i) {
		return 0, false
	}
	return monthOf(c.fold(i))
}

// dayNumber is a day of the month: "14", "14th".
func dayNumber(folded string) (int, bool) {
	if folded == "" || folded[0] > '9' {
		return 0, false
	}
	digits := strings.TrimRight(folded, "dhnrst")
	n, err := strconv.Atoi(digits)
	suffix := folded[len(digits):]
	ok := err == nil && len(digits) <= 2 && 1 <= n && n <= 31
	return n, ok && (suffix == "" || suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th")
}

func isYear(folded string) bool {
	if len(folded) != 4 || folded[0] > '9' {
		return false
	}
	n, err := strconv.Atoi(folded)
	return err == nil && 1900 <= n && n <= 2100
}

// days are the day or the days named at word i, "14", "14-15", "14 to 15", and
// the word after them.
func (c calendar) days(i int) (first, last, next int, ok bool) {
	a, b, joined := strings.Cut(c.fold(i), "-")
	if first, ok = dayNumber(a); !ok {
		return 0, 0, i, false
	}
	if joined {
		last, ok = dayNumber(b)
		return first, last, i + 1, ok && first < last
	}
	if after := c.skip(i+1, "-", "–", "—", "to", "and", "through", "until"); after > i+1 {
		if last, ok = dayNumber(c.fold(after)); ok && first < last && !c.counts(after) {
			return first, last, after + 1, true
		}
	}
	return first, first, i + 1, true
}

// counts reports whether the number at word i counts things: "14 and 15
// people".
func (c calendar) counts(i int) bool {
	_, month := c.month(i + 1)
	w := c.fold(i + 1)
	return w != "" && c.words[i+1].Shape >= text.Lower && !month && w != "of" && !c.endsDate(i+1)
}

// endsDate reports whether word i may follow a date.
func (c calendar) endsDate(i int) bool {
	return prepositions.has(c.fold(i)) || conjunctions.has(c.fold(i))
}

// year is the year named at word i, perhaps after a comma or as "this year",
// and the word after it; 0 if none is named.
func (c calendar) year(i int) (year, next int) {
	at := c.skip(c.skip(i, ","), "of")
	if isYear(c.fold(at)) {
		year, _ = strconv.Atoi(c.fold(at))
		return year, at + 1
	}
	if step, ok := steps[c.fold(i)]; ok && c.fold(i+1) == "year" && c.today != "" {
		return yearOf(c.today) + step, i + 2
	}
	return 0, i
}

var steps = map[string]int{"this": 0, "last": -1, "next": 1}

// isoDay reads "2023-11-14" and "14.11.2023".
func (c calendar) isoDay(i int) (when, bool) {
	w := c.fold(i)
	if len(w) != len("2023-11-14") {
		return when{}, false
	}
	if strings.Count(w, ".") == 2 {
		w = w[6:] + "-" + w[3:5] + "-" + w[:2]
	}
	day, ok := news.ParseDay(w)
	if !ok || day < firstDay || day > lastDay {
		return when{}, false
	}
	return span(i, i+1, day, day)
}

// monthAndDay reads "November 14", "Nov. 14-15, 2023", "May 30 to June 2".
func (c calendar) monthAndDay(i int) (when, bool) {
	m, ok := c.month(i)
	if !ok {
		return when{}, false
	}
	first, last, next, ok := c.days(c.skip(i+1, "the"))
	if !ok {
		return when{}, false
	}
	to := c.skip(next, "-", "–", "—", "to", "through", "until")
	if m2, two := c.month(to); two && to > next && first == last {
		if day, _, end, dated := c.days(to + 1); dated {
			year, after := c.year(end)
			return c.between(i, after, date{m, first}, date{m2, day}, year)
		}
	}
	year, after := c.year(next)
	return c.between(i, after, date{m, first}, date{m, last}, year)
}

// dayAndMonth reads "14 November", "14-15 November 2023", "3 May to 5 June",
// "the 14th of November".
func (c calendar) dayAndMonth(i int) (when, bool) {
	first, last, next, ok := c.days(i)
	if !ok {
		return when{}, false
	}
	at := c.skip(next, "of")
	m, ok := c.month(at)
	if !ok {
		return when{}, false
	}
	to := c.skip(at+1, "-", "–", "—", "to", "through", "until")
	if day, _, end, dated := c.days(to); dated && to > at+1 && first == last {
		if m2, two := c.month(end); two {
			year, after := c.year(end + 1)
			return c.between(i, after, date{m, first}, date{m2, day}, year)
		}
	}
	year, after := c.year(at + 1)
	return c.between(i, after, date{m, first}, date{m, last}, year)
}

// date is a day of some year.
type date struct {
	month time.Month
	day   int
}

// in is that day of a year; "" where the year has none such.
func (t date) in(year int) news.Day {
	if _, ok := numberOf(year, t.month, t.day); !ok {
		return ""
	}
	return isoDay(year, t.month, t.day)
}

// between makes a time of two dates, in the year, or in the one that the tense
// and the day of the article make likely.
func (c calendar) between(from, to int, a, b date, year int) (when, bool) {
	start := a.in(year)
	if year == 0 {
		start = c.nearest(a)
	}
	if start == "" {
		return when{}, false
	}
	end := start
	if a != b {
		end = b.in(yearOf(start))
	}
	if end < start {
		end = b.in(yearOf(start) + 1)
	}
	return span(from, to, start, end)
}

// rollAfter is how far on the wrong side of today a date without a year may lie
// before it is taken for another year's, in days.
const rollAfter = 60

// nearest is the date's day nearest to today; with a tense, one well on its
// other side is a year off.
func (c calendar) nearest(t date) news.Day {
	if c.today == "" {
		return ""
	}
	today := number(c.today)
	best, apart := 0, math.MaxInt
	for year := yearOf(c.today) - 1; year <= yearOf(c.today)+1; year++ {
		if at, ok := numberOf(year, t.month, t.day); ok && max(at-today, today-at) < max(apart, -apart) {
			best, apart = year, at-today
		}
	}
	switch {
	case best == 0:
		return ""
	case c.tense == past && apart > rollAfter:
		best--
	case c.tense == future && apart < -rollAfter:
		best++
	}
	return t.in(best)
}

// monthOfYear reads "November 2023", "November of last year".
func (c calendar) monthOfYear(i int) (when, bool) {
	m, ok := c.month(i)
	if !ok {
		return when{}, false
	}
	year, next := c.year(c.skip(i+1, "of"))
	if year == 0 {
		return when{}, false
	}
	return c.wholeMonth(i, next, m, year), true
}

func (c calendar) wholeMonth(from, to int, m time.Month, year int) when {
	start := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
	return when{
		from: from, to: to, grain: byMonth,
		start: news.DayOf(start, time.UTC), end: news.DayOf(start.AddDate(0, 1, -1), time.UTC),
	}
}

// monthAlone reads "in November", "mid-November", "last November".
func (c calendar) monthAlone(i int) (when, bool) {
	m, ok := c.month(i)
	if word, mid := strings.CutPrefix(c.fold(i), "mid-"); mid {
		m, ok = monthOf(word)
	}
	if !ok || c.today == "" || !opensMonth.has(c.fold(i-1)) && !strings.HasPrefix(c.fold(i), "mid-") {
		return when{}, false
	}
	switch c.fold(i - 1) {
	case "last":
		c.tense = past
	case "next":
		c.tense = future
	}
	middle := c.nearest(date{m, 15})
	return c.wholeMonth(i, i+1, m, yearOf(middle)), true
}

var opensMonth = set("in last next this since until by of early late mid during for from to through before after coming")

// yearAlone reads "in 2015", "since 2020".
func (c calendar) yearAlone(i int) (when, bool) {
	if !isYear(c.fold(i)) || !opensMonth.has(c.fold(i-1)) || c.measured(i+1) {
		return when{}, false
	}
	year := c.fold(i)
	return when{from: i, to: i + 1, start: news.Day(year + "-01-01"), end: news.Day(year + "-12-31"), grain: byYear}, true
}

// measured reports whether a unit stands at word i, so that what looks like a
// year is a number.
func (c calendar) measured(i int) bool {
	w := c.fold(i)
	return w == "people" || w == "tons" || w == "kilometers" || w == "kilometres" || w == "dollars" || w == "soldiers" || w == "prisoners"
}
