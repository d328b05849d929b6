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
	clock  func() time.Time
	log    *slog.Logger
	length time.Duration
}

// hold waits until this process holds the lease, then works until the context
// ends, the work returns, or the lease is lost; after a loss it waits again.
// An error is the work's.
func (h holder) hold(ctx context.Context, work func(context.Context) error) error {
	waiting := false
	for ctx.Err() == nil {
		asked := time.Now()
		lease, err := h.leases.TakeLease(ctx, h.name, h.owner, h.clock(), h.length)
		switch {
		case err == nil:
			waiting = false
			if err := h.under(ctx, lease, asked, work); !errors.Is(err, storage.ErrLost) {
				return err
			}
			h.log.Warn("another process took over", slog.String("lease", h.name))
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

// under works while the lease is renewed. The lease counts from before it was
// asked for, on this machine's own steady clock, and work is stopped some time
// before it runs out, so that no two processes ever work at once.
func (h holder) under(ctx context.Context, lease storage.Lease, asked time.Time, work func(context.Context) error) error {
	working, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	done := make(chan error, 1)
	go func() { done <- work(working) }()
	for {
		select {
		case err := <-done:
			h.drop(ctx, lease)
			if cause := context.Cause(working); errors.Is(cause, storage.ErrLost) {
				return cause
			}
			return err
		case <-time.After(h.length / 4):
		}
		now := time.Now()
		renewed, err := h.renew(working)
		if err == nil {
			lease, asked = renewed, now
		} else if errors.Is(err, storage.ErrLost) || time.Since(asked) > h.length*2/3 {
			stop(fmt.Errorf("lease %s: %w", h.name, storage.ErrLost))
		}
	}
}

func (h holder) renew(ctx context.Context) (storage.Lease, error) {
	// Also while the work is coming to its end: it is still this process's.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), h.length/4)
	defer cancel()
	return h.leases.TakeLease(ctx, h.name, h.owner, h.clock(), h.length)
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
