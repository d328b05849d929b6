package extract

import (
	"strconv"
	"strings"
	"time"

	"readout/digest/news"
)

// weekdayOf is the day of the week that a folded word names, Sunday being 0;
// -1 if none.
func weekdayOf(folded string) int {
	if day, ok := weekdayNames[folded]; ok {
		return day
	}
	return -1
}

var weekdayNames = map[string]int{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
}

// weekdayAndDate reads "Monday, November 14" and "Monday (November 14)": the
// date counts.
func (c calendar) weekdayAndDate(i int) (when, bool) {
	if weekdayOf(c.fold(i)) < 0 {
		return when{}, false
	}
	at := c.skip(c.skip(i+1, ",", "("), "the")
	w, ok := c.monthAndDay(at)
	if !ok {
		w, ok = c.dayAndMonth(at)
	}
	w.from = i
	return w, ok
}

// weekdays reads "on Monday", "last Friday", "from Monday to Wednesday".
func (c calendar) weekdays(i int) (when, bool) {
	wanted := weekdayOf(c.fold(i))
	if wanted < 0 || c.today == "" {
		return when{}, false
	}
	first := c.weekday(wanted, c.fold(i-1))
	to := c.skip(i+1, "-", "–", "—", "to", "through", "until", "and")
	if last := weekdayOf(c.fold(to)); last >= 0 && to > i+1 {
		return span(i, to+1, first, first.Add((last-wanted+7)%7))
	}
	return span(i, i+1, first, first)
}

// weekday is the one that the word before it and the tense mean. Without
// either it is the last one, today among them, as news tells what has been.
func (c calendar) weekday(wanted int, before string) news.Day {
	ahead := (wanted - c.weekdayOfToday() + 7) % 7
	switch {
	case before == "last" || before == "past" || before == "previous":
		return c.dayFrom(ahead - 7)
	case before == "next" || before == "coming":
		return c.dayFrom(orWeek(ahead))
	case before == "this" && c.tense != past:
		return c.dayFrom(ahead)
	case c.tense == future:
		return c.dayFrom(orWeek(ahead))
	case c.tense == fromToday:
		return c.dayFrom(ahead)
	case ahead == 0:
		return c.today
	}
	return c.dayFrom(ahead - 7)
}

// orWeek is the distance to the same weekday of the next week for 0.
func orWeek(days int) int {
	if days == 0 {
		return 7
	}
	return days
}

// nearDay reads "today", "tonight", "this morning", "yesterday", "the day
// after tomorrow".
func (c calendar) nearDay(i int) (when, bool) {
	if c.today == "" {
		return when{}, false
	}
	for _, near := range nearDays {
		n := 0
		for n < len(near.words) && c.fold(i+n) == near.words[n] {
			n++
		}
		if eve := n == 2 && near.words[1] == "before"; eve && c.fold(i+2) != "," {
			continue
		}
		if n == len(near.words) {
			day := c.dayFrom(near.days)
			return span(i, i+n, day, day)
		}
	}
	return when{}, false
}

// nearDays are days told from today, the longer expression first.
var nearDays = []struct {
	words []string
	days  int
}{
	{[]string{"day", "before", "yesterday"}, -2},
	{[]string{"day", "after", "tomorrow"}, 2},
	{[]string{"day", "before"}, -1},
	{[]string{"day", "earlier"}, -1},
	{[]string{"this", "morning"}, 0},
	{[]string{"this", "afternoon"}, 0},
	{[]string{"this", "evening"}, 0},
	{[]string{"earlier", "in", "the", "day"}, 0},
	{[]string{"later", "in", "the", "day"}, 0},
	{[]string{"last", "night"}, -1},
	{[]string{"today"}, 0},
	{[]string{"tonight"}, 0},
	{[]string{"yesterday"}, -1},
	{[]string{"tomorrow"}, 1},
}

var numbers = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12,
}

// longAgo bounds the numbers of days, weeks and so on that are counted with.
const longAgo = 400

// number is the number that word i writes; 0 if none, or none to count with.
func (c calendar) number(i int) int {
	if n, ok := numbers[c.fold(i)]; ok {
		return n
	}
	w := c.fold(i)
	if w == "" || w[0] > '9' {
		return 0
	}
	n, err := strconv.Atoi(w)
	if err != nil || n < 0 || n > longAgo {
		return 0
	}
	return n
}

// ago reads "three days ago", "a week earlier", "in two weeks".
func (c calendar) ago(i int) (when, bool) {
	at, sign := i, -1
	if c.fold(i) == "in" && c.fold(i+3) != "ago" {
		at, sign = i+1, 1
	}
	n, unit := c.number(at), unitOf(c.fold(at+1))
	if n == 0 || unit == 0 || c.today == "" {
		return when{}, false
	}
	next := at + 2
	if sign < 0 {
		if next++; c.fold(at+2) != "ago" {
			return when{}, false
		}
	} else if c.tense == past {
		return when{}, false
	}
	w := c.around(i, next, unit, sign*n)
	return w, true
}

// around is the day, week, month or year so many of them from today.
func (c calendar) around(from, to int, unit grain, n int) when {
	w := when{from: from, to: to, grain: unit}
	switch unit {
	case byDay:
		w.start = c.dayFrom(n)
		w.end = w.start
	case byWeek:
		monday := c.dayFrom(7*n - (c.weekdayOfToday()+6)%7)
		w.start, w.end = monday, monday.Add(6)
	case byMonth:
		today := c.today.Time()
		first := time.Date(today.Year(), today.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		w = c.wholeMonth(from, to, first.Month(), first.Year())
	default:
		year := yearOf(c.today) + n
		w.start, w.end = isoDay(year, time.January, 1), isoDay(year, time.December, 31)
	}
	return w
}

// unitOf is the grain that a folded word counts in; 0 if none.
func unitOf(folded string) grain {
	switch strings.TrimSuffix(folded, "s") {
	case "day":
		return byDay
	case "week":
		return byWeek
	case "month":
		return byMonth
	case "year":
		return byYear
	}
	return 0
}

// unit reads "this week", "next month", "last year", "this weekend".
func (c calendar) unit(i int) (when, bool) {
	step, ok := unitSteps[c.fold(i)]
	if !ok || c.today == "" {
		return when{}, false
	}
	unit := unitOf(c.fold(i + 1))
	if c.fold(i+1) == "weekend" {
		w := c.around(i, i+2, byWeek, step)
		w.start = w.start.Add(5)
		return w, true
	}
	if unit < byWeek || strings.HasSuffix(c.fold(i+1), "s") {
		return when{}, false
	}
	w := c.around(i, i+2, unit, step)
	if c.fold(i-1) == "later" && w.start < c.today {
		w.start = c.today
	}
	return w, true
}

var unitSteps = map[string]int{"this": 0, "current": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}

// comingDays reads "in the coming days", "in recent weeks", "the past few
// days": a stretch of about that length.
func (c calendar) comingDays(i int) (when, bool) {
	sign, ok := stretches[c.fold(i)]
	if !ok || c.today == "" {
		return when{}, false
	}
	at, n := i+1, c.number(i+1)
	if n > 0 || c.fold(at) == "few" || c.fold(at) == "several" {
		at++
	}
	unit := unitOf(c.fold(at))
	if unit == 0 || !strings.HasSuffix(c.fold(at), "s") {
		return when{}, false
	}
	if n == 0 {
		n = aFew
	}
	far := c.dayFrom(sign * n * [...]int{byDay: 1, byWeek: 7, byMonth: 30, byYear: 365}[unit])
	w := when{from: i, to: at + 1, start: min(far, c.today), end: max(far, c.today), grain: max(unit, byDays)}
	return w, true
}

// aFew is how many the "coming days" are taken for.
const aFew = 3

var stretches = map[string]int{"coming": 1, "next": 1, "recent": -1, "past": -1, "last": -1}

// sameDay reads "the same day", "that day": the last day told before.
func (c calendar) sameDay(i int) (when, bool) {
	if w := c.fold(i); w != "same" && w != "that" || c.fold(i+1) != "day" || c.same == nil {
		return when{}, false
	}
	day := c.same()
	return span(i, i+2, day, day)
}
