package redis

import (
	"context"
	"slices"
)

// restoreStep is how many things one round trip puts back.
const restoreStep = 100

// restore puts things back in steps. The error tells which step failed, by
// the number of its first thing, from 1.
func restore[T any](ctx context.Context, s *Store, noun string, all []T, put func(some []T) error) error {
	n := 1
	for some := range slices.Chunk(all, restoreStep) {
		if err := s.act(ctx, func() error { return put(some) }); err != nil {
			return named(err, "restore %s %d of %d", noun, n, len(all))
		}
		n += len(some)
	}
	return named(s.act(ctx, func() error { return nil }), "restore %s", noun)
}
