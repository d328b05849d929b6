package storagetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// written are acts of whoever speaks to readers, each of which changes
// something.
func written(s storage.Store, c storage.Claim) map[string]func(context.Context) error {
	at, e := chat(1), edition(1, noon)
	d := deliveryOf(at, "2031-03-04", e, noon)
	rename := func(sub *news.Subscriber) error { sub.Name = "renamed"; return nil }
	return map[string]func(context.Context) error{
		"UpdateSubscriber": func(ctx context.Context) error { _, err := s.UpdateSubscriber(ctx, at, rename); return err },
		"DeleteSubscriber": func(ctx context.Context) error { return s.DeleteSubscriber(ctx, chat(2)) },
		"MoveChat":         func(ctx context.Context) error { return s.MoveChat(ctx, at.Chat, 77) },
		"SaveTopic":        func(ctx context.Context) error { return s.SaveTopic(ctx, news.Topic{ID: "late"}) },
		"DeleteTopic":      func(ctx context.Context) error { return s.DeleteTopic(ctx, "own") },
		"SaveAlias":        func(ctx context.Context) error { return s.SaveAlias(ctx, news.Alias{Name: "a", Of: "b", Made: noon}) },
		"SaveNotice":       func(ctx context.Context) error { return s.SaveNotice(ctx, news.Notice{ID: "a", Told: noon}) },
		"SaveSource":       func(ctx context.Context) error { return s.SaveSource(ctx, feed("late", noon)) },
		"DeleteSource":     func(ctx context.Context) error { return s.DeleteSource(ctx, "early") },
		"SaveGuest": func(ctx context.Context) error {
			return s.SaveGuest(ctx, news.Guest{ID: 1, Standing: news.Admin, Since: noon})
		},
		"SetUnfinished": func(ctx context.Context) error { return s.SetUnfinished(ctx, "copy --add") },
		"SetDoor":       func(ctx context.Context) error { return s.SetDoor(ctx, news.Closed) },
		"SaveEdition":   func(ctx context.Context) error { return s.SaveEdition(ctx, e) },
		"MarkShown": func(ctx context.Context) error {
			return s.MarkShown(ctx, storage.Shown{Address: at, Message: "m", Edition: e.ID, At: noon})
		},
		"SaveKeyboard": func(ctx context.Context) error {
			return s.SaveKeyboard(ctx, storage.Keyboard{ID: "k", Address: at, Made: noon})
		},
		"BeginUpdate":    func(ctx context.Context) error { _, err := s.BeginUpdate(ctx, "bot", 1, noon); return err },
		"EndUpdate":      func(ctx context.Context) error { return s.EndUpdate(ctx, "bot", 2, noon) },
		"UpdateDuty":     func(ctx context.Context) error { _, err := s.UpdateDuty(ctx, seenAtNoon); return err },
		"ClaimDue":       func(ctx context.Context) error { _, err := s.ClaimDue(ctx, noon, "late", lease, 5); return err },
		"BeginDelivery":  func(ctx context.Context) error { _, err := s.BeginDelivery(ctx, c, d, e); return err },
		"FinishDelivery": func(ctx context.Context) error { return s.FinishDelivery(ctx, c, news.DeliveryKey{}, noon, rename) },
		"ReleaseClaim":   func(ctx context.Context) error { return s.ReleaseClaim(ctx, c, time.Time{}) },
		"SaveReports": func(ctx context.Context) error {
			_, err := s.SaveReports(ctx, storage.Intake{Reports: []news.Report{write("late", 0, "T").Report}})
			return err
		},
	}
}

func seenAtNoon(d *news.Duty) error { d.Seen = noon; return nil }

// furnishDues puts there what the acts change, and claims the first reader.
func furnishDues(t *testing.T, s storage.Store) storage.Claim {
	t.Helper()
	for n := range 3 {
		reader(t, s, chat(int64(n+1)), noon.Add(time.Duration(n)*time.Second-time.Minute))
	}
	must(t, s.SaveTopic(t.Context(), news.Topic{ID: "own", Owner: chat(2)}))
	must(t, s.SaveSource(t.Context(), feed("early", noon)))
	return got[[]storage.Claim](t)(s.ClaimDue(t.Context(), noon, "early", lease, 1))[0]
}

// everything is what lists and counts tell of what was furnished.
func everything(t *testing.T, s storage.Store) []any {
	t.Helper()
	ctx := t.Context()
	return []any{
		collect(t, s.AllSubscribers(ctx)), collect(t, s.AllTopics(ctx)), collect(t, s.AllSources(ctx)), collect(t, s.AllAliases(ctx)),
		collect(t, s.AllNotices(ctx)), collect(t, s.AllGuests(ctx)), collect(t, s.AllEditions(ctx)), collect(t, s.AllShown(ctx)),
		collect(t, s.AllKeyboards(ctx)), collect(t, s.AllDeliveries(ctx)), collect(t, s.AllReports(ctx, 0)),
		got[news.Duty](t)(s.Duty(ctx)), got[news.Door](t)(s.Door(ctx)), got[time.Time](t)(s.NextDue(ctx)),
	}
}

func examFenced(t *testing.T, s storage.Store) {
	claim := furnishDues(t, s)
	first := take(t, s, "hung", noon)
	before := everything(t, s)
	second := take(t, s, "awake", hours(1))
	late := storage.Under(t.Context(), first)
	for name, act := range written(s, claim) {
		if err := act(late); !errors.Is(err, storage.ErrLost) {
			t.Errorf("%s under a lease that is lost: %v", name, err)
		}
	}
	same(t, "after all that was refused", everything(t, s), before)
	if tries := got[int](t)(s.BeginUpdate(t.Context(), "bot", 1, noon)); tries != 1 {
		t.Errorf("an update was begun %d times", tries)
	}
	// It has lost that name alone.
	must(t, s.SaveTopic(storage.Under(t.Context(), storage.Lease{Name: "other", Owner: "hung", Fence: 1}), news.Topic{ID: "b"}))
	for name, act := range written(s, claim) {
		if err := act(storage.Under(t.Context(), second)); err != nil && !errors.Is(err, storage.ErrLost) {
			t.Errorf("%s under the lease: %v", name, err)
		}
	}
}

func examUnderLease(t *testing.T, s storage.Store) {
	ctx := storage.Under(t.Context(), take(t, s, "a", noon))
	must(t, s.SaveTopic(ctx, news.Topic{ID: "held"}))
	must(t, s.SaveTopic(storage.Under(ctx, take(t, s, "a", hours(1))), news.Topic{ID: "renewed"}))
	must(t, s.SaveTopic(ctx, news.Topic{ID: "with the first of them"}))
	l := got[storage.Lease](t)(s.Lease(t.Context(), "poll"))
	must(t, s.DropLease(t.Context(), l))
	must(t, s.SaveTopic(ctx, news.Topic{ID: "nobody has it"}))
	take(t, s, "b", hours(1))
	if err := s.SaveTopic(ctx, news.Topic{ID: "another has it"}); !errors.Is(err, storage.ErrLost) {
		t.Errorf("saved: %v", err)
	}
	same(t, "topics", len(collect(t, s.AllTopics(t.Context()))), 4)
}

func examNow(t *testing.T, s storage.Store) {
	first := got[time.Time](t)(s.Now(t.Context()))
	second := got[time.Time](t)(s.Now(t.Context()))
	if second.Before(first) || first.Year() < 2020 {
		t.Errorf("it is %s, then %s", first, second)
	}
}
