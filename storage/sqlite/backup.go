package sqlite

import (
	"context"

	"readout/storage"
)

// Backup writes all that the store holds at this moment into another file,
// beside whoever goes on writing. The file must be empty or not be there; what
// is in it after an error is worth nothing. It is a store like any other, and
// no claims hold in it once it is opened.
func (s *Store) Backup(ctx context.Context, path string) error {
	return named(s.backup(ctx, path), "backup")
}

func (s *Store) backup(ctx context.Context, path string) error {
	if s.closed.Load() {
		return storage.ErrClosed
	}
	from := s.reader
	if s.path != "" {
		// The readers may write nowhere, not even into another file.
		db, err := connect(copying(s.path), 1)
		if err != nil {
			return err
		}
		defer db.Close()
		from = db
	}
	_, err := from.ExecContext(ctx, `VACUUM INTO ?`, path)
	return s.blame(ctx, err)
}
