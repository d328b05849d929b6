package operation

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"
)

const (
	// looked is how often the watchdog looks.
	looked = 30 * time.Second
	// dumped is how many bytes of goroutines are told.
	dumped = 64 << 10
)

// ErrStuck tells that the program stands still and only a new one helps.
var ErrStuck = errors.New("the program is stuck")

// Stuck waits until a beat has given no sign for too long and returns ErrStuck
// with its name, or until the context ends, and returns nil.
func (w *Watch) Stuck(ctx context.Context) error {
	tick := time.NewTicker(looked)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if live, why := w.Live(); !live {
			return fmt.Errorf("%w: %s", ErrStuck, strings.Join(why, "; "))
		}
	}
}

// Goroutines are what all goroutines are at, as far as 64 KB hold it.
func Goroutines() string {
	text := make([]byte, dumped)
	return string(text[:runtime.Stack(text, true)])
}
