package digest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"readout/storage"
)

const (
	// deliveryLease is how long a claimed reader is left to one process. An
	// errand ends before: it begins no part after errandTime, which waits for its
	// turn for turnTime and takes partTime at most.
	deliveryLease = 2 * time.Minute
	errandTime    = 45 * time.Second
	turnTime      = 30 * time.Second
	partTime      = 40 * time.Second
	// setBackFor is how long a reader waits after trouble that is ours.
	setBackFor = 50 * time.Second
	// sameRoom is for how long readers are served from one newsroom.
	sameRoom = 10 * time.Second
	// claimed is how many due readers are taken at a time.
	claimed = 50
)

// Deliver serves every reader that is due, each once: what was begun by a
// process that died is taken up where it stood and never composed anew. A
// slot later than the catch-up is folded into the next digest. Several chats
// are sent to side by side, earliest due first; what goes to one chat goes in
// order. Nothing is delivered while an admin holds it, and where the courier
// tells that everybody has to wait, the rest is left to the next beat. An error
// means that nobody could be served; one reader's trouble is logged and tried
// again at the next beat, and what the courier met stands in the delivery.
func (d *Desk) Deliver(ctx context.Context, clock func() time.Time, courier Courier) error {
	return d.deliver(ctx, &round{desk: d, clock: clock, courier: courier, sure: func(time.Time) bool { return true }})
}

// deliver makes a round.
func (d *Desk) deliver(ctx context.Context, r *round) error {
	if due, err := r.anybodyDue(ctx); err != nil || !due {
		return err
	}
	r.group.SetLimit(d.options.Chats)
	// Errands never fail the group: nobody's trouble is everybody's.
	defer func() { _ = r.group.Wait() }()
	for under := 0; ctx.Err() == nil && !r.halted.Load(); {
		now := r.clock()
		if !r.sure(now) {
			return nil
		}
		n, err := r.claim(ctx, now)
		if err != nil {
			return err
		}
		if n == 0 {
			// What is under way may leave more to do: a chat that has moved.
			_ = r.group.Wait()
		}
		if n == 0 && under == 0 && !r.rest(ctx) {
			return nil
		}
		under = n
	}
	return ctx.Err()
}

// anybodyDue notes that deliveries are looked after, and reports whether there
// are any to make.
func (r *round) anybodyDue(ctx context.Context) (bool, error) {
	now, d := r.clock(), r.desk
	if !r.sure(now) {
		return false, nil
	}
	if _, err := d.attend(ctx, now); err != nil {
		return false, err
	}
	next, err := d.store.NextDue(ctx)
	if err != nil {
		return false, fmt.Errorf("next due: %w", err)
	}
	return !next.IsZero() && !next.After(now), nil
}

// round is one beat's work.
type round struct {
	desk    *Desk
	clock   func() time.Time
	courier Courier
	// sure reports whether the clock can be believed.
	sure func(now time.Time) bool
	// pause waits, for those who were given back for some seconds; nil leaves
	// them to the next round.
	pause func(ctx context.Context, d time.Duration)
	// reads tells that feeds are read beside it.
	reads bool

	group errgroup.Group
	room  newsroom
	// halted tells that everybody has to wait.
	halted atomic.Bool

	mu sync.Mutex
	// soon is when those given back for less than a minute can be claimed again.
	soon []time.Time
}

// giveBack leaves a reader for later.
func (r *round) giveBack(ctx context.Context, c storage.Claim, notBefore time.Time) error {
	now := r.clock()
	r.mu.Lock()
	r.soon = slices.DeleteFunc(r.soon, now.After)
	if notBefore.Sub(now) < time.Minute {
		r.soon = append(r.soon, notBefore)
	}
	r.mu.Unlock()
	return r.desk.store.ReleaseClaim(ctx, c, notBefore)
}

// rest waits for the next of those who were given back for less than a minute,
// so that they need not wait for the next beat, and reports whether there are
// any. It waits no longer than until others may be due.
func (r *round) rest(ctx context.Context) bool {
	now := r.clock()
	r.mu.Lock()
	r.soon = slices.DeleteFunc(r.soon, now.After)
	soon := slices.Clone(r.soon)
	r.mu.Unlock()
	if r.pause == nil || len(soon) == 0 {
		return false
	}
	beat := everyMinute{r.clock}.Next(now)
	r.pause(ctx, min(slices.MinFunc(soon, time.Time.Compare).Sub(now)+time.Millisecond, beat.Sub(now)))
	return ctx.Err() == nil
}

// claim takes some of those who are due and sets off to serve them. It returns
// how many they are: none while deliveries are held.
func (r *round) claim(ctx context.Context, now time.Time) (int, error) {
	d := r.desk
	duty, err := d.attend(ctx, now)
	if err != nil || !duty.Held.IsZero() {
		return 0, err
	}
	claims, err := d.store.ClaimDue(ctx, now, d.options.Owner, deliveryLease, claimed)
	if err != nil {
		return 0, fmt.Errorf("claim due: %w", err)
	}
	// Entered anew, because a morning is long: what comes in meanwhile belongs
	// to those who are due later.
	if len(claims) > 0 && (r.room.press == nil || now.Sub(r.room.now).Abs() > sameRoom) {
		if r.room, err = d.enter(ctx, now); err != nil {
			return 0, err
		}
	}
	for _, c := range claims {
		if r.catchesUp(duty, c.Subscriber.Due.At, now) {
			if err := r.giveBack(ctx, c, now.Add(lookAgain)); err != nil {
				return 0, err
			}
			continue
		}
		e := errand{round: r, desk: d, courier: r.courier, room: r.room, claim: c, duty: duty, now: now, clock: r.clock}
		r.group.Go(func() error {
			d.serve(ctx, e)
			return nil
		})
	}
	return len(claims), nil
}

// serve runs one errand to its end, or sets it back for the next beat.
func (d *Desk) serve(ctx context.Context, e errand) {
	err := e.guarded(ctx)
	d.options.Observer.ReaderServed(err)
	if err != nil {
		d.setBack(ctx, e, err)
	}
}

// setBack leaves a reader whose delivery failed for the next beat, so that
// one trouble holds up nobody else.
func (d *Desk) setBack(ctx context.Context, e errand, trouble error) {
	log := e.log()
	if errors.Is(trouble, storage.ErrLost) {
		log.Warn("delivery taken over by another process")
		return
	}
	wait := setBackFor
	if ctx.Err() != nil {
		wait = 0 // Whoever comes next begins at once.
		log.Debug("delivery left for later", slog.Any("error", trouble))
	} else {
		log.Error("delivery failed", slog.Any("error", trouble))
	}
	if err := e.round.letGo(ctx, e.claim, e.clock().Add(wait)); err != nil {
		log.Error("claim not released", slog.Any("error", err))
	}
}

// letGo gives a reader back, and offers him again where the store is in trouble
// itself and does not take him: else he is not served until the claim runs out.
// Once the store is back there is nothing more to wait for. A round without a
// pause, which somebody waits for, offers him once.
func (r *round) letGo(ctx context.Context, c storage.Claim, notBefore time.Time) error {
	err := r.giveBack(context.WithoutCancel(ctx), c, notBefore)
	if r.pause == nil {
		return err
	}
	return insist(ctx, err, func() error { return r.giveBack(context.WithoutCancel(ctx), c, r.clock()) })
}
