package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"readout/configs"
	"readout/digest/feed/opml"
	"readout/digest/news"
	"readout/storage"
)

// feedsImportCommand takes over the list of another feed reader.
type feedsImportCommand struct {
	File string `arg:"" help:"An OPML file, or - for standard input."`
	settingsFlags
}

func (c feedsImportCommand) Run(ctx context.Context, sys system) error {
	config, err := c.load(sys)
	if err != nil {
		return err
	}
	sources, skipped, err := c.read(sys)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	store, err := openStore(ctx, config.Store)
	if err != nil {
		return err
	}
	defer store.Close()
	work := feedImport{store: store, now: sys.clock(), meter: newMeter(sys.err, "feeds saved", len(sources))}
	added, err := work.save(ctx, sources)
	if err != nil {
		return err
	}
	topics, err := importTopics(ctx, store, sources)
	if err != nil {
		return err
	}
	for _, s := range skipped {
		fmt.Fprintf(sys.err, "readout: left out %s: %s\n", shown(s.Name), s.Reason)
	}
	_, err = fmt.Fprintf(sys.out, "%d feeds added, %d were there, %d left out, %d topics\n", added, len(sources)-added, len(skipped), topics)
	return err
}

func (c feedsImportCommand) read(sys system) ([]news.Source, []opml.Skipped, error) {
	r := sys.in
	if c.File != "-" {
		f, err := os.Open(c.File)
		if cause := (*os.PathError)(nil); errors.As(err, &cause) {
			return nil, nil, fmt.Errorf("cannot be opened: %w", cause.Err)
		}
		if err != nil {
			return nil, nil, err
		}
		defer f.Close()
		r = f
	}
	return opml.Parse(r)
}

// feedImport is one import, and how far it is.
type feedImport struct {
	store storage.Sources
	now   time.Time
	meter *meter
}

// save saves the sources and gives them the ids of those that are there
// already under the same address. It returns how many are new.
func (f feedImport) save(ctx context.Context, sources []news.Source) (added int, err error) {
	defer f.meter.finish()
	known, err := listed(f.store.AllSources(ctx))
	if err != nil {
		return 0, err
	}
	for i := range sources {
		s := &sources[i]
		if at := slices.IndexFunc(known, func(k news.Source) bool { return news.SameAddress(k.URL, s.URL) }); at >= 0 {
			folders := union(known[at].Folders, s.Folders)
			*s = known[at]
			s.Folders, known[at].Folders = folders, folders
		} else {
			s.ID, s.Added = news.SourceID(configs.FeedID(s.URL)), f.now
			known = append(known, *s)
			added++
		}
		if err := f.store.SaveSource(ctx, *s); err != nil {
			return added, fmt.Errorf("save feed %s: %w", s.ID, err)
		}
		f.meter.step()
	}
	return added, nil
}

// importTopics makes a topic of every folder, or adds its feeds to the topic
// of that name. A topic that takes in all feeds stays so.
func importTopics(ctx context.Context, store storage.Topics, sources []news.Source) (int, error) {
	var names []string
	folders := map[string][]news.SourceID{}
	for _, s := range sources {
		for _, name := range s.Folders {
			if news.TopicIDOf(name) != "" {
				names = union(names, []string{name})
				folders[name] = append(folders[name], s.ID)
			}
		}
	}
	for _, name := range names {
		t, err := store.Topic(ctx, news.TopicIDOf(name))
		switch {
		case errors.Is(err, storage.ErrNotFound):
			t = news.Topic{ID: news.TopicIDOf(name), Name: name, Sources: folders[name]}
		case err != nil:
			return 0, fmt.Errorf("topic %s: %w", name, err)
		case len(t.Sources) > 0:
			t.Sources = union(t.Sources, folders[name])
		}
		if err := store.SaveTopic(ctx, t); err != nil {
			return 0, fmt.Errorf("save topic %s: %w", name, err)
		}
	}
	return len(names), nil
}

// union is the first list with what only the second has behind it.
func union[T comparable](a, b []T) []T {
	all := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	return all
}
