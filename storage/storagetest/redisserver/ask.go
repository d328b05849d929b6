package redisserver

import (
	"context"
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
