package bot

import (
	"slices"
	"strings"
	"time"

	"readout/digest/news"
)

// linesShown is how many numbered lines a look-up shows before "more".
const linesShown = 10

// mostRead is how many reports a look-up reads at a time: enough for what it
// shows at once and for as much again, several times told.
const mostRead = 40

// mostAtOnce is how many a page of the archive holds at most, for lists that
// are no pages.
const mostAtOnce = 100

// listing is numbered lines with their proofs, as they are shown: the first
// few at once, the rest when asked for.
type listing struct {
	blocks, more []news.Block
	lines        int
}

func (l *listing) heading(t news.Text) { l.put(news.Block{Kind: news.Heading, Text: t}) }

func (l *listing) title(words string) { l.put(news.Block{Kind: news.Title, Text: say("%s", words)}) }

func (l *listing) note(t news.Text) { l.put(news.Block{Kind: news.Note, Text: t}) }

// line adds a numbered line.
func (l *listing) line(t news.Text, proofs []news.Proof) {
	l.lines++
	l.put(news.Block{Kind: news.Item, Number: l.lines, Text: t, Proofs: proofs})
}

func (l *listing) put(b news.Block) {
	if l.lines > linesShown {
		l.more = append(l.more, b)
		return
	}
	l.blocks = append(l.blocks, b)
}

// telling is one report's telling of a fact.
type telling struct {
	report   news.Report
	evidence news.Evidence
}

func (t telling) proof() news.Proof {
	a := t.report.Article
	return news.Proof{
		Article: a.ID, Outlet: a.Outlet, Title: a.Title, URL: a.URL, Published: a.Published,
		Sentence: oneLine(t.report.Words(t.evidence.Span)), Rule: t.evidence.Rule, Confidence: t.evidence.Confidence,
		Provenance: t.report.Facts.Provenance,
	}
}

func proofs(tellings []telling) []news.Proof {
	var all []news.Proof
	for _, t := range tellings {
		all = append(all, t.proof())
	}
	return all
}

// sure is the confidence, in hundredths, below which digests withhold a fact.
// A look-up shows it, marked.
const sure = 60

// credit names who tells a fact, and says where no telling of it is sure.
func credit(tellings []telling) news.Text {
	words := outlets(tellings)
	if slices.ContainsFunc(tellings, func(t telling) bool { return t.evidence.Confidence >= sure }) {
		return words
	}
	return append(words, say(" ~(uncertain)~")...)
}

// outlets names the first telling's outlet with its own source, and how many
// others there are.
func outlets(tellings []telling) news.Text {
	var names []string
	for _, t := range tellings {
		names = add(names, t.report.Article.Outlet)
	}
	if len(names) == 0 {
		names = []string{"an unnamed outlet"}
	}
	first := say("%s", names[0])
	if from := tellings[0].report.Facts.Provenance; from != "" {
		first = append(first, say(", citing %s", from)...)
		if len(names) > 1 {
			first = append(first, say(",")...)
		}
	}
	if len(names) > 1 {
		first = append(first, say(" and %s", count(len(names)-1, "more outlet"))...)
	}
	return first
}

// join puts one more telling among those of a fact, the earliest first.
func (t telling) join(others []telling) []telling {
	at, _ := slices.BinarySearchFunc(others, t, func(a, b telling) int {
		return a.report.Article.Published.Compare(b.report.Article.Published)
	})
	return slices.Insert(others, at, t)
}

// first is when a fact was first published.
func first(tellings []telling) time.Time { return tellings[0].report.Article.Published }

// last is when it was last published.
func last(tellings []telling) time.Time { return tellings[len(tellings)-1].report.Article.Published }

// add appends a word unless it is there or empty.
func add(words []string, word string) []string {
	for _, w := range words {
		if strings.EqualFold(w, word) {
			return words
		}
	}
	if word == "" {
		return words
	}
	return append(words, word)
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// roleOf is the first function that a report gives a person; "" if none.
func roleOf(r news.Report, name string) string {
	for _, p := range r.Facts.People {
		if p.Name == name && len(p.Roles) > 0 {
			return p.Roles[0]
		}
	}
	return ""
}

// withRole is a name in bold with its role, if there is one.
func withRole(name, role string) news.Text {
	if role == "" {
		return say("*%s*", name)
	}
	return say("*%s* (%s)", name, shorten(role, 120))
}
