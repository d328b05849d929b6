package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"readout/configs"
	"readout/digest"
	"readout/digest/news"
	"readout/digest/sheet"
	"readout/storage"
)

// exportCommand prints facts of the archive as a table. It reads beside a
// running bot.
type exportCommand struct {
	Kind   string   `arg:"" enum:"met,said,visits" help:"met, said or visits."`
	Format string   `enum:"csv,jsonl" default:"csv" help:"csv (for spreadsheets) or jsonl (a line of JSON for each fact)."`
	Since  string   `help:"How far back it reaches: 24h, 7d; without it, to the beginning." placeholder:"SPAN"`
	Person []string `help:"Only of this person; of several, all must take part." placeholder:"NAME"`
	Topic  string   `help:"Only of articles of this topic." placeholder:"NAME"`
	Place  string   `help:"Only at this place." placeholder:"NAME"`
	settingsFlags
	clockFlag
}

func (c exportCommand) Run(ctx context.Context, sys system) error {
	clock, err := c.clock(sys.clock)
	if err != nil {
		return err
	}
	kind := map[string]sheet.Kind{"met": sheet.Meetings, "said": sheet.Statements, "visits": sheet.Visits}[c.Kind]
	q := storage.Query{Kind: storage.Kind(kind), Place: c.Place, Limit: 100}
	if c.Place != "" && kind == sheet.Statements {
		return usageError{"--place: statements have no place"}
	}
	if c.Since != "" {
		span, err := configs.ParseDuration(c.Since)
		if err != nil {
			return usageError{"--since: " + err.Error()}
		}
		q.Since = clock().Add(-span)
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
	return c.write(ctx, sys, store, q)
}

func (c exportCommand) write(ctx context.Context, sys system, store storage.Store, q storage.Query) error {
	for _, name := range c.Person {
		spellings, err := spellingsOf(ctx, store, name)
		if err != nil {
			return err
		}
		q.People = append(q.People, spellings)
	}
	topic, err := topicNamed(ctx, store, c.Topic)
	if err != nil {
		return err
	}
	var aliases []news.Alias
	for a, err := range store.AllAliases(ctx) {
		if err != nil {
			return err
		}
		aliases = append(aliases, a)
	}
	write := sheet.WriteCSV
	if c.Format == "jsonl" {
		write = sheet.WriteJSONL
	}
	q.Sources = topic.Sources
	kind, reports := sheet.Kind(q.Kind), digest.Picked(digest.Answers(ctx, store, q), q, topic)
	_, err = write(sys.out, kind, sheet.Rows(kind, reports, aliases))
	return err
}

// spellingsOf are all ways in which one person is written.
func spellingsOf(ctx context.Context, store storage.Store, name string) ([]string, error) {
	known, err := storage.Who(ctx, store, name)
	switch {
	case err != nil:
		return nil, err
	case len(known) == 0:
		return nil, fmt.Errorf("--person: nobody in the archive is called %q", name)
	case len(known) > 1:
		var names []string
		for _, k := range known[:min(len(known), 5)] {
			names = append(names, k.Name)
		}
		return nil, fmt.Errorf("--person: %q may be %s: write the whole name", name, strings.Join(names, ", "))
	}
	return known[0].Spellings, nil
}

// topicNamed is the topic of that name; the zero Topic, which takes
// everything, for "".
func topicNamed(ctx context.Context, store storage.Topics, name string) (news.Topic, error) {
	if name == "" {
		return news.Topic{}, nil
	}
	t, err := store.Topic(ctx, news.TopicIDOf(name))
	if errors.Is(err, storage.ErrNotFound) {
		return t, fmt.Errorf("--topic: there is no topic %q", name)
	}
	return t, err
}
