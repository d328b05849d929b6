package redis

import (
	"context"
	"iter"
)

// shelf describes things of one kind that are kept by id: a hash of values,
// and an index of the ids under the same tag.
type shelf[T any] struct {
	noun        string
	values, ids string // keys
	read        func(value string) (T, error)
}

// all lists what is on the shelf by id.
func (sh shelf[T]) all(ctx context.Context, s *Store) iter.Seq2[T, error] {
	return list[T]{noun: sh.noun, page: func(ctx context.Context, after string) ([]T, string, error) {
		values, next, err := sh.page(ctx, s, after)
		if err != nil {
			return nil, "", err
		}
		found, err := each(values, sh.read)
		return found, next, err
	}}.from(ctx, s, "")
}

// page reads some values that follow after an id, as they are written, and from
// where to go on.
func (sh shelf[T]) page(ctx context.Context, s *Store, after string) (values []string, next string, err error) {
	ids, err := s.members(ctx, []string{sh.ids}, after, pageSize)
	if err != nil || len(ids) == 0 {
		return nil, "", err
	}
	found, err := s.client.HMGet(ctx, sh.values, ids...).Result()
	return present(found), nextAfter(ids, pageSize), err
}

// present are the values that are there; what was deleted since its id was
// read is not.
func present(values []any) []string {
	var there []string
	for _, v := range values {
		if text, ok := v.(string); ok {
			there = append(there, text)
		}
	}
	return there
}

// one reads one thing.
func (sh shelf[T]) one(ctx context.Context, s *Store, id string) (T, error) {
	return do(ctx, s, func() (T, error) {
		value, err := s.client.HGet(ctx, sh.values, id).Result()
		if err != nil {
			var none T
			return none, err
		}
		return sh.read(value)
	})
}
