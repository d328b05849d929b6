package sqlite_test

import (
	"testing"

	"readout/storage"
	"readout/storage/sqlite"
	"readout/storage/storagetest"
)

func TestCopy(t *testing.T) {
	t.Parallel()
	storagetest.RunCopy(t, func(t *testing.T) storage.Store { return open(t, dbPath(t)) }, inMemory)
}

func inMemory(t *testing.T) storage.Store {
	s, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
