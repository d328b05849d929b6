package redis

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	goredis "github.com/redis/go-redis/v9"

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

	endClaim     = newScript(placeLua, endClaimLua)
	wake         = newScript(placeLua, wakeLua)
	claimDue     = newScript(claimLua)
	releaseClaim = newScript(placeLua, holdsLua, releaseLua)
	takeFences   = newScript(fencesLua)
)

// mostAtOnce is how many one round gives out at most: as many as a script can
// name in one command.
const mostAtOnce = 1000

// wakeStep is how many claims one script lets run out, or ends.
const wakeStep = 500

// round is one attempt to give out those who are due at the earliest moment.
type round struct {
	claims []storage.Claim
	// last is the highest fence found that was not below a new one, and seen
	// how many candidates there were.
	last string
	seen int
}

// ClaimDue is storage.Dues'. It is made of rounds: the earliest moment at which
// anybody is due and free is looked for under every tag, then how many are due
// at it, and those are claimed, each tag's as one act, of as few tags as will
// do. Schedules know whole minutes, so that one round is nearly always enough.
// Whoever somebody else was faster to claim is made up for by another round.
func (s *Store) ClaimDue(ctx context.Context, now time.Time, owner string, lease time.Duration, limit int) ([]storage.Claim, error) {
	var claims []storage.Claim
	last := "0"
	for limit > len(claims) {
		r, err := do(ctx, s, func() (round, error) {
			due, err := s.whoIsDue(ctx, now)
			if err != nil || len(due.shards) == 0 {
				return round{}, err
			}
			fence, err := s.countDue(ctx, &due, min(limit-len(claims), mostAtOnce), last)
			if err != nil {
				return round{}, err
			}
			return s.giveOut(ctx, due, fence, storage.Claim{Owner: owner, Until: storage.Kept(now.Add(lease))})
		})
		if err != nil {
			return nil, named(err, "claim due subscribers")
		}
		if claims, last = append(claims, r.claims...), r.last; r.seen == 0 {
			break
		}
	}
	return claims, nil
}

// earliest are those who are due at one moment, before which nobody is.
type earliest struct {
	due    string // as written in the index; "" where nobody is due
	shards []int  // where there are some
	counts []int  // how many of each are to be claimed
}

// look is what stands under the tags of chats at a moment.
type look struct {
	earliest
	ranOut  []int   // shards where somebody held may be free by now
	leaving []int64 // chats whose move was begun and not ended
}

// beyond is what follows in the index all those who are due by an instant.
func beyond(by time.Time) string { return "(" + ordered(millis(by)+1) }

// whoIsDue finds those who are due first and free. Claims that ran out are ended
// before, and moves broken off completed.
func (s *Store) whoIsDue(ctx context.Context, now time.Time) (earliest, error) {
	stuck := map[int64]bool{}
	for {
		l, err := s.look(ctx, now)
		if err != nil {
			return earliest{}, err
		}
		moved := s.completeMoves(ctx, l.leaving, stuck)
		if len(l.ranOut)+moved == 0 {
			return l.earliest, nil
		}
		var calls []call
		for _, n := range l.ranOut {
			h := s.homes[n]
			calls = append(calls, call{keys: h.keys(h.turns), args: []any{millis(now), wakeStep}})
		}
		if _, err := wake.runAll(ctx, s, calls); err != nil {
			return earliest{}, err
		}
	}
}

func (s *Store) look(ctx context.Context, now time.Time) (look, error) {
	var first, leaving [shards]*goredis.StringSliceCmd
	var next [shards]*goredis.StringCmd
	_, err := s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		for i, h := range s.homes {
			first[i] = p.ZRange(ctx, h.dues, 0, 0)
			next[i] = p.HGet(ctx, h.turns, "next")
			leaving[i] = p.HKeys(ctx, h.moves)
		}
		return nil
	})
	// That nobody is held is no error.
	if err != nil && !errors.Is(err, goredis.Nil) {
		return look{}, err
	}
	var l look
	by := beyond(now)[1:]
	for i := range shards {
		for _, m := range first[i].Val() {
			if m < by {
				l.add(m[:min(dueLength, len(m))], i)
			}
		}
		if at, err := next[i].Int64(); err == nil && at <= millis(now) {
			l.ranOut = append(l.ranOut, i)
		}
		l.leaving = append(l.leaving, chatsOf(leaving[i].Val())...)
	}
	return l, nil
}

// add notes when the first of a tag is due.
func (e *earliest) add(due string, shard int) {
	if len(e.shards) == 0 || due < e.due {
		e.due, e.shards = due, nil
	}
	if due == e.due {
		e.shards = append(e.shards, shard)
	}
}

// bound is what follows those in the index.
func (e earliest) bound() string { return "(" + e.due + "g" }

// countDue counts how many there are, at most limit of all tags together, and
// takes as many fences, above last. It returns the number before the first.
func (s *Store) countDue(ctx context.Context, due *earliest, limit int, last string) (int64, error) {
	counts := make([]*goredis.IntCmd, len(due.shards))
	var taken *goredis.IntCmd
	_, err := s.client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		taken = p.IncrBy(ctx, s.key(metaTag, "fence"), int64(limit))
		for i, n := range due.shards {
			counts[i] = p.ZLexCount(ctx, s.homes[n].dues, "-", due.bound())
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	left := limit
	for _, c := range counts {
		some := min(left, int(c.Val()))
		due.counts = append(due.counts, some)
		left -= some
	}
	before := taken.Val() - int64(limit)
	if higher(strconv.FormatInt(before, 10), last) == last {
		return takeFences.run(ctx, s, []string{s.key(metaTag, "fence")}, limit, last).Int64()
	}
	return before, nil
}

// giveOut claims as many of each tag as were counted, under fences that grow in
// their order from one on.
func (s *Store) giveOut(ctx context.Context, due earliest, fence int64, c storage.Claim) (round, error) {
	var calls []call
	var firsts []int64
	r := round{last: "0"}
	for i, n := range due.shards {
		if due.counts[i] == 0 {
			continue
		}
		h, first := s.homes[n], fence+int64(r.seen)
		calls = append(calls, call{
			keys: []string{h.subscribers, h.claims, h.dues, h.turns},
			args: []any{due.bound(), millis(c.Until), c.Owner, first, due.counts[i]},
		})
		firsts = append(firsts, first)
		r.seen += due.counts[i]
	}
	answers, err := claimDue.runAll(ctx, s, calls)
	if err != nil {
		return r, err
	}
	for i, a := range answers {
		c.Fence = firsts[i]
		if err := r.collect(a, c); err != nil {
			return r, err
		}
	}
	return r, nil
}

// collect adds what a script gave out, under the fences that follow the claim's.
// One subscriber that cannot be read keeps nobody else from being served: it is
// left out, and held until the lease ends, so that others get their turn.
func (r *round) collect(answer *goredis.Cmd, c storage.Claim) error {
	given, err := answer.Slice()
	if err != nil {
		return err
	}
	last, _ := given[0].(string)
	r.last = higher(r.last, last)
	members, _ := given[1].([]any)
	values, _ := given[2].([]any)
	for i := range members {
		c.Fence++
		m, _ := members[i].(string)
		raw, _ := values[i].(string)
		at, err := addressOf(m)
		if err != nil {
			continue
		}
		if c.Subscriber, err = written(raw).read(at); err == nil {
			r.claims = append(r.claims, c)
		}
	}
	return nil
}

// gave reports whether a claim, as it is written, is of the act that gave out a
// fence: the number before its first fence, how many it gave out, until when
// ("-" where that has passed), the owner.
func gave(claim string, fence int64) bool {
	var before, size int64
	_, err := fmt.Sscan(claim, &before, &size)
	return err == nil && fence > before && fence <= before+size
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
		return releaseClaim.verdict(ctx, s, h.keys(h.turns), member(at), c.Fence, maybe(notBefore))
	})
	return named(err, "release claim of %s", at)
}

// EndClaims is storage.Dues'. Some claims at a time end as one act.
func (s *Store) EndClaims(ctx context.Context) error {
	for _, h := range s.homes {
		err := s.act(ctx, func() error { return s.endClaims(ctx, h) })
		if err != nil {
			return named(err, "end claims")
		}
	}
	return nil
}

// endClaims ends all claims of a tag.
func (s *Store) endClaims(ctx context.Context, h home) error {
	members, err := s.client.HKeys(ctx, h.claims).Result()
	if err != nil {
		return err
	}
	var calls []call
	for some := range slices.Chunk(members, wakeStep) {
		c := call{keys: h.keys()}
		for _, m := range some {
			c.args = append(c.args, m)
		}
		calls = append(calls, c)
	}
	_, err = endClaim.runAll(ctx, s, calls)
	return err
}
