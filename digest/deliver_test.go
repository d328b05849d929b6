package digest_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

// morning is 08:00 UTC, n days after Monday.
func morning(n int) time.Time { return monday.AddDate(0, 0, n).Add(8 * time.Hour) }

func subscribed(t *testing.T, change ...func(*news.Subscriber)) house {
	t.Helper()
	h := open(t)
	h.feed("herald")
	h.subscribe(monday, change...)
	h.wire.publish("herald", "Talks in Lyon", talks, monday.Add(time.Hour))
	h.ingest(monday.Add(2 * time.Hour))
	return h
}

func TestADigestComesAtItsSlotOnce(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	if got := h.deliver(morning(0).Add(-time.Second)); len(got) != 0 {
		t.Fatalf("early: %q", got)
	}
	got := h.deliver(morning(0))
	if len(got) != 1 || !strings.Contains(got[0], "Prado") {
		t.Fatalf("at the slot: %q", got)
	}
	if again := h.deliver(morning(0).Add(time.Minute)); len(again) != 0 {
		t.Fatalf("again: %q", again)
	}
	if s := h.reader(); !s.Due.At.Equal(morning(1)) || s.Cursor != 1 {
		t.Errorf("next due %s, cursor %d", s.Due.At, s.Cursor)
	}
}

func TestTheNextDigestRepeatsNothing(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.deliver(morning(0))
	h.wire.publish("herald", "Kessler in Tallinn", visit, morning(0).Add(time.Hour))
	h.ingest(morning(0).Add(2 * time.Hour))
	got := h.deliver(morning(1))
	if len(got) != 1 || !strings.Contains(got[0], "Kessler") || strings.Contains(got[0], "Prado") {
		t.Fatalf("second digest: %q", got)
	}
}

func TestNothingNew(t *testing.T) {
	t.Parallel()
	t.Run("is said in a line", func(t *testing.T) {
		t.Parallel()
		h := subscribed(t)
		h.deliver(morning(0))
		if got := h.deliver(morning(1)); len(got) != 1 || strings.Contains(got[0], "Prado") {
			t.Errorf("got %q", got)
		}
	})
	t.Run("is not said where the reader wants silence", func(t *testing.T) {
		t.Parallel()
		h := subscribed(t, func(s *news.Subscriber) { s.Empty = news.Nothing })
		h.deliver(morning(0))
		h.ingest(morning(1))
		if got := h.deliver(morning(1)); len(got) != 0 {
			t.Errorf("got %q", got)
		}
		if s := h.reader(); !s.Due.At.Equal(morning(2)) {
			t.Errorf("next due %s", s.Due.At)
		}
	})
	t.Run("is said all the same while a feed is unread", func(t *testing.T) {
		t.Parallel()
		h := subscribed(t, func(s *news.Subscriber) { s.Empty = news.Nothing })
		h.deliver(morning(0))
		h.wire.broken["herald"] = context.DeadlineExceeded
		h.ingest(morning(0).Add(time.Hour))
		if got := h.deliver(morning(1)); len(got) != 1 || !strings.Contains(got[0], "Unread") {
			t.Errorf("got %q", got)
		}
	})
}

func TestADeliveryIsTakenUpWhereItsProcessDied(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.post.size = 1
	ctx, die := context.WithCancel(t.Context())
	h.post.onSend = func() {
		if h.post.sends == 2 {
			die()
		}
	}
	// The process dies after its second part has left; what it then still
	// writes is what a stopping process writes.
	_ = h.Deliver(ctx, func() time.Time { return morning(0) }, h.post)
	h.post.onSend = nil
	h.reopen()
	h.wire.publish("herald", "Kessler in Tallinn", visit, morning(0))
	h.ingest(morning(0).Add(3 * time.Minute))
	h.deliver(morning(0).Add(5 * time.Minute))
	seen := map[string]int{}
	for _, part := range h.post.arrived {
		seen[part]++
		if seen[part] > 1 {
			t.Errorf("came twice: %q", part)
		}
		if strings.Contains(part, "Kessler") {
			t.Errorf("composed anew: %q", part)
		}
	}
	if whole := strings.Join(h.post.arrived, "\n"); !strings.Contains(whole, "That is all") {
		t.Errorf("did not come to its end: %q", whole)
	}
}

func TestWhatBecomesOfASend(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		fates []news.Receipt
		sends int // in all, over the next minutes
		come  int
		state news.PartState
	}{
		{"arrived", nil, 1, 1, news.Sent},
		{"told to wait, then arrived", []news.Receipt{{Outcome: news.Later, After: 30 * time.Second}}, 2, 1, news.Sent},
		{"unknown, then arrived", []news.Receipt{{Outcome: news.Unsure}}, 2, 1, news.Sent},
		{"unknown twice is not tried again", []news.Receipt{{Outcome: news.Unsure}, {Outcome: news.Unsure}}, 2, 0, news.Unknown},
		{"refused", []news.Receipt{{Outcome: news.Denied, Reason: "too long"}}, 1, 0, news.Refused},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := subscribed(t)
			h.post.fates = c.fates
			for i := range 10 {
				h.deliver(morning(0).Add(time.Duration(i) * 15 * time.Second))
			}
			if h.post.sends != c.sends || len(h.post.arrived) != c.come {
				t.Errorf("%d sends, %d arrived; want %d and %d", h.post.sends, len(h.post.arrived), c.sends, c.come)
			}
			d, err := h.store.Delivery(t.Context(), news.DeliveryKey{Address: reader, Date: "2031-03-03", Slot: "08:00"})
			if err != nil || d.Parts[0].State != c.state || d.Finished.IsZero() {
				t.Errorf("delivery %+v, %v", d, err)
			}
		})
	}
}

func TestAChatThatIsGoneIsServedNoMore(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.post.fates = []news.Receipt{{Outcome: news.Gone, Reason: "blocked"}}
	h.deliver(morning(0))
	h.deliver(morning(1))
	if s := h.reader(); h.post.sends != 1 || s.Gone != "blocked" || !s.Due.IsZero() || s.Cursor != 0 {
		t.Errorf("%d sends, gone %q, due %s, cursor %d", h.post.sends, s.Gone, s.Due.At, s.Cursor)
	}
}

func TestLateDigests(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		late time.Duration
		want int
	}{{5 * time.Minute, 1}, {11 * time.Hour, 1}, {13 * time.Hour, 0}, {23 * time.Hour, 0}} {
		t.Run(c.late.String(), func(t *testing.T) {
			t.Parallel()
			h := subscribed(t)
			if got := h.deliver(morning(0).Add(c.late)); len(got) != c.want {
				t.Errorf("%d digests, want %d", len(got), c.want)
			}
			if got := strings.Join(h.deliver(morning(1)), ""); strings.Contains(got, "Prado") != (c.want == 0) {
				t.Errorf("the next digest: %q", got)
			}
		})
	}
}

func TestAfterALongSilenceOneDigestOfBoundedReach(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.wire.publish("herald", "Kessler in Tallinn", visit, morning(9).Add(-20*time.Hour))
	h.ingest(morning(9).Add(-20 * time.Hour))
	got := h.deliver(morning(9))
	if len(got) != 1 || !strings.Contains(got[0], "Kessler") || strings.Contains(got[0], "Prado") {
		t.Fatalf("got %q", got)
	}
	if s := h.reader(); s.Cursor != 2 || !s.Due.At.Equal(morning(10)) {
		t.Errorf("cursor %d, next due %s", s.Cursor, s.Due.At)
	}
}

func TestAPauseWithAnEndEnds(t *testing.T) {
	t.Parallel()
	h := subscribed(t, func(s *news.Subscriber) { s.Paused, s.PausedUntil = true, morning(1).Add(-time.Hour) })
	if got := h.deliver(morning(0)); len(got) != 0 {
		t.Fatalf("while paused: %q", got)
	}
	if got := h.deliver(morning(1)); len(got) != 1 {
		t.Fatalf("after it: %q", got)
	}
	if s := h.reader(); s.Paused || !s.PausedUntil.IsZero() {
		t.Errorf("still paused: %+v", s)
	}
}

func TestPreviewMovesNothing(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	before := h.reader()
	for range 2 {
		d, err := h.Preview(t.Context(), digest.Request{Reader: before}, morning(0).Add(-time.Hour))
		if err != nil || !strings.Contains(words(d.Blocks), "Prado") {
			t.Fatalf("preview %q, %v", words(d.Blocks), err)
		}
	}
	if got := h.deliver(morning(0)); len(got) != 1 || !strings.Contains(got[0], "Prado") {
		t.Errorf("delivered after previews: %q", got)
	}
}

// The desk left to itself for three days keeps a reader's local morning.
func TestRunDeliversEveryLocalMorning(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := open(t)
		h.feed("herald")
		start := time.Now()
		h.subscribe(start, func(s *news.Subscriber) { s.Schedule.Zone = "Asia/Baku" })
		var came []string
		h.post.onSend = func() { came = append(came, time.Now().UTC().Format("02 15:04")) }
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			digest.New(h.store, h.wire, slog.New(slog.DiscardHandler), digest.Options{}).Run(ctx, time.Now, h.post)
		}()
		time.Sleep(72 * time.Hour)
		stop()
		<-done
		if want := "01 04:00 02 04:00 03 04:00"; strings.Join(came, " ") != want {
			t.Errorf("came at %v, want %s", came, want)
		}
		h.store.Close()
	})
}

// settle changes the reader's settings as the bot does while a delivery is
// under way: the slot stays due until it is finished.
func (h *house) settle(change func(*news.Subscriber)) {
	h.t.Helper()
	_, err := h.store.UpdateSubscriber(h.t.Context(), reader, func(s *news.Subscriber) error {
		change(s)
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

func TestADeliveryUnderWayIsFinishedBeforeANewScheduleCounts(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.post.size = 1
	h.post.fates = []news.Receipt{{Outcome: news.Arrived, Message: "1"}, {Outcome: news.Later, After: time.Minute}}
	h.deliver(morning(0))
	h.settle(func(s *news.Subscriber) { s.Schedule.Times = []news.TimeOfDay{9 * 60} })
	h.deliver(morning(0).Add(2 * time.Minute))
	h.deliver(morning(0).Add(time.Hour))
	whole := strings.Join(h.post.arrived, "\n")
	if strings.Count(whole, "met") > 1 || !strings.Contains(whole, "That is all") {
		t.Errorf("got %q", whole)
	}
	if s := h.reader(); !s.Due.At.Equal(morning(1).Add(time.Hour)) && !s.Due.At.Equal(morning(0).Add(time.Hour)) {
		t.Errorf("next due %s", s.Due.At)
	}
}

func TestADeliveryOfWhichNothingLeftIsFoldedWhenTooLate(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.post.fates = []news.Receipt{{Outcome: news.Later, After: time.Hour}}
	h.deliver(morning(0))
	got := h.deliver(morning(3).Add(time.Hour))
	if len(got) != 1 || !strings.Contains(got[0], "Next Fri 08:00") {
		t.Fatalf("on Thursday at nine: %q", got)
	}
	if s := h.reader(); !s.Due.At.Equal(morning(4)) {
		t.Errorf("next due %s", s.Due.At)
	}
}

func TestAfterAFoldedSlotItsNewsIsInTheNext(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.deliver(morning(0))
	h.wire.publish("herald", "Kessler in Tallinn", visit, morning(0).Add(5*time.Minute))
	h.ingest(morning(0).Add(5 * time.Minute))
	// Tuesday is missed whole, Wednesday is twenty minutes late.
	if got := h.deliver(morning(2).Add(20 * time.Minute)); len(got) != 1 || !strings.Contains(got[0], "Kessler") {
		t.Errorf("got %q", got)
	}
}

func TestWhatALongSilenceLeavesOutIsSaid(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	d, err := h.Preview(t.Context(), digest.Request{Reader: h.reader()}, morning(0))
	if err != nil || strings.Contains(words(d.Blocks), "older article") {
		t.Fatalf("nothing was left out: %q, %v", words(d.Blocks), err)
	}
	got := h.deliver(morning(9).Add(time.Minute))
	if len(got) != 1 || !strings.Contains(got[0], "1 older article") {
		t.Errorf("got %q", got)
	}
}

func TestAMovedChatIsServedWhereItLivesNow(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.post.size = 1
	moved := news.Address{Chat: 8}
	h.post.fates = []news.Receipt{{Outcome: news.Arrived, Message: "1"}, {Outcome: news.Moved, To: moved}}
	whole := strings.Join(h.deliver(morning(0)), "\n")
	if strings.Count(whole, "Lyon, 3 Mar") != 1 || !strings.Contains(whole, "That is all") {
		t.Errorf("got %q", whole)
	}
	if _, err := h.store.Subscriber(t.Context(), reader); err == nil {
		t.Error("the chat is still served where it was")
	}
	if s, err := h.store.Subscriber(t.Context(), moved); err != nil || s.Cursor != 1 || !s.Due.At.Equal(morning(1)) {
		t.Errorf("cursor %d, due %s, %v", s.Cursor, s.Due.At, err)
	}
	for d, err := range h.store.DeliveriesTo(t.Context(), moved) {
		if err != nil || d.Finished.IsZero() || d.Parts[0].Message != "1" {
			t.Errorf("delivery %+v, %v", d, err)
		}
	}
}

func TestAPartInterruptedIsOfUnknownFate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		leave  bool
		deaths int
		sends  int
		state  news.PartState
		unsure int
	}{
		{"and is sent once more", false, 1, 2, news.Sent, 1},
		{"and is sent until it is known to have arrived", false, 4, 5, news.Sent, 4},
		{"and is given up where the program dies of it each time", false, 5, 5, news.Unknown, 5},
		{"and is left where the operator rather loses than repeats", true, 1, 1, news.Unknown, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := subscribed(t)
			for i := range c.deaths {
				h.dieWhileSending(morning(0).Add(time.Duration(i) * time.Minute))
				h.reopen(func(o *digest.Options) { o.Leave = c.leave })
			}
			h.deliver(morning(0).Add(5 * time.Minute))
			d, err := h.store.Delivery(t.Context(), news.DeliveryKey{Address: reader, Date: "2031-03-03", Slot: "08:00"})
			if err != nil || d.Finished.IsZero() {
				t.Fatalf("delivery %+v, %v", d, err)
			}
			if p := d.Parts[0]; h.post.sends != c.sends || p.State != c.state || p.Unsure != c.unsure {
				t.Errorf("%d sends, part %+v; want %d, %q, unsure %d", h.post.sends, p, c.sends, c.state, c.unsure)
			}
			next := strings.Join(h.deliver(morning(1)), "")
			if said := strings.Contains(next, "may not have arrived"); said != (c.state == news.Unknown) {
				t.Errorf("the next digest: %q", next)
			}
		})
	}
}

// While a part waits for its turn nothing of it can have arrived.
func TestAPartThatWaitsForItsTurnIsNotInDoubt(t *testing.T) {
	t.Parallel()
	key := news.DeliveryKey{Address: reader, Date: "2031-03-03", Slot: "08:00"}
	h := subscribed(t)
	h.post.onReady = func() {
		if d, err := h.store.Delivery(t.Context(), key); err != nil || d.Parts[0].State != news.Waiting || d.Parts[0].Tries != 0 {
			t.Errorf("delivery %+v, %v", d, err)
		}
	}
	h.post.turns = []news.Receipt{{Outcome: news.Later, After: 20 * time.Second, Everybody: true}}
	if got := h.deliver(morning(0)); len(got) != 0 || h.post.sends != 0 {
		t.Errorf("sent %q", got)
	}
	if got := h.deliver(morning(0).Add(19 * time.Second)); len(got) != 0 {
		t.Errorf("before its turn came: %q", got)
	}
	if got := h.deliver(morning(0).Add(21 * time.Second)); len(got) != 1 || h.post.sends != 1 {
		t.Errorf("when its turn had come: %q", got)
	}
	if d, err := h.store.Delivery(t.Context(), key); err != nil || d.Parts[0].State != news.Sent || d.Parts[0].Unsure != 0 {
		t.Errorf("delivery %+v, %v", d, err)
	}
}

func TestAPartThatMayHaveArrivedIsNeverAnUntouchedOne(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.post.fates = []news.Receipt{{Outcome: news.Unsure}, {Outcome: news.Later, After: 14 * time.Hour}}
	for minute := range 3 {
		h.deliver(morning(0).Add(time.Duration(minute) * time.Minute))
	}
	key := news.DeliveryKey{Address: reader, Date: "2031-03-03", Slot: "08:00"}
	if d, err := h.store.Delivery(t.Context(), key); err != nil || d.Parts[0].State != news.Unknown || d.Parts[0].Tries != 1 {
		t.Fatalf("delivery %+v, %v", d, err)
	}
	// However late, what was begun is finished, not folded into the next.
	if got := h.deliver(morning(0).Add(15 * time.Hour)); len(got) != 1 || !strings.Contains(got[0], "Prado") {
		t.Errorf("got %q", got)
	}
}

func TestTroubleOfOursIsNotTriedAgainAtOnce(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	now, tries := morning(0), 0
	h.post.onSend = func() {
		tries++
		now = now.Add(3 * time.Second) // longer than a second, as a slow store is
		panic("broken")
	}
	if err := h.Deliver(t.Context(), func() time.Time { return now }, h.post); err != nil || tries != 1 {
		t.Errorf("tried %d times in one beat, %v", tries, err)
	}
}

func TestANumberOpensALineOfAPartSentBeforeADeath(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.store = &forgetful{Store: h.store, forgets: 1}
	h.reopen()
	h.post.size = 1
	h.post.fates = []news.Receipt{{Outcome: news.Arrived, Message: "first"}, {Outcome: news.Later, After: time.Second}}
	h.deliver(morning(0))
	h.deliver(morning(0).Add(time.Minute))
	if shown, err := h.store.LastShown(t.Context(), reader, "first"); err != nil || shown.Edition == "" {
		t.Errorf("shown %+v, %v", shown, err)
	}
}

// A part that is on its way when the program is stopped gets there, so that its
// fate is known; unless another process has taken over.
func TestL8APartOnItsWayAtAStop(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		cause error
		slow  time.Duration
		ends  time.Duration
		state news.PartState
	}{
		{"arrives", nil, 2 * time.Second, 2 * time.Second, news.Sent},
		{"is waited for no longer than a stop may take", nil, time.Hour, 5 * time.Second, news.Unknown},
		{"is cut off where the right to send is lost", storage.ErrLost, 2 * time.Second, 0, news.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := open(t)
				h.feed("herald")
				h.subscribe(time.Now())
				h.post.slow = map[int64]time.Duration{reader.Chat: c.slow}
				ctx, stop := context.WithCancelCause(t.Context())
				due, done := h.reader().Due.At, make(chan struct{})
				go func() {
					defer close(done)
					_ = h.Deliver(ctx, func() time.Time { return due }, h.post)
				}()
				synctest.Wait()
				stopped := time.Now()
				stop(c.cause)
				<-done
				if took := time.Since(stopped); took != c.ends {
					t.Errorf("ended after %s, want %s", took, c.ends)
				}
				for d, err := range h.store.DeliveriesTo(t.Context(), reader) {
					if err != nil || d.Parts[0].State != c.state {
						t.Errorf("delivery %+v, %v", d, err)
					}
				}
				h.store.Close()
			})
		})
	}
}

// failing is a store that takes nothing of deliveries for a while.
type failing struct {
	storage.Store
	from, until time.Time
}

func (f failing) fault() error {
	if now := time.Now(); !now.Before(f.from) && now.Before(f.until) {
		return errors.New("the server is gone")
	}
	return nil
}

func (f failing) ClaimDue(ctx context.Context, now time.Time, owner string, lease time.Duration, limit int) ([]storage.Claim, error) {
	if err := f.fault(); err != nil {
		return nil, err
	}
	return f.Store.ClaimDue(ctx, now, owner, lease, limit)
}

func (f failing) MarkPart(ctx context.Context, c storage.Claim, key news.DeliveryKey, part int, p news.Part) error {
	if err := f.fault(); err != nil {
		return err
	}
	return f.Store.MarkPart(ctx, c, key, part, p)
}

func (f failing) ReleaseClaim(ctx context.Context, c storage.Claim, notBefore time.Time) error {
	if err := f.fault(); err != nil {
		return err
	}
	return f.Store.ReleaseClaim(ctx, c, notBefore)
}

// Who was to be served when the store failed waits neither for the next minute
// nor until a claim runs out, but until the store is back.
func TestAStoreThatIsBackServesAtOnce(t *testing.T) {
	t.Parallel()
	for name, fails := range map[string]struct{ from, until, sent time.Duration }{
		"before anybody is claimed":  {-time.Second, 8 * time.Second, 10 * time.Second},
		"while a part is on its way": {time.Second, 8 * time.Second, 10 * time.Second},
		"for longer than is waited":  {-time.Second, 40 * time.Second, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				h := open(t)
				defer h.store.Close()
				h.feed("herald")
				h.subscribe(time.Now())
				slot := h.reader().Due.At
				h.post.slow = map[int64]time.Duration{reader.Chat: 2 * time.Second}
				ctx, stop := context.WithCancel(t.Context())
				var ended sync.WaitGroup
				defer ended.Wait()
				defer stop()
				store := failing{h.store, slot.Add(fails.from), slot.Add(fails.until)}
				desk := digest.New(store, h.wire, slog.New(slog.DiscardHandler), digest.Options{})
				ended.Go(func() { desk.Run(ctx, time.Now, h.post) })
				time.Sleep(time.Until(slot) + fails.sent + 3*time.Second)
				for d, err := range h.store.DeliveriesTo(t.Context(), reader) {
					if err != nil || d.Finished.IsZero() {
						t.Errorf("%s after the slot: %+v, %v", time.Since(slot), d, err)
					}
					return
				}
				t.Errorf("nothing %s after the slot", time.Since(slot))
			})
		})
	}
}

// forgetful is a store whose process died before it noted what was shown.
type forgetful struct {
	storage.Store
	forgets int
}

func (f *forgetful) MarkShown(ctx context.Context, s storage.Shown) error {
	if f.forgets--; f.forgets >= 0 {
		return nil
	}
	return f.Store.MarkShown(ctx, s)
}

// dieWhileSending delivers until the first byte has left, and then as little
// happens as after a power cut.
func (h *house) dieWhileSending(at time.Time) {
	h.t.Helper()
	h.post.onSend = func() { panic(http.ErrAbortHandler) }
	defer func() { h.post.onSend = nil }()
	if err := h.Deliver(h.t.Context(), func() time.Time { return at }, h.post); err != nil {
		h.t.Fatal(err)
	}
}

func TestL2OneChatInTroubleDelaysNoOther(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := open(t)
		h.feed("herald")
		now := time.Now()
		h.subscribe(now)
		for chat := range int64(200) {
			h.subscribeAt(news.Address{Chat: 100 + chat}, now)
		}
		h.post.slow = map[int64]time.Duration{reader.Chat: time.Hour}
		begun := time.Now()
		done := make(chan struct{})
		go func() {
			defer close(done)
			h.deliver(h.reader().Due.At)
		}()
		time.Sleep(time.Second)
		if h.post.sent() != 200 {
			t.Errorf("%d of 200 others served after %s", h.post.sent(), time.Since(begun))
		}
		<-done
		h.store.Close()
	})
}

func TestWhoIsServedElsewhereIsLeftAlone(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	h.post.elsewhere = true
	h.deliver(morning(0))
	if _, err := h.store.Delivery(t.Context(), news.DeliveryKey{Address: reader, Date: "2031-03-03", Slot: "08:00"}); err == nil {
		t.Error("a delivery was begun")
	}
	h.post.elsewhere = false
	if got := h.deliver(morning(0).Add(time.Minute)); len(got) != 1 {
		t.Errorf("got %q", got)
	}
}

func TestAnEditShowsInThePreviewAtOnce(t *testing.T) {
	t.Parallel()
	h := subscribed(t)
	preview := func() string {
		d, err := h.Preview(t.Context(), digest.Request{Reader: h.reader()}, morning(0))
		if err != nil {
			t.Fatal(err)
		}
		return words(d.Blocks)
	}
	if got := preview(); !strings.Contains(got, "Prado") {
		t.Fatalf("before: %q", got)
	}
	h.wire.edit("herald", 0, visit)
	h.ingest(morning(0).Add(-time.Second))
	if got := preview(); strings.Contains(got, "Prado") || !strings.Contains(got, "Kessler") {
		t.Errorf("after: %q", got)
	}
}
