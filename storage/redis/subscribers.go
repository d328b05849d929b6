package redis

import (
	"context"
	_ "embed"
	"errors"
	"iter"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
)

var (
	//go:embed scripts/place.lua
	placeLua string
	//go:embed scripts/marks.lua
	marksLua string
	//go:embed scripts/save_subscriber.lua
	saveSubscriberLua string
	//go:embed scripts/restore_subscriber.lua
	restoreSubscriberLua string
	//go:embed scripts/erase.lua
	eraseLua string

	saveSubscriber    = newScript(marksLua, placeLua, saveSubscriberLua)
	restoreSubscriber = newScript(placeLua, restoreSubscriberLua)
	eraseAddress      = newScript(placeLua, eraseLua)
)

// home is the keys of one address and of what it stands in, all of one tag.
type home struct {
	deliveries, shown, keyboards                       string
	subscribers, claims, dues, waiting, later          string
	turns, addresses, delivered, showing, moves, marks string
}

// keys are those of scripts that keep the index of dues in step, and more.
func (h home) keys(more ...string) []string {
	return append([]string{h.subscribers, h.claims, h.dues, h.waiting, h.later}, more...)
}

func (s *Store) home(at news.Address) home {
	h := s.homes[chatShard(at.Chat)]
	h.deliveries, h.shown, h.keyboards = s.addressKey("deliveries", at), s.addressKey("shown", at), s.addressKey("keyboards", at)
	return h
}

// homeOf is what the addresses of a tag share.
func (s *Store) homeOf(n int) home {
	t := shard("d", n)
	return home{
		subscribers: s.key(t, "subscribers"), claims: s.key(t, "claims"),
		dues: s.key(t, "dues"), waiting: s.key(t, "waiting"), later: s.key(t, "later"), turns: s.key(t, "turns"),
		addresses: s.key(t, "kept"), delivered: s.key(t, "delivered"), showing: s.key(t, "showing"),
		moves: s.key(t, "moves"), marks: s.key(t, "marks"),
	}
}

// settled is a subscriber as it stands in the store. Version "" is none there.
type settled struct {
	news.Subscriber
	version string
}

// settled reads a subscriber; where there is none, it has no version.
func (s *Store) settled(ctx context.Context, at news.Address) (settled, error) {
	raw, err := s.client.HGet(ctx, s.home(at).subscribers, member(at)).Result()
	if errors.Is(err, goredis.Nil) {
		return settled{Subscriber: news.Subscriber{Address: at}}, nil
	}
	if err != nil {
		return settled{}, err
	}
	return s.learn(at, written(raw))
}

// learn reads a subscriber that was found, and remembers it.
func (s *Store) learn(at news.Address, w written) (settled, error) {
	s.memo.put(memoOfSubscriber(at), remembered{w.version(), string(w)})
	sub, err := w.read(at)
	return settled{sub, w.version()}, err
}

func memoOfSubscriber(at news.Address) string { return "subscriber " + member(at) }

// remembered is a subscriber as this process read or wrote it last; false where
// it remembers none. Whether that still stands is for the script to say that
// saves what is made of it.
func (s *Store) remembered(at news.Address) (settled, bool) {
	r, is := s.memo.get(memoOfSubscriber(at))
	if !is {
		return settled{}, false
	}
	sub, err := written(r.value).read(at)
	return settled{sub, r.version}, err == nil
}

// Subscriber is storage.Subscribers'.
func (s *Store) Subscriber(ctx context.Context, at news.Address) (news.Subscriber, error) {
	sub, err := do(ctx, s, func() (news.Subscriber, error) {
		found, err := s.settled(ctx, at)
		if err == nil && found.version == "" {
			err = storage.ErrNotFound
		}
		return found.Subscriber, err
	})
	return sub, named(err, "subscriber %s", at)
}

// UpdateSubscriber is storage.Subscribers'. The change is made between reading
// and saving, so it may take its time and call the store; where somebody else
// saved meanwhile, it is made again on what they saved. What is remembered is
// as good as read, but that an error of change may come of what is no longer
// so.
func (s *Store) UpdateSubscriber(ctx context.Context, at news.Address, change func(*news.Subscriber) error) (news.Subscriber, error) {
	old, known := s.remembered(at)
	for range storage.MostTries {
		if !known {
			var err error
			if old, err = do(ctx, s, func() (settled, error) { return s.settled(ctx, at) }); err != nil {
				return news.Subscriber{}, named(err, "update subscriber %s", at)
			}
		}
		changed := old.Subscriber
		changed.Address = at
		err := change(&changed)
		if err != nil && known {
			known = false
			continue
		}
		if err != nil {
			return news.Subscriber{}, err
		}
		changed.Address = at
		saved, err := do(ctx, s, func() (news.Subscriber, error) { return s.saveSubscriber(ctx, old.version, changed) })
		if !errors.Is(err, errChanged) {
			return saved, named(err, "update subscriber %s", at)
		}
		known = false
	}
	return news.Subscriber{}, named(errGivenUp, "update subscriber %s", at)
}

// saveSubscriber writes a subscriber that was read at a version, and returns
// it as it is kept; where it has another version by now, errChanged. One whose
// chat is being moved away is moved first.
func (s *Store) saveSubscriber(ctx context.Context, version string, sub news.Subscriber) (news.Subscriber, error) {
	at, h, w := sub.Address, s.home(sub.Address), write(sub)
	err := saveSubscriber.verdict(ctx, s, h.keys(h.addresses, h.moves, h.marks), member(at), at.Chat, version, string(w))
	if errors.Is(err, errMoving) {
		if err := s.completeMove(ctx, at.Chat); err != nil {
			return sub, err
		}
		return sub, errChanged
	}
	if err != nil {
		return sub, err
	}
	saved, err := s.learn(at, w)
	return saved.Subscriber, err
}

// DeleteSubscriber is storage.Subscribers'. What stands under other tags goes
// first: as long as the address is there, doing it again finds the rest.
func (s *Store) DeleteSubscriber(ctx context.Context, at news.Address) error {
	err := s.act(ctx, func() error {
		if err := s.deleteTopicsOf(ctx, at); err != nil {
			return err
		}
		if err := s.eraseKeyboardsOf(ctx, at); err != nil {
			return err
		}
		h := s.home(at)
		defer s.memo.forget(memoOfSubscriber(at))
		return eraseAddress.verdict(ctx, s, h.keys(h.addresses, h.delivered, h.showing, h.deliveries, h.shown, h.keyboards), member(at))
	})
	return named(err, "delete subscriber %s", at)
}

// AllSubscribers is storage.Subscribers'.
func (s *Store) AllSubscribers(ctx context.Context) iter.Seq2[news.Subscriber, error] {
	return list[news.Subscriber]{noun: "subscribers", page: s.subscribersAfter}.from(ctx, s, "")
}

func (s *Store) subscribersAfter(ctx context.Context, after string) (found []news.Subscriber, next string, err error) {
	addresses, next, err := s.addressesAfter(ctx, after, pageSize)
	if err != nil {
		return nil, "", err
	}
	values, err := s.fields(ctx, len(addresses), func(i int) (string, string) {
		return s.home(addresses[i]).subscribers, member(addresses[i])
	})
	if err != nil {
		return nil, "", err
	}
	for i, raw := range values {
		if raw == nil {
			continue
		}
		sub, err := written(*raw).read(addresses[i])
		if err != nil {
			return nil, "", err
		}
		found = append(found, sub)
	}
	return found, next, nil
}

// addressesAfter reads addresses of which anything is kept, in their order,
// and from where to go on.
func (s *Store) addressesAfter(ctx context.Context, after string, limit int) (found []news.Address, next string, err error) {
	members, err := s.members(ctx, s.everyShard("d", "kept"), after, limit)
	if err != nil {
		return nil, "", err
	}
	for _, m := range members {
		at, err := addressOf(m)
		if err != nil {
			return nil, "", err
		}
		found = append(found, at)
	}
	return found, nextAfter(members, limit), nil
}

// RestoreSubscribers is storage.Restores'. Each subscriber is an act of its
// own, as they have different tags; one broken off is completed by repeating
// it.
func (s *Store) RestoreSubscribers(ctx context.Context, subscribers []news.Subscriber) error {
	return restore(ctx, s, "subscriber", subscribers, func(some []news.Subscriber) error {
		calls := make([]call, len(some))
		for i, sub := range some {
			h := s.home(sub.Address)
			calls[i] = call{keys: h.keys(h.addresses), args: []any{member(sub.Address), string(write(sub))}}
		}
		_, err := restoreSubscriber.runAll(ctx, s, calls)
		return err
	})
}
