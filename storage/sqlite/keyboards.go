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

const selectKeyboard = `SELECT keyboard FROM keyboards `

func readKeyboard(rows *sql.Rows) (storage.Keyboard, error) {
	k, err := decoded[storage.Keyboard](rows)
	return storage.KeptKeyboard(k), err
}

// SaveKeyboard is storage.Buttons'.
func (s *Store) SaveKeyboard(ctx context.Context, k storage.Keyboard) error {
	return named(s.write(ctx, func(t *tx) error { return t.putKeyboard(ctx, k) }), "save keyboard %s", k.ID)
}

func (t *tx) putKeyboard(ctx context.Context, k storage.Keyboard) error {
	value, err := encode(k)
	if err != nil {
		return err
	}
	_, err = t.do(ctx, `INSERT OR REPLACE INTO keyboards (id, chat, thread, made, keyboard) VALUES (?, ?, ?, ?, ?)`,
		k.ID, k.Address.Chat, k.Address.Thread, millis(k.Made), value)
	return err
}

// BindKeyboard is storage.Buttons'.
func (s *Store) BindKeyboard(ctx context.Context, id string, at news.Address, message string) error {
	err := s.write(ctx, func(t *tx) error {
		k, err := one(ctx, t, readKeyboard, selectKeyboard+`WHERE id = ?`, id)
		if errors.Is(err, storage.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		k.Address, k.Message = at, message
		return t.putKeyboard(ctx, k)
	})
	return named(err, "bind keyboard %s", id)
}

// Keyboard is storage.Buttons'.
func (s *Store) Keyboard(ctx context.Context, id string) (storage.Keyboard, error) {
	k, err := look(ctx, s, func(c conn) (storage.Keyboard, error) {
		return one(ctx, c, readKeyboard, selectKeyboard+`WHERE id = ?`, id)
	})
	return k, named(err, "keyboard %s", id)
}

// PruneKeyboards is storage.Buttons'.
func (s *Store) PruneKeyboards(ctx context.Context, t time.Time) (int, error) {
	gone, err := s.inSteps(ctx, `DELETE FROM keyboards WHERE id IN (SELECT id FROM keyboards WHERE made < ? LIMIT ?)`, t)
	return gone, named(err, "prune keyboards")
}

// AllKeyboards is storage.Buttons'.
func (s *Store) AllKeyboards(ctx context.Context) iter.Seq2[storage.Keyboard, error] {
	return list[storage.Keyboard, string]{
		noun: "keyboards",
		page: func(ctx context.Context, c conn, after string) ([]storage.Keyboard, error) {
			return all(ctx, c, readKeyboard, selectKeyboard+`WHERE id > ? ORDER BY id LIMIT ?`, after, pageSize)
		},
		key: func(k storage.Keyboard) string { return k.ID },
	}.from(ctx, s, "")
}
