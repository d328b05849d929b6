package storage

import (
	"slices"
	"strings"
	"time"

	"readout/digest/news"
	"readout/digest/text"
)

// Kind is what a query asks for.
type Kind string

const (
	Articles   Kind = "" // the reports themselves
	Meetings   Kind = "meeting"
	Statements Kind = "statement"
	Visits     Kind = "visit"
)

// Query asks for reports. Every condition that is set must hold; with a Kind
// of fact, People, Place and Words must hold of one and the same fact.
type Query struct {
	Kind Kind
	// Words are searched as whole words without regard to case and accents;
	// "quoted ones" as a phrase. In an article they may stand in title or
	// text, in a fact in its evidence.
	Words string
	// People holds one group of spellings for each person asked for: of every
	// group one name must take part.
	People [][]string
	// Place is where it happened, or the visit's destination; for articles it
	// is searched like Words. Statements have none and are not asked.
	Place   string
	Sources []news.SourceID // one of them
	Outlet  string          // words of the outlet's name
	// Since and Until bound Published: [Since, Until). Zero is open.
	Since, Until time.Time
	// From and To bound the fact's day, both inclusive (for visits: some day
	// of the stay). "" is open; meetings and visits without a day fail where
	// one is set. Articles and statements are bound by Since and Until alone.
	From, To news.Day
	// Limit is the most reports a page holds; 0 means 10, and 100 is the most.
	Limit int
	// After is the Next of the page before; "" is the first page.
	After string
}

// Page is a run of reports. Next is "" after the last.
type Page struct {
	Reports []news.Report
	Next    string
}

// Size is the number of reports a page of this query holds at most.
func (q Query) Size() int {
	switch {
	case q.Limit <= 0:
		return 10
	case q.Limit > 100:
		return 100
	}
	return q.Limit
}

// Pick keeps of a report's facts those that the query asks for. It is the
// rule by which both keepers decide, whatever their indexes narrow down to.
func (q Query) Pick(r news.Report) news.Facts {
	out := news.Facts{People: r.Facts.People, Provenance: r.Facts.Provenance, Language: r.Facts.Language, Summary: r.Facts.Summary}
	if q.Kind == Meetings {
		out.Meetings = keep(r.Facts.Meetings, func(m news.Meeting) bool {
			return q.people(m.Participants) && q.place(m.Place) && q.day(m.Day, m.Day) && q.words(r.Words(m.Span))
		})
	}
	if q.Kind == Statements {
		out.Statements = keep(r.Facts.Statements, func(s news.Statement) bool {
			return q.people([]string{s.Speaker}) && q.words(r.Words(s.Span))
		})
	}
	if q.Kind == Visits {
		out.Visits = keep(r.Facts.Visits, func(v news.Visit) bool {
			return q.people(v.Visitors) && q.place(v.To) && q.day(v.Start, v.End) && q.words(r.Words(v.Span))
		})
	}
	return out
}

// Answers reports whether a report belongs on a page of the query.
func (q Query) Answers(r news.Report) bool { return q.Suits(r.Article) && q.Asks(r) }

// Suits is what Answers asks of the article, before its facts are known.
func (q Query) Suits(a news.Article) bool {
	if len(q.Sources) > 0 && !slices.Contains(q.Sources, a.Source) {
		return false
	}
	if !q.Since.IsZero() && a.Published.Before(q.Since) || !q.Until.IsZero() && !a.Published.Before(q.Until) {
		return false
	}
	if q.Outlet != "" && !text.Holds(a.Outlet, q.Outlet) {
		return false
	}
	if q.Kind != Articles {
		return true
	}
	whole := a.Title + "\n" + a.Text
	return q.words(whole) && (q.Place == "" || text.Holds(whole, q.Place))
}

// Asks is what Answers asks of the facts.
func (q Query) Asks(r news.Report) bool {
	if q.Kind == Articles {
		return len(q.People) == 0 || q.people(r.Facts.Names())
	}
	f := q.Pick(r)
	return len(f.Meetings)+len(f.Statements)+len(f.Visits) > 0
}

func (q Query) people(names []string) bool {
	for _, spellings := range q.People {
		if !slices.ContainsFunc(names, func(n string) bool { return slices.Contains(spellings, n) }) {
			return false
		}
	}
	return true
}

func (q Query) place(place string) bool { return q.Place == "" || text.Holds(place, q.Place) }

func (q Query) words(in string) bool {
	if q.Words == "" {
		return true
	}
	for _, phrase := range Phrases(q.Words) {
		if !text.Holds(in, phrase) {
			return false
		}
	}
	return true
}

func (q Query) day(start, end news.Day) bool {
	if q.From == "" && q.To == "" {
		return true
	}
	start, end = stay(start, end)
	return start != "" && (q.From == "" || end >= q.From) && (q.To == "" || start <= q.To)
}

// Phrases parts what a person typed into words and "quoted phrases". Quotation
// marks left open are taken as closed at the end.
func Phrases(typed string) []string {
	typed = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`).Replace(typed)
	var phrases []string
	for i, part := range strings.Split(typed, `"`) {
		if i%2 == 1 {
			if p := strings.TrimSpace(part); p != "" {
				phrases = append(phrases, p)
			}
			continue
		}
		phrases = append(phrases, strings.Fields(part)...)
	}
	return phrases
}

func keep[T any](all []T, want func(T) bool) []T {
	var out []T
	for _, x := range all {
		if want(x) {
			out = append(out, x)
		}
	}
	return out
}
