package redis

import (
	"bufio"
	"context"
	"strconv"
	"strings"

	goredis "github.com/redis/go-redis/v9"

	"readout/storage"
)

// articlesUpTo is up to which share of a server's memory, in percent, articles
// are taken: what is left is for readers and digests, without which nobody is
// served.
const articlesUpTo = 90

// mustHaveRoom answers ErrFull where a server has less room left than is kept
// for digests. One without a limit, or that will not say, has room.
func (s *Store) mustHaveRoom(ctx context.Context) error {
	nodes, is := s.client.(*goredis.ClusterClient)
	if !is {
		return hasRoom(ctx, s.client)
	}
	return nodes.ForEachMaster(ctx, func(ctx context.Context, node *goredis.Client) error { return hasRoom(ctx, node) })
}

func hasRoom(ctx context.Context, server goredis.Cmdable) error {
	text, err := server.Info(ctx, "memory").Result()
	if err != nil && !answered(err) {
		return err
	}
	told := fieldsOf(text)
	number := func(name string) int64 {
		n, _ := strconv.ParseInt(told[name], 10, 64)
		return n
	}
	most := number("maxmemory")
	// Buffers of replicas and of the file are not part of what is limited.
	if taken := number("used_memory") - number("mem_not_counted_for_evict"); most > 0 && taken > most/100*articlesUpTo {
		return storage.ErrFull
	}
	return nil
}

// fieldsOf reads the lines of what a server tells of itself.
func fieldsOf(text string) map[string]string {
	told := map[string]string{}
	lines := bufio.NewScanner(strings.NewReader(text))
	for lines.Scan() {
		if name, value, ok := strings.Cut(lines.Text(), ":"); ok {
			told[name] = value
		}
	}
	return told
}
