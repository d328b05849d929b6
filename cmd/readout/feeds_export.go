package main

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"readout/digest/feed/opml"
	"readout/digest/news"
)

// feedsExportCommand hands the list over to another feed reader.
type feedsExportCommand struct {
	settingsFlags
}

func (c feedsExportCommand) Run(ctx context.Context, sys system) error {
	config, err := c.load(sys)
	if err != nil {
		return err
	}
	store, err := openArchive(ctx, config.Store)
	if err != nil {
		return err
	}
	defer store.Close()
	sources, err := listed(store.AllSources(ctx))
	if err != nil {
		return err
	}
	// What is read as another feed is that one, and what was dropped is none.
	sources = slices.DeleteFunc(sources, func(s news.Source) bool { return !s.Stands() })
	return opml.Write(sys.out, "Readout", sources)
}

// listed are all feeds of a store.
func listed(feeds iter.Seq2[news.Source, error]) ([]news.Source, error) {
	var all []news.Source
	for s, err := range feeds {
		if err != nil {
			return nil, fmt.Errorf("list feeds: %w", err)
		}
		all = append(all, s)
	}
	return all, nil
}
