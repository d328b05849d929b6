package main

import (
	"sync"
	"time"
)

// tenure is until when this process may speak. What is about to be said asks
// it in the last moment, as a process may hang between any two steps and go on
// when another has long taken its place.
type tenure struct {
	mu    sync.Mutex
	until time.Time
}

// extend lets the process speak until an instant; the zero one ends it.
func (t *tenure) extend(until time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.until = until
}

// holds reports whether this process may speak, by the steady clock and by the
// other: the one stands still while a machine sleeps.
func (t *tenure) holds() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	now := time.Now()
	return now.Before(t.until) && now.Round(0).Before(t.until.Round(0))
}
