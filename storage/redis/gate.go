package redis

import (
	"context"
	_ "embed"
	"strings"

	goredis "github.com/redis/go-redis/v9"

	"readout/storage"
)

var (
	//go:embed scripts/gate.lua
	gateLua string
	//go:embed scripts/raise_gate.lua
	raiseGateLua string

	raiseGate = newScript(raiseGateLua)
)

// A lease has its own tag, and a script sees no other tag than that of what it
// changes. So each tag has a gate of its own, which tells below which fence
// nothing is done there any more.

// gated is a call behind the gate of its tag, for an act under a lease.
func gated(c call, l storage.Lease) call {
	tagged, _, _ := strings.Cut(c.keys[0], "}:")
	return call{
		keys: append(c.keys[:len(c.keys):len(c.keys)], tagged+"}:gates"),
		args: append(c.args[:len(c.args):len(c.args)], hashed(l.Name), l.Fence),
	}
}

// refused reports whether a gate has refused an act.
func refused(err error) bool { return goredis.HasErrorPrefix(err, "LOST") }

// raiseGates shuts out the earlier owners of a lease under every tag that acts
// under a lease can write, and notes that this was done.
func (s *Store) raiseGates(ctx context.Context, l storage.Lease) error {
	var calls []call
	for _, t := range gatedTags() {
		calls = append(calls, call{keys: []string{s.key(t, "gates")}, args: []any{hashed(l.Name), l.Fence}})
	}
	if _, err := raiseGate.runAll(ctx, s, calls); err != nil {
		return err
	}
	return s.write(ctx, command{"HSET", s.leaseKey(l.Name), "raised", l.Fence})
}

// gatedTags are all but those of the index, which anybody derives from what is
// there.
func gatedTags() []tag {
	tags := []tag{metaTag, archiveTag, topicTag, aliasTag, noticeTag, updateTag, accessTag}
	for _, family := range []string{"d", "e", "k"} {
		for i := range shards {
			tags = append(tags, shard(family, i))
		}
	}
	return tags
}
