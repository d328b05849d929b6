package redis

import (
	"context"
	"slices"
	"strings"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

// NextDue is storage.Dues'. Whoever is being moved is in no index, so moves
// broken off are completed first.
func (s *Store) NextDue(ctx context.Context) (time.Time, error) {
	next, err := do(ctx, s, func() (time.Time, error) {
		stuck := map[int64]bool{}
		for {
			next, leaving, err := s.firstDue(ctx)
			if err != nil || s.completeMoves(ctx, leaving, stuck) == 0 {
				return next, err
			}
		}
	})
	return next, named(err, "next due")
}

// CountDue is storage.Dues'.
func (s *Store) CountDue(ctx context.Context, by time.Time) (int, error) {
	n, err := do(ctx, s, func() (int, error) {
		var counts []*goredis.IntCmd
		var claims [shards]*goredis.MapStringStringCmd
		_, err := s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
			for i, h := range s.homes {
				counts = append(counts, p.ZLexCount(ctx, h.dues, "-", beyond(by)), p.ZLexCount(ctx, h.waiting, "-", beyond(by)))
				claims[i] = p.HGetAll(ctx, h.claims)
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
		held, err := s.heldDues(ctx, claims)
		n := 0
		for _, c := range counts {
			n += int(c.Val())
		}
		for _, due := range held {
			if !due.After(by) {
				n++
			}
		}
		return n, err
	})
	return n, named(err, "count due subscribers")
}

// heldDues is when those are due whom claims hold: they are in no index, and
// not more than are being served.
func (s *Store) heldDues(ctx context.Context, claims [shards]*goredis.MapStringStringCmd) ([]time.Time, error) {
	type place struct{ key, member string }
	var held []place
	for i, some := range claims {
		for m, claim := range some.Val() {
			// One that ran out is in the index again.
			if parts := strings.SplitN(claim, " ", 4); len(parts) == 4 && parts[2] != "-" {
				held = append(held, place{s.homes[i].subscribers, m})
			}
		}
	}
	values, err := s.fields(ctx, len(held), func(i int) (string, string) { return held[i].key, held[i].member })
	if err != nil {
		return nil, err
	}
	var dues []time.Time
	for _, raw := range values {
		if raw == nil {
			continue
		}
		if due, is := written(*raw).due(); is {
			dues = append(dues, due)
		}
	}
	return dues, nil
}

// firstDue is the earliest due of all, and the chats whose move was begun and
// not ended.
func (s *Store) firstDue(ctx context.Context) (next time.Time, leaving []int64, err error) {
	var firsts, moves []*goredis.StringSliceCmd
	var claims [shards]*goredis.MapStringStringCmd
	_, err = s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i, h := range s.homes {
			firsts = append(firsts, p.ZRange(ctx, h.dues, 0, 0), p.ZRange(ctx, h.waiting, 0, 0))
			claims[i] = p.HGetAll(ctx, h.claims)
			moves = append(moves, p.HKeys(ctx, h.moves))
		}
		return nil
	})
	if err != nil {
		return next, nil, err
	}
	dues, err := s.heldDues(ctx, claims)
	if err != nil {
		return next, nil, err
	}
	for _, first := range firsts {
		for _, m := range first.Val() {
			if due, is := dueOf(m); is {
				dues = append(dues, due)
			}
		}
	}
	for _, m := range moves {
		leaving = append(leaving, chatsOf(m.Val())...)
	}
	if len(dues) > 0 {
		next = slices.MinFunc(dues, time.Time.Compare)
	}
	return next, leaving, nil
}
