package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// fileLock is held by the one process that writes a file. The system drops it
// when the process dies, however it dies; the lock's own file stays.
type fileLock struct{ file *os.File }

var errHeld = errors.New("held")

// lockFile takes the lock beside the database, or tells who has it.
func lockFile(path string) (*fileLock, error) {
	f, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open %s: lock: %w", filepath.Base(path), unwrapPath(err))
	}
	if err := tryLock(f); err != nil {
		defer f.Close()
		if errors.Is(err, errHeld) {
			return nil, fmt.Errorf("%s is in use by another process%s; stop it, or name another file", filepath.Base(path), holder(f))
		}
		return nil, fmt.Errorf("open %s: lock: %w", filepath.Base(path), err)
	}
	// The number is for the message alone; a disk too full for it is no
	// reason not to start.
	if f.Truncate(0) == nil {
		_, _ = f.WriteAt(fmt.Appendln(nil, os.Getpid()), 0)
	}
	return &fileLock{f}, nil
}

func holder(f *os.File) string {
	b := make([]byte, 20)
	n, _ := f.ReadAt(b, 0)
	if pid := strings.TrimSpace(string(b[:n])); pid != "" {
		return " (pid " + pid + ")"
	}
	return ""
}

// release gives the lock back. Closing alone would leave it to a child process
// that is being started at this moment and has not yet closed what it
// inherited.
func (l *fileLock) release() error { return errors.Join(unlock(l.file), l.file.Close()) }
