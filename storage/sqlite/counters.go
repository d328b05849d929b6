package sqlite

import (
	"context"
	"errors"

	"readout/storage"
)

const (
	seqCounter   = "seq"
	fenceCounter = "fence"
)

// counter is 0 before it was first set.
func counter(ctx context.Context, c conn, name string) (int64, error) {
	n, err := one(ctx, c, asNumber, `SELECT value FROM counters WHERE name = ?`, name)
	if errors.Is(err, storage.ErrNotFound) {
		return 0, nil
	}
	return n, err
}

// count adds to a counter.
func (t *tx) count(ctx context.Context, name string, by int64) error {
	if by == 0 {
		return nil
	}
	_, err := t.do(ctx, `INSERT INTO counters (name, value) VALUES (?1, ?2)
		ON CONFLICT (name) DO UPDATE SET value = value + ?2`, name, by)
	return err
}
