package redis

import (
	"context"
	_ "embed"
	"strconv"
	"time"

	"readout/storage"
)

var (
	//go:embed scripts/take_lease.lua
	takeLeaseLua string
	//go:embed scripts/drop_lease.lua
	dropLeaseLua string
	//go:embed scripts/retire_lease.lua
	retireLeaseLua string
	//go:embed scripts/now.lua
	nowLua string

	takeLease   = newScript(takeLeaseLua)
	dropLease   = newScript(dropLeaseLua)
	retireLease = newScript(retireLeaseLua)
	tellTheNow  = newScript(nowLua)
)

// forGood is until when every lease is somebody's to a process of format 1, in
// milliseconds: the end of the year 9999. Such a process that is started beside
// this program, or wakes up, stands by for ever.
const forGood int64 = 253402300799999

func (s *Store) leaseKey(name string) string { return s.key(leaseTag, "lease", hashed(name)) }

// Now is storage.Leases'. The node that keeps the leases is asked, as those of
// a cluster have clocks of their own.
func (s *Store) Now(ctx context.Context) (time.Time, error) {
	now, err := do(ctx, s, func() (time.Time, error) {
		told, err := tellTheNow.run(ctx, s, []string{s.leaseKey("")}).StringSlice()
		if err != nil {
			return time.Time{}, err
		}
		seconds, err := strconv.ParseInt(told[0], 10, 64)
		if err != nil {
			return time.Time{}, err
		}
		micros, err := strconv.ParseInt(told[1], 10, 64)
		return time.Unix(seconds, micros*1000).UTC(), err
	})
	return now, named(err, "time")
}

// TakeLease is storage.Leases'. A new owner raises the gates of all tags before
// it is told that the lease is its own; one that is broken off in between does
// so the next time.
func (s *Store) TakeLease(ctx context.Context, name, owner string, now time.Time, length time.Duration) (storage.Lease, error) {
	taken, err := do(ctx, s, func() (storage.Lease, error) {
		l := storage.Lease{Name: name, Owner: owner, Until: storage.Kept(now.Add(length))}
		told, err := takeLease.run(ctx, s, []string{s.leaseKey(name)}, name, owner, millis(now), millis(l.Until), forGood).Int64Slice()
		if err != nil {
			return l, err
		}
		l.Fence = told[0]
		switch raised := told[1]; l.Fence {
		case 0:
			return l, storage.ErrLost
		case raised:
			return l, nil
		}
		return l, s.raiseGates(ctx, l)
	})
	return taken, named(err, "take lease %s", name)
}

// DropLease is storage.Leases'.
func (s *Store) DropLease(ctx context.Context, l storage.Lease) error {
	err := s.act(ctx, func() error { return dropLease.verdict(ctx, s, []string{s.leaseKey(l.Name)}, l.Owner, l.Fence) })
	return named(err, "drop lease %s", l.Name)
}

// Lease is storage.Leases'.
func (s *Store) Lease(ctx context.Context, name string) (storage.Lease, error) {
	l, err := do(ctx, s, func() (storage.Lease, error) {
		found, err := s.client.HGetAll(ctx, s.leaseKey(name)).Result()
		if err != nil {
			return storage.Lease{}, err
		}
		if len(found) == 0 {
			return storage.Lease{}, storage.ErrNotFound
		}
		return readLease(found)
	})
	return l, named(err, "lease %s", name)
}

func readLease(found map[string]string) (storage.Lease, error) {
	l := storage.Lease{Name: found["name"], Owner: found["owner"]}
	var err error
	if l.Fence, err = strconv.ParseInt(found["fence"], 10, 64); err != nil {
		return l, err
	}
	if found["ends"] == "" {
		return l, nil
	}
	until, err := strconv.ParseInt(found["ends"], 10, 64)
	l.Until = instant(until)
	return l, err
}
