package digest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// probed is how many of the feeds that a page names are read.
const probed = 4

// Probe is what a feed would give if it were read now.
type Probe struct {
	// Source has an address, a title, and an id made of the address.
	Source news.Source
	// Batch is what came; of its articles, the oldest is the first.
	Batch news.Batch
	// Trouble is why nothing came, in words for an admin; "" if it did.
	Trouble string
	// Advice is what can be done about that; "" where nobody knows.
	Advice string
}

// Probe reads the feed at an address, or those that a page there names, and
// keeps nothing. An error is in words for an admin, or the context's. The
// address of a file is read as it is: whoever takes addresses from people
// must keep those out.
func (d *Desk) Probe(ctx context.Context, address string) ([]Probe, error) {
	sources := []news.Source{{URL: address}}
	if !strings.HasPrefix(address, "file:") {
		var err error
		if sources, err = d.fetch.Discover(ctx, address); err != nil {
			return nil, err
		}
	}
	if len(sources) == 0 {
		return nil, errors.New("no feed found there")
	}
	var all []Probe
	for _, s := range sources[:min(len(sources), probed)] {
		all = append(all, d.probe(ctx, s))
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return all, nil
}

func (d *Desk) probe(ctx context.Context, s news.Source) Probe {
	s.ID, s.State = news.SourceIDOf(s.URL), news.Polling{}
	batch, err := d.fetch.Fetch(ctx, s)
	s.Title = cmp.Or(s.Title, batch.Title)
	p := Probe{Source: s, Batch: batch}
	if err != nil {
		p.Trouble, p.Advice = err.Error(), AdviceOn(err)
	}
	return p
}

// UnreadableError is the error of an article that could not be had; it is in words
// for people.
type UnreadableError struct{ Reason string }

func (u UnreadableError) Error() string { return u.Reason }

// ReadArticle reads one article at once from the address of its page, and
// keeps it with its facts. One that was read by hand before is replaced. The
// error is an UnreadableError where the page is to blame, and else the store's or
// the context's.
func (d *Desk) ReadArticle(ctx context.Context, address string, now time.Time) (news.Report, error) {
	a, err := d.fetch.Read(ctx, address)
	if ctx.Err() != nil {
		return news.Report{}, ctx.Err()
	}
	if err != nil {
		return news.Report{}, UnreadableError{Reason: err.Error()}
	}
	a = seenAt(a, now)
	saved, err := d.store.SaveReports(ctx, storage.Intake{Reports: []news.Report{d.understand(a)}})
	if err != nil {
		return news.Report{}, fmt.Errorf("save article %s: %w", a.ID, err)
	}
	if saved.Edited > 0 {
		d.paper.spoil()
	}
	r, err := d.store.Report(ctx, a.ID)
	if err != nil {
		return r, fmt.Errorf("article %s: %w", a.ID, err)
	}
	return r, nil
}

// seenAt dates an article by the desk's own clock. One whose page told no date
// was published when it was seen.
func seenAt(a news.Article, now time.Time) news.Article {
	if a.Published.Equal(a.Seen) || a.Published.After(now) {
		a.Published = now
	}
	a.Seen = now
	return a
}
