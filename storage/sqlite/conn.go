package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"readout/storage"
)

const inMemory = "file::memory:?_txlock=immediate"

// writing names the file for the one writer. Transactions take the write lock
// when they begin, because one that reads first and locks later fails at once
// under another writer, however long it might wait.
func writing(path string) string {
	return uri(path) + "?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)" +
		"&_pragma=synchronous(FULL)&_pragma=journal_size_limit(67108864)&_pragma=secure_delete(FAST)"
}

func reading(path string) string { return copying(path) + "&_pragma=query_only(1)" }

// copying names the file for one that reads it and may write others.
func copying(path string) string { return uri(path) + "?mode=ro&_pragma=busy_timeout(10000)" }

func uri(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

func connect(dsn string, connections int) (*sql.DB, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// conn is what statements run on: the readers, or a transaction.
type conn interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// look runs a function that reads.
func look[T any](ctx context.Context, s *Store, read func(conn) (T, error)) (T, error) {
	var none T
	if s.closed.Load() {
		return none, storage.ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return none, err
	}
	found, err := read(s.reader)
	if err != nil {
		return none, s.blame(ctx, err)
	}
	return found, nil
}

// write runs a function as one transaction: it is kept whole, or not at all
// where the function fails or panics.
func (s *Store) write(ctx context.Context, act func(*tx) error) error {
	if s.closed.Load() {
		return storage.ErrClosed
	}
	if s.writer == nil {
		return errReadOnly
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	begun, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.blame(ctx, err)
	}
	// There is one connection that writes: a transaction left open would be
	// the last. After a commit this does nothing.
	defer begun.Rollback()
	t := &tx{Tx: begun, prepared: map[string]*sql.Stmt{}}
	if err := t.mustLead(ctx); err != nil {
		return s.blame(ctx, err)
	}
	if err := act(t); err != nil {
		return s.blame(ctx, err)
	}
	return s.blame(ctx, begun.Commit())
}

// blame tells the causes of a failure apart that the driver words as it likes:
// a closed store, an ended context, the promise's own errors, and the rest.
func (s *Store) blame(ctx context.Context, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, storage.ErrNotFound), errors.Is(err, storage.ErrLost), errors.Is(err, errChanged),
		errors.Is(err, errNoPart), errors.Is(err, errSeqTaken):
		return err
	case s.closed.Load():
		return storage.ErrClosed
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return fmt.Errorf("sqlite: %w", err)
}

// tx is a transaction that prepares each statement once.
type tx struct {
	*sql.Tx
	prepared map[string]*sql.Stmt
}

func (t *tx) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt, ok := t.prepared[query]; ok {
		return stmt, nil
	}
	stmt, err := t.PrepareContext(ctx, query)
	if err == nil {
		t.prepared[query] = stmt
	}
	return stmt, err
}

// QueryContext is sql.Tx's, prepared.
func (t *tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	stmt, err := t.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(ctx, args...)
}

// do runs a statement and returns how many rows it touched.
func (t *tx) do(ctx context.Context, query string, args ...any) (int, error) {
	stmt, err := t.prepare(ctx, query)
	if err != nil {
		return 0, err
	}
	result, err := stmt.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}

// millis is an instant as a column holds it; the zero Time is before all.
func millis(t time.Time) int64 { return t.UnixMilli() }

// maybe is an instant in a column where NULL stands for the zero Time.
func maybe(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMilli()
}

func instant(millis int64) time.Time { return time.UnixMilli(millis).UTC() }

// named puts the act and its noun before an error, if there is one.
func named(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
