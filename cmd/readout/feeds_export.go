package main

import (
	"context"
	"fmt"

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
	var sources []news.Source
	for s, err := range store.AllSources(ctx) {
		if err != nil {
			return fmt.Errorf("list feeds: %w", err)
		}
		sources = append(sources, s)
	}
	return opml.Write(sys.out, "Readout", sources)
}
