package storagetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var moves = []exam{
	{"all that is kept of a chat moves", examMove},
	{"repeating a move changes nothing", examMoveTwice},
	{"what the other chat has of its own stays", examMoveCollides},
	{"the claims of the other chat's own stay", examMoveOntoClaimed},
	{"claims on what moved end, and the due can be claimed at once", examMoveClaimed},
	{"one given back for later need not wait at its new address", examMoveReleased},
	{"a chat of which nothing is kept, and a chat onto itself", examMoveNothing},
	{"a move beside changes of settings", examMoveRace},
}

const groupChat, superChat int64 = -4007, -1004007

// settle puts one of everything at an address: a reader who is due, a
// delivery that is finished and one on its way, what was shown, a keyboard
// and a topic. It returns the claim under which the delivery goes on.
func settle(t testing.TB, s storage.Store, at news.Address) storage.Claim {
	t.Helper()
	c := holder(t, s, at)
	got[news.Subscriber](t)(s.UpdateSubscriber(t.Context(), at, func(sub *news.Subscriber) error {
		sub.Name, sub.Topics, sub.Cursor, sub.Since = "Of "+at.String(), []news.TopicID{"alps"}, 17, hours(-9)
		return nil
	}))
	for n, date := range []news.Day{"2031-03-03", "2031-03-04"} {
		e := edition(n, noon)
		d := deliveryOf(at, date, e, hours(n-24))
		if n == 0 {
			d.Finished = hours(-23)
		}
		got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, d, e))
		must(t, s.MarkPart(t.Context(), c, d.Key, 0, news.Part{To: 1, State: news.Sent, Message: fmt.Sprint("m", n)}))
		must(t, s.MarkShown(t.Context(), storage.Shown{Address: at, Message: fmt.Sprint("m", n), Edition: e.ID, At: hours(-n)}))
	}
	must(t, s.SaveKeyboard(t.Context(), keyboard("of "+at.String(), at)))
	must(t, s.SaveTopic(t.Context(), news.Topic{ID: news.TopicID("own-" + at.String()), Name: "Own", Owner: at}))
	return c
}

// kept is all that a store keeps of chats.
type kept struct {
	Subscribers []news.Subscriber
	Deliveries  []news.Delivery
	Shown       []storage.Shown
	Keyboards   []storage.Keyboard
	Topics      []news.Topic
	Guests      []news.Guest
}

func keptIn(t *testing.T, s storage.Store) kept {
	t.Helper()
	return kept{
		Subscribers: collect(t, s.AllSubscribers(t.Context())), Deliveries: collect(t, s.AllDeliveries(t.Context())),
		Shown: collect(t, s.AllShown(t.Context())), Keyboards: collect(t, s.AllKeyboards(t.Context())),
		Topics: collect(t, s.AllTopics(t.Context())), Guests: collect(t, s.AllGuests(t.Context())),
	}
}

// moved is what should be there after a move onto a chat of which nothing is
// kept. Both chats must come at the same place in every list.
func (k kept) moved(from, to int64) kept {
	carry := func(at *news.Address) {
		if at.Chat == from {
			at.Chat = to
		}
	}
	for i := range k.Subscribers {
		carry(&k.Subscribers[i].Address)
	}
	for i := range k.Deliveries {
		carry(&k.Deliveries[i].Key.Address)
	}
	for i := range k.Shown {
		carry(&k.Shown[i].Address)
	}
	for i := range k.Keyboards {
		carry(&k.Keyboards[i].Address)
	}
	for i := range k.Topics {
		carry(&k.Topics[i].Owner)
	}
	for i, g := range k.Guests {
		if g.ID == from {
			k.Guests[i].ID = to
		}
	}
	return k
}

func examMove(t *testing.T, s storage.Store) {
	for _, at := range []news.Address{{Chat: groupChat}, {Chat: groupChat, Thread: 7}, {Chat: 12}} {
		settle(t, s, at)
	}
	must(t, s.SaveTopic(t.Context(), news.Topic{ID: "everyone's"}))
	must(t, s.SaveGuest(t.Context(), guest(groupChat, news.Allowed)))
	must(t, s.SaveGuest(t.Context(), guest(12, news.Banned)))
	want := keptIn(t, s).moved(groupChat, superChat)
	must(t, s.MoveChat(t.Context(), groupChat, superChat))
	same(t, "kept", keptIn(t, s), want)
	wantNothingOf(t, s, groupChat)

	// What is looked up by its key is found there too.
	at := news.Address{Chat: superChat, Thread: 7}
	same(t, "subscriber", got[news.Subscriber](t)(s.Subscriber(t.Context(), at)).Cursor, int64(17))
	same(t, "delivery", len(got[news.Delivery](t)(s.Delivery(t.Context(), news.DeliveryKey{Address: at, Date: "2031-03-04", Slot: "08:00"})).Parts), 2)
	dates := mapped(collect(t, s.DeliveriesTo(t.Context(), at)), func(d news.Delivery) news.Day { return d.Key.Date })
	same(t, "deliveries to it", dates, []news.Day{"2031-03-04", "2031-03-03"})
	same(t, "last shown", got[storage.Shown](t)(s.LastShown(t.Context(), at, "")).Message, "m0")
	same(t, "shown by a message", got[storage.Shown](t)(s.LastShown(t.Context(), at, "m1")).Edition, edition(1, noon).ID)
	same(t, "keyboard", got[storage.Keyboard](t)(s.Keyboard(t.Context(), "of "+news.Address{Chat: groupChat}.String())).Address, news.Address{Chat: superChat})
	same(t, "guest", got[news.Guest](t)(s.Guest(t.Context(), superChat)).Standing, news.Allowed)

	// And it goes with its new chat.
	must(t, s.DeleteSubscriber(t.Context(), at))
	must(t, s.DeleteSubscriber(t.Context(), news.Address{Chat: superChat}))
	wantNothingBut(t, s, 12)
}

// wantNothingOf holds that no list and no look-up knows a chat.
func wantNothingOf(t *testing.T, s storage.Store, gone int64) {
	t.Helper()
	for _, at := range []news.Address{{Chat: gone}, {Chat: gone, Thread: 7}} {
		_, reader := s.Subscriber(t.Context(), at)
		_, shown := s.LastShown(t.Context(), at, "")
		_, message := s.LastShown(t.Context(), at, "m0")
		_, delivery := s.Delivery(t.Context(), news.DeliveryKey{Address: at, Date: "2031-03-04", Slot: "08:00"})
		for what, err := range map[string]error{"subscriber": reader, "shown": shown, "message": message, "delivery": delivery} {
			if !errors.Is(err, storage.ErrNotFound) {
				t.Errorf("%s of %s: %v", what, at, err)
			}
		}
		same(t, "deliveries to "+at.String(), len(collect(t, s.DeliveriesTo(t.Context(), at))), 0)
	}
	if _, err := s.Guest(t.Context(), gone); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("guest %d: %v", gone, err)
	}
}

// wantNothingBut holds that of subscribers, deliveries, messages, keyboards
// and owned topics only one chat's are left.
func wantNothingBut(t *testing.T, s storage.Store, chat int64) {
	t.Helper()
	all := keptIn(t, s)
	var chats []int64
	for _, sub := range all.Subscribers {
		chats = append(chats, sub.Address.Chat)
	}
	for _, d := range all.Deliveries {
		chats = append(chats, d.Key.Address.Chat)
	}
	for _, sh := range all.Shown {
		chats = append(chats, sh.Address.Chat)
	}
	for _, k := range all.Keyboards {
		chats = append(chats, k.Address.Chat)
	}
	for _, topic := range all.Topics {
		if topic.Owner != (news.Address{}) {
			chats = append(chats, topic.Owner.Chat)
		}
	}
	for _, c := range chats {
		if c != chat {
			t.Errorf("something is left of chat %d", c)
		}
	}
	if len(chats) == 0 {
		t.Errorf("nothing is left of chat %d", chat)
	}
}

func examMoveTwice(t *testing.T, s storage.Store) {
	settle(t, s, news.Address{Chat: groupChat})
	must(t, s.SaveGuest(t.Context(), guest(groupChat, news.Allowed)))
	must(t, s.MoveChat(t.Context(), groupChat, superChat))
	want := keptIn(t, s)
	must(t, s.MoveChat(t.Context(), groupChat, superChat))
	same(t, "kept", keptIn(t, s), want)
	// The old chat may be used anew, and then moved once more.
	settle(t, s, news.Address{Chat: groupChat, Thread: 7})
	must(t, s.MoveChat(t.Context(), groupChat, superChat))
	wantNothingBut(t, s, superChat)
	addresses := mapped(collect(t, s.AllSubscribers(t.Context())), func(s news.Subscriber) news.Address { return s.Address })
	same(t, "subscribers", addresses, []news.Address{{Chat: superChat}, {Chat: superChat, Thread: 7}})
}

func examMoveCollides(t *testing.T, s storage.Store) {
	from, to := news.Address{Chat: groupChat}, news.Address{Chat: superChat}
	settle(t, s, from)
	settle(t, s, news.Address{Chat: groupChat, Thread: 7})
	must(t, s.SaveGuest(t.Context(), guest(groupChat, news.Allowed)))
	must(t, s.SaveGuest(t.Context(), guest(superChat, news.Banned)))

	c := holder(t, s, to)
	e := edition(5, noon)
	d := deliveryOf(to, "2031-03-04", e, hours(-2))
	got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, d, e))
	own := storage.Shown{Address: to, Message: "m0", Edition: e.ID, At: hours(-5)}
	must(t, s.MarkShown(t.Context(), own))
	sub := got[news.Subscriber](t)(s.Subscriber(t.Context(), to))

	must(t, s.MoveChat(t.Context(), groupChat, superChat))
	wantNothingOf(t, s, groupChat)
	wantNothingBut(t, s, superChat)
	same(t, "its own settings", got[news.Subscriber](t)(s.Subscriber(t.Context(), to)), sub)
	same(t, "its own delivery", got[news.Delivery](t)(s.Delivery(t.Context(), d.Key)), d)
	dates := mapped(collect(t, s.DeliveriesTo(t.Context(), to)), func(d news.Delivery) news.Day { return d.Key.Date })
	same(t, "and one that came", dates, []news.Day{"2031-03-04", "2031-03-03"})
	same(t, "its own message", got[storage.Shown](t)(s.LastShown(t.Context(), to, "m0")), own)
	came := storage.Shown{Address: to, Message: "m1", Edition: edition(1, noon).ID, At: hours(-1)}
	same(t, "and one that came, shown later", got[storage.Shown](t)(s.LastShown(t.Context(), to, "")), came)
	same(t, "a thread of which the other had nothing", got[news.Subscriber](t)(s.Subscriber(t.Context(), news.Address{Chat: superChat, Thread: 7})).Cursor, int64(17))
	same(t, "keyboards", len(collect(t, s.AllKeyboards(t.Context()))), 2)
	same(t, "guests", collect(t, s.AllGuests(t.Context())), []news.Guest{guest(superChat, news.Banned)})
}

func examMoveOntoClaimed(t *testing.T, s storage.Store) {
	settle(t, s, news.Address{Chat: groupChat})
	c := holder(t, s, news.Address{Chat: superChat})
	must(t, s.MoveChat(t.Context(), groupChat, superChat))
	same(t, "still held", claim(t, s, noon, 9), []storage.Claim{})
	must(t, s.FinishDelivery(t.Context(), c, news.DeliveryKey{}, noon, served))
}

func examMoveClaimed(t *testing.T, s storage.Store) {
	at := news.Address{Chat: groupChat, Thread: 7}
	late := settle(t, s, at)
	same(t, "held", claim(t, s, noon, 9), []storage.Claim{})
	must(t, s.MoveChat(t.Context(), groupChat, superChat))
	to := news.Address{Chat: superChat, Thread: 7}
	// Neither under the address that the holder knows nor under the new one.
	carried := late
	carried.Subscriber.Address = to
	open := news.DeliveryKey{Address: to, Date: "2031-03-04", Slot: "08:00"}
	for _, c := range []storage.Claim{late, carried} {
		d := deliveryOf(c.Subscriber.Address, "2031-03-05", edition(2, noon), noon)
		_, begin := s.BeginDelivery(t.Context(), c, d, edition(2, noon))
		mark := s.MarkPart(t.Context(), c, open, 1, news.Part{From: 1, To: 2, State: news.Sent})
		finish := s.FinishDelivery(t.Context(), c, news.DeliveryKey{}, noon, served)
		for act, err := range map[string]error{"begin": begin, "mark": mark, "finish": finish} {
			if !errors.Is(err, storage.ErrLost) {
				t.Errorf("%s for %s: %v", act, c.Subscriber.Address, err)
			}
		}
		must(t, s.ReleaseClaim(t.Context(), c, hours(9)))
	}
	same(t, "next due", got[time.Time](t)(s.NextDue(t.Context())), hours(-1))
	next := claim(t, s, noon, 9)
	if len(next) != 1 || next[0].Subscriber.Address != to || next[0].Fence <= late.Fence {
		t.Fatalf("claimed at once: %+v after fence %d", next, late.Fence)
	}
	must(t, s.MarkPart(t.Context(), next[0], open, 1, news.Part{From: 1, To: 2, State: news.Sent}))
	must(t, s.FinishDelivery(t.Context(), next[0], open, noon, served))
}

func examMoveReleased(t *testing.T, s storage.Store) {
	c := settle(t, s, news.Address{Chat: groupChat})
	must(t, s.ReleaseClaim(t.Context(), c, hours(9)))
	same(t, "waits", claim(t, s, noon, 9), []storage.Claim{})
	must(t, s.MoveChat(t.Context(), groupChat, superChat))
	same(t, "at once", chatsOf(claim(t, s, noon, 9)), []int64{superChat})
}

func examMoveNothing(t *testing.T, s storage.Store) {
	c := settle(t, s, news.Address{Chat: superChat})
	must(t, s.SaveGuest(t.Context(), guest(superChat, news.Allowed)))
	want := keptIn(t, s)
	must(t, s.MoveChat(t.Context(), groupChat, superChat))
	must(t, s.MoveChat(t.Context(), superChat, superChat))
	same(t, "kept", keptIn(t, s), want)
	must(t, s.FinishDelivery(t.Context(), c, news.DeliveryKey{}, noon, served))
}

// examMoveRace moves a chat to and fro while its settings change: every
// change is made once, at one of the two, and none is lost.
func examMoveRace(t *testing.T, s storage.Store) {
	const each = 6
	reader(t, s, news.Address{Chat: groupChat}, hours(-1))
	race(t, func() (none []int, err error) {
		for n := range each {
			from, to := groupChat, superChat
			if n%2 == 1 {
				from, to = to, from
			}
			if err := s.MoveChat(t.Context(), from, to); err != nil {
				return none, err
			}
			_, err := s.UpdateSubscriber(t.Context(), chat(to), func(sub *news.Subscriber) error { sub.Cursor++; return nil })
			if err != nil {
				return none, err
			}
		}
		return none, nil
	})
	must(t, s.MoveChat(t.Context(), groupChat, superChat))
	subs := collect(t, s.AllSubscribers(t.Context()))
	if len(subs) != 1 || subs[0].Address != chat(superChat) || subs[0].Cursor < 1 || subs[0].Cursor > 8*each {
		t.Errorf("subscribers %+v", subs)
	}
}
