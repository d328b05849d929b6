package redis

import (
	"context"
	_ "embed"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
)

var (
	//go:embed scripts/vacate.lua
	vacateLua string
	//go:embed scripts/save_edition.lua
	saveEditionLua string
	//go:embed scripts/prune_editions.lua
	pruneEditionsLua string
	//go:embed scripts/prune_deliveries.lua
	pruneDeliveriesLua string

	saveEdition     = newScript(saveEditionLua)
	pruneEditions   = newScript(pruneEditionsLua)
	pruneDeliveries = newScript(vacateLua, pruneDeliveriesLua)
)

// An edition is kept as the instant of its making, a space, and the edition,
// so that a script can compare instants.
func readEdition(raw string) (news.Edition, error) {
	made, value, _ := strings.Cut(raw, " ")
	when, err := strconv.ParseInt(made, 10, 64)
	if err != nil {
		return news.Edition{}, fmt.Errorf("stored value is damaged: %w", err)
	}
	e, err := decoded[news.Edition](value)
	e.Made = instant(when)
	return storage.KeptEdition(e), err
}

func editionTag(id news.EditionID) tag { return spread("e", string(id)) }

func (s *Store) editionKeys(t tag) []string {
	return []string{s.key(t, "editions"), s.key(t, "editions", "ids"), s.key(t, "editions", "used"), s.key(t, "editions", "age")}
}

// What becomes of an edition that is saved where it is already.
const (
	keepLater = "later"   // of the two instants of making the later one is kept
	keepThis  = "replace" // the one saved is kept
)

// putEdition keeps an edition; used is when a delivery uses it, or zero.
func (s *Store) putEdition(ctx context.Context, e news.Edition, how string, used time.Time) error {
	value, err := encode(e)
	if err != nil {
		return err
	}
	return saveEdition.verdict(ctx, s, s.editionKeys(editionTag(e.ID)), string(e.ID), how, millis(e.Made), value, maybe(used))
}

// useEdition notes that an edition is used, whether it is there or not yet.
func (s *Store) useEdition(ctx context.Context, id news.EditionID, at time.Time) error {
	return saveEdition.verdict(ctx, s, s.editionKeys(editionTag(id)), string(id), "use", "", "", millis(at))
}

// SaveEdition is storage.Editions'.
func (s *Store) SaveEdition(ctx context.Context, e news.Edition) error {
	return named(s.act(ctx, func() error { return s.putEdition(ctx, e, keepLater, time.Time{}) }), "save edition %s", e.ID)
}

// Edition is storage.Editions'.
func (s *Store) Edition(ctx context.Context, id news.EditionID) (news.Edition, error) {
	e, err := do(ctx, s, func() (news.Edition, error) {
		raw, err := s.client.HGet(ctx, s.key(editionTag(id), "editions"), string(id)).Result()
		if err != nil {
			return news.Edition{}, err
		}
		return readEdition(raw)
	})
	return e, named(err, "edition %s", id)
}

// AllEditions is storage.Editions'.
func (s *Store) AllEditions(ctx context.Context) iter.Seq2[news.Edition, error] {
	page := func(ctx context.Context, after string) (found []news.Edition, next string, err error) {
		ids, err := s.members(ctx, s.everyShard("e", "editions", "ids"), after, pageSize)
		if err != nil {
			return nil, "", err
		}
		found, err = readEach(ctx, s, ids, func(id string) string { return s.key(spread("e", id), "editions") }, readEdition)
		return found, nextAfter(ids, pageSize), err
	}
	return list[news.Edition]{noun: "editions", page: page}.from(ctx, s, "")
}

// RestoreEditions is storage.Restores'. Each edition is an act of its own, as
// they have different tags.
func (s *Store) RestoreEditions(ctx context.Context, editions []news.Edition) error {
	return restore(ctx, s, "edition", editions, func(some []news.Edition) error {
		for _, e := range some {
			if err := s.putEdition(ctx, e, keepThis, time.Time{}); err != nil {
				return err
			}
		}
		return nil
	})
}

// pruneStep is how much one script forgets, so that pruning never keeps the
// server for long.
const pruneStep = 500

// PruneEditions is storage.Editions'. Deliveries and messages have other tags
// than the editions they show, so an edition remembers its last use instead:
// one whose last use was erased with a reader is forgotten when that use would
// have been too old. What is in use again by the time a script looks stays.
func (s *Store) PruneEditions(ctx context.Context, t time.Time) (int, error) {
	for i := range shards {
		if err := s.pruneDeliveries(ctx, shard("d", i), t); err != nil {
			return 0, named(err, "prune deliveries")
		}
	}
	gone := 0
	for i := range shards {
		n, err := s.pruneEditions(ctx, shard("e", i), t)
		if gone += n; err != nil {
			return gone, named(err, "prune editions")
		}
	}
	for i := range shards {
		if err := s.pruneShown(ctx, shard("d", i), t); err != nil {
			return gone, named(err, "prune what was shown")
		}
	}
	return gone, nil
}

func (s *Store) pruneEditions(ctx context.Context, t tag, before time.Time) (int, error) {
	total := 0
	for {
		counts, err := do(ctx, s, func() ([]int64, error) {
			return pruneEditions.run(ctx, s, s.editionKeys(t), millis(before), pruneStep).Int64Slice()
		})
		if err != nil {
			return total, err
		}
		if total += int(counts[1]); counts[0] < pruneStep {
			return total, nil
		}
	}
}

func (s *Store) pruneDeliveries(ctx context.Context, t tag, before time.Time) error {
	for {
		n, err := do(ctx, s, func() (int, error) {
			old, err := s.before(ctx, s.key(t, "delivered"), before, 0)
			if err != nil {
				return 0, err
			}
			return len(old), eachAddress(old, func(at news.Address, fields []string) error {
				h := s.home(at)
				keys := []string{h.deliveries, h.delivered, h.addresses, h.subscribers, h.shown, h.keyboards}
				args := []any{member(at), millis(before)}
				for _, f := range fields {
					args = append(args, f)
				}
				return pruneDeliveries.run(ctx, s, keys, args...).Err()
			})
		})
		if err != nil || n < pruneStep {
			return err
		}
	}
}

// before lists the members of an index with an instant before another, but
// for the first ones.
func (s *Store) before(ctx context.Context, index string, t time.Time, skip int) ([]string, error) {
	return s.client.ZRangeByScore(ctx, index, &goredis.ZRangeBy{
		Min: "-inf", Max: "(" + strconv.FormatInt(millis(t), 10), Offset: int64(skip), Count: pruneStep,
	}).Result()
}

// eachAddress calls a function with each address among members that begin
// with one, and what follows after it in those.
func eachAddress(members []string, each func(at news.Address, rest []string) error) error {
	rest := map[news.Address][]string{}
	for _, m := range members {
		at, err := addressOf(m)
		if err != nil {
			return err
		}
		rest[at] = append(rest[at], m[memberLength:])
	}
	for at, all := range rest {
		if err := each(at, all); err != nil {
			return err
		}
	}
	return nil
}
