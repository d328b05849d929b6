package redis

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
)

var (
	//go:embed scripts/upgrade_subscriber.lua
	upgradeSubscriberLua string

	upgradeSubscriber = newScript(placeLua, upgradeSubscriberLua)
)

// errAtWork is why a store is not brought into the present format yet.
var errAtWork = errors.New("what is stored is of an earlier version, and a process of that version is at work on it: " +
	"end all of them, then start this one again (one that was killed counts for ten seconds more)")

// upgrade brings what has format 1 into the present one: of a subscriber it kept
// a hash of its own, in JSON, and who holds it. While a process of that format
// has a lease, it is refused; from then on none gets one, as it would find no
// readers and write others. Several of this format may be at work. One broken
// off is completed by the next.
func (s *Store) upgrade(ctx context.Context) error {
	done, err := s.isPresent(ctx)
	if err != nil || done {
		return err
	}
	if err := s.retireLeases(ctx); err != nil {
		return err
	}
	for i, h := range s.homes {
		done, err := s.isPresent(ctx)
		if err != nil || done {
			return err
		}
		t := shard("d", i)
		if err := s.act(ctx, func() error { return s.takeList(ctx, h.addresses, s.key(t, "addresses")) }); err != nil {
			return err
		}
		for after, more := "", true; more; more = after != "" {
			if after, err = do(ctx, s, func() (string, error) { return s.upgradeAfter(ctx, h, after) }); err != nil {
				return err
			}
		}
		err = s.act(ctx, func() error {
			return s.client.Del(ctx, s.key(t, "free"), s.key(t, "busy"), s.key(t, "until"), s.key(t, "claimed")).Err()
		})
		if err != nil {
			return err
		}
	}
	return s.together(ctx, command{"SET", s.key(metaTag, "format"), format})
}

// isPresent reports whether what is stored has the present format.
func (s *Store) isPresent(ctx context.Context) (bool, error) {
	return do(ctx, s, func() (bool, error) {
		found, err := s.client.Get(ctx, s.key(metaTag, "format")).Int()
		return found == format, err
	})
}

// retireLeases keeps all leases from processes of format 1, unless one of them
// has one. Each lease that was ever taken stands in the gates of every tag.
func (s *Store) retireLeases(ctx context.Context) error {
	atWork, err := do(ctx, s, func() (bool, error) {
		names, err := s.client.HKeys(ctx, s.key(metaTag, "gates")).Result()
		if err != nil {
			return false, err
		}
		for _, hash := range names {
			word, err := retireLease.run(ctx, s, []string{s.key(leaseTag, "lease", hash)}, forGood).Text()
			if err != nil || word == "held" {
				return true, err
			}
		}
		return false, nil
	})
	if err == nil && atWork {
		err = errAtWork
	}
	return err
}

// takeList takes over the list of addresses of a tag. It has another key since
// format 2: a process of format 1 that was left standing by prunes what is old,
// and would take whoever has nothing else out of it.
func (s *Store) takeList(ctx context.Context, list, old string) error {
	if err := s.client.ZUnionStore(ctx, list, &goredis.ZStore{Keys: []string{list, old}}).Err(); err != nil {
		return err
	}
	return s.client.Del(ctx, old).Err()
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
