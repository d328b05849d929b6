package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"readout/storage"
)

func readLease(rows *sql.Rows) (storage.Lease, error) {
	var l storage.Lease
	var until int64
	err := rows.Scan(&l.Name, &l.Owner, &l.Fence, &until)
	if until != free {
		l.Until = instant(until)
	}
	return l, err
}

func leaseOf(ctx context.Context, c conn, name string) (storage.Lease, error) {
	return one(ctx, c, readLease, `SELECT name, owner, fence, until FROM leases WHERE name = ?`, name)
}

// mustLead answers ErrLost where the lease that a context is under was given to
// another owner.
func (t *tx) mustLead(ctx context.Context) error {
	mine, is := storage.UnderLease(ctx)
	if !is {
		return nil
	}
	last, err := leaseOf(ctx, t, mine.Name)
	if err == nil && last.Fence > mine.Fence {
		return storage.ErrLost
	}
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	return err
}

// Now is storage.Leases'.
func (s *Store) Now(ctx context.Context) (time.Time, error) {
	if s.closed.Load() {
		return time.Time{}, storage.ErrClosed
	}
	return time.Now().UTC(), ctx.Err() //nolint:forbidigo // A file has no clock but its machine's.
}

// TakeLease is storage.Leases'.
func (s *Store) TakeLease(ctx context.Context, name, owner string, now time.Time, length time.Duration) (storage.Lease, error) {
	var taken storage.Lease
	err := s.write(ctx, func(t *tx) error {
		last, err := leaseOf(ctx, t, name)
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return err
		}
		if last.Owner != owner && last.Until.After(storage.Kept(now)) {
			return storage.ErrLost
		}
		taken = storage.Lease{Name: name, Owner: owner, Fence: last.Fence, Until: storage.Kept(now.Add(length))}
		if last.Owner != owner || last.Fence == 0 {
			taken.Fence++
		}
		_, err = t.do(ctx, `INSERT OR REPLACE INTO leases (name, owner, fence, until) VALUES (?, ?, ?, ?)`,
			name, owner, taken.Fence, millis(taken.Until))
		return err
	})
	if err != nil {
		return storage.Lease{}, named(err, "take lease %s", name)
	}
	return taken, nil
}

// DropLease is storage.Leases'.
func (s *Store) DropLease(ctx context.Context, l storage.Lease) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.do(ctx, `UPDATE leases SET until = ? WHERE name = ? AND owner = ? AND fence = ?`, free, l.Name, l.Owner, l.Fence)
		return err
	})
	return named(err, "drop lease %s", l.Name)
}

// Lease is storage.Leases'.
func (s *Store) Lease(ctx context.Context, name string) (storage.Lease, error) {
	l, err := look(ctx, s, func(c conn) (storage.Lease, error) { return leaseOf(ctx, c, name) })
	return l, named(err, "lease %s", name)
}
