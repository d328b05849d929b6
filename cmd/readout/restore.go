package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"readout/configs"
	"readout/storage"
	"readout/storage/sqlite"
)

// restoreCommand puts a backup back.
type restoreCommand struct {
	File string `arg:"" help:"What readout backup wrote."`
	Add  bool   `help:"Complete a restore that was broken off: what is there already is replaced."`
	settingsFlags
}

func (c restoreCommand) Run(ctx context.Context, sys system) error {
	config, err := c.load(sys)
	if err != nil {
		return err
	}
	from, done, err := openBackup(ctx, c.File)
	if err != nil {
		return fmt.Errorf("restore %s: %w", c.File, err)
	}
	defer done()
	if err := from.Check(ctx); err != nil {
		return fmt.Errorf("restore %s: %w", c.File, err)
	}
	to, err := openTarget(ctx, config.Store)
	if err != nil {
		return err
	}
	defer to.Close()
	goOn := fmt.Sprintf("readout restore --add %s --store %s", c.File, configs.StoreAddress(config.Store))
	words, err := transfer(ctx, sys, from, to, storage.CopyOptions{Add: c.Add, GoOn: goOn})
	if err != nil {
		return fmt.Errorf("restore into %s: %w", configs.StoreName(config.Store), err)
	}
	_, err = fmt.Fprintf(sys.out, "restored: %s\n", words)
	return err
}

// openBackup opens a backup and leaves it as it is: one that an older readout
// wrote is brought up to date as a copy, of which done gets rid.
func openBackup(ctx context.Context, file string) (s *sqlite.Store, done func(), err error) {
	if _, err := os.Stat(file); err != nil {
		return nil, nil, errors.New("there is no such file")
	}
	s, err = sqlite.OpenReader(ctx, file)
	if err == nil {
		return s, func() { s.Close() }, nil
	}
	if !errors.Is(err, sqlite.ErrOlder) {
		return nil, nil, err
	}
	dir, err := os.MkdirTemp("", "readout-restore-*")
	if err != nil {
		return nil, nil, err
	}
	drop := func() { _ = os.RemoveAll(dir) }
	path := filepath.Join(dir, "copy.db")
	if err := copyBytes(file, path); err != nil {
		drop()
		return nil, nil, err
	}
	if s, err = sqlite.Open(ctx, path, sqlite.Options{}); err != nil {
		drop()
		return nil, nil, err
	}
	return s, func() { s.Close(); drop() }, nil
}

func copyBytes(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
