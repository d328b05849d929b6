package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOneStoreHasManyNames(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file, link, hard := filepath.Join(dir, "a.db"), filepath.Join(dir, "link.db"), filepath.Join(dir, "hard.db")
	for _, err := range []error{os.WriteFile(file, nil, 0o600), os.Symlink(file, link), os.Link(file, hard)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		from, to string
		same     bool
	}{
		{"sqlite:" + file, "sqlite:" + file, true},
		{"sqlite:" + file, "sqlite:" + dir + "/./x/../a.db", true},
		{"sqlite:" + file, "sqlite:" + link, true},
		{"sqlite:" + hard, "sqlite:" + link, true},
		{"sqlite:" + file, "sqlite:" + filepath.Join(dir, "b.db"), false},
		{"sqlite:not-there.db", "sqlite:./not-there.db", true},
		{"sqlite:" + file, "redis://127.0.0.1/0", false},
		{"redis://127.0.0.1", "redis://localhost:6379/0", true},
		{"redis://Cache.example:6379/2", "redis://ada:secret@cache.example/2", true},
		{"redis://cache.example/0", "redis://cache.example/1", false},
		{"redis://cache.example:6379", "redis://cache.example:6380", false},
		{"redis://[::1]/3", "rediss://127.0.0.1:6379/3", true},
	} {
		for _, pair := range [][2]string{{c.from, c.to}, {c.to, c.from}} {
			if got, err := sameStore(pair[0], pair[1]); got != c.same || err != nil {
				t.Errorf("%s and %s: %v, %v", pair[0], pair[1], got, err)
			}
		}
	}
}

func TestABadNameOfAStoreIsToldInOrder(t *testing.T) {
	t.Parallel()
	for names, want := range map[[2]string]string{
		{"nowhere", "nothing"}:                     "--from: ",
		{"sqlite:a.db", "nothing"}:                 "--to: ",
		{"redis://h/1", "redis://ada:secret@:1/x"}: "--to: ",
	} {
		for range 10 {
			if _, err := sameStore(names[0], names[1]); err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("%s: %v", names, err)
			}
		}
	}
}
