package redis

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	goredis "github.com/redis/go-redis/v9"
)

// pageSize is how many elements a list reads at a time.
const pageSize = 64

// list describes how a noun is listed: page reads some of what follows after
// a place, and tells from where to go on; "" is the end. The place before all
// is "". A page may be empty and yet not the last.
type list[T any] struct {
	noun string
	page func(ctx context.Context, after string) (found []T, next string, err error)
}

// from lists what follows after a place. Nothing is held while the consumer
// works: it may call any method, and what is saved meanwhile further on is
// listed.
func (l list[T]) from(ctx context.Context, s *Store, first string) iter.Seq2[T, error] {
	type page struct {
		found []T
		next  string
	}
	return func(yield func(T, error) bool) {
		var none T
		for after := first; ; {
			p, err := do(ctx, s, func() (p page, err error) {
				p.found, p.next, err = l.page(ctx, after)
				return p, err
			})
			if err != nil {
				yield(none, fmt.Errorf("list %s: %w", l.noun, err))
				return
			}
			for _, x := range p.found {
				if err := ctx.Err(); err != nil {
					yield(none, fmt.Errorf("list %s: %w", l.noun, err))
					return
				}
				if !yield(x, nil) {
					return
				}
			}
			if p.next == "" {
				return
			}
			after = p.next
		}
	}
}

// members reads, of indexes whose scores are all the same, the members that
// follow after one, in the order of their bytes, at most limit of all the
// indexes together. After "" comes the first.
func (s *Store) members(ctx context.Context, indexes []string, after string, limit int) ([]string, error) {
	from := "-"
	if after != "" {
		from = "(" + after
	}
	answers := make([]*goredis.StringSliceCmd, len(indexes))
	_, err := s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i, index := range indexes {
			answers[i] = p.ZRangeByLex(ctx, index, &goredis.ZRangeBy{Min: from, Max: "+", Count: int64(limit)})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var found []string
	for _, a := range answers {
		found = append(found, a.Val()...)
	}
	slices.Sort(found)
	return found[:min(len(found), limit)], nil
}

// nextAfter is where a list goes on after a page of members: "" where that
// was the last.
func nextAfter(members []string, limit int) string {
	if len(members) < limit {
		return ""
	}
	return members[len(members)-1]
}

// fields reads one field of each of some hashes, in one round trip; a field
// that is not there is nil.
func (s *Store) fields(ctx context.Context, n int, at func(i int) (key, field string)) ([]*string, error) {
	answers := make([]*goredis.StringCmd, n)
	// A field that is not there is an error of its command, and none here.
	_, _ = s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i := range n {
			key, field := at(i)
			answers[i] = p.HGet(ctx, key, field)
		}
		return nil
	})
	values := make([]*string, n)
	for i, a := range answers {
		value, err := a.Result()
		if errors.Is(err, goredis.Nil) {
			continue
		}
		if err != nil {
			return nil, err
		}
		values[i] = &value
	}
	return values, nil
}

// hashes reads some hashes whole, in one round trip; one that is not there is
// empty.
func (s *Store) hashes(ctx context.Context, n int, key func(i int) string) ([]map[string]string, error) {
	answers := make([]*goredis.MapStringStringCmd, n)
	_, err := s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i := range n {
			answers[i] = p.HGetAll(ctx, key(i))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	all := make([]map[string]string, n)
	for i, a := range answers {
		all[i] = a.Val()
	}
	return all, nil
}

// readEach reads one value for each id from a hash that it is a field of. One
// that is gone meanwhile is left out.
func readEach[T any](ctx context.Context, s *Store, ids []string, key func(id string) string, read func(raw string) (T, error)) ([]T, error) {
	values, err := s.fields(ctx, len(ids), func(i int) (string, string) { return key(ids[i]), ids[i] })
	if err != nil {
		return nil, err
	}
	return readAll(values, read)
}

// readAll reads the values that are there.
func readAll[T any](values []*string, read func(raw string) (T, error)) ([]T, error) {
	var found []T
	for _, raw := range values {
		if raw == nil {
			continue
		}
		x, err := read(*raw)
		if err != nil {
			return nil, err
		}
		found = append(found, x)
	}
	return found, nil
}
