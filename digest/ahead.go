package digest

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"readout/digest/news"
)

// askAnew makes the sources due that were asked by a clock which was ahead:
// they would not be read for as long as it was.
func (d *Desk) askAnew(ctx context.Context, now time.Time) error {
	var ahead []news.Source
	for s, err := range d.store.AllSources(ctx) {
		if err != nil {
			return fmt.Errorf("read sources: %w", err)
		}
		if s.State.Tried.Sub(now) > wentBack {
			ahead = append(ahead, s)
		}
	}
	if len(ahead) > 0 {
		d.log.Warn("the clock went back: feeds are asked anew", slog.Int("feeds", len(ahead)), slog.Time("to", now))
	}
	for _, s := range ahead {
		if err := d.store.SavePolling(ctx, s.ID, until(s.State, now)); err != nil {
			return fmt.Errorf("ask %s anew: %w", s.ID, err)
		}
	}
	return nil
}

// until is a state in which nothing lies ahead of a moment.
func until(p news.Polling, now time.Time) news.Polling {
	for _, t := range []*time.Time{&p.Next, &p.Tried, &p.Read, &p.FailingSince, &p.Full, &p.MovedSince, &p.LastNew, &p.StaleSince} {
		if t.After(now) {
			*t = now
		}
	}
	return p
}
