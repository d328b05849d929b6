package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"readout/configs"
	"readout/storage"
	"readout/storage/sqlite"
)

// backupCommand writes everything into a file while the bot runs.
type backupCommand struct {
	File string `arg:"" help:"The SQLite file to write. It must not be there yet."`
	settingsFlags
}

func (c backupCommand) Run(ctx context.Context, sys system) error {
	config, err := c.load(sys)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(c.File); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("backup: %s is there already; name another file", c.File)
	}
	store, err := openArchive(ctx, config.Store)
	if err != nil {
		return err
	}
	defer store.Close()
	says, err := c.write(ctx, sys, store)
	if err != nil {
		return fmt.Errorf("backup of %s: %w", configs.StoreName(config.Store), err)
	}
	_, err = fmt.Fprintf(sys.out, "%s: %s\n", c.File, says)
	return err
}

// write fills a file of another name and gives it its own when it is whole, so
// that a backup broken off is not taken for one.
func (c backupCommand) write(ctx context.Context, sys system, from storage.Store) (says string, err error) {
	// In a folder of its own, what SQLite puts beside the file goes with it.
	dir, err := os.MkdirTemp(filepath.Dir(c.File), ".readout-backup-*")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	part := filepath.Join(dir, "part.db")
	if s, ok := from.(*sqlite.Store); ok {
		err = s.Backup(ctx, part)
	} else {
		err = copyInto(ctx, sys, from, part)
	}
	if err != nil {
		return "", err
	}
	if says, err = inspect(ctx, part); err != nil {
		return "", err
	}
	if err := syncFile(part); err != nil {
		return "", err
	}
	if _, err := os.Lstat(c.File); !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("%s has come to be there meanwhile", c.File)
	}
	return says, os.Rename(part, c.File)
}

// copyInto makes a file of a store that is none.
func copyInto(ctx context.Context, sys system, from storage.Store, path string) error {
	stats, err := from.Stats(ctx)
	if err != nil {
		return err
	}
	to, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return err
	}
	tell, finish := progress(sys.err, stats.Reports)
	_, err = storage.Copy(ctx, from, to, storage.CopyOptions{Progress: tell})
	finish()
	return errors.Join(err, to.Close())
}

// inspect reads a backup once and says what is in it.
func inspect(ctx context.Context, path string) (string, error) {
	s, err := sqlite.OpenReader(ctx, path)
	if err != nil {
		return "", err
	}
	defer s.Close()
	if err := s.Check(ctx); err != nil {
		return "", err
	}
	stats, err := s.Stats(ctx)
	if err != nil {
		return "", err
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s reports, %s kB, whole", grouped(stats.Reports), grouped(int((info.Size()+999)/1000))), nil
}

// syncFile waits until the file is on the disk.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Chmod(0o600), f.Sync(), f.Close())
}
