package compose_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"readout/digest/news"
)

// The lines of a reader:
//
//	topic NAME [any WORDS] [all WORDS] [none WORDS] [people NAMES] [places NAMES] [sources IDS]
//	follow NAME, hide WORD, off SECTION, length LENGTH, zone ZONE, stale HOURS
//	unread TITLE since TIME: REASON
//	doubtful TIME
//	late TIME [, down|held TIME to TIME]
//
// Lists are parted by ", " and the clauses of a topic by "; ".
func readReader(t *testing.T, lines []string) news.Reader {
	t.Helper()
	var r news.Reader
	for _, line := range lines {
		word, rest, _ := strings.Cut(line, " ")
		switch word {
		case "topic":
			r.Topics = append(r.Topics, readTopic(rest))
		case "follow":
			r.Followed = append(r.Followed, rest)
		case "hide":
			r.Hidden = append(r.Hidden, rest)
		case "off":
			r.Off = append(r.Off, news.Section(rest))
		case "length":
			r.Length = news.Length(rest)
		case "zone":
			r.Zone = zoneOf(t, rest)
		case "stale":
			r.Stale = time.Duration(number(t, rest)) * time.Hour
		case "unread":
			r.Unread = append(r.Unread, readUnread(t, rest, r.Zone))
		case "torn":
			r.Torn = append(r.Torn, readTorn(t, rest, r.Zone))
		case "doubtful":
			r.Doubtful = parseTime(t, rest, r.Zone)
		case "late":
			r.Late = readLate(t, rest, r.Zone)
		case "":
		default:
			t.Fatalf("reader: %q?", line)
		}
	}
	return r
}

func readLate(t *testing.T, words string, zone *time.Location) news.Late {
	t.Helper()
	due, why, _ := strings.Cut(words, ", ")
	late := news.Late{Due: parseTime(t, due, zone)}
	if what, span, ok := strings.Cut(why, " "); ok {
		from, until, _ := strings.Cut(span, " to ")
		late.Gap = news.Outage{From: parseTime(t, from, zone), Until: parseTime(t, until, zone), Held: what == "held"}
	}
	return late
}

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func readUnread(t *testing.T, line string, zone *time.Location) news.Source {
	t.Helper()
	title, rest, _ := strings.Cut(line, " since ")
	since, reason, _ := strings.Cut(rest, ": ")
	return news.Source{Title: title, State: news.Polling{Failures: 1, Reason: reason, FailingSince: parseTime(t, since, zone)}}
}

func readTorn(t *testing.T, line string, zone *time.Location) news.Source {
	t.Helper()
	title, rest, _ := strings.Cut(line, " from ")
	since, rest, _ := strings.Cut(rest, " to ")
	until, reason, _ := strings.Cut(rest, ": ")
	return news.Source{Title: title, State: news.Polling{Gaps: []news.Gap{
		{Since: parseTime(t, since, zone), Until: parseTime(t, until, zone), Reason: reason, Torn: true},
	}}}
}

func readTopic(line string) news.Topic {
	clauses := strings.Split(line, "; ")
	topic := news.Topic{ID: news.TopicIDOf(clauses[0]), Name: clauses[0]}
	for _, c := range clauses[1:] {
		word, rest, _ := strings.Cut(c, " ")
		list := strings.Split(rest, ", ")
		switch word {
		case "any":
			topic.Any = list
		case "all":
			topic.All = list
		case "none":
			topic.None = list
		case "people":
			topic.People = list
		case "places":
			topic.Places = list
		case "sources":
			for _, id := range list {
				topic.Sources = append(topic.Sources, news.SourceID(id))
			}
		}
	}
	return topic
}

// readAliases reads lines "Spelling = Name".
func readAliases(lines []string) []news.Alias {
	var aliases []news.Alias
	for _, line := range lines {
		if name, of, ok := strings.Cut(line, " = "); ok {
			aliases = append(aliases, news.Alias{Name: name, Of: of})
		}
	}
	return aliases
}

// A report begins with "== SEQ OUTLET, PUBLISHED[, seen TIME][, citing WHOM]",
// then "# headline", its text, and its facts, one a line:
//
//	person NAME (ROLE; ROLE)
//	meet NAME, NAME + GROUP, GROUP | PLACE | DAY | STATUS [main] [call]
//	visit NAME, NAME > PLACE | START..END | STATUS
//	say SPEAKER: MENTION / CUE / CONTENT // CONTENT      (say! for a key one)
//	summary WORDS
//	language CODE
//
// A place or day ending in * stands in the dateline, a day ending in ~ is that
// of the publication. "meet~40" is a meeting of confidence 40.
func readReports(t *testing.T, lines []string) []news.Report {
	t.Helper()
	var reports []news.Report
	for i := 0; i < len(lines); {
		if strings.TrimSpace(lines[i]) == "" {
			i++
			continue
		}
		end := i + 1
		for end < len(lines) && !strings.HasPrefix(lines[end], "== ") {
			end++
		}
		reports = append(reports, readReport(t, lines[i:end]))
		i = end
	}
	return reports
}

var factLine = regexp.MustCompile(`^(person|meet|visit|say|summary|language)([!]?)(~\d+)? (.*)$`)

func readReport(t *testing.T, lines []string) news.Report {
	t.Helper()
	var r news.Report
	r.Article = readHead(t, &r, strings.TrimPrefix(lines[0], "== "))
	var facts [][]string
	var text []string
	for _, line := range lines[1:] {
		switch {
		case strings.HasPrefix(line, "# "):
			r.Article.Title = line[2:]
		case factLine.MatchString(line):
			facts = append(facts, factLine.FindStringSubmatch(line))
		default:
			text = append(text, line)
		}
	}
	r.Article.Text = strings.TrimSpace(strings.Join(text, "\n"))
	for _, f := range facts {
		readFact(t, &r, f)
	}
	return r
}

func readHead(t *testing.T, r *news.Report, head string) news.Article {
	t.Helper()
	parts := strings.Split(head, ", ")
	seq, outlet, _ := strings.Cut(parts[0], " ")
	a := news.Article{Seq: number(t, seq), Outlet: outlet, Published: parseTime(t, parts[1], nil)}
	a.Seen = a.Published
	for _, p := range parts[2:] {
		word, rest, _ := strings.Cut(p, " ")
		switch word {
		case "seen":
			a.Seen = parseTime(t, rest, nil)
		case "citing":
			r.Facts.Provenance = rest
		}
	}
	a.ID = news.ArticleID(fmt.Sprintf("%032d", a.Seq))
	a.Source = news.SourceID(strings.ToLower(strings.ReplaceAll(outlet, " ", "-")))
	a.URL = fmt.Sprintf("https://%s.example/%d", a.Source, a.Seq)
	return a
}

func readFact(t *testing.T, r *news.Report, f []string) {
	t.Helper()
	evidence := news.Evidence{Rule: f[1] + "/case", Confidence: 90}
	if f[3] != "" {
		evidence.Confidence, _ = strconv.Atoi(f[3][1:])
	}
	switch f[1] {
	case "person":
		r.Facts.People = append(r.Facts.People, readPerson(r.Article.Text, f[4]))
	case "meet":
		r.Facts.Meetings = append(r.Facts.Meetings, readMeeting(r.Article.Text, f[4], evidence))
	case "visit":
		r.Facts.Visits = append(r.Facts.Visits, readVisit(r.Article.Text, f[4], evidence))
	case "say":
		s := readStatement(t, r.Article.Text, f[4], evidence)
		s.Key = f[2] == "!"
		r.Facts.Statements = append(r.Facts.Statements, s)
	case "summary":
		r.Facts.Summary = append(r.Facts.Summary, find(t, r.Article.Text, f[4], 0))
	case "language":
		r.Facts.Language = f[4]
	}
}

func readPerson(text, line string) news.Person {
	name, roles, _ := strings.Cut(strings.TrimSuffix(line, ")"), " (")
	p := news.Person{Name: name}
	if roles != "" {
		p.Roles = strings.Split(roles, "; ")
	}
	for _, form := range []string{name, name[strings.LastIndex(name, " ")+1:]} {
		if at := strings.Index(strings.ReplaceAll(text, name, strings.Repeat("_", len(name))), form); at >= 0 {
			p.Mentions = append(p.Mentions, news.Span{Start: at, End: at + len(form)})
		}
	}
	return p
}

func list(s string) []string {
	if s = strings.TrimSpace(s); s == "" {
		return nil
	}
	return strings.Split(s, ", ")
}

func basisOf(s string) (string, news.Basis) {
	switch {
	case s == "":
		return "", ""
	case strings.HasSuffix(s, "*"):
		return s[:len(s)-1], news.Dateline
	case strings.HasSuffix(s, "~"):
		return s[:len(s)-1], news.Publication
	}
	return s, news.Stated
}

func fields(line string) []string {
	parts := strings.Split(line, "|")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return append(parts, "", "", "")
}

func readMeeting(text, line string, e news.Evidence) news.Meeting {
	f := fields(line)
	names, groups, _ := strings.Cut(f[0], "+")
	m := news.Meeting{Kind: news.InPerson, Participants: list(names), Groups: list(groups), Status: news.Held}
	m.Place, m.PlaceBasis = basisOf(f[1])
	day, basis := basisOf(f[2])
	m.Day, m.DayBasis = news.Day(day), basis
	for word := range strings.FieldsSeq(f[3]) {
		switch word {
		case "main":
			m.Main = true
		case "call":
			m.Kind = news.Call
		default:
			m.Status = news.Status(word)
		}
	}
	m.Evidence = e
	m.Span = mentionOf(text, m.Participants)
	return m
}

func readVisit(text, line string, e news.Evidence) news.Visit {
	f := fields(line)
	names, to, _ := strings.Cut(f[0], " > ")
	start, end, _ := strings.Cut(f[1], "..")
	v := news.Visit{Visitors: list(names), To: to, Start: news.Day(start), End: news.Day(end), Status: news.Status(f[2]), Evidence: e}
	v.Span = mentionOf(text, v.Visitors)
	return v
}

// mentionOf is where the text first names one of these by the last word.
func mentionOf(text string, names []string) news.Span {
	for _, name := range names {
		word := name[strings.LastIndex(name, " ")+1:]
		if at := strings.Index(text, word); at >= 0 {
			return news.Span{Start: at, End: at + len(word)}
		}
	}
	return news.Span{}
}

func readStatement(t *testing.T, text, line string, e news.Evidence) news.Statement {
	t.Helper()
	speaker, rest, _ := strings.Cut(line, ": ")
	parts := strings.SplitN(rest, " / ", 3)
	if len(parts) != 3 {
		t.Fatalf("statement %q?", line)
	}
	s := news.Statement{Speaker: speaker, Type: news.Indirect, Evidence: e}
	from := after(text, parts)
	for _, piece := range strings.Split(parts[2], " // ") {
		span := find(t, text, piece, from)
		s.Content = append(s.Content, span)
		from = span.End
	}
	s.Mention, s.Cue = near(text, parts[0], s.Content), near(text, parts[1], s.Content)
	s.Span = s.Content[0]
	return s
}

// after is where to look for a content: behind the first mention that is
// followed by cue and content, else from the start.
func after(text string, parts []string) int {
	content, _, _ := strings.Cut(parts[2], " // ")
	for at := 0; at < len(text); {
		i := strings.Index(text[at:], parts[0]+" "+parts[1])
		if i < 0 {
			break
		}
		at += i + len(parts[0]) + 1
		if j := strings.Index(text[at:], content); j >= 0 && !strings.Contains(text[at:at+j], ". ") {
			return at
		}
	}
	return 0
}

// near is where words stand closest to the content: right before it, else
// after its first piece.
func near(text, words string, content []news.Span) news.Span {
	if words = strings.TrimSpace(words); words == "" {
		return news.Span{}
	}
	head := text[:content[0].Start]
	if at := strings.LastIndex(head, words); at >= 0 && !strings.Contains(head[at:], "\n") && !strings.Contains(head[at:], ". ") {
		return news.Span{Start: at, End: at + len(words)}
	}
	if at := strings.Index(text[content[0].End:], words); at >= 0 {
		at += content[0].End
		return news.Span{Start: at, End: at + len(words)}
	}
	return news.Span{}
}

func find(t *testing.T, text, words string, from int) news.Span {
	t.Helper()
	at := strings.Index(text[from:], words)
	if at < 0 {
		t.Fatalf("%q is not in %q", words, text)
	}
	return news.Span{Start: from + at, End: from + at + len(words)}
}
