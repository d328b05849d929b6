package telegram

import (
	"context"
	"slices"
	"sync"
	"time"
)

const (
	// slowest is how far the rate is halved, in sends a second.
	slowest = 1.0
	// growth is by how much a second the rate grows again while sends are
	// taken.
	growth = 0.25
)

// gate lets sends through one by one at a rate: replies to people before
// digests, each kind in the order in which it came. The rate is halved where
// Telegram asks everybody to wait, and grows again bit by bit.
type gate struct {
	most  float64 // sends a second
	burst float64

	mu     sync.Mutex
	rate   float64
	tokens float64
	at     time.Time // when tokens were counted
	// replies and bulk wait, the first in front.
	replies, bulk []*turn
}

// turn is one send that waits. It is woken when it comes to the front.
type turn struct{ woken chan struct{} }

func newGate(most, burst float64) *gate {
	return &gate{most: most, burst: burst, rate: most, tokens: burst}
}

// pass waits for a send's turn.
func (g *gate) pass(ctx context.Context, bulk bool) error {
	queue := &g.replies
	if bulk {
		queue = &g.bulk
	}
	t := &turn{woken: make(chan struct{}, 1)}
	g.mu.Lock()
	*queue = append(*queue, t)
	g.mu.Unlock()
	defer g.leave(queue, t)
	for {
		wait, front := g.take(t)
		switch {
		case front && wait <= 0:
			return nil
		case front:
			if err := sleep(ctx, wait); err != nil {
				return err
			}
		default:
			select {
			case <-t.woken:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
}

// take takes a token for a send that stands in front; above zero it tells how
// long there will be none.
func (g *gate) take(t *turn) (wait time.Duration, front bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.front() != t {
		return 0, false
	}
	now := time.Now()
	if !g.at.IsZero() {
		g.tokens = min(g.burst, g.tokens+now.Sub(g.at).Seconds()*g.rate)
	}
	g.at = now
	if missing := 1 - g.tokens; missing > 1e-9 {
		return time.Duration(missing/g.rate*float64(time.Second)) + 1, true
	}
	g.tokens--
	return 0, true
}

func (g *gate) front() *turn {
	for _, queue := range [][]*turn{g.replies, g.bulk} {
		if len(queue) > 0 {
			return queue[0]
		}
	}
	return nil
}

// leave ends a wait, and wakes whoever stands in front then.
func (g *gate) leave(queue *[]*turn, t *turn) {
	g.mu.Lock()
	defer g.mu.Unlock()
	*queue = slices.DeleteFunc(*queue, func(other *turn) bool { return other == t })
	if next := g.front(); next != nil {
		select {
		case next.woken <- struct{}{}:
		default:
		}
	}
}

// slow halves the rate.
func (g *gate) slow() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.rate = max(slowest, g.rate/2)
}

// grow takes in that a send was taken.
func (g *gate) grow() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.rate = min(g.most, g.rate+growth/g.rate)
}

// now is the rate of this moment, in sends a second.
func (g *gate) now() float64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.rate
}
