package compose

import (
	"cmp"
	"slices"

	"readout/digest/news"
)

// journey is a trip as this reader is told of it now.
type journey struct {
	*view
	heard[news.Visit]
	status  news.Status
	changes []string
	prompt  string
}

// tripVerdict is what becomes of a trip: a line if something of it is new, or
// if it is to be remembered.
func (v *view) tripVerdict(t *trip) verdict {
	h := hear(v, t.tellings, func(t telling[news.Visit]) bool {
		return v.followsAny(t.page, t.fact.Visitors...) || v.follows(t.fact.To)
	})
	j := journey{view: v, heard: h, status: farthest(h.all(), statusOfVisit)}
	if h.withheld {
		return verdict{withheld: !v.off(news.UnderWay)}
	}
	if len(h.old) > 0 {
		j.changes = j.bring()
	}
	if len(h.old) > 0 && len(j.changes) == 0 {
		j.prompt = v.reminder(j.stay().Start, j.status)
	}
	if !h.isNew() && j.prompt == "" && len(j.changes) == 0 {
		return verdict{retold: h.retold()}
	}
	return verdict{line: j.line(), retold: h.retold()}
}

func statusOfVisit(v news.Visit) news.Status { return v.Status }

func (j journey) section() news.Section {
	if j.status == news.Planned || j.status == news.Cancelled {
		return news.Ahead
	}
	return news.UnderWay
}

func (j journey) line() *line {
	shown := j.all()
	if len(j.changes) > 0 {
		shown = j.heard.fresh
	}
	l := &line{
		section: j.section(), group: j.group, seq: shown[0].seq(), place: shown[0].proof.Span.Start,
		pages: pagesOf(shown), proofs: proofsOf(shown),
	}
	if l.section == news.Ahead {
		l.day = j.stay().Start
	}
	l.write = func(s *scribe) news.Text { return j.words(s, l.pages) }
	return l
}

// bring is what the window brings to a trip that the reader knows: its stage,
// the visitors it names.
func (j journey) bring() []string {
	var changes []string
	if advanced(j.heard, statusOfVisit) {
		changes = append(changes, map[news.Status]string{
			news.Cancelled: "cancelled or put off", news.Ongoing: "begun", news.Held: "ended",
		}[j.status])
	}
	known := visitorsOf(j.old)
	for _, name := range visitorsOf(j.heard.fresh) {
		if !slices.ContainsFunc(known, func(k string) bool { return agree(k, name) }) {
			changes = append(changes, "also "+clean(name))
		}
	}
	return changes
}

func visitorsOf(tellings []telling[news.Visit]) []string {
	var all []string
	for _, t := range tellings {
		for _, name := range t.fact.Visitors {
			i := slices.IndexFunc(all, func(k string) bool { return agree(k, name) })
			if i < 0 {
				all = append(all, name)
			} else {
				all[i] = fuller(all[i], name)
			}
		}
	}
	return all
}

// stay is what is known of the days: each end from the telling of the latest
// stage that gives it, the earliest of equals.
func (j journey) stay() news.Visit {
	var known news.Visit
	tellings := j.all()
	slices.SortStableFunc(tellings, func(a, b telling[news.Visit]) int {
		return cmp.Compare(stageOf(b.fact.Status), stageOf(a.fact.Status))
	})
	for _, t := range tellings {
		if known.Start == "" {
			known.Start = t.fact.Start
		}
		if known.End == "" && (t.fact.End == "" || known.Start == "" || t.fact.End >= known.Start) {
			known.End = t.fact.End
		}
	}
	return known
}

// words writes "Prado in Chile since 12 Nov · Harbour Post".
func (j journey) words(s *scribe, pages []*page) news.Text {
	var visitors []who
	for _, name := range visitorsOf(j.all()) {
		visitors = append(visitors, j.whoIs(name, pagesOf(j.all())))
	}
	out := prefix(j.prompt, j.changes)
	out = append(out, s.persons(visitors, maxWith)...)
	out = append(out, news.Run{Words: j.travel() + " · "})
	return append(out, j.credit(pages)...)
}

func (j journey) travel() string {
	to := cut(clean(j.all()[0].fact.To), 80)
	for _, t := range j.all() {
		to = fuller(to, cut(clean(t.fact.To), 80))
	}
	switch j.status {
	case news.Planned:
		return j.intent("visit", j.stay().Start) + to + j.dates(", day not given")
	case news.Cancelled:
		return ", visit to " + to + j.dates("") + " cancelled or put off"
	case news.Ongoing:
		return " in " + to + j.since()
	}
	return " visited " + to + j.dates(", days not given, by "+j.reported())
}

func (j journey) since() string {
	stay := j.stay()
	switch {
	case stay.Start == "":
		return j.dates(", reported " + j.reported())
	case stay.End == "":
		return " since " + j.dayWords(stay.Start)
	}
	return j.dates("")
}

// dates writes the days of the trip as far as they are known, else unknown.
func (j journey) dates(unknown string) string {
	stay := j.stay()
	switch {
	case stay.Start == "" && stay.End == "":
		return unknown
	case stay.Start == "":
		return ", until " + j.dayWords(stay.End)
	case stay.End == "" && j.status != news.Planned && j.status != news.Cancelled:
		return ", from " + j.dayWords(stay.Start)
	}
	return ", " + j.daysWords(stay.Start, stay.End)
}

// reported is the day of the first report of the stage that the trip has come
// to: an announcement says nothing of when it was made.
func (j journey) reported() string {
	all := j.all()
	first := max(0, slices.IndexFunc(all, func(t telling[news.Visit]) bool { return t.fact.Status == j.status }))
	return j.dayWords(j.day(all[first].Article.Published))
}
