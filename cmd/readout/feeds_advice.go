package main

import (
	"context"
	"errors"
	"strings"

	"readout/digest"
	"readout/digest/feed"
	"readout/digest/news"
)

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
	return []string{digest.AdviceOn(fault)}
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
