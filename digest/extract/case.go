package extract

import (
	"fmt"
	"strings"

	"readout/digest/news"
)

// Case writes an article and its facts as a golden case: what it shows on top,
// then the article, then one line a fact in the order of news.Facts. Facts are
// written by CaseFacts.
func Case(a news.Article, f news.Facts) string {
	var b strings.Builder
	b.WriteString("What this case shows, in a sentence.\n\n-- article --\n")
	fmt.Fprintf(&b, "Title: %s\n", oneLine(a.Title))
	if !a.Published.IsZero() {
		fmt.Fprintf(&b, "Date: %s\n", news.DayOf(a.Published, a.Published.Location()))
	}
	b.WriteString(strings.TrimRight(a.Text, "\n"))
	b.WriteString("\n-- facts --\n")
	b.WriteString(CaseFacts(a, f))
	return b.String()
}

// CaseFacts are the lines of a golden case below "-- facts --". A part that is
// not known is left out at the end of a line, and empty within it:
//
//	person    Ana Prado: Minister of Trade; party leader
//	meeting   Ana Prado (Minister of Trade), Tom Reyes, delegation | Lyon | 2031-03-03 | planned call
//	visit     Ana Prado | Norland | 2031-03-01 to 2031-03-04 | ongoing
//	statement Ana Prado: "will hold"
//	from      the Trade Ministry
//
// A person is listed where no meeting shows the same roles. Direct quotations
// stand in quotation marks.
func CaseFacts(a news.Article, f news.Facts) string {
	c := caseWriter{text: a.Text, facts: f, shown: map[string]bool{}}
	for _, m := range f.Meetings {
		c.meeting(m)
	}
	for _, v := range f.Visits {
		c.visit(v)
	}
	for _, s := range f.Statements {
		c.statement(s)
	}
	for _, p := range f.People {
		c.person(p)
	}
	if f.Provenance != "" {
		c.line("from", f.Provenance)
	}
	return c.b.String()
}

type caseWriter struct {
	b     strings.Builder
	text  string
	facts news.Facts
	// shown are the people whose roles stand in a line above.
	shown map[string]bool
}

func (c *caseWriter) line(kind string, cells ...string) {
	for len(cells) > 1 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	fmt.Fprintf(&c.b, "%-9s %s\n", kind, strings.Join(cells, " | "))
}

func (c *caseWriter) meeting(m news.Meeting) {
	var sides []string
	for _, name := range m.Participants {
		sides = append(sides, c.withRoles(name))
		c.shown[name] = true
	}
	sides = append(sides, m.Groups...)
	state := ""
	if m.Status != news.Held || m.Kind != news.InPerson {
		state = strings.TrimSuffix(fmt.Sprintf("%s %s", m.Status, m.Kind), " meeting")
	}
	c.line("meeting", strings.Join(sides, ", "), m.Place, string(m.Day), state)
}

func (c *caseWriter) withRoles(name string) string {
	for _, p := range c.facts.People {
		if p.Name == name && len(p.Roles) > 0 {
			return fmt.Sprintf("%s (%s)", name, oneLine(strings.Join(p.Roles, "; ")))
		}
	}
	return name
}

func (c *caseWriter) visit(v news.Visit) {
	days := string(v.Start)
	if v.End != "" {
		days += " to " + string(v.End)
	}
	c.line("visit", strings.Join(v.Visitors, ", "), v.To, strings.TrimSpace(days), string(v.Status))
}

func (c *caseWriter) statement(s news.Statement) {
	var pieces []string
	for _, span := range s.Content {
		piece := oneLine(span.Of(c.text))
		if s.Type == news.Direct {
			piece = `"` + piece + `"`
		}
		pieces = append(pieces, piece)
	}
	who := s.Speaker
	if who == "" {
		who = "nobody"
	}
	c.line("statement", who+": "+strings.Join(pieces, " … "))
}

func (c *caseWriter) person(p news.Person) {
	switch {
	case c.shown[p.Name]:
	case len(p.Roles) == 0:
		c.line("person", p.Name)
	default:
		c.line("person", p.Name+": "+oneLine(strings.Join(p.Roles, "; ")))
	}
}

// oneLine writes all white space as single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
