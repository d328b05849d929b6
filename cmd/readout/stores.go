package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"readout/configs"
	"readout/storage"
	"readout/storage/redis"
	"readout/storage/sqlite"
)

// openStore opens a store for writing, by its name in the configuration. One
// that is a part is refused.
func openStore(ctx context.Context, name string) (storage.Store, error) {
	return whole(ctx, name, openTarget)
}

// openTarget opens a store that is to be filled; it may be a part.
func openTarget(ctx context.Context, name string) (storage.Store, error) {
	kind, where, err := configs.ParseStore(name)
	if err != nil {
		return nil, err
	}
	if kind == configs.Redis {
		return redis.Open(ctx, where, redis.Options{})
	}
	if err := isFile(where); err != nil {
		return nil, err
	}
	return sqlite.Open(ctx, where, sqlite.Options{})
}

// openArchive opens a store for reading, beside a program that writes it. One
// that is a part is refused: what is told or made of it would be, too.
func openArchive(ctx context.Context, name string) (storage.Store, error) {
	return whole(ctx, name, openReader)
}

func openReader(ctx context.Context, name string) (storage.Store, error) {
	kind, where, err := configs.ParseStore(name)
	if err != nil {
		return nil, err
	}
	if kind == configs.Redis {
		return openTarget(ctx, name)
	}
	if _, err := os.Stat(where); os.IsNotExist(err) {
		return nil, fmt.Errorf("there is no store %s yet: start readout chat or readout run first, or name another with --store", where)
	}
	if err := isFile(where); err != nil {
		return nil, err
	}
	return sqlite.OpenReader(ctx, where)
}

// whole opens a store, and refuses one that a copy has not filled yet.
func whole(ctx context.Context, name string, open func(context.Context, string) (storage.Store, error)) (storage.Store, error) {
	store, err := open(ctx, name)
	if err != nil {
		return nil, err
	}
	goOn, err := store.Unfinished(ctx)
	if err == nil && goOn != "" {
		err = fmt.Errorf("store %s %s; to go on with it: %s", configs.StoreName(name), partOnly, shown(goOn))
	}
	if err != nil {
		store.Close()
		return nil, err
	}
	return store, nil
}

// partOnly is said of a store that a copy was to fill and has not filled yet.
const partOnly = "holds a part of what it is to hold: a copy into it was broken off, or is under way"

// isShared reports whether other processes may write the store beside this one.
func isShared(store storage.Store) bool {
	_, is := store.(*redis.Store)
	return is
}

// serverOf names the server that keeps a store, as "redis 7.0.15"; "" for a
// file, and where it will not say.
func serverOf(store storage.Store) string {
	server, ok := store.(*redis.Store)
	if !ok {
		return ""
	}
	found := server.Server()
	return strings.TrimSpace(found.Name + " " + found.Version)
}

// doubts are what whoever runs the bot should know of its store.
func doubts(store storage.Store) []string {
	if server, ok := store.(*redis.Store); ok {
		return server.Server().Warnings
	}
	return nil
}

// isFile refuses a path that is a folder.
func isFile(path string) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return fmt.Errorf("store sqlite:%s: %s is a folder; name a file in it, such as sqlite:%s", path, path, filepath.Join(path, "readout.db"))
	}
	return nil
}
