package digest

import (
	"context"
	"fmt"
	"sync"
	"time"

	"readout/digest/compose"
	"readout/digest/news"
	"readout/storage"
)

// fresh is how long gathered stories serve while no report comes in: an alias
// or an edit made by another process shows after that.
const fresh = time.Minute

// paper is the look-back gathered into stories, kept because a morning's
// readers share it. It is gathered once at a time, however many ask.
type paper struct {
	lookback time.Duration

	mu       sync.Mutex
	gathered time.Time
	head     int64
	sheets   []compose.Story
}

// stories are those of the look-back up to the head of this moment.
func (p *paper) stories(ctx context.Context, store storage.Store, now time.Time) (int64, []compose.Story, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	head, err := store.Head(ctx)
	if err != nil {
		return 0, nil, fmt.Errorf("read head: %w", err)
	}
	if age := now.Sub(p.gathered); head == p.head && age >= 0 && age < fresh {
		return head, p.sheets, nil
	}
	sheets, err := gather(ctx, store, now.Add(-p.lookback), head)
	if err != nil {
		return 0, nil, err
	}
	p.head, p.gathered, p.sheets = head, now, sheets
	return head, sheets, nil
}

// spoil makes the next reader wait for stories gathered anew.
func (p *paper) spoil() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.gathered = time.Time{}
}

// gather reads the reports first seen since a moment, up to a sequence.
func gather(ctx context.Context, store storage.Store, since time.Time, head int64) ([]compose.Story, error) {
	first, err := store.SeqBefore(ctx, since)
	if err != nil {
		return nil, fmt.Errorf("read look-back: %w", err)
	}
	var reports []news.Report
	for r, err := range store.AllReports(ctx, first) {
		if err != nil {
			return nil, fmt.Errorf("read reports: %w", err)
		}
		if r.Article.Seq > head {
			break
		}
		reports = append(reports, r)
	}
	aliases, err := collect(store.AllAliases(ctx))
	if err != nil {
		return nil, fmt.Errorf("read aliases: %w", err)
	}
	return compose.Stories(reports, aliases), nil
}
