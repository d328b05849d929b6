package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"math"

	"readout/digest/news"
	"readout/storage"
)

const selectGuest = `SELECT guest FROM guests `

func readGuest(rows *sql.Rows) (news.Guest, error) {
	g, err := decoded[news.Guest](rows)
	return storage.KeptGuest(g), err
}

func guest(ctx context.Context, c conn, id int64) (news.Guest, error) {
	return one(ctx, c, readGuest, selectGuest+`WHERE id = ?`, id)
}

func (t *tx) putGuest(ctx context.Context, g news.Guest) error {
	value, err := encode(g)
	if err != nil {
		return err
	}
	_, err = t.do(ctx, `INSERT OR REPLACE INTO guests (id, standing, guest) VALUES (?, ?, ?)`, g.ID, g.Standing, value)
	return err
}

// SaveGuest is storage.Guests'.
func (s *Store) SaveGuest(ctx context.Context, g news.Guest) error {
	return named(s.write(ctx, func(t *tx) error { return t.putGuest(ctx, g) }), "save guest %d", g.ID)
}

// Guest is storage.Guests'.
func (s *Store) Guest(ctx context.Context, id int64) (news.Guest, error) {
	g, err := look(ctx, s, func(c conn) (news.Guest, error) { return guest(ctx, c, id) })
	return g, named(err, "guest %d", id)
}

// DeleteGuest is storage.Guests'.
func (s *Store) DeleteGuest(ctx context.Context, id int64) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.do(ctx, `DELETE FROM guests WHERE id = ?`, id)
		return err
	})
	return named(err, "delete guest %d", id)
}

// FirstAdmin is storage.Guests'.
func (s *Store) FirstAdmin(ctx context.Context, g news.Guest) error {
	g.Standing = news.Admin
	err := s.write(ctx, func(t *tx) error {
		_, err := one(ctx, t, asNumber, `SELECT id FROM guests WHERE standing = 'admin' LIMIT 1`)
		switch {
		case err == nil:
			return storage.ErrLost
		case !errors.Is(err, storage.ErrNotFound):
			return err
		}
		return t.putGuest(ctx, g)
	})
	return named(err, "make %d the first admin", g.ID)
}

// AllGuests is storage.Guests'.
func (s *Store) AllGuests(ctx context.Context) iter.Seq2[news.Guest, error] {
	return list[news.Guest, int64]{
		noun: "guests",
		page: func(ctx context.Context, c conn, after int64) ([]news.Guest, error) {
			return all(ctx, c, readGuest, selectGuest+`WHERE id > ? ORDER BY id LIMIT ?`, after, pageSize)
		},
		key: func(g news.Guest) int64 { return g.ID },
	}.from(ctx, s, math.MinInt64)
}
