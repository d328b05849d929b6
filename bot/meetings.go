package bot

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"readout/digest/news"
	"readout/digest/text"
	"readout/storage"
)

// meeting is one meeting as several reports tell it. What the first leaves
// open (day, place, full names, who else was there) is filled from the others.
type meeting struct {
	news.Meeting
	roles    map[string]string
	tellings []telling
}

// gatherMeetings takes the meetings that a query asks for out of reports, each
// meeting once, newest first.
func gatherMeetings(q storage.Query, reports []news.Report) []*meeting {
	meetings := func(r news.Report) []news.Meeting { return q.Pick(r).Meetings }
	all := gather(reports, meetings, func(m news.Meeting) *meeting { return &meeting{Meeting: m, roles: map[string]string{}} })
	slices.SortStableFunc(all, func(a, b *meeting) int { return cmp.Compare(b.when(), a.when()) })
	return all
}

// same reports whether a report tells of this meeting: two participants in
// common, or all that either names, and a day that does not contradict.
func (m *meeting) same(r news.Report, other news.Meeting) bool {
	shared := 0
	for _, p := range other.Participants {
		if slices.ContainsFunc(m.Participants, func(name string) bool { return text.SameName(name, p) }) {
			shared++
		}
	}
	fewest := min(len(m.Participants), len(other.Participants))
	if shared == 0 || shared < min(2, fewest) {
		return false
	}
	if m.Day != "" && other.Day != "" {
		// A day taken from the head of an article may be the day after.
		slack := 0
		if m.DayBasis != news.Stated || other.DayBasis != news.Stated {
			slack = 1
		}
		return max(m.Day.Since(other.Day), other.Day.Since(m.Day)) <= slack
	}
	return first(m.tellings).Sub(r.Article.Published).Abs().Hours() <= 72
}

func (m *meeting) add(r news.Report, other news.Meeting) {
	m.tellings = telling{report: r, evidence: other.Evidence}.join(m.tellings)
	if m.Day == "" || m.DayBasis != news.Stated && other.DayBasis == news.Stated {
		m.Day, m.DayBasis = other.Day, other.DayBasis
	}
	if m.Place == "" {
		m.Place, m.PlaceBasis = other.Place, other.PlaceBasis
	}
	if len(m.Groups) == 0 {
		m.Groups = other.Groups
	}
	for _, name := range other.Participants {
		m.Participants = fuller(m.Participants, name)
		if role := roleOf(r, name); role != "" && m.roles[name] == "" {
			m.roles[name] = role
		}
	}
}

// fuller adds a name to others, in place of a shorter spelling of it.
func fuller(names []string, name string) []string {
	at := slices.IndexFunc(names, func(n string) bool { return text.SameName(n, name) })
	names = slices.Clone(names)
	switch {
	case at < 0:
		return append(names, name)
	case len(name) > len(names[at]):
		names[at] = name
	}
	return names
}

// role is a participant's function, perhaps given under another spelling.
func (m *meeting) role(name string) string {
	if role := m.roles[name]; role != "" {
		return role
	}
	for _, spelling := range slices.Sorted(maps.Keys(m.roles)) {
		if text.SameName(spelling, name) {
			return m.roles[spelling]
		}
	}
	return ""
}

// when is the day to order by: the meeting's, else that of the first report.
func (m *meeting) when() news.Day {
	if m.Day != "" {
		return m.Day
	}
	return news.DayOf(first(m.tellings), time.UTC)
}

// text is the line that shows a meeting.
func (m *meeting) text(c call) news.Text {
	names := slices.Concat(m.Participants, m.Groups)
	var sides []news.Text
	for _, name := range names[:min(2, len(names))] {
		sides = append(sides, withRole(name, m.role(name)))
	}
	line := join(sides, " – ")
	if rest := names[min(2, len(names)):]; len(rest) > 0 {
		more := rest[:min(8, len(rest))]
		if len(rest) > 8 {
			more = append(slices.Clone(more), count(len(rest)-8, "other"))
		}
		line = append(line, say(", with %s", list(more, "and"))...)
	}
	for _, part := range []string{m.manner(), m.whereWhen(c)} {
		if part != "" {
			line = append(line, say(" · %s", part)...)
		}
	}
	return append(append(line, say(" · ")...), credit(m.tellings)...)
}

// manner is what sets a meeting apart from one held in person.
func (m *meeting) manner() string {
	var words []string
	if m.Kind == news.Call {
		words = append(words, "by phone or video")
	}
	switch m.Status {
	case news.Planned:
		words = append(words, "planned")
	case news.Cancelled:
		words = append(words, "cancelled or put off")
	case news.Ongoing:
		words = append(words, "under way")
	}
	return strings.Join(words, ", ")
}

// whereWhen tells place and day, and how they are known where the text does
// not state them of this meeting.
func (m *meeting) whereWhen(c call) string {
	day := shortDay(m.Day, c.today())
	switch {
	case m.Day == "" && m.Status != news.Planned:
		day = "day not given, by " + shortDay(c.day(first(m.tellings)), c.today())
	case m.DayBasis == news.Dateline:
		day += " (per dateline)"
	case m.DayBasis == news.Publication:
		day += " (day of the report)"
	}
	if m.Place == "" {
		return day
	}
	return m.Place + ", " + day
}
