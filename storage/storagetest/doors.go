package storagetest

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var doors = []exam{
	{"the door is as it was set last", examDoor},
	{"invitations come back whole, by code", examInvitations},
	{"an invitation lets in as many as it says", examAdmit},
	{"an invitation that ended lets in nobody", examAdmitLate},
	{"who is in already uses nothing up", examAdmitAgain},
	{"the banned stay out", examAdmitBanned},
	{"many at one invitation", examAdmitRace},
	{"one guest from many sides uses up one", examAdmitOneRace},
}

func examDoor(t *testing.T, s storage.Store) {
	same(t, "never set", got[news.Door](t)(s.Door(t.Context())), news.Door(""))
	for _, d := range []news.Door{news.ByInvite, news.Open, news.Closed, ""} {
		must(t, s.SetDoor(t.Context(), d))
		same(t, "door", got[news.Door](t)(s.Door(t.Context())), d)
	}
}

func invitation(code string, uses int) news.Invitation {
	return news.Invitation{Code: code, Made: noon, By: 5, Uses: uses}
}

func examInvitations(t *testing.T, s storage.Store) {
	var want []news.Invitation
	for i := range several {
		want = append(want, invitation(fmt.Sprintf("c-%03d", i), i))
	}
	want[3].Until, want[3].Used, want[4].Used = hours(2), 2, 4
	for i := range want {
		must(t, s.SaveInvitation(t.Context(), invitation(want[(i*37)%len(want)].Code, 99)))
		must(t, s.SaveInvitation(t.Context(), want[(i*37)%len(want)]))
	}
	same(t, "invitations", collect(t, s.AllInvitations(t.Context())), want)
}

func admit(t testing.TB, s storage.Store, code string, id int64, now time.Time) news.Guest {
	t.Helper()
	return got[news.Guest](t)(s.Admit(t.Context(), code, guest(id, ""), now))
}

func turnedAway(t testing.TB, s storage.Store, code string, id int64, now time.Time) {
	t.Helper()
	if g, err := s.Admit(t.Context(), code, guest(id, news.Allowed), now); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("%d was let in by %q as %+v, %v", id, code, g, err)
	}
}

func used(t testing.TB, s storage.Store, code string) int {
	t.Helper()
	for _, i := range collect(t, s.AllInvitations(t.Context())) {
		if i.Code == code {
			return i.Used
		}
	}
	t.Fatalf("there is no invitation %q", code)
	return 0
}

func examAdmit(t *testing.T, s storage.Store) {
	must(t, s.SaveInvitation(t.Context(), invitation("two", 2)))
	must(t, s.SaveInvitation(t.Context(), invitation("none", 0)))
	must(t, s.SaveGuest(t.Context(), news.Guest{ID: 2, Name: "Old name"})) // neither in nor out
	for id := range int64(2) {
		want := guest(id+1, news.Allowed)
		want.Invitation = "two"
		same(t, "let in", admit(t, s, "two", id+1, noon), want)
		same(t, "kept", got[news.Guest](t)(s.Guest(t.Context(), id+1)), want)
	}
	same(t, "uses", used(t, s, "two"), 2)
	for _, code := range []string{"two", "none", "three", "", "TWO"} {
		turnedAway(t, s, code, 3, noon)
	}
	if _, err := s.Guest(t.Context(), 3); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("who was turned away: %v", err)
	}
	same(t, "uses", []int{used(t, s, "two"), used(t, s, "none")}, []int{2, 0})
}

func examAdmitLate(t *testing.T, s storage.Store) {
	i := invitation("short", 9)
	i.Until = hours(1)
	must(t, s.SaveInvitation(t.Context(), i))
	admit(t, s, "short", 1, hours(1).Add(-time.Millisecond))
	turnedAway(t, s, "short", 2, hours(1))
	same(t, "uses", used(t, s, "short"), 1)
	i.Until = hours(3)
	must(t, s.SaveInvitation(t.Context(), i))
	admit(t, s, "short", 2, hours(2))
}

func examAdmitAgain(t *testing.T, s storage.Store) {
	must(t, s.SaveInvitation(t.Context(), invitation("one", 1)))
	must(t, s.SaveInvitation(t.Context(), invitation("more", 9)))
	first := admit(t, s, "one", 1, noon)
	boss := guest(2, news.Admin)
	must(t, s.SaveGuest(t.Context(), boss))
	for _, code := range []string{"one", "more", "no such"} {
		same(t, "again", admit(t, s, code, 1, hours(5)), first)
		same(t, "an admin", admit(t, s, code, 2, hours(5)), boss)
	}
	same(t, "guests", collect(t, s.AllGuests(t.Context())), []news.Guest{first, boss})
	same(t, "uses", []int{used(t, s, "one"), used(t, s, "more")}, []int{1, 0})
}

func examAdmitBanned(t *testing.T, s storage.Store) {
	must(t, s.SaveInvitation(t.Context(), invitation("many", 9)))
	must(t, s.SaveGuest(t.Context(), guest(1, news.Banned)))
	turnedAway(t, s, "many", 1, noon)
	same(t, "guest", got[news.Guest](t)(s.Guest(t.Context(), 1)), guest(1, news.Banned))
	same(t, "uses", used(t, s, "many"), 0)
	must(t, s.DeleteGuest(t.Context(), 1))
	same(t, "pardoned", admit(t, s, "many", 1, noon).Standing, news.Allowed)
}

func examAdmitRace(t *testing.T, s storage.Store) {
	const uses = 5
	must(t, s.SaveInvitation(t.Context(), invitation("few", uses)))
	var ids atomic.Int64
	in := race(t, func() (mine []int64, err error) {
		for range 3 {
			g, err := s.Admit(t.Context(), "few", guest(ids.Add(1), ""), noon)
			if err == nil {
				mine = append(mine, g.ID)
			} else if !errors.Is(err, storage.ErrNotFound) {
				return mine, err
			}
		}
		return mine, nil
	})
	once(t, in, uses)
	same(t, "guests", len(collect(t, s.AllGuests(t.Context()))), uses)
	same(t, "uses", used(t, s, "few"), uses)
}

func examAdmitOneRace(t *testing.T, s storage.Store) {
	must(t, s.SaveInvitation(t.Context(), invitation("few", 9)))
	in := race(t, func() ([]news.Guest, error) {
		g, err := s.Admit(t.Context(), "few", guest(1, ""), noon)
		return []news.Guest{g}, err
	})
	for _, g := range in {
		same(t, "guest", g, in[0])
	}
	same(t, "uses", used(t, s, "few"), 1)
}
