package redis

import (
	"context"
	_ "embed"
	"slices"
)

//go:embed scripts/write.lua
var writeLua string

var writeAll = newScript(writeLua)

// command is one of Redis's own: its name, its key and what follows.
type command []any

// write runs commands on one tag as one act. Doing each again must change
// nothing.
func (s *Store) write(ctx context.Context, commands ...command) error {
	var c call
	for _, words := range commands {
		if key, _ := words[1].(string); !slices.Contains(c.keys, key) {
			c.keys = append(c.keys, key)
		}
		c.args = append(append(c.args, len(words)), words...)
	}
	return writeAll.verdict(ctx, s, c.keys, c.args...)
}

// together is write as an act of its own.
func (s *Store) together(ctx context.Context, commands ...command) error {
	return s.act(ctx, func() error { return s.write(ctx, commands...) })
}
