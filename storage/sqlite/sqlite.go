// Package sqlite keeps the promise of package storage in one file on one
// machine. One connection writes, with every commit on the disk before it
// returns; a pool of others reads beside it. Values that only Go looks at
// stand as JSON in one column, what queries touch has a column of its own,
// and instants are milliseconds since 1970.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"

	_ "modernc.org/sqlite"

	"readout/storage"
)

// Options are a store's habits. The zero value of each means its default.
type Options struct {
	// Readers is how many queries may run side by side (4).
	Readers int
}

// Store is a storage.Store in one SQLite file, or in memory.
type Store struct {
	path   string  // "" for a store in memory
	writer *sql.DB // one connection; nil where the store is only read
	reader *sql.DB // the writer itself for a store in memory
	lock   *fileLock
	closed atomic.Bool
}

var _ storage.Store = (*Store)(nil)

var errReadOnly = errors.New("store opened for reading only")

// Open opens the file for reading and writing, and makes it where there is
// none; its folder must be there. A second process that opens it while this
// one lives is refused, and so is a file that is damaged, is another
// program's, or was written by a newer version of this one. Claims end with
// the process that held them: after opening, none holds.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path}
	if s.lock, err = lockFile(path); err != nil {
		return nil, err
	}
	if err := s.start(ctx, path, o); err != nil {
		s.Close()
		return nil, fmt.Errorf("open %s: %w", filepath.Base(path), err)
	}
	return s, nil
}

func (s *Store) start(ctx context.Context, path string, o Options) (err error) {
	if err := makePrivate(path); err != nil {
		return err
	}
	if err := checkHeader(path); err != nil {
		return err
	}
	if s.writer, err = connect(writing(path), 1); err != nil {
		return err
	}
	if err := migrate(ctx, s.writer); err != nil {
		return explain(err)
	}
	readers := o.Readers
	if readers <= 0 {
		readers = 4
	}
	if s.reader, err = connect(reading(path), readers); err != nil {
		return err
	}
	if err := checkHead(ctx, s.reader); err != nil {
		return explain(err)
	}
	return explain(s.endClaims(ctx))
}

// OpenReader opens a file for reading alone, beside a process that may be
// writing it. Every method that writes answers an error.
func OpenReader(ctx context.Context, path string) (*Store, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path}
	if err := s.startReading(ctx, path); err != nil {
		s.Close()
		return nil, fmt.Errorf("open %s: %w", filepath.Base(path), err)
	}
	return s, nil
}

func (s *Store) startReading(ctx context.Context, path string) (err error) {
	if err := checkHeader(path); err != nil {
		return err
	}
	if s.reader, err = connect(reading(path), 2); err != nil {
		return err
	}
	if err := checkVersion(ctx, s.reader); err != nil {
		return explain(err)
	}
	return explain(checkHead(ctx, s.reader))
}

// OpenMemory makes an empty store that lives as long as it is open: the real
// one, for tests and trials.
func OpenMemory(ctx context.Context) (*Store, error) {
	// The one connection is the database, so it serves readers as well.
	db, err := connect(inMemory, 1)
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, db); err != nil {
		db.Close()
		return nil, fmt.Errorf("open memory: %w", err)
	}
	return &Store{writer: db, reader: db}, nil
}

// Check reads the whole file and reports the first damage that it finds. It
// takes about a second for every few hundred megabytes.
func (s *Store) Check(ctx context.Context) error {
	result, err := look(ctx, s, func(c conn) (string, error) {
		return one(ctx, c, asText, `PRAGMA quick_check(1)`)
	})
	if err == nil && result != "ok" {
		err = fmt.Errorf("damaged: %s", result)
	}
	return named(err, "check store")
}

// Close ends the store. Closing again is fine.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	var errs []error
	// Readers first: the last connection to close tidies the file up, and
	// only the writer may.
	if s.reader != nil && s.reader != s.writer {
		errs = append(errs, s.reader.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
	}
	return named(errors.Join(errs...), "close store")
}
