package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"
	"unicode"

	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

// filter is what a look-up asks for: free words, and conditions written
// key:value ("since:7d", `person:"Ana Prado"`).
type filter struct {
	words                             string
	topic, from, person, place, after string
	since                             time.Time
	// again is what was typed without the page.
	again string
	// mine are topics of which one must hold; none lets everything through.
	mine []news.Topic
}

// narrow reports whether any condition but words is set.
func (f filter) narrow() bool {
	return f.topic+f.from+f.person+f.place != "" || !f.since.IsZero()
}

// parseFilter reads the words and conditions of a look-up. A key that is none
// of ours is a word like any other.
func parseFilter(c call) (filter, error) {
	var f filter
	var words, again []string
	pieces := cut(closed(c.arg))
	for i := 0; i < len(pieces); i++ {
		key, value, ok := strings.Cut(pieces[i], ":")
		field := f.field(strings.ToLower(key))
		if !ok || field == nil && !strings.EqualFold(key, "since") {
			words, again = append(words, pieces[i]), append(again, pieces[i])
			continue
		}
		if value == "" && i+1 < len(pieces) {
			i++
			value = pieces[i]
		}
		value = strings.Trim(value, `"`)
		if field == nil {
			since, err := parseSince(c, value)
			if err != nil {
				return f, err
			}
			f.since = since
		} else {
			*field = value
		}
		if field != &f.after {
			again = append(again, strings.ToLower(key)+`:`+quoteWords(value))
		}
	}
	f.words, f.again = strings.Join(words, " "), strings.Join(again, " ")
	return f, nil
}

func (f *filter) field(key string) *string {
	switch key {
	case "topic":
		return &f.topic
	case "from", "outlet":
		return &f.from
	case "person", "with", "who":
		return &f.person
	case "place", "in":
		return &f.place
	case "after":
		return &f.after
	}
	return nil
}

func parseSince(c call, value string) (time.Time, error) {
	if span, ok := parseSpan(value); ok {
		return c.now.Add(-span), nil
	}
	if day, ok := parseDay(value, c.today(), false); ok {
		return news.Instant(day, 0, c.reader.Schedule.Location()), nil
	}
	return time.Time{}, complain(say("*since:%s* is neither a span of time nor a day.", echo(value)), say("For example: `since:7d` or `since:2023-11-14`"))
}

// cut parts words at blanks that stand outside quotation marks, which stay.
func cut(typed string) []string {
	inside := false
	return strings.FieldsFunc(typed, func(r rune) bool {
		if r == '"' {
			inside = !inside
		}
		return unicode.IsSpace(r) && !inside
	})
}

var straight = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`)

// closed writes every quotation mark as a straight one, and closes a quotation
// that is left open.
func closed(typed string) string {
	typed = straight.Replace(typed)
	if strings.Count(typed, `"`)%2 == 0 {
		return typed
	}
	if words, ok := strings.CutSuffix(typed, `"`); ok {
		return words
	}
	return typed + `"`
}

func quoteWords(value string) string {
	if strings.ContainsAny(value, " \t\n") {
		return `"` + value + `"`
	}
	return value
}

// mostSifted is how many reports are read to fill a page.
const mostSifted = 500

// find reads a page of the reports that answer a query, narrowed by the
// conditions of a filter and by its topic; next is the page after it, "" if
// there is none.
func (b *Bot) find(ctx context.Context, c call, q storage.Query, f filter) (reports []news.Report, next string, err error) {
	q.Outlet, q.Since, q.After = f.from, f.since, f.after
	if q.Place == "" {
		q.Place = f.place
	}
	topic, err := b.topicOf(ctx, c, f.topic)
	if err != nil {
		return nil, "", err
	}
	q.Sources = topic.Sources
	// A topic's words are not a query's, so that some pages may hold little
	// of it; a few are read, and the next button goes on from there.
	for read := 0; read < mostSifted; read += q.Size() {
		page, err := b.store.Search(ctx, q)
		if errors.Is(err, context.Canceled) || err != nil && f.after == "" {
			return nil, "", fmt.Errorf("search: %w", err)
		}
		if err != nil {
			b.log.Warn("page not found", slog.String("after", f.after), slog.Any("err", err))
			return nil, "", complain(say("That page is no longer there."), say("Please ask again from the start."))
		}
		for _, r := range page.Reports {
			if digest.Matches(topic, r) && f.isMine(r) {
				reports = append(reports, r)
			}
		}
		next, q.After = page.Next, page.Next
		if next == "" || len(reports) >= q.Size()/2 {
			break
		}
	}
	return reports, next, nil
}

// topicOf is the topic that a filter names; the zero Topic, which takes
// everything, where it names none.
func (b *Bot) topicOf(ctx context.Context, c call, name string) (news.Topic, error) {
	if name == "" {
		return news.Topic{}, nil
	}
	c.arg = name
	found, _, err := b.named(ctx, c, "/search topic:")
	if err != nil || len(found) == 0 {
		return news.Topic{}, err
	}
	return found[0], nil
}

func (f filter) isMine(r news.Report) bool {
	return len(f.mine) == 0 || slices.ContainsFunc(f.mine, func(t news.Topic) bool { return digest.Matches(t, r) })
}

// older is the button for the page after the one shown.
func older(command string, f filter, next string) []Button {
	if next == "" {
		return nil
	}
	return row(press("Older", strings.Join(strings.Fields("/"+command+" "+f.again+" after:"+next), " ")))
}
