package storagetest

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"readout/storage"
)

var leases = []exam{
	{"taken, refused to others, renewed", examTakeLease},
	{"a lease that ran out goes to another, with a higher fence", examLeaseRunsOut},
	{"a lease given back is free at once", examDropLease},
	{"what is lost cannot be given back", examDropLostLease},
	{"names are told apart", examLeaseNames},
	{"asked for from many sides, one holds it", examLeaseRace},
	{"what is done under a lease that another has by now is refused", examFenced},
	{"what is done under a lease that was renewed or given back is done", examUnderLease},
	{"time goes on", examNow},
}

func take(t testing.TB, s storage.Store, owner string, now time.Time) storage.Lease {
	t.Helper()
	return got[storage.Lease](t)(s.TakeLease(t.Context(), "poll", owner, now, lease))
}

func refused(t testing.TB, s storage.Store, owner string, now time.Time) {
	t.Helper()
	if l, err := s.TakeLease(t.Context(), "poll", owner, now, lease); !errors.Is(err, storage.ErrLost) {
		t.Errorf("%s got %+v, %v at %s", owner, l, err, now)
	}
}

func examTakeLease(t *testing.T, s storage.Store) {
	if _, err := s.Lease(t.Context(), "poll"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a lease that was never given out: %v", err)
	}
	first := take(t, s, "a", noon)
	same(t, "taken", first, storage.Lease{Name: "poll", Owner: "a", Fence: first.Fence, Until: noon.Add(lease)})
	if first.Fence <= 0 {
		t.Errorf("fence %d", first.Fence)
	}
	refused(t, s, "b", noon)
	refused(t, s, "b", noon.Add(lease-time.Millisecond))

	later := noon.Add(lease / 2)
	renewed := take(t, s, "a", later)
	first.Until = later.Add(lease)
	same(t, "renewed", renewed, first)
	refused(t, s, "b", noon.Add(lease))
	same(t, "as it stands", got[storage.Lease](t)(s.Lease(t.Context(), "poll")), renewed)
	// A shorter one counts as well.
	shorter := got[storage.Lease](t)(s.TakeLease(t.Context(), "poll", "a", later, time.Second))
	same(t, "until", shorter.Until, later.Add(time.Second))
	same(t, "fence", shorter.Fence, first.Fence)
}

func examLeaseRunsOut(t *testing.T, s storage.Store) {
	first := take(t, s, "a", noon)
	same(t, "nobody wanted it", take(t, s, "a", hours(1)).Fence, first.Fence)
	last := first
	for n, owner := range []string{"b", "a", "c"} {
		now := hours(2 + n)
		next := take(t, s, owner, now)
		if next.Fence <= last.Fence || next.Owner != owner {
			t.Errorf("after %+v came %+v", last, next)
		}
		refused(t, s, last.Owner, now)
		last = next
	}
	now := last.Until
	same(t, "run out and still the last", got[storage.Lease](t)(s.Lease(t.Context(), "poll")), last)
	same(t, "free at its end", take(t, s, "d", now).Owner, "d")
}

func examDropLease(t *testing.T, s storage.Store) {
	first := take(t, s, "a", noon)
	must(t, s.DropLease(t.Context(), first))
	dropped := got[storage.Lease](t)(s.Lease(t.Context(), "poll"))
	same(t, "whose it was", []any{dropped.Owner, dropped.Fence}, []any{"a", first.Fence})
	if dropped.Until.After(noon) {
		t.Errorf("given back and held until %s", dropped.Until)
	}
	must(t, s.DropLease(t.Context(), first))
	next := take(t, s, "b", noon)
	if next.Fence <= first.Fence {
		t.Errorf("fence %d after %d", next.Fence, first.Fence)
	}
	refused(t, s, "a", noon)
}

func examDropLostLease(t *testing.T, s storage.Store) {
	must(t, s.DropLease(t.Context(), storage.Lease{Name: "poll", Owner: "a", Fence: 1}))
	first := take(t, s, "a", noon)
	second := take(t, s, "b", hours(1))
	must(t, s.DropLease(t.Context(), first))
	refused(t, s, "a", hours(1))
	// The owner's own, but from before somebody else had it.
	third := take(t, s, "a", hours(2))
	must(t, s.DropLease(t.Context(), first))
	must(t, s.DropLease(t.Context(), second))
	must(t, s.DropLease(t.Context(), storage.Lease{Name: "poll", Owner: "b", Fence: third.Fence}))
	refused(t, s, "b", hours(2))
	same(t, "as it stands", got[storage.Lease](t)(s.Lease(t.Context(), "poll")), third)
}

func examLeaseNames(t *testing.T, s storage.Store) {
	take(t, s, "a", noon)
	for _, name := range []string{"feeds", "pol", ""} {
		l := got[storage.Lease](t)(s.TakeLease(t.Context(), name, "b", noon, lease))
		same(t, "name", l.Name, name)
		must(t, s.DropLease(t.Context(), l))
	}
	refused(t, s, "b", noon)
}

func examLeaseRace(t *testing.T, s storage.Store) {
	var sides atomic.Int64
	winners := race(t, func() (mine []string, err error) {
		me := fmt.Sprint("side ", sides.Add(1))
		for hour := range 5 {
			_, err := s.TakeLease(t.Context(), fmt.Sprint("hour ", hour), me, noon, lease)
			if err == nil {
				mine = append(mine, fmt.Sprint("hour ", hour))
			} else if !errors.Is(err, storage.ErrLost) {
				return mine, err
			}
		}
		return mine, nil
	})
	once(t, winners, 5)
}
