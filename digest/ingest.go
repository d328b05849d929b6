package digest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"readout/digest/news"
	"readout/storage"
)

const (
	// readingTime bounds one reading of one source, its pages included. What
	// was not reached by then is read at the next beat.
	readingTime = 4 * time.Minute
	// sourceLease outlasts a reading, so that no two processes read one
	// source at once.
	sourceLease = 6 * time.Minute
)

// Ingested counts what one beat of ingest came to.
type Ingested struct {
	Read, Failed int // sources
	storage.Saved
}

// Ingest reads every source that is due when it begins, side by side, and
// commits what each brings on its own: a source that fails or takes long
// delays no other, but by the worker that it keeps. An error means that the
// store failed for some of them; what a source's trouble is stands in its
// State.
func (d *Desk) Ingest(ctx context.Context, clock func() time.Time) (Ingested, error) {
	var (
		total Ingested
		errs  []error
		mu    sync.Mutex
		work  sync.WaitGroup
	)
	began := clock()
	free := make(chan struct{}, d.options.Workers)
	for {
		// A source is claimed when it can be read at once, so that no claim
		// runs out in a queue.
		free <- struct{}{}
		s, ok, err := d.claim(ctx, began, clock())
		if !ok {
			work.Wait()
			return total, errors.Join(append(errs, err)...)
		}
		work.Go(func() {
			defer func() { <-free }()
			one, err := d.readSafely(ctx, s, clock())
			d.options.Observer.FeedRead(one, err)
			mu.Lock()
			defer mu.Unlock()
			total.add(one)
			errs = append(errs, err)
		})
	}
}

// claim takes a source that was due when the beat began, so that a beat ends
// however long it takes. Its lease is counted from now.
func (d *Desk) claim(ctx context.Context, began, now time.Time) (s news.Source, ok bool, err error) {
	due, err := d.store.ClaimSources(ctx, began, now.Sub(began)+sourceLease, 1)
	if err != nil {
		return s, false, fmt.Errorf("claim sources: %w", err)
	}
	if len(due) == 0 {
		return s, false, nil
	}
	return due[0], true, nil
}

func (n *Ingested) add(m Ingested) {
	n.Read += m.Read
	n.Failed += m.Failed
	n.New += m.New
	n.Edited += m.Edited
	n.Known += m.Known
	n.Head = max(n.Head, m.Head)
}

// readSource reads one source and commits what it brought, or notes why it
// could not be read.
func (d *Desk) readSource(ctx context.Context, s news.Source, now time.Time) (Ingested, error) {
	reading, cancel := context.WithTimeout(ctx, readingTime)
	defer cancel()
	log := d.log.With(slog.String("source", string(s.ID)))
	batch, err := d.fetch.Fetch(reading, inFull(s, now))
	if ctx.Err() != nil {
		return Ingested{}, errors.Join(ctx.Err(), d.leave(ctx, s, now))
	}
	if err != nil {
		state := d.failed(s, now, err)
		log.Warn("feed not read", slog.String("reason", state.Reason), slog.Time("next", state.Next))
		return Ingested{Failed: 1}, d.note(ctx, s, state)
	}
	work := intake{desk: d, source: s, now: now, batch: batch, state: d.readWell(s, now, batch), log: log}
	if err := work.gather(reading); err != nil {
		return Ingested{}, fmt.Errorf("read source %s: %w", s.ID, err)
	}
	if ctx.Err() != nil {
		return Ingested{}, errors.Join(ctx.Err(), d.leave(ctx, s, now))
	}
	saved, err := work.commit(ctx)
	if err != nil {
		return Ingested{}, err
	}
	return Ingested{Read: 1, Saved: saved}, d.move(ctx, s, work.state)
}

// leave gives a source back undone. Being stopped is no fault of the source:
// it is due as it was. That it was tried is noted, as a reading that is begun
// again counts as one that broke off.
func (d *Desk) leave(ctx context.Context, s news.Source, now time.Time) error {
	state := s.State
	state.Tried = now
	return d.note(context.WithoutCancel(ctx), s, state)
}

func (d *Desk) note(ctx context.Context, s news.Source, state news.Polling) error {
	if err := d.store.SavePolling(ctx, s.ID, state); err != nil {
		return fmt.Errorf("note source %s: %w", s.ID, err)
	}
	return nil
}

// commit saves what was gathered with the state that it makes true.
func (w *intake) commit(ctx context.Context) (storage.Saved, error) {
	d, s := w.desk, w.source
	if w.batch.Unchanged && len(w.reports) == 0 {
		w.log.Info("feed read", slog.Bool("unchanged", true))
		return storage.Saved{}, d.note(ctx, s, w.state)
	}
	saved, err := d.store.SaveReports(ctx, storage.Intake{Reports: w.reports, Source: s.ID, State: w.state, Title: w.batch.Title})
	if err != nil {
		return saved, fmt.Errorf("save source %s: %w", s.ID, err)
	}
	if w.reading != 0 {
		w.end(ctx, countedReading, w.reading)
	}
	if saved.Edited+saved.Known > 0 {
		d.paper.spoil()
	}
	w.log.Info("feed read", slog.Int("items", len(w.batch.Articles)), slog.Int("new", saved.New),
		slog.Int("edited", saved.Edited), slog.Int("filed", w.filed), slog.Any("skipped", w.batch.Skipped))
	return saved, nil
}
