package redis_test

import (
	"context"
	"slices"
	"testing"

	goredis "github.com/redis/go-redis/v9"

	"readout/storage"
	"readout/storage/redis"
	"readout/storage/storagetest"
	"readout/storage/storagetest/redisserver"
)

// repeated is a connection that loses the first answer to every command, so that
// each is sent, and done, again. Whoever counts what a script did sees the
// first answer, as the second time there is nothing left to do.
type repeated struct{ counting []string }

func (repeated) DialHook(next goredis.DialHook) goredis.DialHook { return next }

func (w repeated) ProcessHook(next goredis.ProcessHook) goredis.ProcessHook {
	return func(ctx context.Context, cmd goredis.Cmder) error {
		switch {
		case !w.repeats(cmd):
			return next(ctx, cmd)
		case w.counts(cmd):
			err := next(ctx, cmd)
			_ = next(ctx, goredis.NewCmd(ctx, cmd.Args()...))
			return err
		}
		_ = next(ctx, cmd)
		cmd.SetErr(nil)
		return next(ctx, cmd)
	}
}

func (repeated) ProcessPipelineHook(next goredis.ProcessPipelineHook) goredis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []goredis.Cmder) error {
		_ = next(ctx, cmds)
		for _, cmd := range cmds {
			cmd.SetErr(nil)
		}
		return next(ctx, cmds)
	}
}

// repeats leaves alone what a connection says to introduce itself.
func (repeated) repeats(cmd goredis.Cmder) bool {
	return !slices.Contains([]string{"hello", "client", "auth", "select"}, cmd.Name())
}

func (w repeated) counts(cmd goredis.Cmder) bool {
	args := cmd.Args()
	if cmd.Name() != "evalsha" && cmd.Name() != "eval" {
		return false
	}
	// A script that the server does not have yet is sent whole.
	script, _ := args[1].(string)
	if cmd.Name() == "eval" {
		script = goredis.NewScript(script).Hash()
	}
	return slices.Contains(w.counting, script)
}

// TestD8EverythingTwice has the examiner look at a store whose every command is
// done twice.
func TestD8EverythingTwice(t *testing.T) {
	t.Parallel()
	server := redisserver.Start(t, "--appendonly", "no")
	storagetest.Run(t, func(t *testing.T) storage.Store {
		s, err := redis.OpenHooked(t.Context(), server.URL(), apart(t), repeated{redis.Counting()})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	})
}
