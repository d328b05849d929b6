package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"readout/digest"
	"readout/digest/feed/opml"
	"readout/digest/news"
	"readout/storage"
)

// importedAtOnce is how many feeds are saved between two words of progress.
const importedAtOnce = 100

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
	added, err := importFeeds(ctx, store, sources, sys.clock(), newMeter(sys.err, "feeds saved", len(sources)))
	if err != nil {
		return err
	}
	topics, err := digest.AdoptFolders(ctx, store, sources)
	if err != nil {
		return err
	}
	tellLeftOut(sys.err, skipped)
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

// importFeeds adopts feeds, a number of them at a time.
func importFeeds(ctx context.Context, store storage.Sources, sources []news.Source, now time.Time, m *meter) (added int, err error) {
	defer m.finish()
	for rest := sources; len(rest) > 0; {
		some := rest[:min(len(rest), importedAtOnce)]
		rest = rest[len(some):]
		n, err := digest.Adopt(ctx, store, some, now)
		added += n
		if err != nil {
			return added, err
		}
		for range some {
			m.step()
		}
	}
	return added, nil
}

// tellLeftOut sums up what of a list was not taken, a line a reason.
func tellLeftOut(w io.Writer, skipped []opml.Skipped) {
	for _, r := range opml.Reasons(skipped) {
		names := make([]string, len(r.Names))
		for i, name := range r.Names {
			names[i] = clipped(shown(name))
		}
		more := ""
		if n := r.Count - len(names); n > 0 {
			more = fmt.Sprintf(" and %d more", n)
		}
		fmt.Fprintf(w, "readout: left out %s%s: %s\n", strings.Join(names, ", "), more, r.Words)
	}
}
