package redis

import (
	"context"
	_ "embed"
	"errors"
	"iter"

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
	eraseAddress      = newScript(eraseLua)
)

// home is the keys of one address and of the indexes that it stands in, all
// of one tag.
type home struct {
	subscriber, deliveries, shown, keyboards                                string
	addresses, free, busy, until, claimed, delivered, showing, moves, marks string
}

func (s *Store) home(at news.Address) home {
	own := func(name string) string { return s.addressKey(name, at) }
	shared := func(name string) string { return s.key(chatTag(at.Chat), name) }
	return home{
		subscriber: own("subscriber"), deliveries: own("deliveries"), shown: own("shown"), keyboards: own("keyboards"),
		addresses: shared("addresses"), free: shared("free"), busy: shared("busy"), until: shared("until"), claimed: shared("claimed"),
		delivered: shared("delivered"), showing: shared("showing"), moves: shared("moves"), marks: shared("marks"),
	}
}

// settled is a subscriber as it stands in the store. Version "" is none there.
type settled struct {
	news.Subscriber
	version string
	fence   string
}

// keptSubscriber is a subscriber as it is written: without its address, which
// the key tells.
type keptSubscriber struct {
	news.Subscriber
	Address *news.Address `json:"address,omitempty"`
}

func writeSubscriber(sub news.Subscriber) (string, error) {
	return encode(keptSubscriber{Subscriber: storage.KeptSubscriber(sub)})
}

func readSubscriber(at news.Address, raw string) (news.Subscriber, error) {
	kept, err := decoded[keptSubscriber](raw)
	kept.Subscriber.Address = at
	return storage.KeptSubscriber(kept.Subscriber), err
}

// settled reads a subscriber; where there is none, it has no version.
func (s *Store) settled(ctx context.Context, at news.Address) (settled, error) {
	values, err := s.client.HMGet(ctx, s.addressKey("subscriber", at), "version", "fence", "subscriber").Result()
	if err != nil {
		return settled{}, err
	}
	version, _ := values[0].(string)
	fence, _ := values[1].(string)
	raw, ok := values[2].(string)
	if !ok {
		return settled{Subscriber: news.Subscriber{Address: at}}, nil
	}
	sub, err := readSubscriber(at, raw)
	s.memo.put(s.addressKey("subscriber", at), remembered{version, raw})
	return settled{sub, version, fence}, err
}

// remembered is a subscriber as this process read or wrote it last; false where
// it remembers none. Whether that still stands is for the script to say that
// saves what is made of it.
func (s *Store) remembered(at news.Address) (settled, bool) {
	r, is := s.memo.get(s.addressKey("subscriber", at))
	if !is {
		return settled{}, false
	}
	sub, err := readSubscriber(at, r.value)
	return settled{Subscriber: sub, version: r.version}, err == nil
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
	value, err := writeSubscriber(sub)
	if err != nil {
		return sub, err
	}
	at, h, saved := sub.Address, s.home(sub.Address), mark()
	err = saveSubscriber.verdict(ctx, s, []string{h.subscriber, h.free, h.busy, h.until, h.addresses, h.moves, h.marks},
		member(at), at.Chat, version, saved, maybe(sub.Due.At), value)
	if errors.Is(err, errMoving) {
		if err := s.completeMove(ctx, at.Chat); err != nil {
			return sub, err
		}
		return sub, errChanged
	}
	if err != nil {
		return sub, err
	}
	s.memo.put(h.subscriber, remembered{saved, value})
	return readSubscriber(at, value)
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
		defer s.memo.forget(h.subscriber)
		return eraseAddress.verdict(ctx, s, []string{
			h.subscriber, h.deliveries, h.shown, h.keyboards, h.free, h.busy, h.until, h.claimed, h.addresses, h.delivered, h.showing,
		}, member(at))
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
		return s.addressKey("subscriber", addresses[i]), "subscriber"
	})
	if err != nil {
		return nil, "", err
	}
	for i, raw := range values {
		if raw == nil {
			continue
		}
		sub, err := readSubscriber(addresses[i], *raw)
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
	members, err := s.members(ctx, s.everyShard("d", "addresses"), after, limit)
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
			value, err := writeSubscriber(sub)
			if err != nil {
				return err
			}
			h := s.home(sub.Address)
			calls[i] = call{
				keys: []string{h.subscriber, h.free, h.busy, h.until, h.claimed, h.addresses},
				args: []any{member(sub.Address), mark(), maybe(sub.Due.At), value},
			}
		}
		_, err := restoreSubscriber.runAll(ctx, s, calls)
		return err
	})
}
