package redis

import (
	"context"
	_ "embed"
	"errors"
	"maps"
	"slices"
	"strconv"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
)

var (
	//go:embed scripts/freeze.lua
	freezeLua string
	//go:embed scripts/adopt.lua
	adoptLua string
	//go:embed scripts/leave.lua
	leaveLua string
	//go:embed scripts/end_move.lua
	endMoveLua string

	freeze  = newScript(placeLua, freezeLua)
	adopt   = newScript(placeLua, adoptLua)
	leave   = newScript(vacateLua, leaveLua)
	endMove = newScript(endMoveLua)
)

// errMoving tells that a chat is being moved away.
var errMoving = errors.New("the chat is being moved")

// MoveChat is storage.Subscribers'. The two chats may have different tags, so
// it is made of steps: a tombstone on the old chat says where it goes; then
// each address is taken out of the index of dues and its claim ended, so that
// nobody serves it at either place; the new address takes over what it does
// not have; the old one forgets what was taken over; and the tombstone goes
// when nothing is left. Each step can be repeated, by several processes at
// once. Whoever finds a tombstone that was left behind, because somebody's
// settings change or somebody is due, completes the move first.
func (s *Store) MoveChat(ctx context.Context, from, to int64) error {
	err := s.act(ctx, func() error {
		for from != to {
			moves := s.home(news.Address{Chat: from}).moves
			if err := s.write(ctx, command{"HSETNX", moves, field(from), to}); err != nil {
				return err
			}
			// A move to somewhere else, begun before, comes first.
			under, err := s.client.HGet(ctx, moves, field(from)).Int64()
			if err != nil && !errors.Is(err, goredis.Nil) {
				return err
			}
			if err := s.completeMove(ctx, from); err != nil || under == to {
				return err
			}
		}
		return nil
	})
	return named(err, "move chat %d to %d", from, to)
}

func field(chat int64) string { return strconv.FormatInt(chat, 10) }

// chatsOf reads the chats that tombstones are of; what is none is left out.
func chatsOf(fields []string) []int64 {
	var chats []int64
	for _, f := range fields {
		if chat, err := strconv.ParseInt(f, 10, 64); err == nil {
			chats = append(chats, chat)
		}
	}
	return chats
}

// completeMoves completes moves that were left behind, but for those that are
// stuck, and returns how many it did. One that fails becomes stuck, and keeps
// nobody else from being served.
func (s *Store) completeMoves(ctx context.Context, chats []int64, stuck map[int64]bool) int {
	done := 0
	for _, chat := range chats {
		if stuck[chat] {
			continue
		}
		if err := s.completeMove(ctx, chat); err != nil {
			stuck[chat] = true
			continue
		}
		done++
	}
	return done
}

// completeMove moves a chat that has a tombstone.
func (s *Store) completeMove(ctx context.Context, from int64) error {
	h := s.home(news.Address{Chat: from})
	begin, end := "["+ordered(from), "("+ordered(from)+"g"
	for {
		to, err := s.client.HGet(ctx, h.moves, field(from)).Int64()
		if errors.Is(err, goredis.Nil) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := s.moveAddresses(ctx, from, to, &goredis.ZRangeBy{Min: begin, Max: end, Count: pageSize}); err != nil {
			return err
		}
		if err := s.moveTopics(ctx, from, to); err != nil {
			return err
		}
		if err := s.moveGuest(ctx, from, to); err != nil {
			return err
		}
		err = endMove.verdict(ctx, s, []string{h.moves, h.addresses}, field(from), begin, end)
		if !errors.Is(err, errChanged) {
			return err
		}
	}
}

// moveAddresses moves some of a chat's threads.
func (s *Store) moveAddresses(ctx context.Context, from, to int64, threads *goredis.ZRangeBy) error {
	members, err := s.client.ZRangeByLex(ctx, s.home(news.Address{Chat: from}).addresses, threads).Result()
	if err != nil {
		return err
	}
	for _, m := range members {
		at, err := addressOf(m)
		if err != nil {
			return err
		}
		if err := s.moveAddress(ctx, at, news.Address{Chat: to, Thread: at.Thread}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) moveAddress(ctx context.Context, from, to news.Address) error {
	h := s.home(from)
	if err := freeze.verdict(ctx, s, h.keys(), member(from)); err != nil {
		return err
	}
	if err := s.moveKeyboards(ctx, from, to); err != nil {
		return err
	}
	all, err := s.hashes(ctx, 2, func(i int) string { return []string{h.deliveries, h.shown}[i] })
	if err != nil {
		return err
	}
	stands, err := s.client.HGet(ctx, h.subscribers, member(from)).Result()
	if err != nil && !errors.Is(err, goredis.Nil) {
		return err
	}
	kept := belongings{from: from, to: to, subscriber: written(stands), deliveries: all[0], shown: all[1]}
	takes, leaves, err := kept.pack()
	if err != nil {
		return err
	}
	n := s.home(to)
	err = adopt.verdict(ctx, s, n.keys(n.addresses, n.deliveries, n.delivered, n.shown, n.showing), takes...)
	if err != nil {
		return err
	}
	return leave.verdict(ctx, s, []string{h.subscribers, h.addresses, h.deliveries, h.delivered, h.shown, h.showing, h.keyboards}, leaves...)
}

// belongings are what is kept of an address under its tag.
type belongings struct {
	from, to          news.Address
	subscriber        written // "" for none
	deliveries, shown map[string]string
}

// pack makes the arguments with which the new address takes them and the old
// one leaves them.
func (b belongings) pack() (takes, leaves []any, err error) {
	takes, leaves = []any{member(b.to)}, []any{member(b.from)}
	some := func(t, l []any, err error) error {
		takes, leaves = append(takes, t...), append(leaves, l...)
		return err
	}
	err = errors.Join(some(b.packSubscriber()), some(b.packDeliveries()), some(b.packShown()))
	return takes, leaves, err
}

func (b belongings) packSubscriber() (takes, leaves []any, err error) {
	if b.subscriber == "" {
		return []any{""}, []any{""}, nil
	}
	sub, err := b.subscriber.read(b.to)
	return []any{string(write(sub))}, []any{b.subscriber.version()}, err
}

func (b belongings) packDeliveries() (takes, leaves []any, err error) {
	takes, leaves = []any{len(b.deliveries)}, []any{len(b.deliveries)}
	for _, name := range slices.Sorted(maps.Keys(b.deliveries)) {
		d, err := readDelivery(b.deliveries[name])
		if err != nil {
			return nil, nil, err
		}
		d.Key.Address = b.to
		value, err := encode(d)
		if err != nil {
			return nil, nil, err
		}
		takes, leaves = append(takes, name, value, touched(d)), append(leaves, name, b.deliveries[name])
	}
	return takes, leaves, nil
}

func (b belongings) packShown() (takes, leaves []any, err error) {
	all, err := readAllShown(b.from, b.shown)
	for _, n := range all {
		raw := b.shown[messageField(n.Message)]
		takes, leaves = append(takes, n.Message, raw, millis(n.At)), append(leaves, n.Message, raw)
	}
	return takes, leaves, err
}
