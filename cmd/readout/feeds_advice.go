package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"readout/digest/feed"
	"readout/digest/news"
)

// slowFeed is from how long on a reading is worth a remark.
const slowFeed = 10 * time.Second

// adviceOn says what can be done about a feed that could not be read. Where a
// page was named, it lists the feeds behind it.
func adviceOn(ctx context.Context, r *feed.Reader, name string, err error) []string {
	var fault *feed.Error
	if !errors.As(err, &fault) {
		return nil
	}
	if isWeb(name) && fault.Status == 0 && fault.Cause == nil && !fault.Passing {
		if found, err := r.Discover(ctx, name); err == nil && len(found) > 0 {
			return feedsBehind(found)
		}
	}
	return []string{fault.Advice()}
}

func isWeb(name string) bool {
	return strings.HasPrefix(name, "https://") || strings.HasPrefix(name, "http://")
}

// feedsNamed is how many of the feeds behind a page are listed.
const feedsNamed = 5

func feedsBehind(found []news.Source) []string {
	var lines []string
	for _, s := range found[:min(len(found), feedsNamed)] {
		lines = append(lines, "its feed: "+strings.TrimSpace(s.URL+" "+clipped(s.Title)))
	}
	return lines
}

// remarksOn say of a feed that was read what is odd about it, and what that
// comes to.
func remarksOn(name string, b news.Batch, now time.Time) []string {
	var lines []string
	for _, reason := range slices.Sorted(maps.Keys(b.Skipped)) {
		lines = append(lines, fmt.Sprintf("%d left out: %s", b.Skipped[reason], reason))
	}
	if len(b.Articles) == 0 {
		return append(lines, "it holds nothing at present: look whether it is still written to")
	}
	if b.Moved != "" {
		lines = append(lines, "it has moved for good: name "+b.Moved)
	}
	if lang := b.Language; lang != "" && !strings.HasPrefix(strings.ToLower(lang), "en") {
		lines = append(lines, "it says that it is not in English ("+lang+"): other languages are kept as headlines")
	}
	if n := shortOf(b.Articles); n > 0 && isWeb(name) {
		lines = append(lines, fmt.Sprintf("%d with little text: their pages are read as well", n))
	}
	if b.Took >= slowFeed {
		lines = append(lines, fmt.Sprintf("it takes %s to answer", b.Took.Round(time.Second)))
	}
	if newest := b.Articles[len(b.Articles)-1].Published; now.Sub(newest) > 30*24*time.Hour {
		lines = append(lines, "nothing new since "+newest.Format("2 January 2006")+": look whether it is still written to")
	}
	return lines
}

func shortOf(articles []news.Article) (n int) {
	for _, a := range articles {
		if a.IsShort() && a.URL != "" {
			n++
		}
	}
	return n
}
