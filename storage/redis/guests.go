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
	//go:embed scripts/save_guest.lua
	saveGuestLua string
	//go:embed scripts/move_guest.lua
	moveGuestLua string

	saveGuest = newScript(saveGuestLua)
	moveGuest = newScript(moveGuestLua)
)

func readGuest(raw string) (news.Guest, error) {
	g, err := decoded[news.Guest](raw)
	return storage.KeptGuest(g), err
}

func (s *Store) guests() shelf[news.Guest] {
	return shelf[news.Guest]{"guests", s.key(accessTag, "guests"), s.key(accessTag, "guests", "ids"), readGuest}
}

func (s *Store) adminsKey() string { return s.key(accessTag, "admins") }

// putGuest writes a guest. With a mark it must be the first admin.
func (s *Store) putGuest(ctx context.Context, g news.Guest, first string) error {
	value, err := encode(storage.KeptGuest(g))
	if err != nil {
		return err
	}
	shelf := s.guests()
	return saveGuest.verdict(ctx, s, []string{shelf.values, shelf.ids, s.adminsKey(), s.key(accessTag, "first")},
		ordered(g.ID), value, string(g.Standing), first)
}

// SaveGuest is storage.Guests'.
func (s *Store) SaveGuest(ctx context.Context, g news.Guest) error {
	return named(s.act(ctx, func() error { return s.putGuest(ctx, g, "") }), "save guest %d", g.ID)
}

// Guest is storage.Guests'.
func (s *Store) Guest(ctx context.Context, id int64) (news.Guest, error) {
	g, err := s.guests().one(ctx, s, ordered(id))
	return g, named(err, "guest %d", id)
}

// DeleteGuest is storage.Guests'.
func (s *Store) DeleteGuest(ctx context.Context, id int64) error {
	shelf := s.guests()
	err := s.together(ctx,
		command{"HDEL", shelf.values, ordered(id)},
		command{"ZREM", shelf.ids, ordered(id)},
		command{"SREM", s.adminsKey(), ordered(id)},
	)
	return named(err, "delete guest %d", id)
}

// FirstAdmin is storage.Guests'.
func (s *Store) FirstAdmin(ctx context.Context, g news.Guest) error {
	g.Standing = news.Admin
	return named(s.act(ctx, func() error { return s.putGuest(ctx, g, mark()) }), "make %d the first admin", g.ID)
}

// AllGuests is storage.Guests'.
func (s *Store) AllGuests(ctx context.Context) iter.Seq2[news.Guest, error] {
	return s.guests().all(ctx, s)
}

// moveGuest carries a chat's entry among the guests over to another chat.
func (s *Store) moveGuest(ctx context.Context, from, to int64) error {
	shelf := s.guests()
	for range storage.MostTries {
		old, err := s.client.HGet(ctx, shelf.values, ordered(from)).Result()
		if errors.Is(err, goredis.Nil) {
			return nil
		}
		if err != nil {
			return err
		}
		g, err := readGuest(old)
		if err != nil {
			return err
		}
		g.ID = to
		value, err := encode(g)
		if err != nil {
			return err
		}
		err = moveGuest.verdict(ctx, s, []string{shelf.values, shelf.ids, s.adminsKey()}, ordered(from), ordered(to), old, value)
		if !errors.Is(err, errChanged) {
			return err
		}
	}
	return errGivenUp
}
