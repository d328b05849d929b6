package sqlite

import (
	"context"
	"fmt"
)

// SchemaSteps are all steps of the schema.
var SchemaSteps = schemaSteps

// LimitPages makes the disk as small as the file is now and some pages more;
// a negative number lifts the limit.
func (s *Store) LimitPages(ctx context.Context, more int) error {
	var pages, limit int
	if err := s.writer.QueryRowContext(ctx, `PRAGMA page_count`).Scan(&pages); err != nil {
		return err
	}
	if more < 0 {
		pages, more = 1<<30, 0
	}
	return s.writer.QueryRowContext(ctx, fmt.Sprintf(`PRAGMA max_page_count = %d`, pages+more)).Scan(&limit)
}

// PanicInAct writes a topic and panics before the act is done.
func (s *Store) PanicInAct(ctx context.Context, reason any) error {
	return s.write(ctx, func(t *tx) error {
		if _, err := t.do(ctx, `INSERT INTO topics (id, topic) VALUES ('half', '{}')`); err != nil {
			return err
		}
		panic(reason)
	})
}

// Plan is how SQLite means to run a query.
func (s *Store) Plan(ctx context.Context, query string, args ...any) (plan []string, err error) {
	rows, err := s.reader.QueryContext(ctx, `EXPLAIN QUERY PLAN `+query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			return nil, err
		}
		plan = append(plan, step)
	}
	return plan, rows.Err()
}

// Synchronous is how the one connection that writes waits for the disk.
func (s *Store) Synchronous(ctx context.Context) (how int, err error) {
	err = s.writer.QueryRowContext(ctx, `PRAGMA synchronous`).Scan(&how)
	return how, err
}
