package redis

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	goredis "github.com/redis/go-redis/v9"
)

// strict is a hook that fails a script, a command of several keys or a
// transaction whose keys have different hash tags, and any command whose key
// has none: a cluster would refuse the first, and scatter the second.
type strict struct{}

func (strict) DialHook(next goredis.DialHook) goredis.DialHook { return next }

func (strict) ProcessHook(next goredis.ProcessHook) goredis.ProcessHook {
	return func(ctx context.Context, cmd goredis.Cmder) error {
		if _, err := oneTag(cmd); err != nil {
			cmd.SetErr(err)
			return err
		}
		return next(ctx, cmd)
	}
}

func (strict) ProcessPipelineHook(next goredis.ProcessPipelineHook) goredis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []goredis.Cmder) error {
		transaction := cmds[0].Name() == "multi"
		first := ""
		for _, cmd := range cmds {
			tag, err := oneTag(cmd)
			if err == nil && transaction && tag != "" && first != "" && tag != first {
				err = fmt.Errorf("a transaction spans the tags {%s} and {%s}", first, tag)
			}
			if err != nil {
				for _, c := range cmds {
					c.SetErr(err)
				}
				return err
			}
			first = max(first, tag)
		}
		return next(ctx, cmds)
	}
}

// oneTag is the one tag of a command's keys; "" where it has no keys.
func oneTag(cmd goredis.Cmder) (string, error) {
	first := ""
	for _, key := range keysOf(cmd) {
		_, rest, _ := strings.Cut(key, "{")
		tag, _, ok := strings.Cut(rest, "}")
		if !ok || tag == "" {
			return "", fmt.Errorf("%s: the key %q has no hash tag", cmd.Name(), key)
		}
		if first != "" && tag != first {
			return "", fmt.Errorf("%s: keys span the tags {%s} and {%s}", cmd.Name(), first, tag)
		}
		first = tag
	}
	return first, nil
}

func keysOf(cmd goredis.Cmder) []string {
	var args []string
	for _, a := range cmd.Args() {
		args = append(args, fmt.Sprint(a))
	}
	switch cmd.Name() {
	case "eval", "evalsha":
		return counted(args[2:])
	case "zinter", "zunion", "zdiff", "sintercard", "zintercard":
		return counted(args[1:])
	case "zinterstore", "zunionstore", "zdiffstore":
		return append(counted(args[2:]), args[1])
	case "del", "unlink", "exists", "mget", "touch", "sinter", "sunion", "sdiff", "rename", "renamenx", "sinterstore", "sunionstore", "sdiffstore":
		return args[1:]
	case "mset", "msetnx":
		var keys []string
		for i := 1; i < len(args); i += 2 {
			keys = append(keys, args[i])
		}
		return keys
	case "smove", "copy", "lmove":
		return args[1:3]
	case "ping", "info", "config", "hello", "client", "script", "multi", "exec", "discard", "scan", "time", "auth", "select", "command", "dbsize", "flushall", "cluster":
		return nil
	}
	return args[1:2]
}

// counted reads how many keys follow, and those.
func counted(args []string) []string {
	n, err := strconv.Atoi(args[0])
	if err != nil || n > len(args)-1 {
		return args[1:]
	}
	return args[1 : 1+n]
}
