package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
	"readout/storage"
)

// creditNames counts a report for each of its names and returns their
// numbers.
func (t *tx) creditNames(ctx context.Context, r news.Report) (map[string]int64, error) {
	ids := map[string]int64{}
	for _, name := range r.Facts.Names() {
		id, err := one(ctx, t, asNumber, `INSERT INTO names (name, reports, latest) VALUES (?, 1, ?)
			ON CONFLICT (name) DO UPDATE SET reports = reports + 1, latest =
				CASE reports WHEN 0 THEN excluded.latest ELSE max(latest, excluded.latest) END
			RETURNING id`, name, millis(r.Article.Published))
		if err != nil {
			return nil, err
		}
		ids[name] = id
		for _, word := range text.Tokens(name) {
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
		id, err := one(ctx, t, asNumber, `UPDATE names SET reports = reports - 1 WHERE name = ? RETURNING id`, name)
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
	asked := distinct(text.Tokens(strings.Join(words, " ")))
	wanted, err := encode(asked)
	if err != nil {
		return nil, named(err, "find names")
	}
	query, args := selectNames, []any{limit}
	switch {
	case len(asked) == 1 && prefix:
		query, args = namesByBeginning, []any{asked[0], asked[0], limit}
	case len(asked) > 0 && prefix:
		query, args = namesByBeginnings, []any{wanted, len(asked), limit}
	case len(asked) > 0:
		query, args = namesByWords, []any{wanted, len(asked), limit}
	}
	found, err := look(ctx, s, func(c conn) ([]storage.NameUse, error) { return all(ctx, c, readNameUse, query, args...) })
	return found, named(err, "find names")
}

const (
	selectNames = `SELECT name, reports, latest FROM names WHERE reports > 0 ORDER BY reports DESC, name LIMIT max(?, 0)`

	namesByWords = `SELECT name, reports, latest FROM names WHERE reports > 0 AND id IN (
			SELECT name FROM name_words WHERE word IN (SELECT value FROM json_each(?)) GROUP BY name HAVING count(*) = ?
		) ORDER BY reports DESC, name LIMIT max(?, 0)`

	// One beginning needs no counting of how many of them a name has.
	namesByBeginning = `SELECT name, reports, latest FROM names WHERE reports > 0 AND id IN (
			SELECT name FROM name_words WHERE word >= ? AND word < ? || char(0x10ffff)
		) ORDER BY reports DESC, name LIMIT max(?, 0)`

	namesByBeginnings = `SELECT name, reports, latest FROM names WHERE reports > 0 AND id IN (
			SELECT w.name FROM json_each(?) AS asked CROSS JOIN name_words AS w
				ON w.word >= asked.value AND w.word < asked.value || char(0x10ffff)
			GROUP BY w.name HAVING count(DISTINCT asked.value) = ?
		) ORDER BY reports DESC, name LIMIT max(?, 0)`
)

// distinct sorts words and keeps each once.
func distinct(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}

func readNameUse(rows *sql.Rows) (storage.NameUse, error) {
	var n storage.NameUse
	var latest int64
	err := rows.Scan(&n.Name, &n.Reports, &latest)
	n.Latest = instant(latest)
	return n, err
}
