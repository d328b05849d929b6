package redisserver

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

// ask runs commands on the server; that they fail ends the test.
func (s *Server) ask(commands func(ctx context.Context, r *goredis.Client) error) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.t.Context(), patience)
	defer cancel()
	client := goredis.NewClient(&goredis.Options{Addr: s.address()})
	defer client.Close()
	if err := commands(ctx, client); err != nil {
		s.t.Fatalf("redis-server at %s: %v: %s", s.address(), err, s.log())
	}
}

// awaitText waits until the answer to a question holds a text.
func (s *Server) awaitText(text string, question func(ctx context.Context, r *goredis.Client) (string, error)) {
	s.t.Helper()
	s.ask(func(ctx context.Context, r *goredis.Client) error {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			answer, err := question(ctx, r)
			if err == nil && strings.Contains(answer, text) {
				return nil
			}
			select {
			case <-ctx.Done():
				s.t.Logf("waited for %q, and the last answer was %q, %v", text, answer, err)
				return ctx.Err()
			case <-tick.C:
			}
		}
	})
}

var (
	taken = regexp.MustCompile(`master_repl_offset:(\d+)`)
	had   = regexp.MustCompile(`slave0:.*,offset=(\d+)`)
)

// AwaitReplica waits until the replica of a master has all that the master had
// when this was called.
func (s *Server) AwaitReplica() {
	s.t.Helper()
	target := int64(-1)
	s.awaitText("all of it", func(ctx context.Context, r *goredis.Client) (string, error) {
		info, err := replication(ctx, r)
		if err != nil {
			return "", err
		}
		if target < 0 {
			target = offset(taken, info)
		}
		if at := offset(had, info); at < 0 || at < target {
			return fmt.Sprintf("%d of %d", at, target), nil
		}
		return "all of it", nil
	})
}

// offset is what an expression finds; below zero, nothing.
func offset(e *regexp.Regexp, info string) int64 {
	found := e.FindStringSubmatch(info)
	if found == nil {
		return -1
	}
	n, err := strconv.ParseInt(found[1], 10, 64)
	if err != nil {
		return -1
	}
	return n
}
