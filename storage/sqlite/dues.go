package sqlite

import (
	"context"
	"database/sql"
	"time"

	"readout/storage"
)

// ClaimDue is storage.Dues'.
func (s *Store) ClaimDue(ctx context.Context, now time.Time, owner string, lease time.Duration, limit int) ([]storage.Claim, error) {
	var claims []storage.Claim
	err := s.write(ctx, func(t *tx) error {
		claims = nil
		due, err := readable(each(ctx, t, readSubscriber, selectSubscriber+`WHERE due <= ?1 AND held <= ?1 ORDER BY due, chat, thread`,
			millis(now)), limit)
		if err != nil {
			return err
		}
		fence, err := counter(ctx, t, fenceCounter)
		if err != nil {
			return err
		}
		until := storage.Kept(now.Add(lease))
		for _, d := range due {
			fence++
			if _, err := t.do(ctx, `UPDATE subscribers SET held = ?, fence = ?, owner = ? WHERE chat = ? AND thread = ?`,
				millis(until), fence, owner, d.Address.Chat, d.Address.Thread); err != nil {
				return err
			}
			claims = append(claims, storage.Claim{Subscriber: d.Subscriber, Owner: owner, Fence: fence, Until: until})
		}
		return t.count(ctx, fenceCounter, int64(len(due)))
	})
	if err != nil {
		return nil, named(err, "claim due subscribers")
	}
	return claims, nil
}

// ReleaseClaim is storage.Dues'.
func (s *Store) ReleaseClaim(ctx context.Context, c storage.Claim, notBefore time.Time) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.endClaim(ctx, c, millis(notBefore))
		return err
	})
	return named(err, "release claim of %s", c.Subscriber.Address)
}

// endClaim frees a subscriber from an instant on, if the claim still holds it.
func (t *tx) endClaim(ctx context.Context, c storage.Claim, from int64) (held bool, err error) {
	at := c.Subscriber.Address
	n, err := t.do(ctx, `UPDATE subscribers SET held = ?, fence = 0, owner = '' WHERE chat = ? AND thread = ? AND fence = ? AND fence > 0`,
		from, at.Chat, at.Thread, c.Fence)
	return n > 0, err
}

const endSubscriberClaims = `UPDATE subscribers SET held = ?1, fence = 0, owner = '' WHERE fence > 0`

// EndClaims is storage.Dues'.
func (s *Store) EndClaims(ctx context.Context) error {
	return named(s.write(ctx, func(t *tx) error {
		_, err := t.do(ctx, endSubscriberClaims, free)
		return err
	}), "end claims")
}

// endClaims ends every claim on sources and subscribers, and every lease.
// Whoever has the lock of the file may: those who held them are dead. A
// subscriber who was given back for later still waits, and fences go on
// growing.
func (s *Store) endClaims(ctx context.Context) error {
	return s.write(ctx, func(t *tx) error {
		for _, end := range []string{
			`UPDATE sources SET held = ?1 WHERE held > ?1`,
			endSubscriberClaims,
			`UPDATE leases SET until = ?1 WHERE until > ?1`,
		} {
			if _, err := t.do(ctx, end, free); err != nil {
				return err
			}
		}
		return nil
	})
}

// CountDue is storage.Dues'.
func (s *Store) CountDue(ctx context.Context, by time.Time) (int, error) {
	n, err := look(ctx, s, func(c conn) (int64, error) {
		return one(ctx, c, asNumber, `SELECT count(*) FROM subscribers WHERE due <= ?`, millis(by))
	})
	return int(n), named(err, "count due subscribers")
}

// NextDue is storage.Dues'.
func (s *Store) NextDue(ctx context.Context) (time.Time, error) {
	due, err := look(ctx, s, func(c conn) (sql.NullInt64, error) {
		read := func(rows *sql.Rows) (n sql.NullInt64, err error) { err = rows.Scan(&n); return n, err }
		return one(ctx, c, read, `SELECT min(due) FROM subscribers WHERE due IS NOT NULL`)
	})
	if err != nil || !due.Valid {
		return time.Time{}, named(err, "next due")
	}
	return instant(due.Int64), nil
}
