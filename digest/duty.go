package digest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"readout/digest/news"
)

const (
	// attended is how often it is noted that deliveries are looked after.
	attended = time.Minute
	// wentBack is how far a clock must have gone back for the readers' slots to
	// be planned anew: what was planned by a clock that was ahead would not
	// come for as long as it was.
	wentBack = time.Hour
	// believed is how long a clock that jumped is watched before it is
	// believed.
	believed = 10 * time.Minute
)

// attend notes that deliveries are looked after, and tells how they stand.
func (d *Desk) attend(ctx context.Context, now time.Time) (news.Duty, error) {
	duty, err := d.store.Duty(ctx)
	if err != nil {
		return duty, fmt.Errorf("read duty: %w", err)
	}
	ago := now.Sub(duty.Seen)
	if ago >= 0 && ago < attended {
		return duty, nil
	}
	if ago < -wentBack {
		d.log.Warn("the clock went back: digests are planned anew", slog.Time("from", duty.Seen), slog.Time("to", now))
		if err := d.planAnew(ctx, now); err != nil {
			return duty, err
		}
	}
	duty, err = d.store.UpdateDuty(ctx, func(d *news.Duty) error { d.Look(now); return nil })
	if err != nil {
		return duty, fmt.Errorf("note duty: %w", err)
	}
	return duty, nil
}

// errAsItIs ends a change that changes nothing.
var errAsItIs = errors.New("as it is")

// planAnew plans the next digest of every reader whose slot lies further ahead
// than that. A slot served already is found as a finished delivery and passed
// over.
func (d *Desk) planAnew(ctx context.Context, now time.Time) error {
	for s, err := range d.store.AllSubscribers(ctx) {
		if err != nil {
			return fmt.Errorf("read subscribers: %w", err)
		}
		_, err = d.store.UpdateSubscriber(ctx, s.Address, func(s *news.Subscriber) error {
			before := s.Due
			s.PlanIn(d.walls.of(s.Schedule), now)
			if before.IsZero() || s.Due.IsZero() || !s.Due.At.Before(before.At) {
				return errAsItIs
			}
			return nil
		})
		if err != nil && !errors.Is(err, errAsItIs) {
			return fmt.Errorf("plan %s anew: %w", s.Address, err)
		}
	}
	return nil
}

// clockWatch tells a clock that can be believed from one that was not set yet
// or has just jumped: by a clock that is years ahead, everybody would be due at
// once, and none for years after.
type clockWatch struct {
	log      *slog.Logger
	earliest time.Time
	// reach is how far a clock may jump and be believed: a machine sleeps for
	// hours, and after that much no digest is sent late any more.
	reach time.Duration

	wall, steady time.Time // at the last look
	since        time.Time // by the steady clock, when it jumped; zero if it did not
}

// sure reports whether the readers' clock can be believed, at a moment of this
// machine's own that goes on steadily.
func (w *clockWatch) sure(wall, steady time.Time) bool {
	if wall.Before(w.earliest) {
		if !w.wall.Before(w.earliest) || w.wall.IsZero() {
			w.log.Error("the clock of this machine was not set yet: digests wait", slog.Time("clock", wall))
		}
		// What it shows next was set, and is no jump.
		w.wall, w.steady = wall, time.Time{}
		return false
	}
	ahead := time.Duration(0)
	if !w.steady.IsZero() {
		ahead = wall.Round(0).Sub(w.wall.Round(0)) - steady.Sub(w.steady)
	}
	w.wall, w.steady = wall, steady
	switch {
	case ahead > w.reach:
		w.since = steady
		w.log.Error("the clock has jumped: digests wait ten minutes, unless it is set right", slog.Duration("by", ahead))
	case ahead < -w.reach, steady.Sub(w.since) >= believed:
		w.since = time.Time{}
	}
	return w.since.IsZero()
}
