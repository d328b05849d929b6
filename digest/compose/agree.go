package compose

import (
	"slices"
	"strings"
	"time"

	"readout/digest/news"
	"readout/digest/text"
)

// samePlace reports whether two places do not contradict each other: one is
// unknown, or names the other with more words ("Baku", "Baku, Azerbaijan").
func samePlace(a, b string) bool {
	return a == "" || b == "" || a == b || text.Holds(a, b) || text.Holds(b, a)
}

// sameDay reports whether two reports can place a meeting on the same day. A
// day taken from the dateline or from the publication may be one too late.
func sameDay(a, b account) bool {
	if a.day == "" || b.day == "" {
		return a.reach().overlaps(b.reach())
	}
	apart := a.day.Since(b.day)
	switch {
	case apart == 0:
		return true
	case a.exact && b.exact:
		return false
	case a.exact:
		return apart == -1
	case b.exact:
		return apart == 1
	}
	return max(apart, -apart) == 1 && a.published.Sub(b.published).Abs() <= overnight
}

// overnight is how far apart two reports may come out that give the day of
// their publication for one and the same meeting.
const overnight = 12 * time.Hour

// recent is how many days before its report a meeting may have been held that
// the report is about and gives no day for. Two lines for one meeting, each
// with its outlet and date, do less harm than one for two meetings.
const recent = 3

// reach is when a meeting can have taken place as far as one report tells. An
// unknown day lies shortly before the report if the meeting was held, at any
// time before if the report only recalls it, and after the report if the
// meeting is planned. A day is spared for zones.
func (a account) reach() stay {
	out := news.DayOf(a.published, time.UTC)
	began := a.status == news.Held || a.status == news.Ongoing
	switch {
	case a.day != "":
		return stay{from: a.day, to: a.day}
	case began && a.main:
		return stay{from: out.Add(-recent), to: out.Add(1)}
	case began:
		return stay{from: dawn, to: out.Add(1)}
	case a.status == news.Planned:
		return stay{from: out.Add(-1), to: dusk}
	}
	return stay{from: dawn, to: dusk}
}

// stay is days, both inclusive: when a meeting can have been, or what a visit
// can have covered, as far as one report tells.
type stay struct{ from, to news.Day }

const (
	dawn = news.Day("0001-01-01")
	dusk = news.Day("9999-12-31")
)

// stayOf reads the days of a visit; what is not told is bounded by when the
// report came out.
func stayOf(v news.Visit, published time.Time) stay {
	out := news.DayOf(published, time.UTC)
	s := stay{from: v.Start, to: v.End}
	if s.from == "" {
		s.from = map[news.Status]news.Day{news.Planned: out, news.Ongoing: out}[v.Status]
	}
	if s.to == "" {
		s.to = map[news.Status]news.Day{news.Held: out, news.Ongoing: out}[v.Status]
	}
	if s.to == "" && v.Status == news.Planned && v.Start != "" {
		s.to = v.Start
	}
	if s.from == "" || v.End != "" && v.End < s.from {
		s.from = dawn
	}
	if s.to == "" {
		s.to = dusk
	}
	if s.to < s.from {
		s.to = s.from
	}
	return s
}

func (s stay) overlaps(t stay) bool { return s.from <= t.to && t.from <= s.to }

// meets reports whether two stays share a day, with one spared for zones and
// late arrivals.
func (s stay) meets(t stay) bool { return s.from <= later(t.to) && t.from <= later(s.to) }

func later(d news.Day) news.Day {
	if d == dusk {
		return d
	}
	return d.Add(1)
}

// sameGroups reports whether one of each list of group phrases, as bare words
// between spaces, agree: equal, or one naming the other.
func sameGroups(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return strings.Contains(x, y) || strings.Contains(y, x) })
	})
}

// bareGroups writes phrases as sameGroups compares them.
func bareGroups(phrases []string) []string {
	var groups []string
	for _, p := range phrases {
		if words := bareTokens(p); len(words) > 0 {
			groups = append(groups, " "+strings.Join(words, " ")+" ")
		}
	}
	return groups
}
