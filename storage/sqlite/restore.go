package sqlite

import (
	"context"
	"errors"
	"fmt"

	"readout/digest/news"
	"readout/storage"
)

var errSeqTaken = errors.New("its sequence is 0, or another report's")

// RestoreReports is storage.Restores'.
func (s *Store) RestoreReports(ctx context.Context, reports []news.Report) error {
	at := "restore reports"
	err := s.write(ctx, func(t *tx) error {
		for _, r := range reports {
			at = "restore report " + string(r.Article.ID)
			if err := t.restoreReport(ctx, r); err != nil {
				return err
			}
		}
		at = "restore reports"
		_, err := t.do(ctx, `INSERT OR REPLACE INTO counters (name, value) SELECT ?, max(seq) FROM reports HAVING max(seq) > 0`, seqCounter)
		return err
	})
	return named(err, "%s", at)
}

func (t *tx) restoreReport(ctx context.Context, r news.Report) error {
	if r.Article.ID == "" || r.Article.Seq <= 0 {
		return errSeqTaken
	}
	old, err := all(ctx, t, readReport, selectReport+`WHERE id = ? OR seq = ?`, r.Article.ID, r.Article.Seq)
	if err != nil {
		return err
	}
	for _, o := range old {
		if o.Article.ID != r.Article.ID {
			return fmt.Errorf("%w (%s)", errSeqTaken, o.Article.ID)
		}
		if err := t.dropReport(ctx, o); err != nil {
			return err
		}
	}
	return t.insertReport(ctx, r)
}

// RestoreSubscribers is storage.Restores'.
func (s *Store) RestoreSubscribers(ctx context.Context, subscribers []news.Subscriber) error {
	return restore(ctx, s, "subscriber", subscribers, func(t *tx, sub news.Subscriber) error {
		value, err := encode(sub)
		if err != nil {
			return err
		}
		// The version grows, so that whoever read what was there notices.
		_, err = t.do(ctx, `INSERT INTO subscribers (chat, thread, version, due, held, fence, subscriber) VALUES (?, ?, 1, ?, ?, 0, ?)
			ON CONFLICT DO UPDATE SET version = version + 1, due = excluded.due, held = excluded.held, fence = 0, owner = '',
				subscriber = excluded.subscriber`,
			sub.Address.Chat, sub.Address.Thread, maybe(sub.Due.At), free, value)
		return err
	})
}

// RestoreDeliveries is storage.Restores'.
func (s *Store) RestoreDeliveries(ctx context.Context, deliveries []news.Delivery) error {
	return restore(ctx, s, "delivery", deliveries, func(t *tx, d news.Delivery) error { return t.putDelivery(ctx, d) })
}

// RestoreEditions is storage.Restores'.
func (s *Store) RestoreEditions(ctx context.Context, editions []news.Edition) error {
	return restore(ctx, s, "edition", editions, func(t *tx, e news.Edition) error {
		if _, err := t.do(ctx, `DELETE FROM editions WHERE id = ?`, e.ID); err != nil {
			return err
		}
		return t.putEdition(ctx, e)
	})
}

// RestoreShown is storage.Restores'.
func (s *Store) RestoreShown(ctx context.Context, shown []storage.Shown) error {
	return restore(ctx, s, "what was shown", shown, func(t *tx, sh storage.Shown) error { return t.markShown(ctx, sh) })
}

// restore puts things back as one act; the number of the one that failed
// stands in the error, from 1.
func restore[T any](ctx context.Context, s *Store, noun string, all []T, put func(*tx, T) error) error {
	n := 0
	err := s.write(ctx, func(t *tx) error {
		for i, x := range all {
			n = i + 1
			if err := put(t, x); err != nil {
				return err
			}
		}
		return nil
	})
	return named(err, "restore %s %d of %d", noun, n, len(all))
}
