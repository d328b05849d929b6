package sqlite_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"readout/storage"
	"readout/storage/sqlite"
)

func TestD10BackupBesideAWriter(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	writer := open(t, path)
	fill(t, writer, 0, 50)
	reader, err := sqlite.OpenReader(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	for name, s := range map[string]*sqlite.Store{"by a reader": reader, "by the writer": writer} {
		to := filepath.Join(t.TempDir(), "copy of ' the ? store.db")
		if err := s.Backup(t.Context(), to); err != nil {
			t.Fatal(name, err)
		}
		copied := open(t, to)
		if err := copied.Check(t.Context()); err != nil {
			t.Error(name, err)
		}
		if c, err := storage.Compare(t.Context(), writer, copied); err != nil || !c.Equal() {
			t.Errorf("%s: %v, %v", name, c.Differences, err)
		}
		// The copy is a store of its own.
		fill(t, copied, 50, 60)
		page, err := copied.Search(t.Context(), storage.Query{Limit: 100})
		if err != nil || len(page.Reports) != 60 {
			t.Errorf("%s: found %d, %v", name, len(page.Reports), err)
		}
		if head, err := writer.Head(t.Context()); err != nil || head != 50 {
			t.Errorf("%s: the head of the original is %d, %v", name, head, err)
		}
		if err := s.Backup(t.Context(), to); err == nil {
			t.Error(name, "overwrote a file")
		}
	}
}

// TestBackupIsOfOneMoment writes batches while it is made.
func TestBackupIsOfOneMoment(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	writer := open(t, path)
	fill(t, writer, 0, 200)
	reader, err := sqlite.OpenReader(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	done := make(chan error)
	to := filepath.Join(t.TempDir(), "copy.db")
	go func() { done <- reader.Backup(t.Context(), to) }()
	for n := 200; ; n += 10 {
		fill(t, writer, n, n+10)
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
		default:
			continue
		}
		break
	}
	copied := open(t, to)
	head, err := copied.Head(t.Context())
	if err != nil || head < 200 || head%10 != 0 {
		t.Errorf("head %d, %v", head, err)
	}
	if err := copied.Check(t.Context()); err != nil {
		t.Error(err)
	}
	wantHeads(t, copied, int(head))
	if info, err := os.Stat(to); err != nil || info.Size() == 0 {
		t.Error(fmt.Sprint(info), err)
	}
}

func TestBackupFromMemory(t *testing.T) {
	t.Parallel()
	s := inMemory(t)
	fill(t, s, 0, 3)
	to := filepath.Join(t.TempDir(), "copy.db")
	if err := s.(*sqlite.Store).Backup(t.Context(), to); err != nil {
		t.Fatal(err)
	}
	wantHeads(t, open(t, to), 3)
}
