package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"math"
	"time"

	"readout/digest/news"
	"readout/storage"
)

const selectDelivery = `SELECT delivery FROM deliveries `

func readDelivery(rows *sql.Rows) (news.Delivery, error) {
	d, err := decoded[news.Delivery](rows)
	return storage.KeptDelivery(d), err
}

func delivery(ctx context.Context, c conn, k news.DeliveryKey) (news.Delivery, error) {
	return one(ctx, c, readDelivery, selectDelivery+`WHERE chat = ? AND thread = ? AND date = ? AND slot = ?`,
		k.Address.Chat, k.Address.Thread, k.Date, k.Slot)
}

func (t *tx) putDelivery(ctx context.Context, d news.Delivery) error {
	value, err := encode(d)
	if err != nil {
		return err
	}
	_, err = t.do(ctx, `INSERT OR REPLACE INTO deliveries (chat, thread, date, slot, edition, begun, finished, delivery)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		d.Key.Address.Chat, d.Key.Address.Thread, d.Key.Date, d.Key.Slot, d.Edition, millis(d.Begun), maybe(d.Finished), value)
	return err
}

// mustHold answers ErrLost where the claim is no longer the subscriber's.
func mustHold(ctx context.Context, c conn, claim storage.Claim) (settled, error) {
	held, err := subscriber(ctx, c, claim.Subscriber.Address)
	if errors.Is(err, storage.ErrNotFound) || err == nil && (held.fence != claim.Fence || claim.Fence == 0) {
		return settled{}, storage.ErrLost
	}
	return held, err
}

// BeginDelivery is storage.Deliveries'.
func (s *Store) BeginDelivery(ctx context.Context, c storage.Claim, d news.Delivery, e news.Edition) (news.Delivery, error) {
	var begun news.Delivery
	err := s.write(ctx, func(t *tx) error {
		if _, err := mustHold(ctx, t, c); err != nil {
			return err
		}
		stored, err := delivery(ctx, t, d.Key)
		if err == nil || !errors.Is(err, storage.ErrNotFound) {
			begun = stored
			return err
		}
		if err := t.putEdition(ctx, e); err != nil {
			return err
		}
		if err := t.putDelivery(ctx, d); err != nil {
			return err
		}
		begun, err = delivery(ctx, t, d.Key)
		return err
	})
	if err != nil {
		return news.Delivery{}, named(err, "begin delivery %s", d.Key)
	}
	return begun, nil
}

var errNoPart = errors.New("no such part")

// MarkPart is storage.Deliveries'.
func (s *Store) MarkPart(ctx context.Context, c storage.Claim, key news.DeliveryKey, part int, p news.Part) error {
	err := s.write(ctx, func(t *tx) error {
		if _, err := mustHold(ctx, t, c); err != nil {
			return err
		}
		d, err := delivery(ctx, t, key)
		if err != nil {
			return err
		}
		if part < 0 || part >= len(d.Parts) {
			return errNoPart
		}
		d.Parts[part] = p
		return t.putDelivery(ctx, d)
	})
	return named(err, "mark part %d of delivery %s", part, key)
}

// FinishDelivery is storage.Deliveries'. Like UpdateSubscriber it makes the
// change outside of the transaction, and again where the subscriber was saved
// meanwhile.
func (s *Store) FinishDelivery(ctx context.Context, c storage.Claim, key news.DeliveryKey, at time.Time, change func(*news.Subscriber) error) error {
	for range storage.MostTries {
		held, err := look(ctx, s, func(l conn) (settled, error) { return mustHold(ctx, l, c) })
		if err != nil {
			return named(err, "finish delivery %s", key)
		}
		if err := change(&held.Subscriber); err != nil {
			return err
		}
		held.Address = c.Subscriber.Address
		err = s.write(ctx, func(t *tx) error { return t.finish(ctx, c, key, at, held) })
		if !errors.Is(err, errChanged) {
			return named(err, "finish delivery %s", key)
		}
	}
	return named(errGivenUp, "finish delivery %s", key)
}

func (t *tx) finish(ctx context.Context, c storage.Claim, key news.DeliveryKey, at time.Time, s settled) error {
	held, err := t.endClaim(ctx, c, free)
	if err != nil {
		return err
	}
	if !held {
		return storage.ErrLost
	}
	if _, err := t.saveSubscriber(ctx, s); err != nil {
		return err
	}
	if key == (news.DeliveryKey{}) {
		return nil
	}
	d, err := delivery(ctx, t, key)
	if err != nil {
		return err
	}
	d.Finished = at
	return t.putDelivery(ctx, d)
}

// Delivery is storage.Deliveries'.
func (s *Store) Delivery(ctx context.Context, key news.DeliveryKey) (news.Delivery, error) {
	d, err := look(ctx, s, func(c conn) (news.Delivery, error) { return delivery(ctx, c, key) })
	return d, named(err, "delivery %s", key)
}

// DeliveriesTo is storage.Deliveries'.
func (s *Store) DeliveriesTo(ctx context.Context, at news.Address) iter.Seq2[news.Delivery, error] {
	type place struct {
		begun int64
		date  news.Day
		slot  string
	}
	return list[news.Delivery, place]{
		noun: "deliveries to " + at.String(),
		page: func(ctx context.Context, c conn, after place) ([]news.Delivery, error) {
			return all(ctx, c, readDelivery, selectDelivery+`WHERE chat = ? AND thread = ? AND (begun, date, slot) < (?, ?, ?)
				ORDER BY begun DESC, date DESC, slot DESC LIMIT ?`, at.Chat, at.Thread, after.begun, after.date, after.slot, pageSize)
		},
		key: func(d news.Delivery) place { return place{millis(d.Begun), d.Key.Date, d.Key.Slot} },
	}.from(ctx, s, place{begun: math.MaxInt64})
}

// AllDeliveries is storage.Deliveries'.
func (s *Store) AllDeliveries(ctx context.Context) iter.Seq2[news.Delivery, error] {
	return list[news.Delivery, news.DeliveryKey]{
		noun: "deliveries",
		page: func(ctx context.Context, c conn, k news.DeliveryKey) ([]news.Delivery, error) {
			return all(ctx, c, readDelivery, selectDelivery+`WHERE (chat, thread, date, slot) > (?, ?, ?, ?)
				ORDER BY chat, thread, date, slot LIMIT ?`, k.Address.Chat, k.Address.Thread, k.Date, k.Slot, pageSize)
		},
		key: func(d news.Delivery) news.DeliveryKey { return d.Key },
	}.from(ctx, s, news.DeliveryKey{Address: news.Address{Chat: math.MinInt64, Thread: math.MinInt}})
}
