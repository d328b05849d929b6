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

	takeLease = newScript(takeLeaseLua)
	dropLease = newScript(dropLeaseLua)
)

func (s *Store) leaseKey(name string) string { return s.key(leaseTag, "lease", hashed(name)) }

// TakeLease is storage.Leases'.
func (s *Store) TakeLease(ctx context.Context, name, owner string, now time.Time, length time.Duration) (storage.Lease, error) {
	taken, err := do(ctx, s, func() (storage.Lease, error) {
		l := storage.Lease{Name: name, Owner: owner, Until: storage.Kept(now.Add(length))}
		fence, err := takeLease.run(ctx, s, []string{s.leaseKey(name)}, name, owner, millis(now), millis(l.Until)).Int64()
		if err == nil && fence == 0 {
			err = storage.ErrLost
		}
		l.Fence = fence
		return l, err
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
	if found["until"] == "" {
		return l, nil
	}
	until, err := strconv.ParseInt(found["until"], 10, 64)
	l.Until = instant(until)
	return l, err
}
