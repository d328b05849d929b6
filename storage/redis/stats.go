package redis

import (
	"context"
	"strconv"

	goredis "github.com/redis/go-redis/v9"

	"readout/storage"
)

// Stats is storage.Archive's.
func (s *Store) Stats(ctx context.Context) (storage.Stats, error) {
	stats, err := do(ctx, s, func() (storage.Stats, error) {
		var reports, names *goredis.IntCmd
		var counts *goredis.MapStringStringCmd
		var oldest, newest *goredis.ZSliceCmd
		_, err := s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
			reports, names = p.ZCard(ctx, s.reportIDsKey()), p.ZCard(ctx, s.namesKey())
			counts = p.HGetAll(ctx, s.countsKey())
			oldest = p.ZRangeWithScores(ctx, s.seenKey(), 0, 0)
			newest = p.ZRevRangeWithScores(ctx, s.publishedKey(), 0, 0)
			return nil
		})
		st := storage.Stats{Reports: int(reports.Val()), Names: int(names.Val())}
		if err != nil || st.Reports == 0 {
			return st, err
		}
		st.Oldest, st.Newest = instant(int64(oldest.Val()[0].Score)), instant(int64(newest.Val()[0].Score))
		for name, into := range map[string]*int{"meetings": &st.Meetings, "statements": &st.Statements, "visits": &st.Visits} {
			if *into, err = strconv.Atoi(counts.Val()[name]); err != nil {
				return st, err
			}
		}
		return st, nil
	})
	return stats, named(err, "count the archive")
}
