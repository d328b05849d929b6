package storage

import (
	"context"
	"time"
)

// Lease is the right of one process to do what only one may do. Fence grows
// with every change of the owner.
type Lease struct {
	Name  string
	Owner string
	Fence int64
	Until time.Time
}

// Leases gives out rights that one process holds at a time.
type Leases interface {
	// Now is the moment by the one clock that all who share the store go by: a
	// server's own, or for a file this machine's. One that is used late only
	// makes a lease shorter.
	Now(ctx context.Context) (time.Time, error)
	// TakeLease gives the lease of a name to an owner until now plus length,
	// or makes the owner's own last until then. ErrLost where somebody else
	// holds it at that moment. Once it has returned to a new owner, nothing is
	// done any more that an earlier one does under it.
	TakeLease(ctx context.Context, name, owner string, now time.Time, length time.Duration) (Lease, error)
	// DropLease gives a lease back, which then counts as run out. One that is
	// lost is fine.
	DropLease(ctx context.Context, l Lease) error
	// Lease is the last one given out by that name, held or run out, or
	// ErrNotFound.
	Lease(ctx context.Context, name string) (Lease, error)
}

type leaseKey struct{}

// Under makes a context for what only the holder of a lease may do. An act
// that writes, with this context or one made of it, is refused with ErrLost
// once the lease was given to another owner: a process that hung, and goes on
// when another has long taken its place, changes nothing. The check is one
// with the act, whatever clocks say.
func Under(ctx context.Context, l Lease) context.Context {
	return context.WithValue(ctx, leaseKey{}, l)
}

// UnderLease is the lease that a context is under; false where there is none.
func UnderLease(ctx context.Context) (Lease, bool) {
	l, is := ctx.Value(leaseKey{}).(Lease)
	return l, is
}
