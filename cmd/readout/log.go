package main

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"os"
	"slices"

	"readout/bot/telegram"
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
		return slog.New(slog.NewTextHandler(redactor{sys.err, telegram.Secrets(c.Token)}, &slog.HandlerOptions{Level: level})), func() {}, nil
	}
	f, err := os.OpenFile(c.Log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("log: %w", err)
	}
	return slog.New(slog.NewTextHandler(redactor{f, telegram.Secrets(c.Token)}, nil)), func() { _ = f.Close() }, nil
}

// redactor takes secrets out of what is written. A handler writes each line
// of a log at once, so none is missed at a seam.
type redactor struct {
	w       io.Writer
	secrets []string
}

func (r redactor) Write(line []byte) (int, error) {
	clean := line
	for _, secret := range r.secrets {
		if bytes.Contains(clean, []byte(secret)) {
			clean = bytes.ReplaceAll(clean, []byte(secret), []byte("<token>"))
		}
	}
	if _, err := r.w.Write(clean); err != nil {
		return 0, err
	}
	return len(line), nil
}
