package redis

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strconv"

	"readout/digest/news"
)

var (
	//go:embed scripts/upgrade_subscriber.lua
	upgradeSubscriberLua string

	upgradeSubscriber = newScript(placeLua, upgradeSubscriberLua)
)

// upgrade brings what has format 1 into the present one: of a subscriber it kept
// a hash of its own, in JSON, and who holds it. Nothing of that format may be at
// work by then; several of this one may. One broken off is completed by the next.
func (s *Store) upgrade(ctx context.Context) error {
	for i, h := range s.homes {
		done, err := do(ctx, s, func() (bool, error) {
			found, err := s.client.Get(ctx, s.key(metaTag, "format")).Int()
			return found == format, err
		})
		if err != nil || done {
			return err
		}
		for after, more := "", true; more; more = after != "" {
			if after, err = do(ctx, s, func() (string, error) { return s.upgradeAfter(ctx, h, after) }); err != nil {
				return err
			}
		}
		t := shard("d", i)
		err = s.act(ctx, func() error {
			return s.client.Del(ctx, s.key(t, "free"), s.key(t, "busy"), s.key(t, "until"), s.key(t, "claimed")).Err()
		})
		if err != nil {
			return err
		}
	}
	return s.together(ctx, command{"SET", s.key(metaTag, "format"), format})
}

// upgradeAfter upgrades some subscribers of a tag, and tells from where to go on.
func (s *Store) upgradeAfter(ctx context.Context, h home, after string) (next string, err error) {
	members, err := s.members(ctx, []string{h.addresses}, after, pageSize)
	if err != nil {
		return "", err
	}
	olds := make([]string, len(members))
	for i, m := range members {
		at, err := addressOf(m)
		if err != nil {
			return "", err
		}
		olds[i] = s.addressKey("subscriber", at)
	}
	stands, err := s.hashes(ctx, len(olds), func(i int) string { return olds[i] })
	if err != nil {
		return "", err
	}
	var calls []call
	for i, old := range stands {
		if old["version"] != "" {
			calls = append(calls, call{keys: h.keys(h.turns, olds[i]), args: append([]any{members[i]}, upgraded(old)...)})
		}
	}
	_, err = upgradeSubscriber.runAll(ctx, s, calls)
	return nextAfter(members, pageSize), err
}

// upgraded is a subscriber of format 1 as it is written now, its claim, from when
// on it can be claimed, and the highest fence it ever had. Settings that cannot
// be read stay unreadable.
func upgraded(old map[string]string) []any {
	stands := old["version"] + noDue
	var sub news.Subscriber
	if json.Unmarshal([]byte(old["subscriber"]), &sub) == nil {
		stands = string(write(sub))
	}
	claim, from := "", old["held"]
	if old["fence"] != "" {
		until := old["held"]
		if _, err := strconv.ParseInt(until, 10, 64); err != nil {
			until = "-"
		}
		fence, _ := strconv.ParseInt(old["fence"], 10, 64)
		claim, from = fmt.Sprintf("%d 1 %s %s", fence-1, until, old["owner"]), ""
	}
	return []any{stands, claim, from, old["last"]}
}
