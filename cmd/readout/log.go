package main

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"

	"readout/configs"
)

// newLog writes to standard error, or to the file that the setting names;
// finish closes it. The token comes into no line of it, whoever might try.
func newLog(sys system, c configs.Config) (log *slog.Logger, finish func(), err error) {
	if slices.Contains(configs.Levels(), c.Log) {
		var level slog.Level
		// The levels of the configuration are those of slog.
		if err := level.UnmarshalText([]byte(c.Log)); err != nil {
			return nil, nil, fmt.Errorf("log: %w", err)
		}
		return slog.New(slog.NewTextHandler(redactor{sys.err, c.Token}, &slog.HandlerOptions{Level: level})), func() {}, nil
	}
	f, err := os.OpenFile(c.Log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("log: %w", err)
	}
	return slog.New(slog.NewTextHandler(redactor{f, c.Token}, nil)), func() { _ = f.Close() }, nil
}

// redactor takes a secret out of what is written. A handler writes each line
// of a log at once, so none is missed at a seam.
type redactor struct {
	w      io.Writer
	secret string // "" is none
}

func (r redactor) Write(line []byte) (int, error) {
	if r.secret == "" || !bytes.Contains(line, []byte(r.secret)) {
		return r.w.Write(line)
	}
	if _, err := r.w.Write(bytes.ReplaceAll(line, []byte(r.secret), []byte("<token>"))); err != nil {
		return 0, err
	}
	return len(line), nil
}
