package compose

import (
	"slices"
	"strings"

	"readout/digest/news"
)

// maxWith is how many further participants a line names.
const maxWith = 8

// words writes "Ana Prado (Minister) – Tom Reyes and delegation · Lyon, 4 Mar
// · Outlet · with ...".
func (o occasion) words(s *scribe, pages []*page) news.Text {
	var people []who
	for _, name := range castOf(o.all()) {
		people = append(people, o.whoIs(name, pagesOf(o.all())))
	}
	out := o.prefix()
	out = append(out, o.sides(s, people)...)
	if note := o.manner(); note != "" {
		out = append(out, news.Run{Words: note})
	}
	out = append(out, news.Run{Words: " · " + o.whereWhen() + " · "})
	out = append(out, o.credit(pages)...)
	if len(people) > 2 {
		out = append(out, news.Run{Words: " · with "})
		out = append(out, s.persons(people[2:], maxWith)...)
	}
	return out
}

func (o occasion) prefix() news.Text {
	return prefix(o.prompt, o.changes)
}

// prefix marks reminders, and what an update brings.
func prefix(prompt string, changes []string) news.Text {
	switch {
	case prompt != "":
		return news.Text{{Words: prompt + ":", Style: news.Bold}, {Words: " "}}
	case len(changes) > 0:
		return news.Text{{Words: "UPDATE", Style: news.Bold}, {Words: " (" + cut(strings.Join(changes, ", "), 120) + ") "}}
	}
	return nil
}

// sides writes who faced whom: the principals, with groups on the second side.
func (o occasion) sides(s *scribe, people []who) news.Text {
	var sides []news.Text
	for _, w := range people[:min(2, len(people))] {
		sides = append(sides, s.person(w))
	}
	groups := o.groups(people)
	if len(sides) < 2 && len(groups) > 0 {
		n := 2 - len(sides)
		for _, g := range groups[:min(n, len(groups))] {
			sides = append(sides, news.Say(g))
		}
		groups = groups[min(n, len(groups)):]
	}
	var out news.Text
	for i, side := range sides {
		if i > 0 {
			out = append(out, news.Run{Words: " – "})
		}
		out = append(out, side...)
	}
	for i, g := range groups {
		joint := ", "
		if i == len(groups)-1 {
			joint = " and "
		}
		out = append(out, news.Run{Words: joint + g})
	}
	return out
}

// groups are the unnamed participants as the first telling that has some calls
// them, without those whose office one of the named people holds.
func (o occasion) groups(people []who) []string {
	var offices []string
	for _, w := range people {
		offices = append(offices, w.roles...)
	}
	for _, t := range o.all() {
		var groups []string
		for _, g := range t.fact.Groups {
			if g = cut(clean(g), 80); g != "" && !holdsOffice(bareGroups([]string{g}), offices) {
				groups = append(groups, g)
			}
		}
		if len(groups) > 0 {
			return groups
		}
	}
	return nil
}

func (o occasion) manner() string {
	call := o.all()[0].fact.Kind == news.Call
	switch {
	case o.status == news.Planned && call:
		return o.intent("speak", o.when()) + "by phone or video"
	case o.status == news.Planned:
		return strings.TrimRight(o.intent("meet", o.when()), " ")
	case o.status == news.Cancelled && call:
		return ", call cancelled or put off"
	case o.status == news.Cancelled:
		return ", meeting cancelled or put off"
	case call:
		return ", by phone or video"
	case o.status == news.Ongoing:
		return ", going on"
	}
	return ""
}

// whereWhen writes place and day, with their basis where the text does not
// state them of this meeting.
func (o occasion) whereWhen() string {
	at := o.atStage()
	where, when := placed(at), dated(at)
	place, day := cut(clean(where.Place), 80), o.dayOf(when)
	switch {
	case place == "":
		return day
	case when.Day != "" && where.PlaceBasis == news.Dateline && when.DayBasis == news.Dateline:
		return place + ", " + o.dayWords(when.Day) + " (per dateline)"
	case where.PlaceBasis == news.Dateline:
		return place + " (per dateline), " + day
	}
	return place + ", " + day
}

func (o occasion) dayOf(m news.Meeting) string {
	switch {
	case m.Day == "" && (o.status == news.Held || o.status == news.Ongoing):
		return "day not given, by " + o.dayWords(o.view.day(o.reached().Article.Published))
	case m.Day == "":
		return "day not given"
	case m.DayBasis == news.Dateline:
		return o.dayWords(m.Day) + " (per dateline)"
	case m.DayBasis == news.Publication:
		return o.dayWords(m.Day) + " (day of the report)"
	}
	return o.dayWords(m.Day)
}

// reached is the first telling of the stage that the event has come to.
func (o occasion) reached() telling[news.Meeting] {
	all := o.all()
	return all[max(0, slices.IndexFunc(all, func(t telling[news.Meeting]) bool { return t.fact.Status == o.status }))]
}
