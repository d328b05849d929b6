package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"

	"readout/storage"
	"readout/storage/storagetest/redisserver"
)

// testStores are the stores on which the whole program is tried.
type testStores struct {
	name string
	// empty names a store that holds nothing yet; fill makes one that holds
	// what a file does, and names it.
	empty func(t *testing.T) string
	fill  func(t *testing.T, file string) string
}

// eachStore are all of them. A real Redis is skipped where none is installed,
// unless the environment requires it.
func eachStore() []testStores {
	return []testStores{
		{name: "sqlite", empty: newFile, fill: copyFile},
		{name: "redis", empty: newServer, fill: fillServer},
	}
}

// theDay is the script that servers which stand together are tried with.
const theDay = "testdata/stores/day.txtar"

// watchedServers are a master and its replica behind three sentinels, and
// clusterOfServers a cluster of three, of the test's own.
func watchedServers(t *testing.T) string {
	t.Helper()
	return redisserver.StartWatched(t).URL()
}

func clusterOfServers(t *testing.T) string {
	t.Helper()
	return redisserver.StartCluster(t, 3, false).URL()
}

// newServer is a redis-server of the test's own.
func newServer(t *testing.T) string {
	t.Helper()
	return redisserver.Start(t).URL()
}

func fillServer(t *testing.T, file string) string {
	t.Helper()
	return fillAt(t, newServer(t), file)
}

// fillAt copies a file into a store, and is the store's name.
func fillAt(t *testing.T, url, file string) string {
	t.Helper()
	from, err := openArchive(t.Context(), "sqlite:"+file)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	to, err := openStore(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	if _, err := storage.Copy(t.Context(), from, to, storage.CopyOptions{}); err != nil {
		t.Fatal(err)
	}
	return url
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
