package redis

import (
	"context"
	_ "embed"
	"strconv"
	"time"
)

var (
	//go:embed scripts/begin_update.lua
	beginUpdateLua string
	//go:embed scripts/prune_updates.lua
	pruneUpdatesLua string

	beginUpdate  = newScript(beginUpdateLua)
	pruneUpdates = newScript(pruneUpdatesLua)
)

func (s *Store) updateKeys() []string {
	return []string{s.key(updateTag, "updates"), s.key(updateTag, "updates", "noted")}
}

// updateName tells updates apart. The id comes first, as an account can be
// any text.
func updateName(from string, id int64) string { return strconv.FormatInt(id, 10) + " " + from }

// BeginUpdate is storage.Updates'.
func (s *Store) BeginUpdate(ctx context.Context, from string, id int64, now time.Time) (tries int, err error) {
	tries, err = do(ctx, s, func() (int, error) {
		return beginUpdate.run(ctx, s, s.updateKeys(), updateName(from, id), millis(now), mark()).Int()
	})
	return tries, named(err, "begin update %d of %s", id, from)
}

// EndUpdate is storage.Updates'.
func (s *Store) EndUpdate(ctx context.Context, from string, id int64, now time.Time) error {
	keys, which := s.updateKeys(), updateName(from, id)
	err := s.together(ctx,
		command{"HSET", keys[0], which, "done"},
		command{"ZADD", keys[1], millis(now), which},
	)
	return named(err, "end update %d of %s", id, from)
}

// PruneUpdates is storage.Updates'.
func (s *Store) PruneUpdates(ctx context.Context, t time.Time) (int, error) {
	gone := 0
	for {
		n, err := do(ctx, s, func() (int, error) {
			return pruneUpdates.run(ctx, s, s.updateKeys(), millis(t), pruneStep).Int()
		})
		if gone += n; err != nil || n < pruneStep {
			return gone, named(err, "prune updates")
		}
	}
}
