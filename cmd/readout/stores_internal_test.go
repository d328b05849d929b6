package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// testStores are the stores on which the whole program is tried.
type testStores struct {
	name string
	// empty names a store that holds nothing yet; fill makes one that holds
	// what a file does, and names it.
	empty func(t *testing.T) string
	fill  func(t *testing.T, file string) string
}

func storesFor(t *testing.T) []testStores {
	t.Helper()
	return []testStores{{name: "sqlite", empty: newFile, fill: copyFile}}
}

func newFile(t *testing.T) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "readout.db")
}

func copyFile(t *testing.T, file string) string {
	t.Helper()
	from, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	path := filepath.Join(t.TempDir(), "readout.db")
	to, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(to, from); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}
