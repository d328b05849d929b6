package bot

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"strings"

	"readout/digest"
	"readout/digest/news"
	"readout/digest/sheet"
	"readout/storage"
)

const (
	// mostExported is how many rows a file holds at most, the newest.
	mostExported = 5000
	// mostExportRead is how many articles are read for one.
	mostExportRead = 20000
)

// exportFacts answers with meetings, statements or visits as a file.
func (b *Bot) exportFacts(ctx context.Context, c call) (Reply, error) {
	kind, lines, arg := parseExport(c.arg)
	if kind == "" {
		return answer(say("What is to be in the file? Everything a look-up takes narrows it: `/export met Prado since:30d`"),
			say("It is a table (CSV); with `json` at the end, JSON lines.")).with(
			row(press("Meetings", "/export met"), press("Statements", "/export said"), press("Visits", "/export visits"))), nil
	}
	c.arg = arg
	q, topic, err := b.exportQuery(ctx, c, kind)
	if err != nil {
		return Reply{}, err
	}
	aliases, err := b.aliases(ctx)
	if err != nil {
		return Reply{}, err
	}
	write, file := sheet.WriteCSV, exportName(kind)+".csv"
	if lines {
		write, file = sheet.WriteJSONL, exportName(kind)+".jsonl"
	}
	var data bytes.Buffer
	reports := digest.Picked(atMost(mostExportRead, digest.Answers(ctx, b.store, q)), q, topic)
	n, err := write(&data, sheet.Kind(kind), atMost(mostExported, sheet.Rows(sheet.Kind(kind), reports, aliases)))
	if err != nil {
		return Reply{}, fmt.Errorf("export %ss: %w", kind, err)
	}
	if n == 0 {
		return b.nothing(ctx, c, say("No %s of that sort seen", string(kind)))
	}
	r := answer(say("*%s*, the newest first. What several articles tell of one is one row.", count(n, string(kind))))
	if n == mostExported {
		r = answer(say("The newest *%s*, what several articles tell of one being one row; narrow it for older ones: `/export %s Prado since:30d`",
			count(n, string(kind)), exportName(kind)))
	}
	r.File = &File{Name: file, Bytes: data.Bytes()}
	return r, nil
}

// parseExport reads "met Prado since:30d json": the kind, whether JSON lines
// are asked for, and what narrows it.
func parseExport(arg string) (kind storage.Kind, lines bool, rest string) {
	word, rest, _ := strings.Cut(strings.TrimSpace(arg), " ")
	switch plain(word) {
	case "met", "meetings", "meeting":
		kind = storage.Meetings
	case "said", "statements", "statement":
		kind = storage.Statements
	case "visits", "visit":
		kind = storage.Visits
	}
	words := strings.Fields(rest)
	if n := len(words); n > 0 && (plain(words[n-1]) == "json" || plain(words[n-1]) == "jsonl") {
		return kind, true, strings.Join(words[:n-1], " ")
	}
	return kind, false, strings.TrimSpace(rest)
}

// exportName is the command that shows a kind of facts.
func exportName(k storage.Kind) string {
	return map[storage.Kind]string{storage.Meetings: "met", storage.Statements: "said", storage.Visits: "visits"}[k]
}

// exportQuery is what is asked for. Words that name nobody are searched for.
func (b *Bot) exportQuery(ctx context.Context, c call, kind storage.Kind) (storage.Query, news.Topic, error) {
	f, err := parseFilter(c)
	if err != nil {
		return storage.Query{}, news.Topic{}, err
	}
	q := storage.Query{Kind: kind, Place: f.place, Outlet: f.from, Since: f.since, Limit: mostAtOnce}
	topic, err := b.topicOf(ctx, c, f.topic)
	if err != nil {
		return q, topic, err
	}
	q.Sources = topic.Sources
	who, words, ok, err := b.exportPerson(ctx, kind, f)
	if ok {
		q.People = [][]string{who.Spellings}
	}
	q.Words = words
	return q, topic, err
}

// exportPerson is whom a filter names, by person: or by the words that it
// begins with, and the words that are left.
func (b *Bot) exportPerson(ctx context.Context, kind storage.Kind, f filter) (who storage.Known, words string, ok bool, err error) {
	again := func(full, words string) string {
		return strings.TrimSpace("/export " + exportName(kind) + " person:" + quoteWords(full) + " " + words)
	}
	if f.person == "" && f.words != "" {
		return b.nameAndWords(ctx, f.words, again)
	}
	if f.person == "" {
		return who, "", false, nil
	}
	who, ok, err = b.person(ctx, f.person, func(full string) string { return again(full, f.words) })
	if err == nil && !ok {
		err = complain(say("Nobody called *%s* was seen.", echo(f.person)), say("Look the name up first: `/who %s`", echo(f.person)))
	}
	return who, f.words, ok, err
}

// atMost are the first n, which is above 0.
func atMost[T any](n int, all iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		left := n
		for one, err := range all {
			left--
			if !yield(one, err) || left == 0 {
				return
			}
		}
	}
}
