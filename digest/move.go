package digest

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"readout/digest/news"
)

// movedEnough is how long redirects must lead to one address for good, before
// it is taken for the source's own.
const movedEnough = 3 * day

// move takes an address for the source's own that it has led to for long; where
// another source is read there, the two become one. A source that has been
// changed meanwhile is left as it is.
func (d *Desk) move(ctx context.Context, s news.Source, p news.Polling) error {
	if p.Moved == "" || p.Read.Sub(p.MovedSince) < movedEnough {
		return nil
	}
	all, err := collect(d.store.AllSources(ctx))
	if err != nil {
		return fmt.Errorf("move source %s: %w", s.ID, err)
	}
	at := slices.IndexFunc(all, func(o news.Source) bool { return o.ID == s.ID })
	if at < 0 || all[at].URL != s.URL || all[at].Paused {
		return nil
	}
	s = all[at]
	if twin, is := twinOf(s, p.Moved, all); is {
		return d.merge(ctx, s, twin, p.Read)
	}
	d.log.Warn("feed moved for good", slog.String("source", string(s.ID)), slog.String("from", s.URL), slog.String("to", p.Moved))
	p.MovedFrom, p.MovedAt = s.URL, p.Read
	s.URL, p.URL = p.Moved, p.Moved
	p.Moved, p.MovedSince = "", time.Time{}
	if err := d.store.SaveSource(ctx, s); err != nil {
		return err
	}
	if err := d.note(ctx, s, p); err != nil {
		return err
	}
	return d.meet(ctx, s, p.Read)
}

// twinOf is another source that is read at an address.
func twinOf(s news.Source, address string, all []news.Source) (news.Source, bool) {
	at := slices.IndexFunc(all, func(o news.Source) bool { return o.ID != s.ID && !o.Paused && news.SameAddress(o.URL, address) })
	if at < 0 {
		return news.Source{}, false
	}
	return all[at], true
}

// meet merges a source that has just taken an address with one that took it in
// the same moment. Whichever of the two sees the other, or if both do, the one
// with the smaller id stays.
func (d *Desk) meet(ctx context.Context, s news.Source, now time.Time) error {
	all, err := collect(d.store.AllSources(ctx))
	if err != nil {
		return fmt.Errorf("move source %s: %w", s.ID, err)
	}
	twin, is := twinOf(s, s.URL, all)
	if !is {
		return nil
	}
	if s.ID < twin.ID {
		s, twin = twin, s
	}
	return d.merge(ctx, s, twin, now)
}

// merge has one source read in the place of another that leads to the same
// address. Topics that name the other one name both from now on, so that none
// loses what was read, or what comes. The other stays, to be seen, and is not
// read any more; it goes last, as a merge that broke off is begun again.
func (d *Desk) merge(ctx context.Context, gone, stays news.Source, now time.Time) error {
	d.log.Warn("feeds are one", slog.String("source", string(gone.ID)), slog.String("read as", string(stays.ID)), slog.String("at", stays.URL))
	topics, err := collect(d.store.AllTopics(ctx))
	if err != nil {
		return fmt.Errorf("merge source %s: %w", gone.ID, err)
	}
	for _, t := range topics {
		if !slices.Contains(t.Sources, gone.ID) || slices.Contains(t.Sources, stays.ID) {
			continue
		}
		t.Sources = append(slices.Clone(t.Sources), stays.ID)
		if err := d.store.SaveTopic(ctx, t); err != nil {
			return fmt.Errorf("merge source %s: %w", gone.ID, err)
		}
	}
	for _, f := range gone.Folders {
		if !slices.Contains(stays.Folders, f) {
			stays.Folders = append(slices.Clone(stays.Folders), f)
		}
	}
	gone.Paused, gone.PausedSince, gone.ReadAs = true, now, stays.ID
	for _, s := range []news.Source{stays, gone} {
		if err := d.store.SaveSource(ctx, s); err != nil {
			return fmt.Errorf("merge source %s: %w", gone.ID, err)
		}
	}
	return nil
}
