package digest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"readout/storage"
)

const (
	// deliveryLease is how long a claimed reader is left to one process. An
	// errand ends well before: it begins no part after errandTime, and a part
	// takes partTime at most.
	deliveryLease = 2 * time.Minute
	errandTime    = time.Minute
	partTime      = 40 * time.Second
	// setBackFor is how long a reader waits after trouble that is ours.
	setBackFor = 50 * time.Second
	// claimed is how many due readers are taken at a time.
	claimed = 50
)

// Deliver serves every reader that is due, each once: what was begun by a
// process that died is taken up where it stood and never composed anew. A
// slot later than the catch-up is folded into the next digest. Several chats
// are sent to side by side, earliest due first; what goes to one chat goes in
// order. An error means that nobody could be served; one reader's trouble is
// logged and tried again at the next beat, and what the courier met stands in
// the delivery.
func (d *Desk) Deliver(ctx context.Context, clock func() time.Time, courier Courier) error {
	now := clock()
	next, err := d.store.NextDue(ctx)
	if err != nil {
		return fmt.Errorf("next due: %w", err)
	}
	if next.IsZero() || next.After(now) {
		return nil
	}
	var group errgroup.Group
	group.SetLimit(d.options.Workers)
	// Errands never fail the group: nobody's trouble is everybody's.
	defer func() { _ = group.Wait() }()
	for under := 0; ctx.Err() == nil; {
		now := clock()
		claims, err := d.store.ClaimDue(ctx, now, d.options.Owner, deliveryLease, claimed)
		if err != nil {
			return fmt.Errorf("claim due: %w", err)
		}
		if len(claims) == 0 && under == 0 {
			return nil
		}
		if len(claims) == 0 {
			// What is under way may leave more to do: a chat that has moved.
			_ = group.Wait()
		}
		under = len(claims)
		// Entered anew, because a morning is long: what comes in meanwhile
		// belongs to those who are due later.
		room, err := d.enter(ctx, now)
		if err != nil {
			return err
		}
		for _, c := range claims {
			e := errand{desk: d, courier: courier, room: room, claim: c, now: now, clock: clock}
			group.Go(func() error {
				d.serve(ctx, e)
				return nil
			})
		}
	}
	return ctx.Err()
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
	if err := d.store.ReleaseClaim(context.WithoutCancel(ctx), e.claim, e.clock().Add(wait)); err != nil {
		log.Error("claim not released", slog.Any("error", err))
	}
}
