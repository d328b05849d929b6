package sqlite

import (
	"context"
	"errors"

	"readout/digest/news"
	"readout/storage"
)

// Duty is storage.Duties'.
func (s *Store) Duty(ctx context.Context) (news.Duty, error) {
	d, _, err := s.duty(ctx)
	return d, named(err, "duty")
}

// duty reads the duty, and how it is written there; "" where it is not.
func (s *Store) duty(ctx context.Context) (d news.Duty, raw string, err error) {
	raw, err = look(ctx, s, func(c conn) (string, error) { return one(ctx, c, asText, `SELECT duty FROM duty`) })
	if errors.Is(err, storage.ErrNotFound) {
		return d, "", nil
	}
	if err == nil {
		err = decode([]byte(raw), &d)
	}
	return storage.KeptDuty(d), raw, err
}

// UpdateDuty is storage.Duties'. Like UpdateSubscriber it makes the change
// outside of the transaction, and again where somebody else saved meanwhile.
func (s *Store) UpdateDuty(ctx context.Context, change func(*news.Duty) error) (news.Duty, error) {
	for range storage.MostTries {
		d, old, err := s.duty(ctx)
		if err != nil {
			return news.Duty{}, named(err, "update duty")
		}
		if err := change(&d); err != nil {
			return news.Duty{}, err
		}
		d = storage.KeptDuty(d)
		err = s.write(ctx, func(t *tx) error { return t.putDuty(ctx, old, d) })
		if !errors.Is(err, errChanged) {
			return d, named(err, "update duty")
		}
	}
	return news.Duty{}, named(errGivenUp, "update duty")
}

func (t *tx) putDuty(ctx context.Context, old string, d news.Duty) error {
	value, err := encode(d)
	if err != nil {
		return err
	}
	write, args := `UPDATE duty SET duty = ? WHERE duty = ?`, []any{value, old}
	if old == "" {
		write, args = `INSERT INTO duty (one, duty) VALUES (1, ?) ON CONFLICT DO NOTHING`, args[:1]
	}
	n, err := t.do(ctx, write, args...)
	if err == nil && n == 0 {
		err = errChanged
	}
	return err
}
