package sheet

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"readout/digest/news"
)

// telling is one article's word on one fact.
type telling struct {
	row     Row // as if nobody else had told it
	article news.ArticleID
	seq     int64
	// same is equal for tellings that may be of one fact, as far as it can be
	// told without comparing people and places.
	same string
	// whom, and which such fact of its article this is, make the ID.
	whom string
	nth  int
}

// tellings are a report's facts of one kind, in the order of the text.
func (g *gatherer) tellings(r news.Report) []telling {
	var all []telling
	add := func(row Row, e news.Evidence, same ...string) {
		row.Evidence, row.Rule, row.Confidence = keep(r.Words(e.Span)), e.Rule, e.Confidence
		row.Roles = g.roles(r.Facts.People, row.People)
		whom := slices.Sorted(slices.Values(row.People))
		if len(whom) < 2 {
			whom = append(whom, slices.Sorted(slices.Values(lower(row.Groups)))...)
		}
		t := telling{row: signed(row, r.Article), article: r.Article.ID, seq: r.Article.Seq, whom: strings.Join(whom, "\n")}
		for _, o := range all {
			if o.whom == t.whom {
				t.nth++
			}
		}
		t.same = strings.ToLower(strings.Join(same, "\n"))
		all = append(all, t)
	}
	switch g.kind {
	case Meetings:
		for _, m := range r.Facts.Meetings {
			add(g.meeting(m), m.Evidence, string(m.Kind), day(r.Article, m.Day))
		}
	case Visits:
		for _, v := range r.Facts.Visits {
			add(g.visit(v), v.Evidence, day(r.Article, v.Start, v.End), string(v.End))
		}
	case Statements:
		for _, s := range r.Facts.Statements {
			row := g.statement(s, r)
			add(row, s.Evidence, strings.Join(row.People, "\n"), strings.Join(wordsOf(row.Words), " "))
		}
	}
	return all
}

func (g *gatherer) meeting(m news.Meeting) Row {
	return Row{
		Kind: Meetings, People: g.names(m.Participants), Groups: kept(m.Groups), Sort: m.Kind, Status: m.Status,
		Place: keep(m.Place), PlaceBasis: m.PlaceBasis, Day: m.Day, DayBasis: m.DayBasis,
	}
}

func (g *gatherer) visit(v news.Visit) Row {
	return Row{Kind: Visits, People: g.names(v.Visitors), Status: v.Status, Place: keep(v.To), Start: v.Start, End: v.End}
}

func (g *gatherer) statement(s news.Statement, r news.Report) Row {
	var words []string
	for _, piece := range s.Content {
		words = append(words, r.Words(piece))
	}
	return Row{
		Kind: Statements, People: g.names([]string{s.Speaker}), Words: strings.Join(words, " … "), Type: s.Type, Key: s.Key,
		Cue: keep(r.Words(s.Cue)), Addressee: keep(r.Words(s.Addressee)),
		Day: news.DayOf(r.Article.Published, time.UTC), DayBasis: news.Publication,
	}
}

// signed adds what all rows have of their article.
func signed(row Row, a news.Article) Row {
	row.Title, row.Published, row.FirstSeen, row.Corrected = keep(a.Title), a.Published.UTC(), a.Seen.UTC(), a.Edited
	if a.URL != "" {
		row.URLs = []string{keep(a.URL)}
	}
	if a.Outlet != "" {
		row.Outlets = []string{keep(a.Outlet)}
	}
	return row
}

// day is the first of these that is known, else that of the publication.
func day(a news.Article, days ...news.Day) string {
	return string(cmp.Or(append(days, news.DayOf(a.Published, time.UTC))...))
}

// names gives everybody their name, each once, in the order of the text.
func (g *gatherer) names(written []string) []string {
	var names []string
	for _, n := range written {
		if n = keep(g.stands(n)); n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

// stands is the name that a spelling stands for; aliases of aliases are
// followed a few steps, as they may lead in a circle.
func (g *gatherer) stands(name string) string {
	for range 4 {
		of, ok := g.aliases[name]
		if !ok {
			break
		}
		name = of
	}
	return name
}

func (g *gatherer) roles(people []news.Person, of []string) map[string][]string {
	roles := map[string][]string{}
	for _, p := range people {
		if name := g.stands(p.Name); slices.Contains(of, name) {
			roles[name] = union(roles[name], kept(p.Roles))
		}
	}
	maps.DeleteFunc(roles, func(_ string, r []string) bool { return len(r) == 0 })
	return roles
}

// union adds what is not there yet.
func union(all, more []string) []string {
	for _, s := range more {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// keep copies words, so that a row does not hold the whole text of its
// article in memory.
func keep(words string) string { return strings.Clone(words) }

func kept(all []string) []string {
	var out []string
	for _, s := range all {
		out = append(out, keep(s))
	}
	return out
}

func lower(all []string) []string {
	var out []string
	for _, s := range all {
		out = append(out, strings.ToLower(s))
	}
	return out
}
