package sqlite

import (
	"context"
	"errors"

	"readout/storage"
)

// SetUnfinished is storage.Restores'.
func (s *Store) SetUnfinished(ctx context.Context, goOn string) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.do(ctx, `INSERT OR REPLACE INTO unfinished (one, go_on) VALUES (1, ?)`, goOn)
		return err
	})
	return named(err, "set unfinished")
}

// Unfinished is storage.Restores'.
func (s *Store) Unfinished(ctx context.Context) (string, error) {
	goOn, err := look(ctx, s, func(c conn) (string, error) { return one(ctx, c, asText, `SELECT go_on FROM unfinished`) })
	if errors.Is(err, storage.ErrNotFound) {
		return "", nil
	}
	return goOn, named(err, "unfinished")
}
