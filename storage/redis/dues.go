package redis

import (
	"cmp"
	"context"
	_ "embed"
	"slices"
	"strconv"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/storage"
)

var (
	//go:embed scripts/holds.lua
	holdsLua string
	//go:embed scripts/due.lua
	dueLua string
	//go:embed scripts/claim.lua
	claimLua string
	//go:embed scripts/release.lua
	releaseLua string
	//go:embed scripts/fences.lua
	fencesLua string

	//go:embed scripts/end_claim.lua
	endClaimLua string

	endClaim     = newScript(placeLua, endClaimLua)
	listDue      = newScript(dueLua)
	claimDue     = newScript(placeLua, claimLua)
	releaseClaim = newScript(placeLua, holdsLua, releaseLua)
	takeFences   = newScript(fencesLua)
)

// wakeStep is how many claims of one tag may run out in one look for who is
// due: more of them at once than any process holds.
const wakeStep = 5000

// candidate is somebody who is due and free.
type candidate struct {
	member string
	due    float64
}

// round is one attempt to give out who is due.
type round struct {
	claims []storage.Claim
	// last is the highest fence found that was not below a new one, and seen
	// how many candidates there were.
	last string
	seen int
}

// ClaimDue is storage.Dues'. It is made of rounds: who is due and free is
// looked for under every tag, and the earliest are claimed, each tag's as one
// act. Whoever somebody else was faster to claim is made up for by another
// round.
func (s *Store) ClaimDue(ctx context.Context, now time.Time, owner string, lease time.Duration, limit int) ([]storage.Claim, error) {
	var claims []storage.Claim
	last := "0"
	for {
		r, err := do(ctx, s, func() (round, error) {
			due, err := s.whoIsDue(ctx, now, max(limit-len(claims), 0))
			if err != nil || len(due) == 0 {
				return round{}, err
			}
			return s.giveOut(ctx, due, last, storage.Claim{Owner: owner, Until: storage.Kept(now.Add(lease))}, now)
		})
		if err != nil {
			return nil, named(err, "claim due subscribers")
		}
		claims, last = append(claims, r.claims...), r.last
		if r.seen == 0 || len(claims) >= limit {
			return claims, nil
		}
	}
}

// whoIsDue lists at most limit of those who are due and free, earliest first,
// after it has completed the moves that were broken off.
func (s *Store) whoIsDue(ctx context.Context, now time.Time, limit int) ([]candidate, error) {
	calls := make([]call, shards)
	for i := range calls {
		t := shard("d", i)
		calls[i] = call{
			keys: []string{s.key(t, "free"), s.key(t, "busy"), s.key(t, "until"), s.key(t, "moves")},
			args: []any{millis(now), limit, wakeStep},
		}
	}
	answers, err := listDue.runAll(ctx, s, calls)
	if err != nil {
		return nil, err
	}
	var due []candidate
	for _, a := range answers {
		found, moving, err := readDue(a)
		if err != nil {
			return nil, err
		}
		due = append(due, found...)
		for _, chat := range moving {
			if err := s.completeMove(ctx, chat); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(due, func(a, b candidate) int { return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.member, b.member)) })
	return due[:min(limit, len(due))], nil
}

// readDue reads the answer of due.lua: who is due, and the chats that are
// being moved.
func readDue(answer *goredis.Cmd) (due []candidate, moving []int64, err error) {
	parts, err := answer.Slice()
	if err != nil {
		return nil, nil, err
	}
	found, moves := texts(parts[0]), texts(parts[1])
	for i := 0; i+1 < len(found); i += 2 {
		score, err := strconv.ParseFloat(found[i+1], 64)
		if err != nil {
			return nil, nil, err
		}
		due = append(due, candidate{found[i], score})
	}
	for i := 0; i+1 < len(moves); i += 2 {
		chat, err := strconv.ParseInt(moves[i], 10, 64)
		if err != nil {
			return nil, nil, err
		}
		moving = append(moving, chat)
	}
	return due, moving, nil
}

// texts reads an array of texts.
func texts(array any) []string {
	var all []string
	values, _ := array.([]any)
	for _, v := range values {
		text, _ := v.(string)
		all = append(all, text)
	}
	return all
}

// giveOut claims candidates under fences that grow in their order, above last.
func (s *Store) giveOut(ctx context.Context, due []candidate, last string, c storage.Claim, now time.Time) (round, error) {
	r := round{last: last, seen: len(due)}
	before, err := takeFences.run(ctx, s, []string{s.key(metaTag, "fence")}, len(due), last).Int64()
	if err != nil {
		return r, err
	}
	// All those of one tag are one call.
	calls := map[tag]*call{}
	fences := map[tag][]int64{}
	for i, d := range due {
		at, err := addressOf(d.member)
		if err != nil {
			return r, err
		}
		t, fence := chatTag(at.Chat), before+int64(i)+1
		if calls[t] == nil {
			calls[t] = &call{
				keys: []string{s.key(t, "free"), s.key(t, "busy"), s.key(t, "until"), s.key(t, "claimed")},
				args: []any{millis(now), millis(c.Until), c.Owner},
			}
		}
		calls[t].keys = append(calls[t].keys, s.addressKey("subscriber", at))
		calls[t].args = append(calls[t].args, d.member, fence)
		fences[t] = append(fences[t], fence)
	}
	return s.collectClaims(ctx, r, calls, fences, c)
}

// collectClaims makes the calls and puts what they gave out in order.
func (s *Store) collectClaims(ctx context.Context, r round, calls map[tag]*call, fences map[tag][]int64, c storage.Claim) (round, error) {
	var order []tag
	var all []call
	for t, made := range calls {
		order, all = append(order, t), append(all, *made)
	}
	answers, err := claimDue.runAll(ctx, s, all)
	if err != nil {
		return r, err
	}
	for i, a := range answers {
		given, err := a.StringSlice()
		if err != nil {
			return r, err
		}
		for n, fence := range fences[order[i]] {
			raw, last := given[2*n], given[2*n+1]
			if raw == "" {
				r.last = higher(r.last, last)
				continue
			}
			if c.Subscriber, err = readSubscriber(raw); err != nil {
				return r, err
			}
			c.Fence = fence
			r.claims = append(r.claims, c)
		}
	}
	slices.SortFunc(r.claims, func(a, b storage.Claim) int { return cmp.Compare(a.Fence, b.Fence) })
	return r, nil
}

// higher is the greater of two numbers in digits, of which the second may be
// missing.
func higher(a, b string) string {
	if len(b) > len(a) || len(b) == len(a) && b > a {
		return b
	}
	return a
}

// ReleaseClaim is storage.Dues'.
func (s *Store) ReleaseClaim(ctx context.Context, c storage.Claim, notBefore time.Time) error {
	at := c.Subscriber.Address
	err := s.act(ctx, func() error {
		h := s.home(at)
		return releaseClaim.verdict(ctx, s, []string{h.subscriber, h.free, h.busy, h.until, h.claimed}, member(at), c.Fence, maybe(notBefore))
	})
	return named(err, "release claim of %s", at)
}

// EndClaims is storage.Dues'. Each claim ends as an act of its own.
func (s *Store) EndClaims(ctx context.Context) error {
	for _, key := range s.everyShard("d", "claimed") {
		err := s.act(ctx, func() error {
			members, err := s.client.SMembers(ctx, key).Result()
			if err != nil {
				return err
			}
			return s.endClaims(ctx, members)
		})
		if err != nil {
			return named(err, "end claims")
		}
	}
	return nil
}

func (s *Store) endClaims(ctx context.Context, members []string) error {
	calls := make([]call, len(members))
	for i, m := range members {
		at, err := addressOf(m)
		if err != nil {
			return err
		}
		h := s.home(at)
		calls[i] = call{keys: []string{h.subscriber, h.free, h.busy, h.until, h.claimed}, args: []any{m}}
	}
	_, err := endClaim.runAll(ctx, s, calls)
	return err
}

// NextDue is storage.Dues'.
func (s *Store) NextDue(ctx context.Context) (time.Time, error) {
	next, err := do(ctx, s, func() (next time.Time, err error) {
		var firsts []*goredis.ZSliceCmd
		_, err = s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
			for _, key := range append(s.everyShard("d", "free"), s.everyShard("d", "busy")...) {
				firsts = append(firsts, p.ZRangeWithScores(ctx, key, 0, 0))
			}
			return nil
		})
		if err != nil {
			return next, err
		}
		for _, first := range firsts {
			for _, z := range first.Val() {
				if due := instant(int64(z.Score)); next.IsZero() || due.Before(next) {
					next = due
				}
			}
		}
		return next, nil
	})
	return next, named(err, "next due")
}
