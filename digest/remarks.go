package digest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"readout/digest/news"
)

const (
	// slowFeed is from how long on a reading is worth a remark, staleFeed from
	// how long on silence is.
	slowFeed  = 10 * time.Second
	staleFeed = 30 * day
)

// AdviceOn is what whoever runs the bot can do about an error of a Fetcher, in
// a sentence without a full stop; "" where the error does not say.
func AdviceOn(err error) string {
	var may interface{ Advice() string }
	if errors.As(err, &may) {
		return may.Advice()
	}
	return ""
}

// RemarksOn say of a feed that was read from an address what is odd about it,
// and what that comes to. They are in words for whoever runs the bot.
func RemarksOn(address string, b news.Batch, now time.Time) []string {
	var lines []string
	for _, reason := range slices.Sorted(maps.Keys(b.Skipped)) {
		lines = append(lines, fmt.Sprintf("%d left out: %s", b.Skipped[reason], reason))
	}
	if len(b.Articles) == 0 {
		return append(lines, "it holds nothing at present: look whether it is still written to")
	}
	if b.Title == "" {
		lines = append(lines, "it has no title: its articles go under the name that their pages tell, or their host")
	}
	if n := undated(b.Articles); n > 0 {
		lines = append(lines, fmt.Sprintf("%d without a date: their pages may tell it, else it is when they are first seen", n))
	}
	if b.Moved != "" {
		lines = append(lines, "it has moved for good: name "+b.Moved)
	}
	if lang := b.Language; lang != "" && !strings.HasPrefix(strings.ToLower(lang), "en") {
		lines = append(lines, "it says that it is not in English ("+lang+"): other languages are kept as headlines")
	}
	if n := shortOf(b.Articles); n > 0 && isWeb(address) {
		lines = append(lines, fmt.Sprintf("%d with little text: their pages are read as well", n))
	}
	if b.Took >= slowFeed {
		lines = append(lines, fmt.Sprintf("it takes %s to answer", b.Took.Round(time.Second)))
	}
	if newest := b.Articles[len(b.Articles)-1].Published; now.Sub(newest) > staleFeed {
		lines = append(lines, "nothing new since "+newest.Format("2 January 2006")+": look whether it is still written to")
	}
	return lines
}

func isWeb(address string) bool {
	return strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://")
}

func shortOf(articles []news.Article) (n int) {
	for _, a := range articles {
		if a.IsShort() && a.URL != "" {
			n++
		}
	}
	return n
}

func undated(articles []news.Article) (n int) {
	for _, a := range articles {
		if !a.IsDated() {
			n++
		}
	}
	return n
}
