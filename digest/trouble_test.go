package digest_test

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"readout/digest"
	"readout/digest/news"
)

func slotKey(date news.Day) news.DeliveryKey {
	return news.DeliveryKey{Address: reader, Date: date, Slot: "08:00"}
}

func (h *house) duty(change func(*news.Duty)) news.Duty {
	h.t.Helper()
	d, err := h.store.UpdateDuty(h.t.Context(), func(d *news.Duty) error { change(d); return nil })
	if err != nil {
		h.t.Fatal(err)
	}
	return d
}

func TestALateDigestSaysWhy(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.deliver(morning(0).Add(-4*time.Hour - 50*time.Minute)) // 03:10: nobody is due, and the desk is there.
	got := h.deliver(morning(0).Add(100 * time.Minute))
	if len(got) != 1 || !strings.Contains(got[0], "Late: was due 08:00, down 03:10–09:40.") {
		t.Errorf("got %q", got)
	}
	if next := h.deliver(morning(1)); len(next) != 1 || strings.Contains(next[0], "Late") {
		t.Errorf("the next: %q", next)
	}
}

func TestALongMorningIsNotLate(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	got := h.deliver(morning(0).Add(14 * time.Minute))
	if len(got) != 1 || strings.Contains(got[0], "Late") || !strings.Contains(got[0], "08:00") {
		t.Errorf("got %q", got)
	}
}

// A hold stands until an admin ends it, whoever starts anew meanwhile.
func TestHeldDeliveriesWait(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.duty(func(d *news.Duty) { d.Hold(morning(0).Add(-time.Hour), 9) })
	for i := range 3 {
		if got := h.deliver(morning(0).Add(time.Duration(i) * 20 * time.Minute)); len(got) != 0 {
			t.Fatalf("delivered while held: %q", got)
		}
		h.reopen()
	}
	h.duty(func(d *news.Duty) { d.Release(morning(0).Add(time.Hour)) })
	got := h.deliver(morning(0).Add(time.Hour))
	if len(got) != 1 || !strings.Contains(got[0], "Late: was due 08:00, deliveries were held 07:00–09:00.") {
		t.Errorf("released: %q", got)
	}
}

func TestALateDigestIsQuietInQuietHours(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		quiet news.Hours
		late  time.Duration
		want  bool
	}{
		{"late, in quiet hours", news.Hours{From: 9 * 60, Until: 17 * 60}, 2 * time.Hour, true},
		{"late, across midnight", news.Hours{From: 22 * 60, Until: 11 * 60}, 2 * time.Hour, true},
		{"late, after them", news.Hours{From: 22 * 60, Until: 9 * 60}, 2 * time.Hour, false},
		{"on time, in quiet hours", news.Hours{From: 22 * 60, Until: 9 * 60}, time.Minute, false},
		{"none are set", news.Hours{}, 2 * time.Hour, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := subscribed(t, func(s *news.Subscriber) { s.Quiet = c.quiet })
			h.deliver(morning(0).Add(c.late))
			if d, err := h.store.Delivery(t.Context(), slotKey("2031-03-03")); err != nil || d.Silent != c.want {
				t.Errorf("delivery %+v, %v", d, err)
			}
		})
	}
}

// A reader who blocks the bot between two parts, and is back, gets the rest,
// and no part twice.
func TestABlockBetweenTwoPartsRepeatsNothing(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.post.size = 1
	h.post.fates = []news.Receipt{{Outcome: news.Arrived, Message: "1"}, {Outcome: news.Gone, Reason: "blocked"}}
	h.deliver(morning(0))
	if s := h.reader(); s.Gone != "blocked" || !s.Due.IsZero() || s.Cursor != 0 {
		t.Fatalf("reader %+v", s)
	}
	// What the bot does when they come back.
	h.settle(func(s *news.Subscriber) {
		s.Gone, s.Due = "", news.Slot{Date: "2031-03-03", Time: 8 * 60, At: morning(1).Add(time.Hour)}
	})
	h.deliver(morning(1).Add(time.Hour))
	seen := map[string]int{}
	for _, part := range h.post.arrived {
		if seen[part]++; seen[part] > 1 {
			t.Errorf("came twice: %q", part)
		}
	}
	if whole := strings.Join(h.post.arrived, "\n"); !strings.Contains(whole, "That is all") {
		t.Errorf("the rest did not come: %q", whole)
	}
	if s := h.reader(); s.Cursor != 1 || !s.Due.At.Equal(morning(2)) {
		t.Errorf("cursor %d, next due %s", s.Cursor, s.Due.At)
	}
}

// A chat that is not found is looked for ever more seldom, and given up after
// five digests; but not where no other is found either, as by another bot's
// token.
func TestAChatThatIsNotFound(t *testing.T) {
	t.Parallel()
	for name, others := range map[string]bool{"is given up": true, "is not given up where no other is found": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := subscribed(t)
			h.post.lost = map[int64]bool{reader.Chat: true, 8: !others}
			h.subscribeAt(news.Address{Chat: 8}, monday)
			days := 0
			for ; days < 8 && h.reader().Gone == ""; days++ {
				for minute := 0; minute < 24*60; minute += 10 {
					h.deliver(morning(days).Add(time.Duration(minute) * time.Minute))
				}
			}
			gone := map[bool]string{true: "not found"}[others]
			if s := h.reader(); s.Gone != gone || others && (days < 5 || days > 6) || h.post.sends > 140 {
				t.Errorf("gone %q after %d days and %d sends", s.Gone, days, h.post.sends)
			}
		})
	}
}

func TestAChatThatIsFoundAgainIsNotGivenUp(t *testing.T) {
	t.Parallel()
	h := subscribed(t, func(s *news.Subscriber) { s.Lost = 4 })
	h.post.fates = []news.Receipt{{Outcome: news.Lost, After: 10 * time.Minute}}
	h.deliver(morning(0))
	if got := h.deliver(morning(0).Add(11 * time.Minute)); len(got) != 1 {
		t.Errorf("found again: %q", got)
	}
	if s := h.reader(); s.Lost != 0 || s.Gone != "" {
		t.Errorf("reader %+v", s)
	}
}

// What failed is sent once more where an admin asks for it, and only that.
func TestWhatFailedIsSentAgain(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.post.size = 1
	h.post.fates = []news.Receipt{{Outcome: news.Arrived, Message: "1"}, {Outcome: news.Denied, Reason: "odd"}, {Outcome: news.Arrived, Message: "3"}}
	h.deliver(morning(0))
	first := len(h.post.arrived)
	now := morning(0).Add(3 * time.Hour)
	h.settle(func(s *news.Subscriber) {
		s.Again, s.Due = true, news.Slot{Date: "2031-03-03", Time: 8 * 60, At: now}
	})
	if got := h.deliver(now); len(got) != 1 || first < 2 {
		t.Errorf("sent again: %q after %d parts", got, first)
	}
	d, err := h.store.Delivery(t.Context(), slotKey("2031-03-03"))
	if err != nil || d.Parts[1].State != news.Sent {
		t.Errorf("delivery %+v, %v", d, err)
	}
	if s := h.reader(); s.Again || !s.Due.At.Equal(morning(1)) || !s.Doubtful.IsZero() {
		t.Errorf("reader %+v", s)
	}
}

// Where everybody has to wait, the others are not even tried.
func TestWhenEverybodyHasToWait(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	for chat := range int64(300) {
		h.subscribeAt(news.Address{Chat: 100 + chat}, monday)
	}
	h.post.onSend = func() {
		h.post.fates = []news.Receipt{{Outcome: news.Later, After: 10 * time.Minute, Everybody: true}}
	}
	h.deliver(morning(0))
	if h.post.sends > 60 {
		t.Errorf("%d were tried", h.post.sends)
	}
	h.post.onSend, h.post.fates = nil, nil
	if got := h.deliver(morning(0).Add(11 * time.Minute)); len(got) != 301 {
		t.Errorf("%d came when it was over", len(got))
	}
}

// T5: the readers' clock jumps while the program runs: nobody is served in a
// burst, nobody twice, and each goes on with the next morning. No feed is read
// here, which a late digest waits for in vain.
func TestT5ClockJumps(t *testing.T) {
	t.Parallel()
	year := 365 * 24 * time.Hour
	for name, c := range map[string]struct {
		by, back time.Duration // the jump at 03:00 of the first day, set right after
		want     string        // when digests came, by the true clock
	}{
		"an hour ahead":       {time.Hour, 20 * time.Hour, "1 07:00, 2 08:00"},
		"an hour behind":      {-time.Hour, 20*time.Hour + 30*time.Minute, "1 09:00, 2 08:00"},
		"ten years ahead":     {10 * year, 5 * time.Minute, "1 08:00, 2 08:00"},
		"ten years behind":    {-10 * year, 7 * time.Hour, "1 10:03, 2 08:00"},
		"ten years, believed": {10 * year, 3 * time.Hour, "1 08:00, 2 08:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var clock offClock
				came := deliverUnder(t, clock.now, func() {
					time.Sleep(3 * time.Hour)
					clock.set(c.by)
					time.Sleep(c.back)
					clock.set(0)
					time.Sleep(30*time.Hour - c.back)
				})
				if got := strings.Join(came, ", "); got != c.want {
					t.Errorf("came at %s, want %s", got, c.want)
				}
			})
		})
	}
}

// T5: a machine that slept for nine hours sends what is late, once, after it has
// waited in vain for feeds to be read.
func TestT5Suspend(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var clock offClock
		came := deliverUnder(t, clock.now, func() {
			time.Sleep(3 * time.Hour)
			clock.set(9 * time.Hour) // The steady clock stood still for so long.
			time.Sleep(24 * time.Hour)
		})
		if got := strings.Join(came, ", "); got != "1 03:03, 1 23:00" && got != "1 03:04, 1 23:00" {
			t.Errorf("came at %s by the steady clock", got)
		}
	})
}

// offClock is a clock that may be set while others look at it.
type offClock struct{ ahead atomic.Int64 }

func (c *offClock) set(ahead time.Duration) { c.ahead.Store(int64(ahead)) }

func (c *offClock) now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// deliverUnder runs a desk by a clock for as long as it takes, and tells when
// digests came by the true one.
func deliverUnder(t *testing.T, clock func() time.Time, live func()) []string {
	h := open(t)
	h.feed("herald")
	h.subscribe(clock())
	var came []string
	h.post.onSend = func() { came = append(came, time.Now().UTC().Format("2 15:04")) }
	h.reopen(func(o *digest.Options) { o.Earliest = clock() })
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		h.Serve(ctx, clock, h.post)
	}()
	live()
	stop()
	<-done
	h.store.Close()
	return came
}

// T6: down across the time of a digest.
func TestT6DownAcrossTheSlot(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		down time.Duration // from 07:58 on
		want string        // what comes until the evening of the second day
	}{
		{7 * time.Minute, "3 08:05, 4 08:00"},
		{3*time.Hour + 2*time.Minute, "3 11:00, 4 08:00"},
		{30 * time.Hour, "4 13:58"},
		{23 * time.Hour, "4 08:00"},
	} {
		t.Run(c.down.String(), func(t *testing.T) {
			t.Parallel()
			h := subscribed(t)
			h.deliver(morning(0).Add(-2 * time.Minute))
			h.reopen()
			var came []string
			for now := morning(0).Add(-2 * time.Minute).Add(c.down); now.Before(morning(1).Add(12 * time.Hour)); now = now.Add(time.Minute) {
				for range h.deliver(now) {
					came = append(came, now.Format("2 15:04"))
				}
			}
			if got := strings.Join(came, ", "); got != c.want {
				t.Errorf("came at %s, want %s", got, c.want)
			}
		})
	}
}

// T8: nothing is sent by a clock that was not set yet; a leap second is a
// second like others.
func TestT8ClockNotSet(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := open(t)
		h.feed("herald")
		h.subscribe(time.Now())
		h.reopen(func(o *digest.Options) { o.Earliest = time.Now() })
		behind := 30 * 365 * 24 * time.Hour
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			h.Serve(ctx, func() time.Time { return time.Now().Add(-behind) }, h.post)
		}()
		time.Sleep(9 * time.Hour)
		if h.post.sent() != 0 {
			t.Errorf("%d were sent in 1970", h.post.sent())
		}
		if d, err := h.store.Duty(t.Context()); err != nil || !d.IsZero() {
			t.Errorf("noted by that clock: %+v, %v", d, err)
		}
		stop()
		<-done
		h.store.Close()
	})
	s := news.Schedule{Times: []news.TimeOfDay{0}}
	leap := time.Date(2016, 12, 31, 23, 59, 60, 0, time.UTC)
	if next := s.Next(leap.Add(-time.Second)); !next.At.Equal(leap) || next.Date != "2017-01-01" {
		t.Errorf("after a leap second: %+v", next)
	}
}

// Equal readers share one edition, and who is unlike gets another.
func TestEqualReadersShareAnEdition(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	composed := 0
	h.post.onParts = func() { composed++ }
	for chat := range int64(40) {
		h.subscribeAt(news.Address{Chat: 100 + chat}, monday)
	}
	for i, change := range []func(*news.Subscriber){
		func(s *news.Subscriber) { s.Length = news.Short }, func(s *news.Subscriber) { s.Schedule.Zone = "Africa/Abidjan" },
		func(s *news.Subscriber) { s.Hidden = []string{"Prado"} }, func(s *news.Subscriber) { s.Followed = []string{"Prado"} },
		func(s *news.Subscriber) { s.Off = []news.Section{news.Said} }, func(s *news.Subscriber) { s.Doubtful = monday },
		func(s *news.Subscriber) { s.Cursor = 1 },
	} {
		h.subscribeAt(news.Address{Chat: 200 + int64(i)}, monday, change)
	}
	h.deliver(morning(0))
	if composed != 8 || h.post.sent() != 48 {
		t.Errorf("%d were composed for %d readers of 8 kinds", composed, h.post.sent())
	}
	editions := 0
	for e, err := range h.store.AllEditions(t.Context()) {
		if err != nil || e.ID == "" {
			t.Fatal(err)
		}
		editions++
	}
	if editions < 5 || editions > 8 {
		t.Errorf("%d editions", editions)
	}
}

// An edition that cannot be made is nobody's: none of those who would share it
// is taken for served.
func TestAnEditionThatBreaksServesNobody(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	for chat := range int64(3) {
		h.subscribeAt(news.Address{Chat: 100 + chat}, monday)
	}
	h.post.onParts = func() { panic("odd") }
	if got := h.deliver(morning(0)); len(got) != 0 || h.reader().Cursor != 0 {
		t.Errorf("%q, cursor %d", got, h.reader().Cursor)
	}
	h.post.onParts = nil
	if got := h.deliver(morning(0).Add(time.Minute)); len(got) != 4 {
		t.Errorf("%d of 4 came when it could be made", len(got))
	}
}

// A topic of a reader's own is shown to nobody else who names it.
func TestAPrivateTopicIsNotShared(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	own := news.Address{Chat: 50}
	if err := h.store.SaveTopic(t.Context(), news.Topic{ID: "mine", Name: "Mine", Owner: own}); err != nil {
		t.Fatal(err)
	}
	for _, at := range []news.Address{own, {Chat: 51}} {
		h.subscribeAt(at, monday, func(s *news.Subscriber) { s.Topics = []news.TopicID{"mine"} })
	}
	h.deliver(morning(0))
	var of [2]news.EditionID
	for i, chat := range []int64{50, 51} {
		key := slotKey("2031-03-03")
		key.Address = news.Address{Chat: chat}
		d, err := h.store.Delivery(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		of[i] = d.Edition
	}
	if of[0] == of[1] {
		t.Error("both got one edition")
	}
}
