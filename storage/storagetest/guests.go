package storagetest

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"readout/digest/news"
	"readout/storage"
)

var guests = []exam{
	{"saved, replaced, listed by id, deleted", examGuests},
	{"a list longer than a page", examManyGuests},
	{"the first admin is the only first", examFirstAdmin},
	{"of many who claim to be the first admin, one wins", examFirstAdminRace},
}

func guest(id int64, standing news.Standing) news.Guest {
	return news.Guest{ID: id, Name: fmt.Sprint("Guest ", id), Standing: standing, Since: noon}
}

func examGuests(t *testing.T, s storage.Store) {
	mira := news.Guest{ID: 7, Name: "Mira “M” Ólafs", Standing: news.Banned, Since: hours(1), By: 5, Invitation: "sesame"}
	for _, g := range []news.Guest{guest(9, news.Allowed), guest(7, news.Admin), guest(-100123, news.Allowed), mira} {
		must(t, s.SaveGuest(t.Context(), g))
	}
	same(t, "guest", got[news.Guest](t)(s.Guest(t.Context(), 7)), mira)
	same(t, "guests", collect(t, s.AllGuests(t.Context())), []news.Guest{guest(-100123, news.Allowed), mira, guest(9, news.Allowed)})
	must(t, s.DeleteGuest(t.Context(), 7))
	must(t, s.DeleteGuest(t.Context(), 7))
	if _, err := s.Guest(t.Context(), 7); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("a deleted guest: %v", err)
	}
	same(t, "guests", collect(t, s.AllGuests(t.Context())), []news.Guest{guest(-100123, news.Allowed), guest(9, news.Allowed)})
}

func examManyGuests(t *testing.T, s storage.Store) {
	var want []news.Guest
	for i := range several {
		// Ids of users and chats need up to 52 bits.
		want = append(want, guest(int64(i-several/2)<<45, news.Allowed))
	}
	for i := range want {
		must(t, s.SaveGuest(t.Context(), want[(i*37)%len(want)]))
	}
	same(t, "guests", collect(t, s.AllGuests(t.Context())), want)
}

func examFirstAdmin(t *testing.T, s storage.Store) {
	must(t, s.SaveGuest(t.Context(), guest(1, news.Allowed)))
	must(t, s.SaveGuest(t.Context(), guest(2, news.Banned)))
	must(t, s.FirstAdmin(t.Context(), guest(1, "")))
	same(t, "admin", got[news.Guest](t)(s.Guest(t.Context(), 1)), guest(1, news.Admin))
	for _, g := range []news.Guest{guest(3, news.Admin), guest(1, news.Admin)} {
		if err := s.FirstAdmin(t.Context(), g); !errors.Is(err, storage.ErrLost) {
			t.Errorf("guest %d: %v", g.ID, err)
		}
	}
	same(t, "guests", collect(t, s.AllGuests(t.Context())), []news.Guest{guest(1, news.Admin), guest(2, news.Banned)})
	// With nobody left there may be a first again, after one is demoted or
	// deleted.
	must(t, s.SaveGuest(t.Context(), guest(1, news.Allowed)))
	must(t, s.FirstAdmin(t.Context(), guest(3, news.Admin)))
	must(t, s.DeleteGuest(t.Context(), 3))
	must(t, s.FirstAdmin(t.Context(), guest(4, news.Admin)))
	must(t, s.SaveGuest(t.Context(), guest(5, news.Admin)))
	must(t, s.DeleteGuest(t.Context(), 4))
	if err := s.FirstAdmin(t.Context(), guest(6, news.Admin)); !errors.Is(err, storage.ErrLost) {
		t.Errorf("beside one who was saved as admin: %v", err)
	}
}

func examFirstAdminRace(t *testing.T, s storage.Store) {
	var ids atomic.Int64
	winners := race(t, func() ([]int64, error) {
		id := ids.Add(1)
		err := s.FirstAdmin(t.Context(), guest(id, news.Admin))
		if errors.Is(err, storage.ErrLost) {
			return nil, nil
		}
		return []int64{id}, err
	})
	if len(winners) != 1 {
		t.Fatalf("first were %v", winners)
	}
	same(t, "guests", collect(t, s.AllGuests(t.Context())), []news.Guest{guest(winners[0], news.Admin)})
}
