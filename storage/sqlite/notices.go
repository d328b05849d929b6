package sqlite

import (
	"context"
	"database/sql"
	"iter"

	"readout/digest/news"
)

// SaveNotice is storage.Notices'.
func (s *Store) SaveNotice(ctx context.Context, n news.Notice) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.do(ctx, `INSERT OR REPLACE INTO notices (id, told) VALUES (?, ?)`, n.ID, millis(n.Told))
		return err
	})
	return named(err, "save notice %q", n.ID)
}

// DeleteNotice is storage.Notices'.
func (s *Store) DeleteNotice(ctx context.Context, id string) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.do(ctx, `DELETE FROM notices WHERE id = ?`, id)
		return err
	})
	return named(err, "delete notice %q", id)
}

// AllNotices is storage.Notices'.
func (s *Store) AllNotices(ctx context.Context) iter.Seq2[news.Notice, error] {
	read := func(rows *sql.Rows) (n news.Notice, err error) {
		var told int64
		err = rows.Scan(&n.ID, &told)
		n.Told = instant(told)
		return n, err
	}
	return list[news.Notice, string]{
		noun: "notices",
		page: func(ctx context.Context, c conn, after string) ([]news.Notice, error) {
			return all(ctx, c, read, `SELECT id, told FROM notices WHERE id > ? ORDER BY id LIMIT ?`, after, pageSize)
		},
		key: func(n news.Notice) string { return n.ID },
	}.from(ctx, s, "")
}
