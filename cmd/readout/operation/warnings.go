package operation

import (
	"bytes"
	"io"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

const (
	// warningsKept is how many of the last warnings are remembered.
	warningsKept = 20
	// longestWarning is how many bytes of one are.
	longestWarning = 400
)

// Warning is a line of the log that somebody should know of.
type Warning struct {
	At    time.Time
	Error bool // else it is a warning
	// Text is one line: what happened, and its attributes.
	Text string
}

// Warnings remembers the last warnings and errors of a log. It is written to by
// the handler that Handler gives.
type Warnings struct {
	clock func() time.Time

	mu               sync.Mutex
	last             []Warning
	warnings, errors int
}

// NewWarnings makes one that dates what it gets by a clock.
func NewWarnings(clock func() time.Time) *Warnings { return &Warnings{clock: clock} }

// Handler takes in what a log says at the levels of warnings and above, once
// through has taken out what must not be remembered.
func (w *Warnings) Handler(through func(io.Writer) io.Writer) slog.Handler {
	return slog.NewTextHandler(through(w), &slog.HandlerOptions{Level: slog.LevelWarn, ReplaceAttr: undated})
}

func undated(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 && a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// Write takes one line in, as a handler of text writes it.
func (w *Warnings) Write(line []byte) (int, error) {
	head, text, _ := bytes.Cut(line, []byte(" msg="))
	one := Warning{At: w.clock(), Error: bytes.HasPrefix(head, []byte("level=ERROR")), Text: bounded(strings.TrimSpace(string(text)), longestWarning)}
	w.mu.Lock()
	defer w.mu.Unlock()
	if one.Error {
		w.errors++
	} else {
		w.warnings++
	}
	if len(w.last) == warningsKept {
		w.last = slices.Delete(w.last, 0, 1)
	}
	w.last = append(w.last, one)
	return len(line), nil
}

// bounded is a text of so many bytes at most, and shows where it was cut.
func bounded(text string, cut int) string {
	if len(text) <= cut {
		return text
	}
	for !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut] + "…"
}

// Last are the last warnings and errors of this process, newest first.
func (w *Warnings) Last() []Warning {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := slices.Clone(w.last)
	slices.Reverse(all)
	return all
}

// Counts are how many there were since the start.
func (w *Warnings) Counts() (warnings, errors int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.warnings, w.errors
}
