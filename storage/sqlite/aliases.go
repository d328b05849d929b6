package sqlite

import (
	"context"
	"database/sql"
	"iter"

	"readout/digest/news"
)

// SaveAlias is storage.Aliases'.
func (s *Store) SaveAlias(ctx context.Context, a news.Alias) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.do(ctx, `INSERT OR REPLACE INTO aliases (name, of, made) VALUES (?, ?, ?)`, a.Name, a.Of, millis(a.Made))
		return err
	})
	return named(err, "save alias %q", a.Name)
}

// DeleteAlias is storage.Aliases'.
func (s *Store) DeleteAlias(ctx context.Context, name string) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.do(ctx, `DELETE FROM aliases WHERE name = ?`, name)
		return err
	})
	return named(err, "delete alias %q", name)
}

// AllAliases is storage.Aliases'.
func (s *Store) AllAliases(ctx context.Context) iter.Seq2[news.Alias, error] {
	read := func(rows *sql.Rows) (a news.Alias, err error) {
		var made int64
		err = rows.Scan(&a.Name, &a.Of, &made)
		a.Made = instant(made)
		return a, err
	}
	return list[news.Alias, string]{
		noun: "aliases",
		page: func(ctx context.Context, c conn, after string) ([]news.Alias, error) {
			return all(ctx, c, read, `SELECT name, of, made FROM aliases WHERE name > ? ORDER BY name LIMIT ?`, after, pageSize)
		},
		key: func(a news.Alias) string { return a.Name },
	}.from(ctx, s, "")
}
