package main

import (
	"context"
	"fmt"
	"html"
	"io"
	"log/slog"
	"strings"

	"readout/bot/console"
	"readout/configs"
	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

// digestCommand lays out one digest of what the store holds. It reads beside
// a running bot and changes nothing.
type digestCommand struct {
	Topic  []string `arg:"" optional:"" name:"topic" help:"Topics by name; all of them if none is named."`
	Since  string   `default:"24h" help:"How far back it reaches: 24h, 7d." placeholder:"SPAN"`
	Format string   `enum:"text,html" default:"text" help:"text or html."`
	settingsFlags
	clockFlag
}

func (c digestCommand) Run(ctx context.Context, sys system) error {
	clock, err := c.clock(sys.clock)
	if err != nil {
		return err
	}
	since, err := configs.ParseDuration(c.Since)
	if err != nil {
		return usageError{"--since: " + err.Error()}
	}
	config, err := c.load(sys)
	if err != nil {
		return err
	}
	store, err := openArchive(ctx, config.Store)
	if err != nil {
		return err
	}
	defer store.Close()
	topics, err := chosen(ctx, store, c.Topic)
	if err != nil {
		return err
	}
	now := clock()
	d, err := newDesk(store, nil, slog.New(slog.DiscardHandler), config).Preview(ctx, digest.Request{
		Reader: news.Subscriber{Length: news.Full, Schedule: news.Schedule{Zone: config.Zone}},
		Topics: topics,
		Since:  now.Add(-since),
	}, now)
	if err != nil {
		return err
	}
	if c.Format == "html" {
		writeHTML(sys.out, d.Blocks)
		return nil
	}
	_, err = io.WriteString(sys.out, console.Plain(d.Blocks))
	return err
}

// chosen are the topics of those names, or all that are everyone's.
func chosen(ctx context.Context, store storage.Topics, names []string) ([]news.TopicID, error) {
	var all, ids []news.TopicID
	var known []string
	for t, err := range store.AllTopics(ctx) {
		if err != nil {
			return nil, err
		}
		if (t.Owner == news.Address{}) {
			all, known = append(all, t.ID), append(known, t.Name)
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("the store has no topics: name some in the configuration and start readout chat once")
	}
	for _, name := range names {
		t, err := store.Topic(ctx, news.TopicIDOf(name))
		if err != nil {
			return nil, fmt.Errorf("no topic %q: there is %s", name, strings.Join(known, ", "))
		}
		ids = append(ids, t.ID)
	}
	if len(ids) == 0 {
		ids = all
	}
	return ids, nil
}

// writeHTML writes blocks as a fragment of a page.
func writeHTML(w io.Writer, blocks []news.Block) {
	for _, b := range blocks {
		tag := "p"
		switch b.Kind {
		case news.Heading:
			tag = "h2"
		case news.Title:
			tag = "h3"
		}
		number := ""
		if b.Number > 0 {
			number = fmt.Sprintf("<b>%d</b> ", b.Number)
		}
		fmt.Fprintf(w, "<%s>%s%s</%s>\n", tag, number, htmlOf(b.Text), tag)
	}
}

func htmlOf(t news.Text) string {
	tags := map[news.Style]string{news.Bold: "b", news.Italic: "i", news.Quote: "q", news.Code: "code", news.Faint: "small"}
	var b strings.Builder
	for _, run := range t {
		words := strings.ReplaceAll(html.EscapeString(run.Words), "\n", "<br>\n")
		if strings.HasPrefix(run.Link, "https://") || strings.HasPrefix(run.Link, "http://") {
			words = `<a href="` + html.EscapeString(run.Link) + `">` + words + "</a>"
		}
		if tag := tags[run.Style]; tag != "" {
			words = "<" + tag + ">" + words + "</" + tag + ">"
		}
		b.WriteString(words)
	}
	return b.String()
}
