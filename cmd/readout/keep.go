package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"readout/bot"
)

// keep writes a file that the bot hands out into the current folder, beside
// what is there already, and returns its name.
func keep(f bot.File) (string, error) {
	name := filepath.Base(f.Name)
	ext := filepath.Ext(name)
	for n := 1; n < 1000; n++ {
		free := name
		if n > 1 {
			free = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), n, ext)
		}
		file, err := os.OpenFile(free, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = file.Write(f.Bytes)
		return free, errors.Join(err, file.Close())
	}
	return "", fmt.Errorf("too many files are named like %s", name)
}

// folder is the files of whoever sits at the terminal, by their names.
type folder struct{}

// File is bot.Files'.
func (folder) File(_ context.Context, name string, most int64) ([]byte, error) {
	info, err := os.Stat(name)
	if cause := (*os.PathError)(nil); errors.As(err, &cause) {
		return nil, fmt.Errorf("%s: %w", name, cause.Err)
	}
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", name)
	}
	f, err := os.Open(name)
	if cause := (*os.PathError)(nil); errors.As(err, &cause) {
		return nil, fmt.Errorf("%s: %w", name, cause.Err)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if int64(len(b)) > most {
		return nil, errors.New("it is too large")
	}
	return b, err
}
