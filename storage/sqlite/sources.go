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

// SaveSource is storage.Sources'.
func (s *Store) SaveSource(ctx context.Context, source news.Source) error {
	err := s.write(ctx, func(t *tx) error {
		old, err := t.source(ctx, source.ID)
		if errors.Is(err, storage.ErrNotFound) {
			return t.putSource(ctx, source)
		}
		if err != nil {
			return err
		}
		now, moved := storage.Resaved(old, source)
		if moved {
			return t.putSource(ctx, now)
		}
		return t.updateSource(ctx, now)
	})
	return named(err, "save source %s", source.ID)
}

// putSource writes a source that nobody holds.
func (t *tx) putSource(ctx context.Context, source news.Source) error {
	value, err := encode(source)
	if err != nil {
		return err
	}
	_, err = t.do(ctx, `INSERT OR REPLACE INTO sources (id, paused, next, held, source) VALUES (?, ?, ?, ?, ?)`,
		source.ID, source.Paused, millis(source.State.Next), free, value)
	return err
}

// updateSource writes a source and leaves who holds it.
func (t *tx) updateSource(ctx context.Context, source news.Source) error {
	value, err := encode(source)
	if err != nil {
		return err
	}
	_, err = t.do(ctx, `UPDATE sources SET paused = ?, next = ?, source = ? WHERE id = ?`,
		source.Paused, millis(source.State.Next), value, source.ID)
	return err
}

// free is what is held by nobody: until before any time.
const free int64 = -1 << 63

func (t *tx) source(ctx context.Context, id news.SourceID) (news.Source, error) {
	return one(ctx, t, readSource, selectSource+`WHERE id = ?`, id)
}

const selectSource = `SELECT source FROM sources `

func readSource(rows *sql.Rows) (news.Source, error) {
	s, err := decoded[news.Source](rows)
	return storage.KeptSource(s), err
}

// Source is storage.Sources'.
func (s *Store) Source(ctx context.Context, id news.SourceID) (news.Source, error) {
	source, err := look(ctx, s, func(c conn) (news.Source, error) {
		return one(ctx, c, readSource, selectSource+`WHERE id = ?`, id)
	})
	return source, named(err, "source %s", id)
}

// DeleteSource is storage.Sources'.
func (s *Store) DeleteSource(ctx context.Context, id news.SourceID) error {
	err := s.write(ctx, func(t *tx) error {
		_, err := t.do(ctx, `DELETE FROM sources WHERE id = ?`, id)
		return err
	})
	return named(err, "delete source %s", id)
}

// SavePolling is storage.Sources'.
func (s *Store) SavePolling(ctx context.Context, id news.SourceID, p news.Polling) error {
	err := s.write(ctx, func(t *tx) error { return t.settleSource(ctx, storage.Intake{Source: id, State: p}) })
	return named(err, "save polling of %s", id)
}

// settleSource stores what reading a source came to, unless it was another
// address that was read, and ends its claim. No source, or one that is gone,
// is fine.
func (t *tx) settleSource(ctx context.Context, in storage.Intake) error {
	if in.Source == "" {
		return nil
	}
	source, err := t.source(ctx, in.Source)
	if errors.Is(err, storage.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return t.putSource(ctx, in.After(source))
}

// ClaimSources is storage.Sources'.
func (s *Store) ClaimSources(ctx context.Context, now time.Time, lease time.Duration, limit int) ([]news.Source, error) {
	var claimed []news.Source
	err := s.write(ctx, func(t *tx) (err error) {
		claimed, err = readable(each(ctx, t, readSource, selectSource+`WHERE paused = 0 AND next <= ?1 AND held <= ?1 ORDER BY next, id`,
			millis(now)), limit)
		for _, source := range claimed {
			if _, err := t.do(ctx, `UPDATE sources SET held = ? WHERE id = ?`, millis(now.Add(lease)), source.ID); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		return nil, named(err, "claim sources")
	}
	return claimed, nil
}

// AllSources is storage.Sources'.
func (s *Store) AllSources(ctx context.Context) iter.Seq2[news.Source, error] {
	return list[news.Source, news.SourceID]{
		noun: "sources",
		page: func(ctx context.Context, c conn, after news.SourceID) ([]news.Source, error) {
			return all(ctx, c, readSource, selectSource+`WHERE id > ? ORDER BY id LIMIT ?`, after, pageSize)
		},
		key: func(s news.Source) news.SourceID { return s.ID },
	}.from(ctx, s, "")
}
