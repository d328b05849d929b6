package bot

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"readout/digest/news"
	"readout/digest/text"
	"readout/storage"
)

// journey is one visit as several reports tell it.
type journey struct {
	news.Visit
	place    string // To, plain
	roles    map[string]string
	tellings []telling
}

// gatherJourneys takes the visits that a query asks for out of reports, each
// once, in the order in which they were met with.
func gatherJourneys(q storage.Query, reports []news.Report) []*journey {
	visits := func(r news.Report) []news.Visit { return q.Pick(r).Visits }
	return gather(reports, visits, func(v news.Visit) *journey { return &journey{Visit: v, place: plain(v.To), roles: map[string]string{}} })
}

// same reports whether a report tells of this journey: a visitor in common,
// the same destination, and days that do not contradict.
func (j *journey) same(r news.Report, v news.Visit) bool {
	if j.Start != "" && v.Start != "" && j.Start != v.Start || j.place != plain(v.To) {
		return false
	}
	shared := slices.ContainsFunc(v.Visitors, func(name string) bool {
		return slices.ContainsFunc(j.Visitors, func(known string) bool { return text.SameName(known, name) })
	})
	return shared && first(j.tellings).Sub(r.Article.Published).Abs() <= 14*24*time.Hour
}

// add takes one more telling. Reports come newest first, so the status of the
// first stands.
func (j *journey) add(r news.Report, v news.Visit) {
	j.tellings = telling{report: r, evidence: v.Evidence}.join(j.tellings)
	j.Start, j.End = cmp.Or(j.Start, v.Start), cmp.Or(j.End, v.End)
	for _, name := range v.Visitors {
		if role := roleOf(r, name); role != "" && j.roles[name] == "" {
			j.roles[name] = role
		}
	}
}

// when is the day to order by: the visit's first, else its last, else that of
// the first report.
func (j *journey) when() news.Day {
	return cmp.Or(j.Start, j.End, news.DayOf(first(j.tellings), time.UTC))
}

// ahead reports whether a journey is under way or still to come on a day. One
// without dates counts for two weeks after it was announced, and for three
// days after it was reported as under way.
func (j *journey) ahead(today news.Day) bool {
	if last := cmp.Or(j.End, j.Start); last != "" && (j.Status != news.Ongoing || j.End != "") {
		return last >= today
	}
	return j.Status == news.Planned && j.age(today) <= 14 || j.Status == news.Ongoing && j.age(today) <= 3
}

// dated reports whether any day of the journey is known.
func (j *journey) dated() bool { return j.Start != "" || j.End != "" }

// age is how many days ago the journey was last reported.
func (j *journey) age(today news.Day) int { return today.Since(news.DayOf(last(j.tellings), time.UTC)) }

// text is the line that shows a journey.
func (j *journey) text(c call) news.Text {
	var who []news.Text
	for _, name := range j.Visitors[:min(len(j.Visitors), 4)] {
		who = append(who, withRole(name, j.roles[name]))
	}
	line := join(who, ", ")
	if n := len(j.Visitors) - 4; n > 0 {
		line = append(line, say(" and %s", count(n, "other"))...)
	}
	line = append(line, say(" to *%s* · %s", j.To, j.stay(c))...)
	line = append(line, say("%s · ", j.state(c.today()))...)
	return append(line, credit(j.tellings)...)
}

// state is how far a journey has come, seen from a day: what was planned or
// under way once says no more than that afterwards.
func (j *journey) state(today news.Day) string {
	ahead := j.ahead(today)
	switch {
	case j.Status == news.Cancelled:
		return ", cancelled or put off"
	case j.Status == news.Planned && ahead:
		return ", planned"
	case j.Status == news.Planned:
		return ", was planned"
	case j.Status == news.Ongoing && ahead:
		return ", under way"
	}
	return ""
}

// stay tells the days of a journey.
func (j *journey) stay(c call) string {
	today := c.today()
	switch {
	case !j.dated():
		return "days not given, reported " + shortDay(c.day(last(j.tellings)), today)
	case j.Start == "":
		return "until " + shortDay(j.End, today)
	case j.End == j.Start:
		return dayIn(j.Start, today)
	case j.End == "":
		return "from " + dayIn(j.Start, today)
	}
	return strings.Join([]string{shortDay(j.Start, today), shortDay(j.End, today)}, " – ")
}
