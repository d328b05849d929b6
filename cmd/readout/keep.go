package main

import (
	"errors"
	"fmt"
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
