package digest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"readout/digest/extract"
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
	// farthestRetry is the longest that a failing source is left alone.
	farthestRetry = 6 * time.Hour
)

// Ingested counts what one beat of ingest came to.
type Ingested struct {
	Read, Failed int // sources
	storage.Saved
}

// Ingest reads every source that is due, side by side, and commits what each
// brings on its own: a source that fails delays no other. An error means that
// the store failed; what a source's trouble is stands in its State.
func (d *Desk) Ingest(ctx context.Context, now time.Time) (Ingested, error) {
	var total Ingested
	for {
		due, err := d.store.ClaimSources(ctx, now, sourceLease, 4*d.options.Workers)
		if err != nil {
			return total, fmt.Errorf("claim sources: %w", err)
		}
		if len(due) == 0 {
			return total, nil
		}
		each := make([]Ingested, len(due))
		group, ctx := errgroup.WithContext(ctx)
		group.SetLimit(d.options.Workers)
		for i, s := range due {
			group.Go(func() (err error) {
				each[i], err = d.readSource(ctx, s, now)
				return err
			})
		}
		err = group.Wait()
		for _, one := range each {
			total.add(one)
		}
		if err != nil {
			return total, err
		}
	}
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
	batch, err := d.fetch.Fetch(reading, s)
	if ctx.Err() != nil {
		// Being stopped is no fault of the source: it is due as it was.
		return Ingested{}, errors.Join(ctx.Err(), d.note(context.WithoutCancel(ctx), s, s.State))
	}
	if err != nil {
		state := d.failed(s, now, err)
		log.Warn("feed not read", slog.String("reason", state.Reason), slog.Time("next", state.Next))
		return Ingested{Failed: 1}, d.note(ctx, s, state)
	}
	state := d.readWell(s, now, batch)
	if batch.Unchanged {
		log.Info("feed read", slog.Bool("unchanged", true))
		return Ingested{Read: 1}, d.note(ctx, s, state)
	}
	reports, whole, err := d.unknown(reading, batch.Articles)
	if err != nil {
		return Ingested{}, fmt.Errorf("read source %s: %w", s.ID, err)
	}
	if !whole {
		// What was left must be offered again: without validators the feed
		// comes whole next time, and soon.
		state.ETag, state.Modified, state.Next = "", "", later(now, 0)
	}
	saved, err := d.store.SaveReports(ctx, storage.Intake{Reports: reports, Source: s.ID, State: state, Title: batch.Title})
	if err != nil {
		return Ingested{}, fmt.Errorf("save source %s: %w", s.ID, err)
	}
	if saved.Edited > 0 {
		d.paper.spoil()
	}
	log.Info("feed read", slog.Int("items", len(batch.Articles)), slog.Int("new", saved.New),
		slog.Int("edited", saved.Edited), slog.Any("skipped", batch.Skipped))
	return Ingested{Read: 1, Saved: saved}, nil
}

func (d *Desk) note(ctx context.Context, s news.Source, state news.Polling) error {
	if err := d.store.SavePolling(ctx, s.ID, state); err != nil {
		return fmt.Errorf("note source %s: %w", s.ID, err)
	}
	return nil
}

// unknown makes reports of the articles that the store does not have in just
// this state, in their order. It is not whole where time ran out.
func (d *Desk) unknown(ctx context.Context, articles []news.Article) (reports []news.Report, whole bool, err error) {
	ids := make([]news.ArticleID, len(articles))
	for i, a := range articles {
		ids[i] = a.ID
	}
	have, err := d.store.Fingerprints(context.WithoutCancel(ctx), ids)
	if err != nil {
		return nil, false, err
	}
	for _, a := range articles {
		if print, known := have[a.ID]; known && print == a.Fingerprint {
			continue
		}
		report, ok := d.report(ctx, a)
		if ctx.Err() != nil {
			return reports, false, nil
		}
		if !ok && have[a.ID] != "" {
			// An edit whose page cannot be had must not take away what is there.
			continue
		}
		reports = append(reports, report)
	}
	return reports, true, nil
}

// report reads an article, from its page where the feed gave too little. A
// page that cannot be had leaves the feed's own words, and is not ok.
func (d *Desk) report(ctx context.Context, a news.Article) (r news.Report, ok bool) {
	filled, err := d.fetch.Page(ctx, a)
	if err != nil {
		d.log.Info("page not read", slog.String("url", a.URL), slog.String("reason", err.Error()))
		return news.Report{Article: a, Facts: d.facts(a)}, false
	}
	return news.Report{Article: filled, Facts: d.facts(filled)}, true
}

// facts reads an article. One that breaks the extractor is kept without
// facts, so that it stops nothing else.
func (d *Desk) facts(a news.Article) (f news.Facts) {
	defer func() {
		if broken := recover(); broken != nil {
			d.log.Error("article not understood", slog.String("article", string(a.ID)), slog.String("url", a.URL), slog.Any("panic", broken))
			f = news.Facts{}
		}
	}()
	return extract.Facts(a)
}

// readWell is the state of a source after a reading of it that succeeded.
func (d *Desk) readWell(s news.Source, now time.Time, b news.Batch) news.Polling {
	next := news.Polling{URL: s.URL, Next: later(now, d.options.Every), Tried: now, Read: now, ETag: b.ETag, Modified: b.Modified}
	if b.Unchanged {
		next.ETag, next.Modified = s.State.ETag, s.State.Modified
	}
	return next
}

// failed doubles the wait with every failure in a row, within bounds, and
// keeps to a wait that the server asks for.
func (d *Desk) failed(s news.Source, now time.Time, err error) news.Polling {
	p := s.State
	p.URL = s.URL
	if p.Failures == 0 {
		p.FailingSince = now
	}
	wait := d.options.Every << min(p.Failures, 10)
	if wait > farthestRetry || wait <= 0 {
		wait = farthestRetry
	}
	var asks interface{ RetryAfter() time.Duration }
	if errors.As(err, &asks) {
		wait = max(wait, min(asks.RetryAfter(), 24*time.Hour))
	}
	p.Failures++
	p.Tried, p.Next, p.Reason = now, later(now, wait), err.Error()
	return p
}

// later is so long from now, but on the beat and never this very beat: a time
// a little after a beat would wait for the next.
func later(now time.Time, wait time.Duration) time.Time {
	return now.Add(max(wait, time.Minute)).Truncate(time.Minute)
}
