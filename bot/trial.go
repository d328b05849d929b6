package bot

import (
	"context"
	"fmt"
	"time"

	"readout/digest"
	"readout/digest/news"
)

const (
	// trialReach is how far back a dry run of a topic looks.
	trialReach = 14 * 24 * time.Hour
	// mostTried is how many articles it looks at.
	mostTried = 20000
	// trialShown is how many headlines it shows.
	trialShown = 5
)

// trial is what a topic would have taken of late.
type trial struct {
	tried, taken                 int
	meetings, statements, visits int
	// newest are the last ones taken, the newest first.
	newest []news.Report
}

// try runs topics over the articles of late, and changes nothing.
func (b *Bot) try(ctx context.Context, now time.Time, topics ...news.Topic) ([]trial, error) {
	after, err := b.store.SeqBefore(ctx, now.Add(-trialReach))
	if err != nil {
		return nil, fmt.Errorf("a fortnight ago: %w", err)
	}
	head, err := b.store.Head(ctx)
	if err != nil {
		return nil, fmt.Errorf("head: %w", err)
	}
	trials := make([]trial, len(topics))
	for r, err := range b.store.AllReports(ctx, max(after, head-mostTried)) {
		if err != nil {
			return nil, fmt.Errorf("reports: %w", err)
		}
		for i, t := range topics {
			trials[i].tried++
			if digest.Matches(t, r) {
				trials[i].take(r)
			}
		}
	}
	return trials, nil
}

func (t *trial) take(r news.Report) {
	t.taken++
	t.meetings += len(r.Facts.Meetings)
	t.statements += len(r.Facts.Statements)
	t.visits += len(r.Facts.Visits)
	t.newest = append([]news.Report{r}, t.newest[:min(len(t.newest), trialShown-1)]...)
}

// text is a trial in a line.
func (t trial) text() news.Text {
	return say("*%s* of %s of the last 14 days: *%s*, *%s*, *%s*", fmt.Sprint(t.taken), count(t.tried, "article"),
		count(t.meetings, "meeting"), count(t.statements, "statement"), count(t.visits, "visit"))
}

// headlines are the newest articles that a trial took, a line each.
func (t trial) headlines(c call) []news.Text {
	var lines []news.Text
	for _, r := range t.newest {
		lines = append(lines, append(say("· "), articleLine(c, r)...))
	}
	return lines
}
