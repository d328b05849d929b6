package main

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"readout/storage"
	"readout/storage/sqlite"
)

// brittle is a store that gives no answer about leases while it is broken.
type brittle struct {
	storage.Store
	broken atomic.Bool
}

func (b *brittle) TakeLease(ctx context.Context, name, owner string, now time.Time, length time.Duration) (storage.Lease, error) {
	if b.broken.Load() {
		<-ctx.Done()
		return storage.Lease{}, ctx.Err()
	}
	return b.Store.TakeLease(ctx, name, owner, now, length)
}

// contest is some processes that want the same lease.
type contest struct {
	*testing.T
	store brittle
	mute  atomic.Bool  // whether the last to ask got no answer
	work  atomic.Int32 // how many are at work
	most  atomic.Int32
	turns atomic.Int32
}

func newContest(t *testing.T) *contest {
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return &contest{T: t, store: brittle{Store: store}}
}

// enter is a process; it ends by stop.
func (c *contest) enter(owner string) (stop func()) {
	ctx, cancel := context.WithCancel(c.Context())
	h := holder{leases: &c.store, name: "telegram", owner: owner, log: slog.New(slog.DiscardHandler), length: 10 * time.Second, tenure: &tenure{},
		asked: func(answered bool) { c.mute.Store(!answered) }}
	ended := make(chan error, 1)
	go func() { ended <- h.hold(ctx, c.working) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			c.Errorf("%s: %v", owner, err)
		}
	}
}

func (c *contest) working(ctx context.Context) error {
	c.turns.Add(1)
	c.most.Store(max(c.most.Load(), c.work.Add(1)))
	defer c.work.Add(-1)
	<-ctx.Done()
	time.Sleep(time.Second) // what is under way comes to its end
	return nil
}

func (c *contest) mustWork(want int32) {
	c.Helper()
	if got := c.work.Load(); got != want {
		c.Errorf("%d at work, want %d", got, want)
	}
	if c.most.Load() > 1 {
		c.Errorf("%d worked at once", c.most.Load())
	}
}

func TestOneProcessWorksAndAnotherTakesOver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newContest(t)
		stopA := c.enter("a")
		time.Sleep(time.Second)
		stopB := c.enter("b")
		time.Sleep(time.Hour)
		c.mustWork(1)
		stopA()
		time.Sleep(3 * time.Second)
		c.mustWork(1)
		if c.turns.Load() != 2 {
			t.Errorf("%d turns", c.turns.Load())
		}
		stopB()
		c.mustWork(0)
	})
}

func TestD1AProcessThatVanishedIsWaitedFor(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newContest(t)
		if _, err := c.store.TakeLease(t.Context(), "telegram", "vanished", time.Now(), 10*time.Second); err != nil {
			t.Fatal(err)
		}
		stop := c.enter("b")
		time.Sleep(9 * time.Second)
		c.mustWork(0)
		time.Sleep(5 * time.Second)
		c.mustWork(1)
		stop()
	})
}

func TestD3WorkEndsBeforeALeaseThatCannotBeRenewed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newContest(t)
		stop := c.enter("a")
		time.Sleep(time.Minute + time.Second) // between two renewals
		c.mustWork(1)
		lease, err := c.store.Lease(t.Context(), "telegram")
		if err != nil {
			t.Fatal(err)
		}
		c.store.broken.Store(true)
		time.Sleep(time.Until(lease.Until))
		c.mustWork(0)
		if !c.mute.Load() {
			t.Error("nobody was told that the store gave no answer")
		}
		c.store.broken.Store(false)
		time.Sleep(5 * time.Second)
		c.mustWork(1)
		stop()
	})
}

func TestD3NoWorkWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newContest(t)
		c.store.broken.Store(true)
		stop := c.enter("a")
		time.Sleep(time.Minute)
		if c.turns.Load() != 0 {
			t.Errorf("%d turns", c.turns.Load())
		}
		stop()
	})
}

func TestEveryProcessHasANameOfItsOwn(t *testing.T) {
	t.Parallel()
	if a, b := owner(), owner(); a == b {
		t.Errorf("both are %s", a)
	}
}

func TestAFailureOfTheWorkIsTheHolders(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := newContest(t)
		h := holder{leases: &c.store, name: "telegram", owner: "a", log: slog.New(slog.DiscardHandler), length: 10 * time.Second, tenure: &tenure{}}
		broken := errors.New("the token was revoked")
		if err := h.hold(t.Context(), func(context.Context) error { return broken }); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
		// It was given back, so that nobody waits.
		if _, err := c.store.TakeLease(t.Context(), "telegram", "b", time.Now(), time.Second); err != nil {
			t.Error(err)
		}
	})
}
