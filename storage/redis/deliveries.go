package redis

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
)

var (
	//go:embed scripts/begin_delivery.lua
	beginDeliveryLua string
	//go:embed scripts/mark_part.lua
	markPartLua string
	//go:embed scripts/finish_delivery.lua
	finishDeliveryLua string

	beginDelivery  = newScript(holdsLua, beginDeliveryLua)
	markPart       = newScript(holdsLua, markPartLua)
	finishDelivery = newScript(marksLua, placeLua, holdsLua, finishDeliveryLua)
)

// deliveryField names a delivery among those of its address. A date has no
// space in it.
func deliveryField(k news.DeliveryKey) string { return string(k.Date) + " " + k.Slot }

func readDelivery(raw string) (news.Delivery, error) {
	d, err := decoded[news.Delivery](raw)
	return storage.KeptDelivery(d), err
}

// touched is when a delivery was finished, or else begun: its age, by which
// it is pruned.
func touched(d news.Delivery) int64 {
	if d.Finished.IsZero() {
		return millis(d.Begun)
	}
	return millis(d.Finished)
}

// delivery reads a delivery, and how it is written there.
func (s *Store) delivery(ctx context.Context, k news.DeliveryKey) (d news.Delivery, raw string, err error) {
	if raw, err = s.client.HGet(ctx, s.addressKey("deliveries", k.Address), deliveryField(k)).Result(); err != nil {
		return d, "", err
	}
	d, err = readDelivery(raw)
	s.rememberDelivery(k, raw)
	return d, raw, err
}

// rememberDelivery keeps a delivery as it is written there. What is written is
// its version.
func (s *Store) rememberDelivery(k news.DeliveryKey, raw string) {
	s.memo.put(s.memoOf(k), remembered{version: "as written", value: raw})
}

func (s *Store) memoOf(k news.DeliveryKey) string {
	return s.addressKey("deliveries", k.Address) + " " + deliveryField(k)
}

// rememberedDelivery is a delivery as this process read or wrote it last. It is
// read where none is remembered, or that is not to be relied on; then the claim
// is looked at as well.
func (s *Store) rememberedDelivery(ctx context.Context, c storage.Claim, k news.DeliveryKey, rely bool) (d news.Delivery, raw string, err error) {
	// A claim on somebody else has another tag, and no script can look at both.
	if r, is := s.memo.get(s.memoOf(k)); is && rely && c.Subscriber.Address == k.Address {
		d, err = readDelivery(r.value)
		return d, r.value, err
	}
	if _, err := s.mustHold(ctx, c); err != nil {
		return d, "", err
	}
	return s.delivery(ctx, k)
}

// mustHold answers ErrLost where the claim is no longer the subscriber's.
func (s *Store) mustHold(ctx context.Context, c storage.Claim) (settled, error) {
	at := c.Subscriber.Address
	h := s.home(at)
	found, err := s.fields(ctx, 2, func(i int) (string, string) { return []string{h.claims, h.subscribers}[i], member(at) })
	if err != nil {
		return settled{}, err
	}
	claim, stands := found[0], found[1]
	if claim == nil || stands == nil || !gave(*claim, c.Fence) {
		return settled{}, storage.ErrLost
	}
	return s.learn(at, written(*stands))
}

// BeginDelivery is storage.Deliveries'. The edition, which other readers share
// and so has another tag, is saved first: a delivery has its edition whenever
// the process dies, and an edition without a delivery is pruned in time.
func (s *Store) BeginDelivery(ctx context.Context, c storage.Claim, d news.Delivery, e news.Edition) (news.Delivery, error) {
	begun, err := do(ctx, s, func() (news.Delivery, error) {
		if _, err := s.mustHold(ctx, c); err != nil {
			return news.Delivery{}, err
		}
		if stored, _, err := s.delivery(ctx, d.Key); !errors.Is(err, goredis.Nil) {
			return stored, err
		}
		if err := s.putEdition(ctx, e, keepLater, d.Begun); err != nil {
			return news.Delivery{}, err
		}
		return s.putDelivery(ctx, c, storage.KeptDelivery(d))
	})
	return begun, named(err, "begin delivery %s", d.Key)
}

// putDelivery stores a delivery where there is none, and returns the one that
// is there.
func (s *Store) putDelivery(ctx context.Context, c storage.Claim, d news.Delivery) (news.Delivery, error) {
	value, err := encode(d)
	if err != nil {
		return news.Delivery{}, err
	}
	// Both have the tag of the claim; a delivery to another chat would have
	// another.
	at, h := d.Key.Address, s.home(d.Key.Address)
	answer, err := beginDelivery.run(ctx, s, []string{s.home(c.Subscriber.Address).claims, h.deliveries, h.delivered, h.addresses},
		member(at), member(c.Subscriber.Address), c.Fence, deliveryField(d.Key), value, touched(d)).StringSlice()
	if err != nil {
		return news.Delivery{}, err
	}
	if answer[0] != "ok" {
		return news.Delivery{}, storage.ErrLost
	}
	s.rememberDelivery(d.Key, answer[1])
	return readDelivery(answer[1])
}

// MarkPart is storage.Deliveries'. What is remembered of the delivery is as good
// as read: the script compares it, and looks at the claim.
func (s *Store) MarkPart(ctx context.Context, c storage.Claim, key news.DeliveryKey, part int, p news.Part) error {
	for tries := range storage.MostTries {
		rely := tries == 0
		err := s.act(ctx, func() error { return s.markPart(ctx, c, key, partChange{part, p, rely}) })
		if !errors.Is(err, errChanged) && !(rely && errors.Is(err, errNoPart)) {
			return named(err, "mark part %d of delivery %s", part, key)
		}
	}
	return named(errGivenUp, "mark part %d of delivery %s", part, key)
}

// partChange is what becomes of a part, counted from 0.
type partChange struct {
	n    int
	part news.Part
	rely bool // on what is remembered
}

func (s *Store) markPart(ctx context.Context, c storage.Claim, key news.DeliveryKey, change partChange) error {
	d, old, err := s.rememberedDelivery(ctx, c, key, change.rely)
	if err != nil {
		return err
	}
	if change.n < 0 || change.n >= len(d.Parts) {
		return errNoPart
	}
	d.Parts[change.n] = change.part
	value, err := encode(d)
	if err != nil {
		return err
	}
	err = markPart.verdict(ctx, s, []string{s.home(c.Subscriber.Address).claims, s.addressKey("deliveries", key.Address)},
		member(c.Subscriber.Address), c.Fence, deliveryField(key), old, value)
	if err == nil {
		s.rememberDelivery(key, value)
	}
	return err
}

// FinishDelivery is storage.Deliveries'. Like UpdateSubscriber it makes the
// change between reading and saving, and again where the subscriber was saved
// meanwhile.
func (s *Store) FinishDelivery(ctx context.Context, c storage.Claim, key news.DeliveryKey, at time.Time, change func(*news.Subscriber) error) error {
	held, known := s.remembered(c.Subscriber.Address)
	for range storage.MostTries {
		if !known {
			var err error
			if held, err = do(ctx, s, func() (settled, error) { return s.mustHold(ctx, c) }); err != nil {
				return named(err, "finish delivery %s", key)
			}
		}
		err := change(&held.Subscriber)
		if err != nil && known {
			known = false
			continue
		}
		if err != nil {
			return err
		}
		held.Address = c.Subscriber.Address
		err = s.act(ctx, func() error { return s.finish(ctx, c, ending{key, at, held, known}) })
		if !errors.Is(err, errChanged) {
			return named(err, "finish delivery %s", key)
		}
		known = false
	}
	return named(errGivenUp, "finish delivery %s", key)
}

// ending is how a delivery ends; with the zero key there is none.
type ending struct {
	key  news.DeliveryKey
	at   time.Time
	held settled // as it is to be
	rely bool    // on what is remembered of the delivery
}

func (s *Store) finish(ctx context.Context, c storage.Claim, e ending) error {
	var field, before, after string
	if e.key != (news.DeliveryKey{}) {
		d, raw, err := s.rememberedDelivery(ctx, c, e.key, e.rely)
		if err != nil {
			return err
		}
		d.Finished = storage.Kept(e.at)
		if after, err = encode(d); err != nil {
			return err
		}
		field, before = deliveryField(e.key), raw
	}
	at, h, w := e.held.Address, s.home(e.held.Address), write(e.held.Subscriber)
	err := finishDelivery.verdict(ctx, s, h.keys(h.deliveries, h.delivered, h.marks),
		member(at), c.Fence, e.held.version, string(w), field, before, after, millis(e.at))
	if err == nil {
		s.memo.put(memoOfSubscriber(at), remembered{w.version(), string(w)})
		s.memo.forget(s.memoOf(e.key))
	}
	return err
}

// Delivery is storage.Deliveries'.
func (s *Store) Delivery(ctx context.Context, key news.DeliveryKey) (news.Delivery, error) {
	d, err := do(ctx, s, func() (news.Delivery, error) {
		d, _, err := s.delivery(ctx, key)
		return d, err
	})
	return d, named(err, "delivery %s", key)
}

// DeliveriesTo is storage.Deliveries'. Those of one address are few, as old
// ones are pruned, and come as one page.
func (s *Store) DeliveriesTo(ctx context.Context, at news.Address) iter.Seq2[news.Delivery, error] {
	page := func(ctx context.Context, _ string) ([]news.Delivery, string, error) {
		found, err := s.deliveriesOf(ctx, []news.Address{at})
		slices.SortFunc(found, func(a, b news.Delivery) int {
			return cmp.Or(b.Begun.Compare(a.Begun), strings.Compare(deliveryField(b.Key), deliveryField(a.Key)))
		})
		return found, "", err
	}
	return list[news.Delivery]{noun: "deliveries to " + at.String(), page: page}.from(ctx, s, "")
}

// AllDeliveries is storage.Deliveries'.
func (s *Store) AllDeliveries(ctx context.Context) iter.Seq2[news.Delivery, error] {
	page := func(ctx context.Context, after string) ([]news.Delivery, string, error) {
		addresses, next, err := s.addressesAfter(ctx, after, addressStep)
		if err != nil {
			return nil, "", err
		}
		found, err := s.deliveriesOf(ctx, addresses)
		return found, next, err
	}
	return list[news.Delivery]{noun: "deliveries", page: page}.from(ctx, s, "")
}

// addressStep is of how many addresses at a time everything is read.
const addressStep = 16

// deliveriesOf reads all deliveries of some addresses, by address, then date,
// then slot.
func (s *Store) deliveriesOf(ctx context.Context, addresses []news.Address) ([]news.Delivery, error) {
	all, err := s.hashes(ctx, len(addresses), func(i int) string { return s.addressKey("deliveries", addresses[i]) })
	if err != nil {
		return nil, err
	}
	var found []news.Delivery
	for _, hash := range all {
		for _, field := range slices.Sorted(maps.Keys(hash)) {
			d, err := readDelivery(hash[field])
			if err != nil {
				return nil, err
			}
			found = append(found, d)
		}
	}
	return found, nil
}

// RestoreDeliveries is storage.Restores'. Each delivery is an act of its
// own, as they have different tags.
func (s *Store) RestoreDeliveries(ctx context.Context, deliveries []news.Delivery) error {
	return restore(ctx, s, "delivery", deliveries, func(some []news.Delivery) error {
		for _, d := range some {
			if err := s.restoreDelivery(ctx, storage.KeptDelivery(d)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Store) restoreDelivery(ctx context.Context, d news.Delivery) error {
	value, err := encode(d)
	if err != nil {
		return err
	}
	// Its edition may be restored before or after it.
	if err := s.useEdition(ctx, d.Edition, d.Begun); err != nil {
		return err
	}
	h, at, field := s.home(d.Key.Address), member(d.Key.Address), deliveryField(d.Key)
	return s.write(ctx,
		command{"HSET", h.deliveries, field, value},
		command{"ZADD", h.delivered, touched(d), at + field},
		command{"ZADD", h.addresses, 0, at},
	)
}
