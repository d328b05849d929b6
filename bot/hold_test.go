package bot_test

import (
	"context"
	"iter"
	"testing"
	"time"

	"readout/bot"
	"readout/digest/news"
	"readout/storage"
)

func TestStatusAfterTheClockWentBack(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.say("/subscribe energy")
	r.now = time.Date(2023, 11, 16, 4, 0, 0, 0, time.UTC)
	r.deliver(r.now, "one")
	r.now = r.now.Add(-24 * time.Hour)
	r.mustHold(r.say("/status"), "Last digest: *Thu 16 Nov, 08:00*, by a clock that was ahead of this one.")
}

func TestAHoldIsToldWithWhoeverSetIt(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.staff(bot.Options{Admins: []int64{root, 77}, Door: news.Open})
	r.as = persona(t, "Root")
	r.mustHold(r.say("/hold on"), "by you.")
	r.as = persona(t, "Bea")
	r.mustHold(r.say("/hold"), "by `9`.")
	if err := r.store.SaveGuest(t.Context(), news.Guest{ID: root, Name: "Rut Olsen", Standing: news.Admin}); err != nil {
		t.Fatal(err)
	}
	r.mustHold(r.say("/hold"), "by *Rut Olsen* (`9`).")
}

func TestRetryTellsOfAHold(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.say("/subscribe energy")
	r.now = time.Date(2023, 11, 16, 4, 0, 0, 0, time.UTC)
	r.deliver(r.now, "one")
	r.now = r.now.Add(time.Hour)
	r.as = persona(t, "Root")
	r.say("/hold on")
	r.mustHold(r.say("/retry 42"), "Nothing failed of the last digest to `42`.", "All digests are *held*")
}

// lookups counts the readers who were asked about.
type lookups struct {
	storage.Store
	n int
}

func (a *lookups) DeliveriesTo(ctx context.Context, at news.Address) iter.Seq2[news.Delivery, error] {
	a.n++
	return a.Store.DeliveriesTo(ctx, at)
}

// Of many readers, those alone are asked about who may have missed something,
// and not all of those who are gone.
func TestRetryLooksWhereSomethingMayHaveFailed(t *testing.T) {
	t.Parallel()
	r := open(t)
	var all []news.Subscriber
	for n := range 3000 {
		s := news.Subscriber{Address: news.Address{Chat: int64(10_000 + n)}, Joined: r.now}
		switch {
		case n%1000 == 999:
			s.Doubtful = r.now.Add(-time.Hour)
		case n%1000 == 998:
			s.Doubtful = r.now.AddDate(0, -1, 0)
		case n%5 == 0:
			s.Gone = "blocked"
		}
		all = append(all, s)
	}
	if err := r.store.RestoreSubscribers(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	counting := &lookups{Store: r.store}
	who := bot.New(bot.Options{Store: counting, Desk: lastNews{r.store}, Admins: []int64{root}})
	m := persona(t, "Root")
	m.Text = "/retry"
	reply := who.Answer(t.Context(), r.now, m)
	r.mustHold(reply, "Nothing failed of the last digests.", "Not looked at: *100 chats* more that cannot be written to.")
	if counting.n != 503 {
		t.Errorf("%d readers were asked about", counting.n)
	}
}
