package sqlite_test

import (
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"testing"

	"readout/storage/sqlite"
)

// TestReopenedWhileProcessesStart holds that a lock given back is free, even
// where a child process has inherited its file for a moment.
func TestReopenedWhileProcessesStart(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	var done atomic.Bool
	var children sync.WaitGroup
	for range 2 {
		children.Go(func() {
			for !done.Load() {
				if err := exec.CommandContext(t.Context(), os.Args[0], "-test.list=^$").Run(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for range 50 {
		s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
		if err != nil {
			t.Error(err)
			break
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	done.Store(true)
	children.Wait()
}
