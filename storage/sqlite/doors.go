package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// Door is storage.Doors'.
func (s *Store) Door(ctx context.Context) (news.Door, error) {
	state, err := look(ctx, s, func(c conn) (string, error) { return one(ctx, c, asText, `SELECT state FROM door`) })
	if errors.Is(err, storage.ErrNotFound) {
		return "", nil
	}
	return news.Door(state), named(err, "door")
}

// SetDoor is storage.Doors'.
func (s *Store) SetDoor(ctx context.Context, d news.Door) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.do(ctx, `INSERT OR REPLACE INTO door (one, state) VALUES (1, ?)`, d)
		return err
	})
	return named(err, "set door")
}

const selectInvitation = `SELECT invitation FROM invitations `

func readInvitation(rows *sql.Rows) (news.Invitation, error) {
	i, err := decoded[news.Invitation](rows)
	return storage.KeptInvitation(i), err
}

func (t *tx) putInvitation(ctx context.Context, i news.Invitation) error {
	value, err := encode(i)
	if err != nil {
		return err
	}
	_, err = t.do(ctx, `INSERT OR REPLACE INTO invitations (code, invitation) VALUES (?, ?)`, i.Code, value)
	return err
}

// SaveInvitation is storage.Doors'.
func (s *Store) SaveInvitation(ctx context.Context, i news.Invitation) error {
	return named(s.write(ctx, func(t *tx) error { return t.putInvitation(ctx, i) }), "save invitation")
}

// Admit is storage.Doors'.
func (s *Store) Admit(ctx context.Context, code string, g news.Guest, now time.Time) (news.Guest, error) {
	var admitted news.Guest
	err := s.write(ctx, func(t *tx) (err error) {
		admitted, err = t.admit(ctx, code, g, now)
		return err
	})
	if err != nil {
		return news.Guest{}, named(err, "admit %d", g.ID)
	}
	return admitted, nil
}

func (t *tx) admit(ctx context.Context, code string, g news.Guest, now time.Time) (news.Guest, error) {
	known, err := guest(ctx, t, g.ID)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return news.Guest{}, err
	}
	switch known.Standing {
	case news.Allowed, news.Admin:
		return known, nil
	case news.Banned:
		return news.Guest{}, storage.ErrNotFound
	}
	i, err := one(ctx, t, readInvitation, selectInvitation+`WHERE code = ?`, code)
	if err != nil {
		return news.Guest{}, err
	}
	if !i.Admits(now) {
		return news.Guest{}, storage.ErrNotFound
	}
	i.Used++
	if err := t.putInvitation(ctx, i); err != nil {
		return news.Guest{}, err
	}
	g.Standing, g.Invitation = news.Allowed, code
	if err := t.putGuest(ctx, g); err != nil {
		return news.Guest{}, err
	}
	return guest(ctx, t, g.ID)
}

// AllInvitations is storage.Doors'.
func (s *Store) AllInvitations(ctx context.Context) iter.Seq2[news.Invitation, error] {
	return list[news.Invitation, string]{
		noun: "invitations",
		page: func(ctx context.Context, c conn, after string) ([]news.Invitation, error) {
			return all(ctx, c, readInvitation, selectInvitation+`WHERE code > ? ORDER BY code LIMIT ?`, after, pageSize)
		},
		key: func(i news.Invitation) string { return i.Code },
	}.from(ctx, s, "")
}
