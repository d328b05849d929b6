package storagetest

import (
	"errors"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var dues = []exam{
	{"the earliest come first, once", examClaimOrder},
	{"a claim says what it is", examClaim},
	{"a claim ends with its lease", examLease},
	{"a claim given back waits as long as was asked", examRelease},
	{"a late release does not touch the next holder", examLateRelease},
	{"settings changed under a claim move the due", examChangeUnderClaim},
	{"claims from many sides", examClaimRace},
	{"claims are ended at once for the only one to deliver", examEndClaims},
	{"the next due", examNextDue},
	{"how many are due", examCountDue},
}

func examClaimOrder(t *testing.T, s storage.Store) {
	for at, due := range map[int64]time.Time{1: hours(-1), 2: hours(-3), 3: noon, 4: hours(1), 5: {}, 6: hours(-2)} {
		reader(t, s, chat(at), due)
	}
	same(t, "none", chatsOf(claim(t, s, noon, 0)), []int64{})
	same(t, "two", chatsOf(claim(t, s, noon, 2)), []int64{2, 6})
	same(t, "the rest", chatsOf(claim(t, s, noon, 9)), []int64{1, 3})
	same(t, "no more", chatsOf(claim(t, s, noon, 9)), []int64{})
}

func examClaim(t *testing.T, s storage.Store) {
	sub := reader(t, s, news.Address{Chat: -9, Thread: 4}, hours(-1))
	reader(t, s, chat(1), noon)
	claims := claim(t, s, noon, 9)
	if len(claims) != 2 {
		t.Fatalf("%d claims", len(claims))
	}
	same(t, "subscriber", claims[0].Subscriber, sub)
	same(t, "owner", claims[0].Owner, "tester")
	same(t, "until", claims[0].Until, noon.Add(lease))
	if claims[0].Fence <= 0 || claims[1].Fence <= claims[0].Fence {
		t.Errorf("fences %d and %d", claims[0].Fence, claims[1].Fence)
	}
}

func examLease(t *testing.T, s storage.Store) {
	reader(t, s, chat(1), hours(-1))
	first := claim(t, s, noon, 9)
	same(t, "held", chatsOf(claim(t, s, noon.Add(lease-time.Millisecond), 9)), []int64{})
	second := claim(t, s, noon.Add(lease), 9)
	same(t, "free", chatsOf(second), []int64{1})
	if second[0].Fence <= first[0].Fence {
		t.Errorf("fence %d after %d", second[0].Fence, first[0].Fence)
	}
}

func examRelease(t *testing.T, s storage.Store) {
	reader(t, s, chat(1), hours(-1))
	c := claim(t, s, noon, 9)[0]
	must(t, s.ReleaseClaim(t.Context(), c, noon.Add(5*time.Second)))
	same(t, "too early", chatsOf(claim(t, s, noon.Add(4*time.Second), 9)), []int64{})
	again := claim(t, s, noon.Add(5*time.Second), 9)
	same(t, "in time", chatsOf(again), []int64{1})
	same(t, "due", again[0].Subscriber.Due, c.Subscriber.Due)
	must(t, s.ReleaseClaim(t.Context(), again[0], time.Time{}))
	same(t, "at once", chatsOf(claim(t, s, noon, 9)), []int64{1})
}

func examLateRelease(t *testing.T, s storage.Store) {
	reader(t, s, chat(1), hours(-1))
	late := claim(t, s, noon, 9)[0]
	now := claim(t, s, noon.Add(lease), 9)[0]
	must(t, s.ReleaseClaim(t.Context(), late, time.Time{}))
	same(t, "still held", chatsOf(claim(t, s, noon.Add(lease), 9)), []int64{})
	must(t, s.FinishDelivery(t.Context(), now, news.DeliveryKey{}, noon, func(*news.Subscriber) error { return nil }))
	must(t, s.DeleteSubscriber(t.Context(), chat(1)))
	must(t, s.ReleaseClaim(t.Context(), now, time.Time{}))

	free := reader(t, s, chat(2), hours(-1))
	must(t, s.ReleaseClaim(t.Context(), storage.Claim{Subscriber: free}, hours(99)))
	same(t, "one that nobody held", chatsOf(claim(t, s, noon, 9)), []int64{2})
}

func examChangeUnderClaim(t *testing.T, s storage.Store) {
	reader(t, s, chat(1), hours(-1))
	c := claim(t, s, noon, 9)[0]
	reader(t, s, chat(1), hours(-2))
	same(t, "still held", chatsOf(claim(t, s, noon, 9)), []int64{})
	must(t, s.ReleaseClaim(t.Context(), c, time.Time{}))
	same(t, "due", claim(t, s, noon, 9)[0].Subscriber.Due.At, hours(-2))
	reader(t, s, chat(1), time.Time{})
	same(t, "not due", chatsOf(claim(t, s, hours(9), 9)), []int64{})
}

func examClaimRace(t *testing.T, s storage.Store) {
	for i := range 40 {
		reader(t, s, chat(int64(i)), hours(-1))
	}
	claims := race(t, func() ([]storage.Claim, error) {
		var mine []storage.Claim
		for range 40 { // more than enough, and an end for a store that gives twice
			some, err := s.ClaimDue(t.Context(), noon, "racer", lease, 4)
			if err != nil || len(some) == 0 {
				return mine, err
			}
			mine = append(mine, some...)
		}
		return mine, nil
	})
	once(t, chatsOf(claims), 40)
	once(t, mapped(claims, func(c storage.Claim) int64 { return c.Fence }), 40)
}

func examEndClaims(t *testing.T, s storage.Store) {
	must(t, s.EndClaims(t.Context()))
	held, later := reader(t, s, chat(1), hours(-2)), reader(t, s, news.Address{Chat: -5, Thread: 2}, hours(-1))
	claims := claim(t, s, noon, 9)
	must(t, s.ReleaseClaim(t.Context(), claims[1], hours(1)))
	must(t, s.EndClaims(t.Context()))
	addresses := func(claims []storage.Claim) []news.Address {
		return mapped(claims, func(c storage.Claim) news.Address { return c.Subscriber.Address })
	}
	again := claim(t, s, noon, 9)
	same(t, "free at once", addresses(again), []news.Address{held.Address})
	if again[0].Fence <= claims[0].Fence {
		t.Errorf("fence %d after %d", again[0].Fence, claims[0].Fence)
	}
	err := s.FinishDelivery(t.Context(), claims[0], news.DeliveryKey{}, noon, func(*news.Subscriber) error { return nil })
	if !errors.Is(err, storage.ErrLost) {
		t.Errorf("the earlier holder: %v", err)
	}
	// An hour on, the new claim on the first has run out as well.
	same(t, "given back for later", addresses(claim(t, s, hours(1), 9)), []news.Address{held.Address, later.Address})
}

func examNextDue(t *testing.T, s storage.Store) {
	next := func() time.Time { return got[time.Time](t)(s.NextDue(t.Context())) }
	same(t, "nobody", next(), time.Time{})
	reader(t, s, chat(1), hours(5))
	reader(t, s, chat(2), hours(3))
	reader(t, s, chat(3), time.Time{})
	same(t, "earliest", next(), hours(3))
	reader(t, s, chat(2), hours(7))
	same(t, "moved", next(), hours(5))
	must(t, s.DeleteSubscriber(t.Context(), chat(1)))
	same(t, "deleted", next(), hours(7))
}

func examCountDue(t *testing.T, s storage.Store) {
	count := func(by time.Time, want int) {
		t.Helper()
		same(t, "due", got[int](t)(s.CountDue(t.Context(), by)), want)
	}
	count(noon, 0)
	for id := range int64(40) {
		reader(t, s, chat(id-20), hours(int(id)))
	}
	reader(t, s, chat(99), time.Time{})
	count(hours(-1), 0)
	count(noon, 1)
	count(hours(9).Add(time.Minute), 10)
	c := claim(t, s, noon, 1)[0]
	count(hours(9), 10)
	must(t, s.ReleaseClaim(t.Context(), c, hours(30)))
	count(hours(9), 10)
	must(t, s.DeleteSubscriber(t.Context(), chat(-20)))
	count(hours(99), 39)
}
