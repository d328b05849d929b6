package compose

import (
	"slices"

	"readout/digest/news"
)

// occasion is an event as this reader is told of it now.
type occasion struct {
	*view
	event *event
	heard[news.Meeting]
	status news.Status
	// changes are what is new about an event seen before; none for one that
	// is new as a whole.
	changes []string
	prompt  string // "Tomorrow" on a reminder
}

// meetingVerdict is what becomes of an event: a line if something of it is
// new, or if it is to be remembered.
func (v *view) meetingVerdict(e *event) verdict {
	h := hear(v, e.tellings, func(t telling[news.Meeting]) bool { return v.followsMeeting(t) })
	o := occasion{view: v, event: e, heard: h, status: farthest(h.all(), statusOfMeeting)}
	if h.withheld {
		return verdict{withheld: !v.off(news.Met)}
	}
	if len(h.old) > 0 {
		o.changes = o.bring()
	}
	if len(h.old) > 0 && len(o.changes) == 0 {
		o.prompt = v.reminder(o.when(), o.status)
	}
	if !h.isNew() && o.prompt == "" && len(o.changes) == 0 {
		return verdict{main: mains(h)}
	}
	return verdict{line: o.line(), main: mains(h)}
}

// mains are the pages of the window whose main meeting is old.
func mains(h heard[news.Meeting]) []*page {
	h.fresh = slices.DeleteFunc(slices.Clone(h.fresh), func(t telling[news.Meeting]) bool { return !t.fact.Main })
	return h.retold()
}

func statusOfMeeting(m news.Meeting) news.Status { return m.Status }

func (v *view) followsMeeting(t telling[news.Meeting]) bool {
	return v.followsAny(t.page, t.fact.Participants...) || slices.ContainsFunc(t.fact.Groups, v.follows) || v.follows(t.fact.Place)
}

func (o occasion) section() news.Section {
	if o.status == news.Planned || o.status == news.Cancelled {
		return news.Ahead
	}
	return news.Met
}

func (o occasion) line() *line {
	shown := o.all()
	if len(o.changes) > 0 {
		shown = o.fresh
	}
	l := &line{
		section: o.section(), group: o.group, event: o.event, seq: shown[0].seq(), place: shown[0].proof.Span.Start,
		pages: pagesOf(shown), proofs: proofsOf(shown),
	}
	if l.section == news.Ahead {
		l.day = o.when()
	} else {
		l.weight = 2*len(outletsOf(l.pages)) + one(slices.ContainsFunc(shown, func(t telling[news.Meeting]) bool { return t.fact.Main }))
	}
	l.write = func(s *scribe) news.Text { return o.words(s, l.pages) }
	return l
}

// bring is what the window brings to an event that the reader knows: its stage,
// its place, the people it names.
func (o occasion) bring() []string {
	var changes []string
	if advanced(o.heard, statusOfMeeting) {
		changes = append(changes, stageWords(o.status))
	}
	if placed(o.old).Place == "" && placed(o.fresh).PlaceBasis == news.Stated {
		changes = append(changes, "place")
	}
	known := castOf(o.old)
	for _, name := range castOf(o.fresh) {
		if !slices.ContainsFunc(known, func(k string) bool { return agree(k, name) }) {
			changes = append(changes, "also "+clean(name))
		}
	}
	return changes
}

func stageWords(s news.Status) string {
	if s == news.Cancelled {
		return "cancelled or put off"
	}
	return string(s)
}

// castOf are the participants that the tellings name, principals first, each
// in the fullest form.
func castOf(tellings []telling[news.Meeting]) []string {
	var cast []string
	for _, t := range tellings {
		for _, name := range t.fact.Participants {
			i := slices.IndexFunc(cast, func(k string) bool { return agree(k, name) })
			if i < 0 {
				cast = append(cast, name)
			} else {
				cast[i] = fuller(cast[i], name)
			}
		}
	}
	return cast
}

// placed is the meeting of the telling that knows the place best, a city better
// than a country; the zero Meeting where there is none.
func placed(tellings []telling[news.Meeting]) news.Meeting {
	return best(tellings, func(m news.Meeting) int {
		return 2*basisRank(m.Place != "", m.PlaceBasis) + one(m.Place != "" && !isCountry(m.Place))
	})
}

// dated is the meeting of the telling that knows the day best.
func dated(tellings []telling[news.Meeting]) news.Meeting {
	return best(tellings, func(m news.Meeting) int { return basisRank(m.Day != "", m.DayBasis) })
}

func best(tellings []telling[news.Meeting], rank func(news.Meeting) int) news.Meeting {
	var found news.Meeting
	most := -1
	for _, t := range tellings {
		if r := rank(t.fact); r > most {
			found, most = t.fact, r
		}
	}
	return found
}

func basisRank(known bool, b news.Basis) int {
	if !known {
		return 0
	}
	return map[news.Basis]int{news.Stated: 4, news.Dateline: 3, news.Publication: 2}[b] + 1
}

func (o occasion) when() news.Day { return dated(o.atStage()).Day }

// atStage are the tellings that have reached the event's stage: where and when
// it was held counts, not where it was to be. Without any such knowledge the
// earlier stages speak.
func (o occasion) atStage() []telling[news.Meeting] {
	all := o.all()
	now := slices.DeleteFunc(slices.Clone(all), func(t telling[news.Meeting]) bool { return t.fact.Status != o.status })
	if dated(now).Day == "" || placed(now).Place == "" {
		return all
	}
	return now
}
