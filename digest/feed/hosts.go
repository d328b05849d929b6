package feed

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"time"
)

// hosts keeps to what is due to each host: at most perHost requests at once,
// whatever the protocol, and rest where it was asked for. What it remembers
// is lost with the process; a feed's own rest is kept by its source.
type hosts struct {
	mu    sync.Mutex
	known map[string]*host
}

type host struct {
	slots chan struct{}
	users int
	// rest is until when it asked to be left alone, and status with which
	// answer.
	rest   time.Time
	status int
}

func hostKey(u *url.URL) string { return strings.ToLower(u.Hostname()) }

// enter waits for a turn at a host. Whoever entered must leave.
func (h *hosts) enter(ctx context.Context, name string, now time.Time) (leave func(), err error) {
	at, err := h.user(name, now)
	if err != nil {
		return nil, err
	}
	select {
	case at.slots <- struct{}{}:
		return func() { <-at.slots; h.drop(name, at) }, nil
	case <-ctx.Done():
		h.drop(name, at)
		return nil, ctx.Err()
	}
}

// user counts one more user of a host, unless it rests.
func (h *hosts) user(name string, now time.Time) (*host, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if err := h.resting(name, now); err != nil {
		return nil, err
	}
	at := h.at(name)
	at.users++
	return at, nil
}

func (h *hosts) at(name string) *host {
	if h.known == nil {
		h.known = map[string]*host{}
	}
	if h.known[name] == nil {
		h.known[name] = &host{slots: make(chan struct{}, perHost)}
	}
	return h.known[name]
}

func (h *hosts) resting(name string, now time.Time) error {
	if at := h.known[name]; at != nil && now.Before(at.rest) {
		e := refuse("its host asked to be left alone until %s", at.rest.UTC().Format("2 January 15:04 UTC")).because(tryLater)
		e.Status, e.Wait, e.Passing, e.Spared = at.status, at.rest.Sub(now), true, true
		return e
	}
	return nil
}

// check refuses a host that rests.
func (h *hosts) check(name string, now time.Time) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.resting(name, now)
}

// drop forgets a host that nobody uses and that does not rest.
func (h *hosts) drop(name string, at *host) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if at.users--; at.users == 0 && at.rest.IsZero() && h.known[name] == at {
		delete(h.known, name)
	}
}

// maxResting bounds the hosts that are remembered to rest.
const maxResting = 10_000

// leaveAlone notes that a host asked for rest.
func (h *hosts) leaveAlone(name string, status int, now, until time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.known) >= maxResting {
		h.wake(now)
	}
	if at := h.known[name]; at != nil || len(h.known) < maxResting {
		at = h.at(name)
		at.rest, at.status = until, status
	}
}

// wake forgets the hosts whose rest is over.
func (h *hosts) wake(now time.Time) {
	for name, at := range h.known {
		if at.users == 0 && !now.Before(at.rest) {
			delete(h.known, name)
		}
	}
}
