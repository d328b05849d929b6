package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"readout/configs"
	"readout/digest/feed"
	"readout/digest/news"
)

// feedsCheckCommand reads feeds as the desk would, and keeps nothing.
type feedsCheckCommand struct {
	Feed   []string `arg:"" name:"feed" help:"Files or addresses of feeds."`
	Format string   `enum:"text,json" default:"text" help:"text for people, json for programs (an object a feed)."`
}

// checkedFeed is the contract of --format json.
type checkedFeed struct {
	Feed  string        `json:"feed"`
	Title string        `json:"title"`
	Items []checkedItem `json:"items"`
	Error string        `json:"error"`
}

type checkedItem struct {
	ID        news.ArticleID `json:"id"`
	Title     string         `json:"title"`
	URL       string         `json:"url"`
	Published time.Time      `json:"published"`
	TextBytes int            `json:"text_bytes"`
}

func (c feedsCheckCommand) Run(ctx context.Context, sys system) error {
	reader := newReader(configs.Config{AllowHosts: allowed(sys.env)}, sys.clock)
	var trouble error
	for _, name := range c.Feed {
		got, skipped := check(ctx, reader, name)
		if got.Error != "" {
			trouble = errSilent
		}
		if c.Format == "json" {
			writeJSON(sys.out, got)
		} else {
			writeFeed(sys.out, got, skipped)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return trouble
}

func check(ctx context.Context, r *feed.Reader, name string) (got checkedFeed, skipped map[string]int) {
	got = checkedFeed{Feed: name, Items: []checkedItem{}}
	batch, err := r.Fetch(ctx, news.Source{ID: "check", URL: name})
	if err != nil {
		got.Error = err.Error()
		return got, nil
	}
	got.Title = batch.Title
	for _, a := range batch.Articles {
		got.Items = append(got.Items, checkedItem{a.ID, a.Title, a.URL, a.Published.UTC(), len(a.Text)})
	}
	return got, batch.Skipped
}

func writeFeed(w io.Writer, f checkedFeed, skipped map[string]int) {
	if f.Error != "" {
		fmt.Fprintf(w, "%s: %s\n", shown(f.Feed), shown(f.Error))
		return
	}
	fmt.Fprintf(w, "%s: %s, %d items\n", shown(f.Feed), clipped(shown(f.Title)), len(f.Items))
	for _, i := range f.Items {
		fmt.Fprintf(w, "  %s  %6d bytes  %s\n", i.Published.Format("2006-01-02 15:04"), i.TextBytes, clipped(shown(i.Title)))
	}
	for _, reason := range slices.Sorted(maps.Keys(skipped)) {
		fmt.Fprintf(w, "  %d left out: %s\n", skipped[reason], reason)
	}
}

// longestTitle is how many characters of a title are shown to people.
const longestTitle = 120

// clipped is a title that leaves its line to be read.
func clipped(title string) string {
	if runes := []rune(title); len(runes) > longestTitle {
		return strings.TrimSpace(string(runes[:longestTitle-1])) + "…"
	}
	return title
}
