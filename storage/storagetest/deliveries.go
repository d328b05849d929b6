package storagetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var deliveries = []exam{
	{"begun, sent part by part, finished", examDelivery},
	{"begun twice, the stored one counts", examBeginTwice},
	{"who lost the claim must stop", examLost},
	{"a claim that ran out counts until it is given away", examRanOut},
	{"finishing moves the subscriber in one act", examFinish},
	{"finishing nothing", examFinishNothing},
	{"finishing beside changes of settings", examFinishRace},
	{"an act that others always get in the way of is given up", examGivenUp},
	{"parts and deliveries that are not there", examNoPart},
	{"lists", examDeliveryLists},
}

func holder(t testing.TB, s storage.Store, at news.Address) storage.Claim {
	t.Helper()
	reader(t, s, at, hours(-1))
	for _, c := range claim(t, s, noon, 100) {
		if c.Subscriber.Address == at {
			return c
		}
	}
	t.Fatalf("%s was not given out", at)
	return storage.Claim{}
}

func served(*news.Subscriber) error { return nil }

// examGivenUp has somebody else save the reader whenever it is about to be saved.
func examGivenUp(t *testing.T, s storage.Store) {
	c, tries := holder(t, s, chat(1)), 0
	meddled := func(*news.Subscriber) error {
		tries++
		_, err := s.UpdateSubscriber(t.Context(), chat(1), func(sub *news.Subscriber) error { sub.Cursor++; return nil })
		return err
	}
	for name, act := range map[string]func() error{
		"update": func() error { _, err := s.UpdateSubscriber(t.Context(), chat(1), meddled); return err },
		"finish": func() error { return s.FinishDelivery(t.Context(), c, news.DeliveryKey{}, noon, meddled) },
	} {
		tries = 0
		if err := act(); err == nil || !strings.Contains(err.Error(), "given up") || tries > storage.MostTries {
			t.Errorf("%s: tried %d times: %v", name, tries, err)
		}
	}
}

func examDelivery(t *testing.T, s storage.Store) {
	e := edition(1, noon)
	c, d := holder(t, s, chat(1)), deliveryOf(chat(1), "2031-03-04", e, noon)
	same(t, "begun", got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, d, e)), d)
	same(t, "edition", got[news.Edition](t)(s.Edition(t.Context(), e.ID)), e)

	d.Parts[0] = news.Part{From: 0, To: 1, State: news.Sent, Message: "m1", Tries: 2}
	must(t, s.MarkPart(t.Context(), c, d.Key, 0, news.Part{From: 0, To: 1, State: news.Sending, Tries: 1}))
	must(t, s.MarkPart(t.Context(), c, d.Key, 0, d.Parts[0]))
	d.Parts[1] = news.Part{From: 1, To: 2, State: news.Refused, Reason: "too odd"}
	must(t, s.MarkPart(t.Context(), c, d.Key, 1, d.Parts[1]))
	same(t, "marked", got[news.Delivery](t)(s.Delivery(t.Context(), d.Key)), d)

	must(t, s.FinishDelivery(t.Context(), c, d.Key, hours(1), served))
	d.Finished = hours(1)
	same(t, "finished", got[news.Delivery](t)(s.Delivery(t.Context(), d.Key)), d)
}

func examBeginTwice(t *testing.T, s storage.Store) {
	first, second := edition(1, noon), edition(2, noon)
	c, d := holder(t, s, chat(1)), deliveryOf(chat(1), "2031-03-04", first, noon)
	got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, d, first))
	must(t, s.MarkPart(t.Context(), c, d.Key, 0, news.Part{To: 1, State: news.Sending}))
	d.Parts[0] = news.Part{To: 1, State: news.Sending}

	again := deliveryOf(chat(1), "2031-03-04", second, hours(1))
	c = claim(t, s, noon.Add(lease), 1)[0]
	same(t, "begun", got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, again, second)), d)
	if _, err := s.Edition(t.Context(), second.ID); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("the second edition: %v", err)
	}
}

func examLost(t *testing.T, s storage.Store) {
	e := edition(1, noon)
	late, d := holder(t, s, chat(1)), deliveryOf(chat(1), "2031-03-04", e, noon)
	got[news.Delivery](t)(s.BeginDelivery(t.Context(), late, d, e))
	next := claim(t, s, noon.Add(lease), 1)[0]
	before := got[news.Subscriber](t)(s.Subscriber(t.Context(), chat(1)))
	lost := func(name string, c storage.Claim) {
		other := deliveryOf(chat(1), "2031-03-05", edition(2, noon), noon)
		_, begin := s.BeginDelivery(t.Context(), c, other, edition(2, noon))
		mark := s.MarkPart(t.Context(), c, d.Key, 0, news.Part{State: news.Sent})
		finish := s.FinishDelivery(t.Context(), c, d.Key, hours(1), func(sub *news.Subscriber) error { sub.Cursor = 99; return nil })
		for act, err := range map[string]error{"begin": begin, "mark": mark, "finish": finish} {
			if !errors.Is(err, storage.ErrLost) {
				t.Errorf("%s %s: %v", name, act, err)
			}
		}
	}
	lost("a late holder's", late)
	lost("a claim that nobody gave:", storage.Claim{Subscriber: before})
	same(t, "delivery", got[news.Delivery](t)(s.Delivery(t.Context(), d.Key)), d)
	same(t, "subscriber", got[news.Subscriber](t)(s.Subscriber(t.Context(), chat(1))), before)
	must(t, s.FinishDelivery(t.Context(), next, d.Key, hours(1), served))
	lost("one who finished:", next)
	lost("a claim that nobody gave, on a reader who is free:", storage.Claim{Subscriber: before})
	released := holder(t, s, chat(1))
	must(t, s.ReleaseClaim(t.Context(), released, time.Time{}))
	lost("one who gave it back:", released)
	erased := holder(t, s, chat(1))
	must(t, s.DeleteSubscriber(t.Context(), chat(1)))
	lost("one whose reader is gone:", erased)
	same(t, "deliveries", len(collect(t, s.AllDeliveries(t.Context()))), 0)
}

func examRanOut(t *testing.T, s storage.Store) {
	e := edition(1, noon)
	c, d := holder(t, s, chat(1)), deliveryOf(chat(1), "2031-03-04", e, noon)
	same(t, "nobody else", claim(t, s, noon, 9), []storage.Claim{})
	got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, d, e))
	// Its lease is over by now, and nobody wanted the subscriber.
	must(t, s.FinishDelivery(t.Context(), c, d.Key, hours(5), served))
}

func examFinish(t *testing.T, s storage.Store) {
	e := edition(1, noon)
	c, d := holder(t, s, chat(1)), deliveryOf(chat(1), "2031-03-04", e, noon)
	got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, d, e))
	no := errors.New("no")
	before := got[news.Subscriber](t)(s.Subscriber(t.Context(), chat(1)))
	err := s.FinishDelivery(t.Context(), c, d.Key, hours(1), func(sub *news.Subscriber) error { sub.Cursor = 5; return no })
	if !errors.Is(err, no) || err.Error() != no.Error() {
		t.Errorf("the error of change came back as %v", err)
	}
	same(t, "delivery", got[news.Delivery](t)(s.Delivery(t.Context(), d.Key)), d)
	same(t, "subscriber", got[news.Subscriber](t)(s.Subscriber(t.Context(), chat(1))), before)

	must(t, s.FinishDelivery(t.Context(), c, d.Key, hours(1), func(sub *news.Subscriber) error {
		sub.Cursor, sub.Since, sub.Due = d.Window.Until, d.Window.At, slotAt(hours(2))
		return nil
	}))
	sub := got[news.Subscriber](t)(s.Subscriber(t.Context(), chat(1)))
	same(t, "cursor", sub.Cursor, int64(9))
	same(t, "since", sub.Since, noon)
	same(t, "the next slot can be claimed", chatsOf(claim(t, s, hours(2), 9)), []int64{1})
}

func examFinishNothing(t *testing.T, s storage.Store) {
	c := holder(t, s, chat(1))
	must(t, s.FinishDelivery(t.Context(), c, news.DeliveryKey{}, noon, func(sub *news.Subscriber) error {
		sub.Cursor, sub.Due = 9, slotAt(hours(2))
		return nil
	}))
	same(t, "cursor", got[news.Subscriber](t)(s.Subscriber(t.Context(), chat(1))).Cursor, int64(9))
	same(t, "deliveries", collect(t, s.AllDeliveries(t.Context())), []news.Delivery{})
	same(t, "the next slot", chatsOf(claim(t, s, hours(2), 9)), []int64{1})
}

// examFinishRace changes settings while a delivery is finished: neither may
// undo the other.
func examFinishRace(t *testing.T, s storage.Store) {
	c := holder(t, s, chat(1))
	tries := 0
	must(t, s.FinishDelivery(t.Context(), c, news.DeliveryKey{}, noon, func(sub *news.Subscriber) error {
		if tries++; tries < 3 {
			got[news.Subscriber](t)(s.UpdateSubscriber(t.Context(), chat(1), func(sub *news.Subscriber) error {
				sub.Hidden = append(sub.Hidden, fmt.Sprint(tries))
				return nil
			}))
		}
		sub.Cursor++
		return nil
	}))
	sub := got[news.Subscriber](t)(s.Subscriber(t.Context(), chat(1)))
	same(t, "settings", sub.Hidden, []string{"1", "2"})
	same(t, "cursor", sub.Cursor, int64(1))
}

func examNoPart(t *testing.T, s storage.Store) {
	e := edition(1, noon)
	c, d := holder(t, s, chat(1)), deliveryOf(chat(1), "2031-03-04", e, noon)
	got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, d, e))
	for _, part := range []int{-1, 2} {
		if err := s.MarkPart(t.Context(), c, d.Key, part, news.Part{State: news.Sent}); err == nil {
			t.Errorf("part %d was marked", part)
		}
	}
	none := d.Key
	none.Slot = "09:00"
	_, read := s.Delivery(t.Context(), none)
	mark := s.MarkPart(t.Context(), c, none, 0, news.Part{})
	finish := s.FinishDelivery(t.Context(), c, none, noon, func(sub *news.Subscriber) error { sub.Cursor = 99; return nil })
	for act, err := range map[string]error{"read": read, "mark": mark, "finish": finish} {
		if !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("%s: %v", act, err)
		}
	}
	same(t, "cursor", got[news.Subscriber](t)(s.Subscriber(t.Context(), chat(1))).Cursor, int64(0))
	must(t, s.FinishDelivery(t.Context(), c, d.Key, noon, served))
}

func examDeliveryLists(t *testing.T, s storage.Store) {
	var keys []news.DeliveryKey
	for _, at := range []news.Address{{Chat: -7}, {Chat: 3}, {Chat: 3, Thread: 2}} {
		c := holder(t, s, at)
		for day := range several {
			// The later the date, the earlier it was begun.
			e := edition(day, noon)
			d := deliveryOf(at, news.Day("2031-03-04").Add(day), e, hours(-day))
			got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, d, e))
			keys = append(keys, d.Key)
		}
	}
	key := func(d news.Delivery) news.DeliveryKey { return d.Key }
	same(t, "all", mapped(collect(t, s.AllDeliveries(t.Context())), key), keys)
	same(t, "to one", mapped(collect(t, s.DeliveriesTo(t.Context(), chat(3))), key), keys[several:2*several])
	same(t, "to nobody", mapped(collect(t, s.DeliveriesTo(t.Context(), chat(8))), key), []news.DeliveryKey{})
}
