package bot

import (
	"context"
	"fmt"
	"strings"

	"readout/digest/news"
	"readout/storage"
)

// articleCard lays out an article with what was read from it, each fact a line
// that opens its sentence; with rules, by which rule and how surely.
func (b *Bot) articleCard(ctx context.Context, c call, r news.Report, withRules bool) (Reply, error) {
	var l listing
	l.heading(articleLine(c, r))
	if withRules {
		l.note(say("Id `%s` · %s of text · language %s · first seen %s", string(r.Article.ID), sizeOf(len(r.Article.Text)), orNone(r.Facts.Language), momentIn(r.Article.Seen.In(c.reader.Schedule.Location()), c.today())))
	}
	for _, t := range remarks(c, r.Article) {
		l.note(t)
	}
	if from := r.Facts.Provenance; from != "" {
		l.note(say("Its source: %s", from))
	}
	if words := passage(r, "").Sentence; len(r.Facts.Summary) > 0 {
		l.note(news.Text{{Words: words, Style: news.Quote}})
	}
	if withRules {
		l.people(r)
	}
	l.facts(c, r, withRules)
	if l.lines == 0 && r.Article.Parked == "" {
		l.note(nothingRead(r))
	}
	reply, err := b.show(ctx, c, l.blocks, l.more)
	if link := web(r.Article.URL); link != "" {
		reply = reply.with(row(Button{Label: "Read it", Link: link}))
	}
	return reply, err
}

func nothingRead(r news.Report) news.Text {
	if lang := r.Facts.Language; lang != "" && lang != "en" {
		return say("It is not in English (%s), so nothing was read from it.", lang)
	}
	return say("No meeting, statement or visit was found in it.")
}

func orNone(s string) string {
	if s == "" {
		return "not told"
	}
	return s
}

// people lists everybody that an article names, with roles and how often.
func (l *listing) people(r news.Report) {
	var lines []string
	for _, p := range r.Facts.People[:min(len(r.Facts.People), 15)] {
		line := p.Name
		if len(p.Roles) > 0 {
			line += " (" + shorten(strings.Join(p.Roles, "; "), 80) + ")"
		}
		lines = append(lines, fmt.Sprintf("%s ×%d", line, len(p.Mentions)))
	}
	if n := len(r.Facts.People) - len(lines); n > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", n))
	}
	if len(lines) > 0 {
		l.title("People")
		l.note(say("%s", strings.Join(lines, "\n")))
	}
}

// facts lists the meetings, statements and visits of one article.
func (l *listing) facts(c call, r news.Report, withRules bool) {
	reports := []news.Report{r}
	put := func(text news.Text, of []telling) {
		if withRules {
			text = append(text, say(" ~%s~", fmt.Sprintf("%s, %d%%", of[0].evidence.Rule, of[0].evidence.Confidence))...)
		}
		l.line(text, proofs(of))
	}
	for i, m := range gatherMeetings(storage.Query{Kind: storage.Meetings}, reports) {
		l.titleFirst(i, "Met")
		put(m.text(c), m.tellings)
	}
	for i, s := range gatherStatements(storage.Query{Kind: storage.Statements}, reports) {
		l.titleFirst(i, "Said")
		put(s.text(c), s.tellings)
	}
	for i, j := range gatherJourneys(storage.Query{Kind: storage.Visits}, reports) {
		l.titleFirst(i, "Visits")
		put(j.text(c), j.tellings)
	}
}

// titleFirst puts a title before the first line of its kind.
func (l *listing) titleFirst(i int, words string) {
	if i == 0 {
		l.title(words)
	}
}
