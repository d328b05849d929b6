package redis

import (
	"cmp"
	"context"
	_ "embed"
	"slices"
	"strconv"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
)

var (
	//go:embed scripts/holds.lua
	holdsLua string
	//go:embed scripts/wake.lua
	wakeLua string
	//go:embed scripts/claim.lua
	claimLua string
	//go:embed scripts/release.lua
	releaseLua string
	//go:embed scripts/fences.lua
	fencesLua string

	//go:embed scripts/end_claim.lua
	endClaimLua string

	endClaim     = newScript(endClaimLua)
	wake         = newScript(wakeLua)
	claimDue     = newScript(placeLua, claimLua)
	releaseClaim = newScript(placeLua, holdsLua, releaseLua)
	takeFences   = newScript(fencesLua)
)

// mostAtOnce is how many one round gives out at most: as many as a script can
// name in one command.
const mostAtOnce = 1000

// wakeStep is how many claims one script lets run out, or ends.
const wakeStep = 500

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
			due, err := s.whoIsDue(ctx, now, min(limit-len(claims), mostAtOnce))
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

// candidate is somebody who is due and free.
type candidate struct {
	member string
	at     news.Address
	due    float64
	fence  int64 // under which it is to be claimed
}

// byDue orders candidates as they are served.
func byDue(a, b candidate) int {
	return cmp.Or(cmp.Compare(a.due, b.due), cmp.Compare(a.member, b.member))
}

// look is what stands under the tags of chats at a moment.
type look struct {
	due     []candidate
	ranOut  []tag       // those with claims that ran out
	leaving []int64     // chats whose move was begun and not ended
	surely  []candidate // up to each of these nobody is missing in due
}

// whoIsDue lists at most limit of those who are due and free, earliest first;
// it lists somebody as long as there is anybody.
// Claims that ran out are ended before, and moves broken off completed.
func (s *Store) whoIsDue(ctx context.Context, now time.Time, limit int) ([]candidate, error) {
	stuck := map[int64]bool{}
	for limit > 0 {
		l, err := s.look(ctx, now, limit)
		if err != nil {
			return nil, err
		}
		moved := s.completeMoves(ctx, l.leaving, stuck)
		if len(l.ranOut)+moved == 0 {
			return l.due, nil
		}
		var calls []call
		for _, t := range l.ranOut {
			calls = append(calls, call{
				keys: []string{s.key(t, "free"), s.key(t, "busy"), s.key(t, "until")}, args: []any{millis(now), wakeStep},
			})
		}
		if _, err := wake.runAll(ctx, s, calls); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

func (s *Store) look(ctx context.Context, now time.Time, limit int) (l look, err error) {
	var free [shards]*goredis.ZSliceCmd
	var ranOut [shards]*goredis.StringSliceCmd
	var leaving [shards]*goredis.StringSliceCmd
	until := strconv.FormatInt(millis(now), 10)
	// Chats are spread evenly: four times its share of each tag is nearly
	// always enough to know who the earliest are.
	share := min(limit, 4*limit/shards+4)
	_, err = s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i := range shards {
			t := shard("d", i)
			free[i] = p.ZRangeByScoreWithScores(ctx, s.key(t, "free"), &goredis.ZRangeBy{Min: "-inf", Max: until, Count: int64(share)})
			ranOut[i] = p.ZRangeByScore(ctx, s.key(t, "until"), &goredis.ZRangeBy{Min: "-inf", Max: until, Count: 1})
			leaving[i] = p.HKeys(ctx, s.key(t, "moves"))
		}
		return nil
	})
	if err != nil {
		return l, err
	}
	for i := range shards {
		before := len(l.due)
		for _, z := range free[i].Val() {
			// A member that is damaged names nobody, and keeps nobody else waiting.
			member, _ := z.Member.(string)
			if at, err := addressOf(member); err == nil {
				l.due = append(l.due, candidate{member: member, at: at, due: z.Score})
			}
		}
		if share < limit && len(free[i].Val()) == share && len(l.due) > before {
			l.surely = append(l.surely, l.due[len(l.due)-1])
		}
		if len(ranOut[i].Val()) > 0 {
			l.ranOut = append(l.ranOut, shard("d", i))
		}
		l.leaving = append(l.leaving, chatsOf(leaving[i].Val())...)
	}
	slices.SortFunc(l.due, byDue)
	l.due = l.due[:min(limit, len(l.due))]
	// Beyond the last that was seen of a tag there may be earlier ones.
	if len(l.surely) > 0 {
		last := slices.MinFunc(l.surely, byDue)
		l.due = slices.DeleteFunc(l.due, func(c candidate) bool { return byDue(c, last) > 0 })
	}
	return l, nil
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
	given := map[tag][]candidate{}
	for i, d := range due {
		t := chatTag(d.at.Chat)
		d.fence = before + int64(i) + 1
		if calls[t] == nil {
			calls[t] = &call{
				keys: []string{s.key(t, "free"), s.key(t, "busy"), s.key(t, "until"), s.key(t, "claimed")},
				args: []any{millis(now), millis(c.Until), c.Owner},
			}
		}
		calls[t].keys = append(calls[t].keys, s.addressKey("subscriber", d.at))
		calls[t].args = append(calls[t].args, d.fence)
		given[t] = append(given[t], d)
	}
	for t, all := range given {
		for _, d := range all {
			calls[t].args = append(calls[t].args, d.member)
		}
	}
	return s.collectClaims(ctx, r, calls, given, c)
}

// collectClaims makes the calls and puts what they gave out in order. One
// subscriber that cannot be read keeps nobody else from being served: it is
// left out, and held until the lease ends, so that others get their turn.
func (s *Store) collectClaims(ctx context.Context, r round, calls map[tag]*call, asked map[tag][]candidate, c storage.Claim) (round, error) {
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
		given, err := a.Slice()
		if err != nil {
			return r, err
		}
		for n, one := range asked[order[i]] {
			raw, _ := given[2*n].(string)
			last, _ := given[2*n+1].(string)
			if raw == "" {
				r.last = higher(r.last, last)
				continue
			}
			if c.Subscriber, err = readSubscriber(one.at, raw); err != nil {
				continue
			}
			c.Fence = one.fence
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

// EndClaims is storage.Dues'. Some claims at a time end as one act.
func (s *Store) EndClaims(ctx context.Context) error {
	for i := range shards {
		err := s.act(ctx, func() error { return s.endClaims(ctx, shard("d", i)) })
		if err != nil {
			return named(err, "end claims")
		}
	}
	return nil
}

// endClaims ends all claims of a tag.
func (s *Store) endClaims(ctx context.Context, t tag) error {
	members, err := s.client.SMembers(ctx, s.key(t, "claimed")).Result()
	if err != nil {
		return err
	}
	var calls []call
	for some := range slices.Chunk(members, wakeStep) {
		c := call{keys: []string{s.key(t, "free"), s.key(t, "busy"), s.key(t, "until"), s.key(t, "claimed")}}
		for _, m := range some {
			at, err := addressOf(m)
			if err != nil {
				return err
			}
			c.keys, c.args = append(c.keys, s.addressKey("subscriber", at)), append(c.args, m)
		}
		calls = append(calls, c)
	}
	_, err = endClaim.runAll(ctx, s, calls)
	return err
}

// NextDue is storage.Dues'. Whoever is being moved is in no index, so moves
// broken off are completed first.
func (s *Store) NextDue(ctx context.Context) (time.Time, error) {
	next, err := do(ctx, s, func() (time.Time, error) {
		stuck := map[int64]bool{}
		for {
			next, leaving, err := s.firstDue(ctx)
			if err != nil || s.completeMoves(ctx, leaving, stuck) == 0 {
				return next, err
			}
		}
	})
	return next, named(err, "next due")
}

// CountDue is storage.Dues'.
func (s *Store) CountDue(ctx context.Context, by time.Time) (int, error) {
	n, err := do(ctx, s, func() (int, error) {
		var counts []*goredis.IntCmd
		_, err := s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
			for _, key := range append(s.everyShard("d", "free"), s.everyShard("d", "busy")...) {
				counts = append(counts, p.ZCount(ctx, key, "-inf", strconv.FormatInt(millis(by), 10)))
			}
			return nil
		})
		n := 0
		for _, c := range counts {
			n += int(c.Val())
		}
		return n, err
	})
	return n, named(err, "count due subscribers")
}

// firstDue is the earliest due in the indexes, and the chats whose move was
// begun and not ended.
func (s *Store) firstDue(ctx context.Context) (next time.Time, leaving []int64, err error) {
	var firsts []*goredis.ZSliceCmd
	var moves []*goredis.StringSliceCmd
	_, err = s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for _, key := range append(s.everyShard("d", "free"), s.everyShard("d", "busy")...) {
			firsts = append(firsts, p.ZRangeWithScores(ctx, key, 0, 0))
		}
		for _, key := range s.everyShard("d", "moves") {
			moves = append(moves, p.HKeys(ctx, key))
		}
		return nil
	})
	if err != nil {
		return next, nil, err
	}
	for _, first := range firsts {
		for _, z := range first.Val() {
			if due := instant(int64(z.Score)); next.IsZero() || due.Before(next) {
				next = due
			}
		}
	}
	for _, m := range moves {
		leaving = append(leaving, chatsOf(m.Val())...)
	}
	return next, leaving, nil
}
