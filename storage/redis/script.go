package redis

import (
	"context"
	"errors"
	"fmt"
	"strings"

	goredis "github.com/redis/go-redis/v9"

	"readout/storage"
)

// script is one act on the keys of one tag. Its text, in scripts/, tells what
// it takes and gives, and why running it again after a lost answer changes
// nothing.
type script struct {
	plain *goredis.Script
	gated *goredis.Script // for acts under a lease
}

// newScript joins functions that scripts share and the script itself.
func newScript(parts ...string) script {
	text := strings.Join(parts, "\n")
	return script{goredis.NewScript(text), goredis.NewScript(gateLua + text)}
}

// call is one run of a script.
type call struct {
	keys []string
	args []any
}

// run runs a script. Its text is sent only where the server does not have it
// yet.
func (sc script) run(ctx context.Context, s *Store, keys []string, args ...any) *goredis.Cmd {
	compiled, c := sc.under(ctx, call{keys, args})
	return compiled.Run(ctx, s.client, c.keys, c.args...)
}

// under chooses how a call is made: behind a gate where the context is under a
// lease.
func (sc script) under(ctx context.Context, c call) (*goredis.Script, call) {
	l, is := storage.UnderLease(ctx)
	if !is {
		return sc.plain, c
	}
	return sc.gated, gated(c, l)
}

// verdict runs a script that answers with a word: "ok", or why it did nothing.
func (sc script) verdict(ctx context.Context, s *Store, keys []string, args ...any) error {
	word, err := sc.run(ctx, s, keys, args...).Text()
	if err != nil {
		return err
	}
	switch word {
	case "ok":
		return nil
	case "lost":
		return storage.ErrLost
	case "changed":
		return errChanged
	case "moving":
		return errMoving
	case "missing":
		return storage.ErrNotFound
	}
	return fmt.Errorf("script answered %q", word)
}

// runAll runs a script many times over, in one round trip, and once more in
// full where a server did not know it. The calls may be of different tags;
// each is an act of its own.
func (sc script) runAll(ctx context.Context, s *Store, calls []call) ([]*goredis.Cmd, error) {
	answers := make([]*goredis.Cmd, len(calls))
	if len(calls) == 0 {
		return answers, nil
	}
	// The errors of the commands themselves are looked at one by one.
	_, _ = s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i, c := range calls {
			compiled, c := sc.under(ctx, c)
			answers[i] = p.EvalSha(ctx, compiled.Hash(), c.keys, c.args...)
		}
		return nil
	})
	for i, c := range calls {
		if goredis.HasErrorPrefix(answers[i].Err(), "NOSCRIPT") {
			answers[i] = sc.run(ctx, s, c.keys, c.args...)
		}
		if err := answers[i].Err(); err != nil && !errors.Is(err, goredis.Nil) {
			return nil, err
		}
	}
	return answers, nil
}
