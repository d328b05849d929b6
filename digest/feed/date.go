package feed

import (
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
)

// rareDates are layouts that the parser of feeds does not know.
var rareDates = [...]string{
	"Mon, 2 Jan 06 15:04 MST",
	"Mon, 2 Jan 06 15:04:05 MST",
	"2 Jan 06 15:04 MST",
	"2 January 2006 15:04",
	"2 January 2006",
	"January 2, 2006",
	"02.01.2006 15:04",
	"02.01.2006",
}

// dateOf is when an item says that it was published, else last changed; zero
// where it does not say so legibly.
func dateOf(i *gofeed.Item) time.Time {
	switch {
	case i.PublishedParsed != nil:
		return i.PublishedParsed.UTC()
	case i.UpdatedParsed != nil:
		return i.UpdatedParsed.UTC()
	}
	for _, s := range []string{i.Published, i.Updated} {
		if t := rareDate(strings.TrimSpace(clip(s, 100))); !t.IsZero() {
			return t.UTC()
		}
	}
	return time.Time{}
}

func rareDate(s string) time.Time {
	for _, layout := range rareDates {
		if t, err := time.Parse(layout, s); err == nil {
			return t
		}
	}
	// Seconds since 1970, of this century's order.
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && len(s) == 10 {
		return time.Unix(n, 0)
	}
	return time.Time{}
}

// sane keeps a date from 1990 on and not more than a day ahead of now; any
// other is no date.
func sane(t, now time.Time) time.Time {
	if t.Year() < 1990 || t.After(now.Add(24*time.Hour)) {
		return time.Time{}
	}
	return t
}
