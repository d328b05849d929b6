package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"readout/storage"
)

// each reads the rows of a query one by one. One that cannot be read is told
// and passed over.
func each[T any](ctx context.Context, c conn, read func(*sql.Rows) (T, error), query string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		rows, err := c.QueryContext(ctx, query, args...)
		if err != nil {
			yield(none, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			if !yield(read(rows)) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(none, err)
		}
	}
}

// all reads every row of a query.
func all[T any](ctx context.Context, c conn, read func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	var found []T
	for x, err := range each(ctx, c, read, query, args...) {
		if err != nil {
			return nil, err
		}
		found = append(found, x)
	}
	return found, nil
}

// readable are the first rows, at most limit, without those whose value is
// damaged: one of them keeps nobody else from being served.
func readable[T any](rows iter.Seq2[T, error], limit int) ([]T, error) {
	var found []T
	for x, err := range rows {
		if len(found) >= limit {
			break
		}
		if errors.Is(err, errUnreadable) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = append(found, x)
	}
	return found, nil
}

// one reads the first row of a query; where there is none, ErrNotFound.
func one[T any](ctx context.Context, c conn, read func(*sql.Rows) (T, error), query string, args ...any) (T, error) {
	var none T
	found, err := all(ctx, c, read, query, args...)
	if err != nil {
		return none, err
	}
	if len(found) == 0 {
		return none, storage.ErrNotFound
	}
	return found[0], nil
}

func asText(rows *sql.Rows) (s string, err error)  { err = rows.Scan(&s); return s, err }
func asNumber(rows *sql.Rows) (n int64, err error) { err = rows.Scan(&n); return n, err }

// decoded reads a row that is one value in JSON.
func decoded[T any](rows *sql.Rows) (T, error) {
	var value T
	var raw sql.RawBytes
	if err := rows.Scan(&raw); err != nil {
		return value, err
	}
	return value, decode(raw, &value)
}

var errUnreadable = errors.New("stored value is damaged")

func decode(raw []byte, into any) error {
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("%w: %w", errUnreadable, err)
	}
	return nil
}

func encode(value any) (string, error) {
	raw, err := json.Marshal(value)
	return string(raw), err
}

// pageSize is how many rows a list reads at a time.
const pageSize = 64

// list describes how a noun is listed: page reads at most pageSize of what
// follows after a key, and key is where an element stands.
type list[T, K any] struct {
	noun string
	page func(ctx context.Context, c conn, after K) ([]T, error)
	key  func(T) K
}

// from lists what follows after a key. Every page is a query of its own, so
// nothing is held while the consumer works: it may call any method, and what
// is saved meanwhile further on is listed.
func (l list[T, K]) from(ctx context.Context, s *Store, first K) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for after := first; ; {
			found, err := look(ctx, s, func(c conn) ([]T, error) { return l.page(ctx, c, after) })
			if err != nil {
				yield(none, fmt.Errorf("list %s: %w", l.noun, err))
				return
			}
			for _, x := range found {
				if err := ctx.Err(); err != nil {
					yield(none, fmt.Errorf("list %s: %w", l.noun, err))
					return
				}
				if !yield(x, nil) {
					return
				}
			}
			if len(found) < pageSize {
				return
			}
			after = l.key(found[len(found)-1])
		}
	}
}
