package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"readout/storage"
)

// leaseLength is how long a process that vanished keeps others waiting.
const leaseLength = 10 * time.Second

// holder sees to it that of several processes on one store only one does a
// work at a time.
type holder struct {
	leases storage.Leases
	name   string
	owner  string
	log    *slog.Logger
	length time.Duration
	tenure *tenure // kept for whoever works
	// asked, if it is set, is told whether the store said who holds the lease.
	asked func(answered bool)
}

// hold waits until this process holds the lease, then works until the context
// ends, the work returns, or the lease is lost; after a loss it waits again.
// An error is the work's.
func (h holder) hold(ctx context.Context, work func(context.Context) error) error {
	waiting := false
	for ctx.Err() == nil {
		asked := time.Now()
		lease, err := h.take(ctx)
		switch {
		case err == nil && time.Since(asked) < h.length/2:
			waiting = false
			if err := h.under(ctx, lease, asked, work); !errors.Is(err, storage.ErrLost) {
				return err
			}
			h.log.Warn("lease lost: it could not be renewed, or another process took it", slog.String("lease", h.name))
		case err == nil:
			h.log.Warn("lease came too late to be used", slog.String("lease", h.name))
		case ctx.Err() != nil: // It was asked to end meanwhile.
		case !errors.Is(err, storage.ErrLost):
			h.log.Error("lease not taken", slog.String("lease", h.name), slog.Any("error", err))
		case !waiting:
			waiting = true
			h.log.Info("standing by: another process holds the lease", slog.String("lease", h.name))
		}
		pause(ctx, h.length/5)
	}
	return nil
}

// take asks for the lease, or for more of it. It waits for no answer that would
// be of no use.
func (h holder) take(ctx context.Context) (storage.Lease, error) {
	asking, cancel := context.WithTimeout(ctx, h.length/4)
	defer cancel()
	lease, err := h.ask(asking)
	if h.asked != nil && ctx.Err() == nil {
		h.asked(err == nil || errors.Is(err, storage.ErrLost))
	}
	return lease, err
}

func (h holder) ask(ctx context.Context) (storage.Lease, error) {
	now, err := h.leases.Now(ctx)
	if err != nil {
		return storage.Lease{}, err
	}
	return h.leases.TakeLease(ctx, h.name, h.owner, now, h.length)
}

// under works while the lease is renewed. The lease counts from before it was
// asked for, on this machine's own steady clock. Two thirds through it, work
// that it could not be renewed for is stopped with ErrLost, whatever the store
// is doing: the last third is for the work to end in, before another process
// may begin. What of it does not end changes nothing any more, as its context
// is under the lease.
func (h holder) under(ctx context.Context, lease storage.Lease, asked time.Time, work func(context.Context) error) error {
	working, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	lost := fmt.Errorf("lease %s: %w", h.name, storage.ErrLost)
	late := time.AfterFunc(h.length*2/3-time.Since(asked), func() { stop(lost) })
	defer late.Stop()
	h.tenure.extend(asked.Add(h.length * 2 / 3))
	defer h.tenure.extend(time.Time{})
	done := make(chan error, 1)
	leased := storage.Under(working, lease)
	go func() { done <- work(leased) }()
	for {
		select {
		case err := <-done:
			h.drop(ctx, lease)
			if errors.Is(context.Cause(working), storage.ErrLost) {
				return lost
			}
			return err
		case <-time.After(h.length / 4):
		}
		now := time.Now()
		// Also while the work is coming to its end: it is still this process's.
		renewed, err := h.take(context.WithoutCancel(ctx))
		switch {
		case errors.Is(err, storage.ErrLost), err == nil && renewed.Fence != lease.Fence:
			// Somebody else had it in between, or has it now.
			h.tenure.extend(time.Time{})
			stop(lost)
		case err == nil:
			lease = renewed
			late.Reset(h.length*2/3 - time.Since(now))
			h.tenure.extend(now.Add(h.length * 2 / 3))
		}
	}
}

// drop lets the next process begin at once.
func (h holder) drop(ctx context.Context, lease storage.Lease) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if err := h.leases.DropLease(ctx, lease); err != nil {
		h.log.Warn("lease not given back", slog.String("lease", h.name), slog.Any("error", err))
	}
}

// pause waits, or less where the context ends.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
