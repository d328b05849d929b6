package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"readout/digest/news"
	fold "readout/digest/text"
	"readout/storage"
)

// creditNames counts a report for each of its names and returns their
// numbers.
func (t *tx) creditNames(ctx context.Context, r news.Report) (map[string]int64, error) {
	ids := map[string]int64{}
	for _, name := range r.Facts.Names() {
		id, err := one(ctx, t, number, `INSERT INTO names (name, reports, latest) VALUES (?, 1, ?)
			ON CONFLICT (name) DO UPDATE SET reports = reports + 1, latest =
				CASE reports WHEN 0 THEN excluded.latest ELSE max(latest, excluded.latest) END
			RETURNING id`, name, millis(r.Article.Published))
		if err != nil {
			return nil, err
		}
		ids[name] = id
		for _, word := range fold.Tokens(name) {
			if _, err := t.do(ctx, `INSERT OR IGNORE INTO name_words (word, name) VALUES (?, ?)`, word, id); err != nil {
				return nil, err
			}
		}
	}
	return ids, nil
}

// discreditNames takes a report, whose row and index row are gone already,
// from the count of its names.
func (t *tx) discreditNames(ctx context.Context, r news.Report) error {
	for _, name := range r.Facts.Names() {
		id, err := one(ctx, t, number, `UPDATE names SET reports = reports - 1 WHERE name = ? RETURNING id`, name)
		if err != nil {
			return err
		}
		latest := `SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 1`
		_, err = t.do(ctx, `UPDATE names SET latest = coalesce((SELECT published FROM reports WHERE rank = (`+latest+`)), 0) WHERE id = ?`,
			quoted(nameMark(storage.Articles, id)), id)
		if err != nil {
			return err
		}
	}
	return nil
}

// FindNames is storage.Archive's.
func (s *Store) FindNames(ctx context.Context, words []string, prefix bool, limit int) ([]storage.NameUse, error) {
	query, args := nameQuery(fold.Tokens(strings.Join(words, " ")), prefix)
	found, err := look(ctx, s, func(c conn) ([]storage.NameUse, error) {
		return all(ctx, c, readNameUse, query, append(args, max(limit, 0))...)
	})
	return found, named(err, "find names")
}

func nameQuery(words []string, prefix bool) (string, []any) {
	var where strings.Builder
	var args []any
	for _, word := range words {
		if prefix {
			where.WriteString(` AND id IN (SELECT name FROM name_words WHERE word >= ? AND word < ?)`)
			args = append(args, word, word+"\U0010ffff")
			continue
		}
		where.WriteString(` AND id IN (SELECT name FROM name_words WHERE word = ?)`)
		args = append(args, word)
	}
	return `SELECT name, reports, latest FROM names WHERE reports > 0` + where.String() + ` ORDER BY reports DESC, name LIMIT ?`, args
}

func readNameUse(rows *sql.Rows) (storage.NameUse, error) {
	var n storage.NameUse
	var latest int64
	err := rows.Scan(&n.Name, &n.Reports, &latest)
	n.Latest = instant(latest)
	return n, err
}
