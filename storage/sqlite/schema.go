package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// The steps from an empty file to the present schema, in the order of their
// names. A step that was released is never changed: add another.
//
//go:embed schema/*.sql
var schemaFiles embed.FS

const (
	applicationID = 1380208468 // "RDOT"
	magic         = "SQLite format 3\x00"
)

var (
	errForeign = errors.New("not a file of readout; name another file")
	errDamaged = errors.New("the file is damaged; restore a backup, or name another file")
	errNewer   = errors.New("the file was written by a newer readout; install that one, or name another file")
)

// ErrOlder is the answer of OpenReader to a file with an older schema, which
// Open would bring up to date.
var ErrOlder = errors.New("the file was written by an older readout; start readout once for writing to bring it up to date")

// resolve follows links, so that a file has one name and one lock.
func resolve(path string) (string, error) {
	if path == "" {
		return "", errors.New("open store: no file named")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("open store: %w", err)
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return "", fmt.Errorf("open %s: there is no folder %s", filepath.Base(path), filepath.Dir(path))
	}
	return path, nil
}

// makePrivate makes an empty file that only its owner may read, where there
// is none.
func makePrivate(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return unwrapPath(err)
	}
	return f.Close()
}

// checkHeader refuses what is no SQLite file before SQLite touches it. An
// empty file is one that was never written.
func checkHeader(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return unwrapPath(err)
	}
	defer f.Close()
	head := make([]byte, len(magic))
	n, err := io.ReadFull(f, head)
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return unwrapPath(err)
	case string(head[:n]) != magic:
		return errForeign
	}
	return nil
}

// unwrapPath drops the path from an error whose wrapping names it already.
func unwrapPath(err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		return at.Err
	}
	return err
}

// explain says in words what SQLite's codes for unusable files mean.
func explain(err error) error {
	if raw := (*driver.Error)(nil); errors.As(err, &raw) {
		switch raw.Code() & 0xff {
		case codes.SQLITE_CORRUPT:
			return fmt.Errorf("%w (%w)", errDamaged, err)
		case codes.SQLITE_NOTADB:
			return fmt.Errorf("%w (%w)", errForeign, err)
		}
	}
	return err
}

// migrate brings a database to the present schema, one step a transaction.
func migrate(ctx context.Context, db *sql.DB) error {
	version, steps, err := versions(ctx, db)
	if err != nil {
		return err
	}
	for n := version; n < len(steps); n++ {
		if err := step(ctx, db, n+1, steps[n]); err != nil {
			return fmt.Errorf("schema step %d: %w", n+1, err)
		}
	}
	return nil
}

// checkVersion accepts nothing but the present schema.
func checkVersion(ctx context.Context, db *sql.DB) error {
	version, steps, err := versions(ctx, db)
	if err == nil && version < len(steps) {
		return ErrOlder
	}
	return err
}

// versions are the schema's in the file, and the steps that this program
// knows. A file that is not ours, or from a newer program, is an error.
func versions(ctx context.Context, db *sql.DB) (version int, steps []string, err error) {
	if steps, err = schemaSteps(); err != nil {
		return 0, nil, err
	}
	id, version, schema, err := marks(ctx, db)
	if err != nil {
		return 0, nil, err
	}
	switch {
	case schema == 0 && version == 0 && id == 0:
		return 0, steps, nil // a new file
	case id != applicationID:
		return 0, nil, errForeign
	case version > len(steps):
		return 0, nil, errNewer
	case version < 1:
		return 0, nil, errDamaged
	}
	return version, steps, nil
}

// marks are the numbers in the head of the file, read at one moment.
func marks(ctx context.Context, db *sql.DB) (application, version, schema int, err error) {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return 0, 0, 0, err
	}
	defer t.Rollback()
	for pragma, into := range map[string]*int{"application_id": &application, "user_version": &version, "schema_version": &schema} {
		if err := t.QueryRowContext(ctx, "PRAGMA "+pragma).Scan(into); err != nil {
			return 0, 0, 0, err
		}
	}
	return application, version, schema, nil
}

func schemaSteps() ([]string, error) {
	files, err := fs.Glob(schemaFiles, "schema/*.sql")
	if err != nil {
		return nil, err
	}
	var steps []string
	for _, name := range files {
		sql, err := schemaFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, string(sql))
	}
	return steps, nil
}

func step(ctx context.Context, db *sql.DB, version int, statements string) error {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer t.Rollback()
	if _, err := t.ExecContext(ctx, statements); err != nil {
		return err
	}
	if _, err := t.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil {
		return err
	}
	return t.Commit()
}

// checkHead compares the sequence that was given last with the newest report,
// the cheapest sign of a file whose end is missing.
func checkHead(ctx context.Context, db *sql.DB) error {
	missing, err := one(ctx, db, asNumber, `SELECT coalesce((SELECT value FROM counters WHERE name = ?), 0)
		- (SELECT coalesce(max(seq), 0) FROM reports)`, seqCounter)
	if err == nil && missing != 0 {
		err = errDamaged
	}
	return err
}
