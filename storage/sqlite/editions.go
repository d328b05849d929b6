package sqlite

import (
	"context"
	"database/sql"
	"iter"
	"math"
	"time"

	"readout/digest/news"
	"readout/storage"
)

func readEdition(rows *sql.Rows) (news.Edition, error) {
	var e news.Edition
	var made int64
	var raw sql.RawBytes
	if err := rows.Scan(&made, &raw); err != nil {
		return e, err
	}
	err := decode(raw, &e)
	e.Made = instant(made)
	return storage.KeptEdition(e), err
}

const selectEdition = `SELECT made, edition FROM editions `

// putEdition keeps an edition; of one that is there only Made may grow.
func (t *tx) putEdition(ctx context.Context, e news.Edition) error {
	value, err := encode(e)
	if err != nil {
		return err
	}
	_, err = t.do(ctx, `INSERT INTO editions (id, made, edition) VALUES (?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET made = max(made, excluded.made)`, e.ID, millis(e.Made), value)
	return err
}

// SaveEdition is storage.Editions'.
func (s *Store) SaveEdition(ctx context.Context, e news.Edition) error {
	return named(s.write(ctx, func(t *tx) error { return t.putEdition(ctx, e) }), "save edition %s", e.ID)
}

// Edition is storage.Editions'.
func (s *Store) Edition(ctx context.Context, id news.EditionID) (news.Edition, error) {
	e, err := look(ctx, s, func(c conn) (news.Edition, error) {
		return one(ctx, c, readEdition, selectEdition+`WHERE id = ?`, id)
	})
	return e, named(err, "edition %s", id)
}

// MarkShown is storage.Editions'.
func (s *Store) MarkShown(ctx context.Context, sh storage.Shown) error {
	return named(s.write(ctx, func(t *tx) error { return t.markShown(ctx, sh) }), "mark shown to %s", sh.Address)
}

// markShown gives a row that is there a new number, by which the last one
// wins.
func (t *tx) markShown(ctx context.Context, sh storage.Shown) error {
	_, err := t.do(ctx, `INSERT OR REPLACE INTO shown (chat, thread, message, edition, at) VALUES (?, ?, ?, ?, ?)`,
		sh.Address.Chat, sh.Address.Thread, sh.Message, sh.Edition, millis(sh.At))
	return err
}

// LastShown is storage.Editions'.
func (s *Store) LastShown(ctx context.Context, at news.Address, message string) (storage.Shown, error) {
	query, args := `SELECT message, edition, at FROM shown WHERE chat = ? AND thread = ?`, []any{at.Chat, at.Thread}
	if message != "" {
		query, args = query+` AND message = ?`, append(args, message)
	}
	read := func(rows *sql.Rows) (storage.Shown, error) {
		sh := storage.Shown{Address: at}
		var when int64
		err := rows.Scan(&sh.Message, &sh.Edition, &when)
		sh.At = instant(when)
		return sh, err
	}
	sh, err := look(ctx, s, func(c conn) (storage.Shown, error) {
		return one(ctx, c, read, query+` ORDER BY at DESC, number DESC LIMIT 1`, args...)
	})
	return sh, named(err, "last shown to %s", at)
}

// AllShown is storage.Editions'.
func (s *Store) AllShown(ctx context.Context) iter.Seq2[storage.Shown, error] {
	type row struct {
		storage.Shown
		number int64
	}
	read := func(rows *sql.Rows) (r row, err error) {
		var at int64
		err = rows.Scan(&r.Address.Chat, &r.Address.Thread, &r.number, &r.Message, &r.Edition, &at)
		r.At = instant(at)
		return r, err
	}
	rows := list[row, row]{
		noun: "what was shown",
		page: func(ctx context.Context, c conn, after row) ([]row, error) {
			return all(ctx, c, read, `SELECT chat, thread, number, message, edition, at FROM shown WHERE (chat, thread, number) > (?, ?, ?)
				ORDER BY chat, thread, number LIMIT ?`, after.Address.Chat, after.Address.Thread, after.number, pageSize)
		},
		key: func(r row) row { return r },
	}.from(ctx, s, row{Shown: storage.Shown{Address: news.Address{Chat: math.MinInt64, Thread: math.MinInt}}})
	return func(yield func(storage.Shown, error) bool) {
		for r, err := range rows {
			if !yield(r.Shown, err) {
				return
			}
		}
	}
}

// pruneStep is how much one transaction forgets, so that pruning never keeps
// the writer for long.
const pruneStep = 500

// PruneEditions is storage.Editions'.
func (s *Store) PruneEditions(ctx context.Context, t time.Time) (int, error) {
	for _, old := range []string{"finished < ?", "finished IS NULL AND begun < ?"} {
		_, err := s.inSteps(ctx, `DELETE FROM deliveries WHERE (chat, thread, date, slot) IN (
			SELECT chat, thread, date, slot FROM deliveries WHERE `+old+` LIMIT ?)`, t)
		if err != nil {
			return 0, named(err, "prune deliveries")
		}
	}
	gone, err := s.inSteps(ctx, `DELETE FROM editions WHERE id IN (
		SELECT id FROM editions AS e WHERE made < ?1
			AND NOT EXISTS (SELECT 1 FROM deliveries AS d WHERE d.edition = e.id AND d.begun >= ?1)
			AND NOT EXISTS (SELECT 1 FROM shown AS s WHERE s.edition = e.id AND s.at >= ?1)
		LIMIT ?2)`, t)
	if err != nil {
		return gone, named(err, "prune editions")
	}
	_, err = s.inSteps(ctx, `DELETE FROM shown WHERE number IN (
		SELECT number FROM shown AS s WHERE at < ? AND NOT EXISTS (SELECT 1 FROM editions AS e WHERE e.id = s.edition) LIMIT ?)`, t)
	return gone, named(err, "prune what was shown")
}

// inSteps repeats a statement on an instant and a limit until it touches no
// more rows, and returns how many it touched.
func (s *Store) inSteps(ctx context.Context, statement string, before time.Time) (int, error) {
	total := 0
	for {
		n := 0
		err := s.write(ctx, func(t *tx) (err error) {
			n, err = t.do(ctx, statement, millis(before), pruneStep)
			return err
		})
		total += n
		if err != nil || n < pruneStep {
			return total, err
		}
	}
}

// AllEditions is storage.Editions'.
func (s *Store) AllEditions(ctx context.Context) iter.Seq2[news.Edition, error] {
	return list[news.Edition, news.EditionID]{
		noun: "editions",
		page: func(ctx context.Context, c conn, after news.EditionID) ([]news.Edition, error) {
			return all(ctx, c, readEdition, selectEdition+`WHERE id > ? ORDER BY id LIMIT ?`, after, pageSize)
		},
		key: func(e news.Edition) news.EditionID { return e.ID },
	}.from(ctx, s, "")
}
