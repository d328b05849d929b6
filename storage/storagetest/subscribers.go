package storagetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var subscribers = []exam{
	{"one comes back whole", examSubscriber},
	{"an error of change leaves all as it was", examChangeError},
	{"a change that panics leaves all as it was", examChangePanic},
	{"a change keeps the address", examChangeAddress},
	{"a change may call the store", examChangeCalls},
	{"updates from many sides lose nothing", examUpdateRace},
	{"listed by chat, then thread", examSubscribers},
	{"deleting erases all that is kept", examErase},
}

func examSubscriber(t *testing.T, s storage.Store) {
	at := news.Address{Chat: -100123, Thread: 7}
	if _, err := s.Subscriber(t.Context(), at); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("nobody there: %v", err)
	}
	want := news.Subscriber{
		Address: at, Kind: "group", Name: "Les Amis d’Été", Joined: noon, Topics: []news.TopicID{"alps"},
		Schedule:   news.Schedule{Times: []news.TimeOfDay{480, 1200}, Zone: "Asia/Baku", Days: news.Weekdays},
		ZoneChosen: true, Length: news.Short, Off: []news.Section{news.Also}, Empty: news.Nothing, Silent: true, Language: "fr",
		Followed: []string{"Ana Prado"}, Hidden: []string{"sport"}, Paused: true, PausedUntil: hours(48), Gone: "blocked",
		Cursor: 17, Since: hours(-24), Due: slotAt(hours(20)),
	}
	saved := got[news.Subscriber](t)(s.UpdateSubscriber(t.Context(), at, func(sub *news.Subscriber) error {
		same(t, "a new one", *sub, news.Subscriber{Address: at})
		*sub = want
		sub.Joined = noon.In(time.FixedZone("east", 3600)).Add(999 * time.Nanosecond)
		return nil
	}))
	same(t, "saved", saved, want)
	same(t, "kept", got[news.Subscriber](t)(s.Subscriber(t.Context(), at)), want)
	got[news.Subscriber](t)(s.UpdateSubscriber(t.Context(), at, func(sub *news.Subscriber) error {
		same(t, "the next change starts from", *sub, want)
		return nil
	}))
}

func examChangeError(t *testing.T, s storage.Store) {
	before := reader(t, s, chat(1), hours(3))
	no := errors.New("no")
	for _, at := range []news.Address{chat(1), chat(2)} {
		_, err := s.UpdateSubscriber(t.Context(), at, func(sub *news.Subscriber) error {
			sub.Name, sub.Cursor, sub.Due = "changed", 99, news.Slot{}
			return no
		})
		if !errors.Is(err, no) || err.Error() != no.Error() {
			t.Errorf("the error came back as %v", err)
		}
	}
	same(t, "all", collect(t, s.AllSubscribers(t.Context())), []news.Subscriber{before})
	same(t, "next due", got[time.Time](t)(s.NextDue(t.Context())), hours(3))
}

func examChangePanic(t *testing.T, s storage.Store) {
	c := holder(t, s, chat(1))
	before := got[news.Subscriber](t)(s.Subscriber(t.Context(), chat(1)))
	oh := func(sub *news.Subscriber) error { sub.Cursor = 99; panic("oh") }
	for name, act := range map[string]func() error{
		"update": func() error { _, err := s.UpdateSubscriber(t.Context(), chat(1), oh); return err },
		"finish": func() error { return s.FinishDelivery(t.Context(), c, news.DeliveryKey{}, noon, oh) },
	} {
		func() {
			defer func() { same(t, name+" panics with", recover(), "oh") }()
			t.Error(act())
		}()
	}
	// A store that still held something would wait for itself.
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	must(t, s.SaveTopic(ctx, news.Topic{ID: "next"}))
	same(t, "subscriber", got[news.Subscriber](t)(s.Subscriber(t.Context(), chat(1))), before)
	must(t, s.FinishDelivery(t.Context(), c, news.DeliveryKey{}, noon, served))
}

func examChangeAddress(t *testing.T, s storage.Store) {
	saved := got[news.Subscriber](t)(s.UpdateSubscriber(t.Context(), chat(1), func(sub *news.Subscriber) error {
		sub.Address = chat(2)
		return nil
	}))
	same(t, "saved", saved.Address, chat(1))
	same(t, "all", collect(t, s.AllSubscribers(t.Context())), []news.Subscriber{{Address: chat(1)}})
}

func examChangeCalls(t *testing.T, s storage.Store) {
	got[news.Subscriber](t)(s.UpdateSubscriber(t.Context(), chat(1), func(sub *news.Subscriber) error {
		must(t, s.SaveTopic(t.Context(), news.Topic{ID: "own", Owner: chat(1)}))
		sub.Topics = []news.TopicID{got[news.Topic](t)(s.Topic(t.Context(), "own")).ID}
		return nil
	}))
	same(t, "topics", got[news.Subscriber](t)(s.Subscriber(t.Context(), chat(1))).Topics, []news.TopicID{"own"})
}

func examUpdateRace(t *testing.T, s storage.Store) {
	const each = 12
	race(t, func() (none []int, err error) {
		for range each {
			_, err = s.UpdateSubscriber(t.Context(), chat(1), func(sub *news.Subscriber) error {
				sub.Cursor++
				return nil
			})
			if err != nil {
				break
			}
		}
		return none, err
	})
	same(t, "updates", got[news.Subscriber](t)(s.Subscriber(t.Context(), chat(1))).Cursor, int64(8*each))
}

func examSubscribers(t *testing.T, s storage.Store) {
	var want []news.Address
	for c := -20; c < 20; c++ {
		for thread := range 2 {
			want = append(want, news.Address{Chat: int64(c) << 40, Thread: thread})
		}
	}
	for i := range want {
		reader(t, s, want[(i*37)%len(want)], time.Time{})
	}
	address := func(s news.Subscriber) news.Address { return s.Address }
	same(t, "addresses", mapped(collect(t, s.AllSubscribers(t.Context())), address), want)
}

func examErase(t *testing.T, s storage.Store) {
	gone, stays := news.Address{Chat: 5, Thread: 1}, news.Address{Chat: 5}
	e := edition(1, noon)
	for n, at := range []news.Address{gone, stays} {
		reader(t, s, at, noon)
		must(t, s.SaveTopic(t.Context(), news.Topic{ID: news.TopicID(fmt.Sprint("own", n)), Owner: at}))
		c := claim(t, s, noon, 1)[0]
		got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, deliveryOf(at, "2031-03-04", e, noon), e))
		must(t, s.MarkShown(t.Context(), storage.Shown{Address: at, Message: "m", Edition: e.ID, At: noon}))
		must(t, s.SaveKeyboard(t.Context(), keyboard(fmt.Sprint("k", n), at)))
	}
	must(t, s.SaveGuest(t.Context(), guest(gone.Chat, news.Banned)))
	must(t, s.SaveTopic(t.Context(), news.Topic{ID: "everyone's"}))
	must(t, s.DeleteSubscriber(t.Context(), gone))
	must(t, s.DeleteSubscriber(t.Context(), chat(77)))
	must(t, s.DeleteSubscriber(t.Context(), news.Address{}))

	_, erased := s.Subscriber(t.Context(), gone)
	_, shown := s.LastShown(t.Context(), gone, "")
	if !errors.Is(erased, storage.ErrNotFound) || !errors.Is(shown, storage.ErrNotFound) {
		t.Errorf("subscriber: %v, shown: %v", erased, shown)
	}
	same(t, "subscribers", len(collect(t, s.AllSubscribers(t.Context()))), 1)
	same(t, "deliveries", len(collect(t, s.DeliveriesTo(t.Context(), gone))), 0)
	same(t, "the others'", len(collect(t, s.DeliveriesTo(t.Context(), stays))), 1)
	same(t, "shown to the others", got[storage.Shown](t)(s.LastShown(t.Context(), stays, "")).Message, "m")
	same(t, "topics", mapped(collect(t, s.AllTopics(t.Context())), func(t news.Topic) news.TopicID { return t.ID }), []news.TopicID{"everyone's", "own1"})
	same(t, "keyboards", mapped(collect(t, s.AllKeyboards(t.Context())), func(k storage.Keyboard) string { return k.ID }), []string{"k1"})
	same(t, "who was shut out stays out", got[news.Guest](t)(s.Guest(t.Context(), gone.Chat)).Standing, news.Banned)
	fresh := reader(t, s, gone, time.Time{})
	same(t, "whoever comes back is new", fresh, news.Subscriber{Address: gone})
}
