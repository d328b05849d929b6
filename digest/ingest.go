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
		return Ingested{}, ctx.Err()
	}
	if err != nil {
		state := d.failed(s.State, now, err)
		log.Warn("feed not read", slog.String("reason", state.Reason), slog.Time("next", state.Next))
		return Ingested{Failed: 1}, d.note(ctx, s, state)
	}
	state := d.readWell(s.State, now, batch)
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
		state.ETag, state.Modified, state.Next = "", "", now.Add(time.Minute)
	}
	saved, err := d.store.SaveReports(ctx, storage.Intake{Reports: reports, Source: s.ID, State: state, Title: batch.Title})
	if err != nil {
		return Ingested{}, fmt.Errorf("save source %s: %w", s.ID, err)
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
		if ctx.Err() != nil {
			return reports, false, nil
		}
		reports = append(reports, d.report(ctx, a))
	}
	return reports, true, nil
}

// report reads an article, from its page where the feed gave too little. A
// page that cannot be had leaves the feed's own words.
func (d *Desk) report(ctx context.Context, a news.Article) news.Report {
	filled, err := d.fetch.Page(ctx, a)
	if err != nil {
		d.log.Info("page not read", slog.String("url", a.URL), slog.String("reason", err.Error()))
		filled = a
	}
	return news.Report{Article: filled, Facts: d.facts(filled)}
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

// Read takes in one article by hand, as if a feed had brought it.
func (d *Desk) Read(ctx context.Context, a news.Article) (news.Report, error) {
	report := d.report(ctx, a)
	if _, err := d.store.SaveReports(ctx, storage.Intake{Reports: []news.Report{report}}); err != nil {
		return news.Report{}, fmt.Errorf("save article %s: %w", a.ID, err)
	}
	return d.store.Report(ctx, a.ID)
}

func (d *Desk) readWell(p news.Polling, now time.Time, b news.Batch) news.Polling {
	next := news.Polling{Next: onTheMinute(now.Add(d.options.Every)), Tried: now, Read: now, ETag: b.ETag, Modified: b.Modified}
	if b.Unchanged {
		next.ETag, next.Modified = p.ETag, p.Modified
	}
	return next
}

// failed doubles the wait with every failure in a row, within bounds, and
// keeps to a wait that the server asks for.
func (d *Desk) failed(p news.Polling, now time.Time, err error) news.Polling {
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
	p.Tried, p.Next, p.Reason = now, onTheMinute(now.Add(wait)), err.Error()
	return p
}

// onTheMinute keeps the times of reading on the beat: without it each would
// fall a little after one and wait for the next.
func onTheMinute(t time.Time) time.Time { return t.Truncate(time.Minute) }
