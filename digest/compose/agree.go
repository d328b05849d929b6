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

// sameDay reports whether two reports can place a meeting on the same day. An
// unknown day lies before its report if the meeting was held, and after it if
// the meeting is planned. A day taken from the dateline or from the
// publication may be one too late.
func sameDay(a, b account) bool {
	switch {
	case a.day == "" && b.day == "":
		return true
	case a.day == "":
		return withinReach(a, b.day)
	case b.day == "":
		return withinReach(b, a.day)
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

// withinReach reports whether an account without a day can mean that one. A
// day is spared for zones.
func withinReach(a account, day news.Day) bool {
	out := news.DayOf(a.published, time.UTC)
	switch a.status {
	case news.Held, news.Ongoing:
		return day <= out.Add(1)
	case news.Planned:
		return day >= out.Add(-1)
	}
	return true
}

// stay is the days that a visit can have covered as far as one report tells,
// both inclusive.
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
