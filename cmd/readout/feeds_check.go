package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"readout/configs"
	"readout/digest"
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
	meter := newMeter(sys.err, "feeds read", len(c.Feed))
	defer meter.finish()
	var trouble error
	for _, name := range c.Feed {
		got, remarks := check(ctx, reader, name, sys.clock())
		if err := ctx.Err(); err != nil {
			return err
		}
		if got.Error != "" {
			trouble = errSilent
		}
		meter.clear()
		if c.Format == "json" {
			writeJSON(sys.out, got)
		} else {
			writeFeed(sys.out, got, remarks)
		}
		meter.step()
	}
	return trouble
}

// check reads a feed. What it remarks is in words for people: what is odd, and
// what can be done about it.
func check(ctx context.Context, r *feed.Reader, name string, now time.Time) (got checkedFeed, remarks []string) {
	got = checkedFeed{Feed: name, Items: []checkedItem{}}
	batch, err := r.Fetch(ctx, news.Source{ID: "check", URL: name})
	if err != nil {
		got.Error = err.Error()
		return got, adviceOn(ctx, r, name, err)
	}
	got.Title = batch.Title
	for _, a := range batch.Articles {
		got.Items = append(got.Items, checkedItem{a.ID, a.Title, a.URL, a.Published.UTC(), len(a.Text)})
	}
	return got, digest.RemarksOn(name, batch, now)
}

func writeFeed(w io.Writer, f checkedFeed, remarks []string) {
	if f.Error != "" {
		fmt.Fprintf(w, "%s: %s\n", shown(f.Feed), shown(f.Error))
	} else {
		fmt.Fprintf(w, "%s: %s, %d items\n", shown(f.Feed), cmp.Or(clipped(shown(f.Title)), "no title"), len(f.Items))
	}
	for _, i := range f.Items {
		fmt.Fprintf(w, "  %s  %6d bytes  %s\n", i.Published.Format("2006-01-02 15:04"), i.TextBytes, clipped(shown(i.Title)))
	}
	for _, words := range remarks {
		fmt.Fprintf(w, "  %s\n", shown(words))
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
