package sqlite

import (
	"context"
	"errors"
	"time"

	"readout/storage"
)

// BeginUpdate is storage.Updates'.
func (s *Store) BeginUpdate(ctx context.Context, from string, id int64, now time.Time) (tries int, err error) {
	err = s.write(ctx, func(t *tx) error {
		// One that was handled already is not touched, and returns no row.
		n, err := one(ctx, t, asNumber, `INSERT INTO updates (account, id, tries, handled, noted) VALUES (?, ?, 1, 0, ?)
			ON CONFLICT (account, id) DO UPDATE SET tries = tries + 1, noted = excluded.noted WHERE handled = 0
			RETURNING tries`, from, id, millis(now))
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		tries = int(n)
		return err
	})
	if err != nil {
		return 0, named(err, "begin update %d of %s", id, from)
	}
	return tries, nil
}

// EndUpdate is storage.Updates'.
func (s *Store) EndUpdate(ctx context.Context, from string, id int64, now time.Time) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.do(ctx, `INSERT INTO updates (account, id, tries, handled, noted) VALUES (?, ?, 0, 1, ?)
			ON CONFLICT (account, id) DO UPDATE SET handled = 1, noted = excluded.noted`, from, id, millis(now))
		return err
	})
	return named(err, "end update %d of %s", id, from)
}

// PruneUpdates is storage.Updates'.
func (s *Store) PruneUpdates(ctx context.Context, t time.Time) (int, error) {
	gone, err := s.inSteps(ctx, `DELETE FROM updates WHERE (account, id) IN (SELECT account, id FROM updates WHERE noted < ? LIMIT ?)`, t)
	return gone, named(err, "prune updates")
}
