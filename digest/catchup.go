package digest

import (
	"context"
	"time"

	"readout/digest/news"
)

const (
	// readFirst is for how long after an outage a digest that it made late waits
	// for what happened meanwhile to be read. A round of some hundred feeds takes
	// half a minute.
	readFirst = 3 * time.Minute
	// lookAgain is how often it looks whether that is done.
	lookAgain = 10 * time.Second
)

// readRound reads the feeds that are due, and notes that it did.
func (d *Desk) readRound(ctx context.Context, clock func() time.Time) error {
	began := clock()
	_, err := d.Ingest(ctx, clock)
	if ctx.Err() == nil {
		d.read.Store(began.Unix())
	}
	return err
}

// catchesUp reports whether a digest due at a moment waits until feeds have been
// read: it is late by an outage longer than a feed's turn, which has just ended,
// and would hold nothing of what happened meanwhile. One due since the outage is
// on time, and waits for no feed.
func (r *round) catchesUp(duty news.Duty, due, now time.Time) bool {
	down := duty.Down()
	if !r.reads || down.Until.Sub(down.From) < r.desk.options.Every || !due.Before(down.Until) {
		return false
	}
	since := now.Sub(down.Until)
	// Reading begins a little before deliveries are looked after.
	read := r.desk.read.Load() >= down.Until.Add(-attended).Unix()
	return since >= 0 && since < readFirst && !read
}
