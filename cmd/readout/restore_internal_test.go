package main

import (
	"bytes"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage/sqlite"
)

// A backup that an older readout wrote is restored, and stays as it is.
func TestRestoreOfAnOlderBackup(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	backup := filepath.Join(dir, "backup.db")
	s, err := sqlite.Open(t.Context(), backup, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SaveTopic(t.Context(), news.Topic{ID: "ports", Name: "Ports"}); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", backup)
	if err != nil {
		t.Fatal(err)
	}
	for _, undo := range []string{"keyboards", "updates", "leases", "guests", "door", "invitations", "notices", "duty", "unfinished"} {
		if _, err := db.ExecContext(t.Context(), "DROP TABLE "+undo); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := db.ExecContext(t.Context(), "PRAGMA user_version = 2"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"one.db", "two.db"} {
		var out, complaints bytes.Buffer
		code := run(t.Context(), []string{"restore", backup, "--store", "sqlite:" + filepath.Join(dir, name)},
			system{out: &out, err: &complaints, env: func(string) string { return "" }, clock: time.Now})
		if code != fine || !strings.Contains(out.String(), "restored: 1 topics") {
			t.Errorf("code %d: %s%s", code, out.String(), complaints.String())
		}
	}
}
