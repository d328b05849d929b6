package storage

import "time"

// Kept is an instant as every store keeps it: to the millisecond, in UTC. The
// zero Time stays zero.
func Kept(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Millisecond)
}
