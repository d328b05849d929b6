package sqlite_test

import (
	"path/filepath"
	"testing"

	"readout/storage"
	"readout/storage/sqlite"
	"readout/storage/storagetest"
)

func TestStoreInAFile(t *testing.T) {
	t.Parallel()
	storagetest.Run(t, func(t *testing.T) storage.Store { return open(t, filepath.Join(t.TempDir(), "readout.db")) })
}

func TestStoreInMemory(t *testing.T) {
	t.Parallel()
	if raceDetector {
		t.Skip("the same code as for a file, and slow under the race detector")
	}
	storagetest.Run(t, inMemory)
}

func open(t *testing.T, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
