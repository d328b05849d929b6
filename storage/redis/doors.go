package redis

import (
	"context"
	_ "embed"
	"errors"
	"iter"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"readout/digest/news"
	"readout/storage"
)

//go:embed scripts/admit.lua
var admitLua string

var admit = newScript(admitLua)

func readInvitation(raw string) (news.Invitation, error) {
	i, err := decoded[news.Invitation](raw)
	return storage.KeptInvitation(i), err
}

func (s *Store) invitations() shelf[news.Invitation] {
	return shelf[news.Invitation]{"invitations", s.key(accessTag, "invitations"), s.key(accessTag, "invitations", "codes"), readInvitation}
}

func (s *Store) doorKey() string { return s.key(accessTag, "door") }

// Door is storage.Doors'.
func (s *Store) Door(ctx context.Context) (news.Door, error) {
	state, err := do(ctx, s, func() (string, error) { return s.client.Get(ctx, s.doorKey()).Result() })
	if errors.Is(err, storage.ErrNotFound) {
		return "", nil
	}
	return news.Door(state), named(err, "door")
}

// SetDoor is storage.Doors'.
func (s *Store) SetDoor(ctx context.Context, d news.Door) error {
	return named(s.together(ctx, command{"SET", s.doorKey(), string(d)}), "set door")
}

// SaveInvitation is storage.Doors'.
func (s *Store) SaveInvitation(ctx context.Context, i news.Invitation) error {
	value, err := encode(storage.KeptInvitation(i))
	if err != nil {
		return named(err, "save invitation")
	}
	shelf := s.invitations()
	err = s.together(ctx,
		command{"HSET", shelf.values, i.Code, value},
		command{"ZADD", shelf.ids, 0, i.Code},
	)
	return named(err, "save invitation")
}

// AllInvitations is storage.Doors'.
func (s *Store) AllInvitations(ctx context.Context) iter.Seq2[news.Invitation, error] {
	return s.invitations().all(ctx, s)
}

// Admit is storage.Doors'.
func (s *Store) Admit(ctx context.Context, code string, g news.Guest, now time.Time) (news.Guest, error) {
	for range storage.MostTries {
		admitted, err := do(ctx, s, func() (news.Guest, error) { return s.admit(ctx, code, g, now) })
		if !errors.Is(err, errChanged) {
			return admitted, named(err, "admit %d", g.ID)
		}
	}
	return news.Guest{}, named(errGivenUp, "admit %d", g.ID)
}

func (s *Store) admit(ctx context.Context, code string, g news.Guest, now time.Time) (news.Guest, error) {
	stood, err := s.client.HGet(ctx, s.guests().values, ordered(g.ID)).Result()
	if err != nil && !errors.Is(err, goredis.Nil) {
		return news.Guest{}, err
	}
	if stood != "" {
		known, err := readGuest(stood)
		if err != nil {
			return news.Guest{}, err
		}
		switch known.Standing {
		case news.Allowed, news.Admin:
			return known, nil
		case news.Banned:
			return news.Guest{}, storage.ErrNotFound
		}
	}
	before, err := s.client.HGet(ctx, s.invitations().values, code).Result()
	if err != nil {
		return news.Guest{}, err
	}
	i, err := readInvitation(before)
	if err != nil {
		return news.Guest{}, err
	}
	if !i.Admits(now) {
		return news.Guest{}, storage.ErrNotFound
	}
	i.Used++
	g.Standing, g.Invitation = news.Allowed, code
	return s.letIn(ctx, g, stood, i, before)
}

// letIn saves a guest with the invitation that let it in, unless either is no
// longer as it was read.
func (s *Store) letIn(ctx context.Context, g news.Guest, stood string, i news.Invitation, before string) (news.Guest, error) {
	stands, err := encode(storage.KeptGuest(g))
	if err != nil {
		return news.Guest{}, err
	}
	after, err := encode(i)
	if err != nil {
		return news.Guest{}, err
	}
	guests := s.guests()
	err = admit.verdict(ctx, s, []string{guests.values, guests.ids, s.invitations().values},
		ordered(g.ID), stood, stands, i.Code, before, after)
	if err != nil {
		return news.Guest{}, err
	}
	return readGuest(stands)
}
