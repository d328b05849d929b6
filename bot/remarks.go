package bot

import (
	"context"
	"fmt"
	"slices"

	"readout/digest/news"
)

// remarks say of an article that it is parked or only filed, and what its
// source has changed.
func remarks(c call, a news.Article) []news.Text {
	var lines []news.Text
	if a.Parked != "" {
		lines = append(lines, say("*Parked*: %s. No facts are known of it.", a.Parked))
	}
	if a.Filed {
		lines = append(lines, say("Filed: look-ups find it, no digest announces it."))
	}
	if n := len(a.Former); n > 0 {
		lines = append(lines, changes(c, a, a.Former[n-1], n))
	}
	return lines
}

// changes tells the last change in full, and how many there were.
func changes(c call, a news.Article, f news.Former, n int) news.Text {
	words := say("*Changed at its source* %s", momentIn(f.Until.In(c.reader.Schedule.Location()), c.today()))
	if n > 1 {
		words = append(words, say(", for the *%s* time", nth(n))...)
	}
	if f.Title != a.Title {
		words = append(words, say("\nTitle before: %s", shorten(f.Title, 200))...)
	}
	for _, sentence := range f.Evidence {
		words = append(words, say("\nGone: %s", shorten(oneLine(sentence), 400))...)
	}
	return words
}

// nth is the ordinal of a small number.
func nth(n int) string {
	switch n {
	case 2:
		return "2nd"
	case 3:
		return "3rd"
	}
	return fmt.Sprintf("%dth", n)
}

// isGone reports whether the source has since taken a sentence away that a
// line rests on.
func (b *Bot) isGone(ctx context.Context, p news.Proof) bool {
	r, err := b.store.Report(ctx, p.Article)
	if err != nil || p.Sentence == "" {
		return false
	}
	return slices.ContainsFunc(r.Article.Former, func(f news.Former) bool {
		return slices.ContainsFunc(f.Evidence, func(s string) bool { return oneLine(s) == p.Sentence })
	})
}

// parked are the newest of the latest articles that were parked, the newest
// first.
func (b *Bot) parked(ctx context.Context) ([]news.Report, error) {
	head, err := b.store.Head(ctx)
	if err != nil {
		return nil, fmt.Errorf("head: %w", err)
	}
	var all []news.Report
	for r, err := range b.store.AllReports(ctx, head-mostLookedAt) {
		if err != nil {
			return nil, fmt.Errorf("reports: %w", err)
		}
		if r.Article.Parked != "" {
			all = append(all, r)
			all = all[max(0, len(all)-1-mostOffered):]
		}
	}
	slices.Reverse(all)
	return all, nil
}
