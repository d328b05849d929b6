package redis

import (
	"context"
	"errors"

	"readout/storage"
)

func (s *Store) unfinishedKey() string { return s.key(metaTag, "unfinished") }

// SetUnfinished is storage.Restores'.
func (s *Store) SetUnfinished(ctx context.Context, goOn string) error {
	set := command{"SET", s.unfinishedKey(), goOn}
	if goOn == "" {
		set = command{"DEL", s.unfinishedKey()}
	}
	return named(s.together(ctx, set), "set unfinished")
}

// Unfinished is storage.Restores'.
func (s *Store) Unfinished(ctx context.Context) (string, error) {
	goOn, err := do(ctx, s, func() (string, error) { return s.client.Get(ctx, s.unfinishedKey()).Result() })
	if errors.Is(err, storage.ErrNotFound) {
		return "", nil
	}
	return goOn, named(err, "unfinished")
}
