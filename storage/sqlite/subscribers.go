package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"math"

	"readout/digest/news"
	"readout/storage"
)

// settled is a subscriber as it stands in the store. Version 0 is none there.
type settled struct {
	news.Subscriber
	version int64
	fence   int64
}

const selectSubscriber = `SELECT version, fence, subscriber FROM subscribers `

func readSubscriber(rows *sql.Rows) (settled, error) {
	var s settled
	var raw sql.RawBytes
	if err := rows.Scan(&s.version, &s.fence, &raw); err != nil {
		return s, err
	}
	err := decode(raw, &s.Subscriber)
	s.Subscriber = storage.KeptSubscriber(s.Subscriber)
	return s, err
}

func subscriber(ctx context.Context, c conn, at news.Address) (settled, error) {
	return one(ctx, c, readSubscriber, selectSubscriber+`WHERE chat = ? AND thread = ?`, at.Chat, at.Thread)
}

// Subscriber is storage.Subscribers'.
func (s *Store) Subscriber(ctx context.Context, at news.Address) (news.Subscriber, error) {
	found, err := look(ctx, s, func(c conn) (settled, error) { return subscriber(ctx, c, at) })
	return found.Subscriber, named(err, "subscriber %s", at)
}

var (
	// errChanged tells that somebody saved the subscriber since it was read.
	errChanged = errors.New("changed meanwhile")
	// errGivenUp is what comes of an act that others get in the way of for ever.
	errGivenUp = fmt.Errorf("given up: it was changed by others each of %d times", storage.MostTries)
)

// UpdateSubscriber is storage.Subscribers'. The change is made outside of the
// transaction, so it may take its time and call the store; where somebody
// else saved meanwhile, it is made again on what they saved.
func (s *Store) UpdateSubscriber(ctx context.Context, at news.Address, change func(*news.Subscriber) error) (news.Subscriber, error) {
	for range storage.MostTries {
		old, err := look(ctx, s, func(c conn) (settled, error) { return subscriber(ctx, c, at) })
		if err != nil && !errors.Is(err, storage.ErrNotFound) {
			return news.Subscriber{}, named(err, "update subscriber %s", at)
		}
		changed := old
		changed.Address = at
		if err := change(&changed.Subscriber); err != nil {
			return news.Subscriber{}, err
		}
		changed.Address = at
		err = s.write(ctx, func(t *tx) (err error) {
			changed, err = t.saveSubscriber(ctx, changed)
			return err
		})
		if !errors.Is(err, errChanged) {
			return changed.Subscriber, named(err, "update subscriber %s", at)
		}
	}
	return news.Subscriber{}, named(errGivenUp, "update subscriber %s", at)
}

// saveSubscriber writes a subscriber that was read at its version, and returns
// it as it is kept; where it has another version by now, errChanged.
func (t *tx) saveSubscriber(ctx context.Context, s settled) (settled, error) {
	value, err := encode(s.Subscriber)
	if err != nil {
		return settled{}, err
	}
	write := `UPDATE subscribers SET due = ?, subscriber = ?, version = version + 1 WHERE chat = ? AND thread = ? AND version = ?`
	if s.version == 0 {
		write = `INSERT INTO subscribers (due, subscriber, chat, thread, version, held, fence) VALUES (?, ?, ?, ?, ? + 1, ` +
			`-9223372036854775808, 0) ON CONFLICT DO NOTHING`
	}
	n, err := t.do(ctx, write, maybe(s.Due.At), value, s.Address.Chat, s.Address.Thread, s.version)
	if err != nil {
		return settled{}, err
	}
	if n == 0 {
		return settled{}, errChanged
	}
	return subscriber(ctx, t, s.Address)
}

// DeleteSubscriber is storage.Subscribers'.
func (s *Store) DeleteSubscriber(ctx context.Context, at news.Address) error {
	err := s.write(ctx, func(t *tx) error {
		for _, table := range []string{"subscribers", "deliveries", "shown", "keyboards", "topics"} {
			if _, err := t.do(ctx, `DELETE FROM `+table+` WHERE chat = ? AND thread = ?`, at.Chat, at.Thread); err != nil {
				return err
			}
		}
		return nil
	})
	return named(err, "delete subscriber %s", at)
}

// AllSubscribers is storage.Subscribers'.
func (s *Store) AllSubscribers(ctx context.Context) iter.Seq2[news.Subscriber, error] {
	read := func(rows *sql.Rows) (news.Subscriber, error) {
		s, err := readSubscriber(rows)
		return s.Subscriber, err
	}
	return list[news.Subscriber, news.Address]{
		noun: "subscribers",
		page: func(ctx context.Context, c conn, after news.Address) ([]news.Subscriber, error) {
			return all(ctx, c, read, selectSubscriber+`WHERE (chat, thread) > (?, ?) ORDER BY chat, thread LIMIT ?`,
				after.Chat, after.Thread, pageSize)
		},
		key: func(s news.Subscriber) news.Address { return s.Address },
	}.from(ctx, s, news.Address{Chat: math.MinInt64, Thread: math.MinInt})
}
