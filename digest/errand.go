package digest

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// lastCall is how long before the next slot a late digest is given up, because
// the next one will hold its news.
const lastCall = 2 * time.Hour

const (
	// saidLate is how late a digest is begun that says so: after a long morning
	// nobody wonders.
	saidLate = 15 * time.Minute
	// mostLost is after how many digests in a row that found no chat it is
	// given up, and mostSought how often one is looked for in the middle of a
	// digest.
	mostLost, mostSought = 5, 10
	// notFound is why nothing is sent to it any more.
	notFound = "not found"
)

// errand is one delivery to one claimed reader.
type errand struct {
	round   *round
	desk    *Desk
	courier Courier
	room    newsroom
	claim   storage.Claim
	duty    news.Duty
	now     time.Time // when it was claimed
	clock   func() time.Time
}

func (e *errand) key() news.DeliveryKey {
	s := e.claim.Subscriber
	return news.DeliveryKey{Address: s.Address, Date: s.Due.Date, Slot: s.Due.Time.String()}
}

// guarded runs the errand. One that panics is one reader's trouble as well.
func (e *errand) guarded(ctx context.Context) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("panic: %v", broken)
		}
	}()
	return e.run(ctx)
}

// run takes up what was begun for the slot, or begins the latest slot missed.
func (e *errand) run(ctx context.Context) error {
	if !e.courier.Serves(e.claim.Subscriber.Address) {
		return e.desk.store.ReleaseClaim(ctx, e.claim, e.clock().Add(time.Minute))
	}
	delivery, err := e.desk.store.Delivery(ctx, e.key())
	if missing(err) && e.skipMissed() {
		delivery, err = e.desk.store.Delivery(ctx, e.key())
	}
	if err == nil && e.claim.Subscriber.Again {
		return e.again(ctx, delivery)
	}
	switch {
	case missing(err) && e.tooLate():
		return e.fold(ctx, news.Delivery{})
	case missing(err):
		return e.begin(ctx)
	case err != nil:
		return err
	case !delivery.Finished.IsZero() && !stillOpen(delivery):
		return e.finish(ctx, news.Delivery{}, nil)
	case untouched(delivery) && e.tooLate():
		return e.fold(ctx, delivery)
	}
	return e.resume(ctx, delivery)
}

// resume goes on with a stored delivery.
func (e *errand) resume(ctx context.Context, delivery news.Delivery) error {
	edition, err := e.desk.store.Edition(ctx, delivery.Edition)
	if err != nil {
		return fmt.Errorf("edition %s: %w", delivery.Edition, err)
	}
	// The process may have died between a receipt and this note of it.
	for _, p := range delivery.Parts {
		if p.State != news.Sent {
			continue
		}
		if err := e.shown(ctx, delivery, p); err != nil {
			return err
		}
	}
	return e.send(ctx, delivery, edition)
}

// again goes on with what failed of a digest, as an admin asked for.
func (e *errand) again(ctx context.Context, delivery news.Delivery) error {
	for i, p := range delivery.Parts {
		if p.State != news.Refused && p.State != news.Unknown {
			continue
		}
		p.State, p.Tries = news.Waiting, 0
		if err := e.mark(ctx, delivery.Key, i, p); err != nil {
			return err
		}
		delivery.Parts[i] = p
	}
	// Asked for once: what fails from here on, fails as ever.
	_, err := e.desk.store.UpdateSubscriber(ctx, e.claim.Subscriber.Address, func(s *news.Subscriber) error {
		s.Again = false
		return nil
	})
	if err != nil {
		return err
	}
	return e.resume(ctx, delivery)
}

// fold leaves a slot's news to the next digest. One that came to nothing
// because there seems to be no such chat counts, if others were found
// meanwhile: another bot's token finds none. After some of them in a row the
// chat is given up.
func (e *errand) fold(ctx context.Context, delivery news.Delivery) error {
	e.log().Warn("digest folded into the next", slog.Time("due", e.claim.Subscriber.Due.At))
	lost := slices.ContainsFunc(delivery.Parts, func(p news.Part) bool { return p.Lost > 0 })
	found := e.desk.arrived.Load() >= e.claim.Subscriber.Due.At.Unix()
	return e.desk.store.FinishDelivery(ctx, e.claim, delivery.Key, e.now, func(s *news.Subscriber) error {
		if lost && found {
			s.Lost++
		}
		if s.Lost >= mostLost {
			s.Gone, s.Lost = cmp.Or(s.Gone, notFound), 0
		}
		e.plan(s)
		return nil
	})
}

// untouched reports whether nothing of a delivery was ever sent.
func untouched(d news.Delivery) bool {
	return !slices.ContainsFunc(d.Parts, func(p news.Part) bool { return p.State != news.Waiting || p.Tries > 0 })
}

// stillOpen reports whether a part of a delivery is still to go: one that had
// failed, and was asked for again.
func stillOpen(d news.Delivery) bool {
	return slices.ContainsFunc(d.Parts, func(p news.Part) bool { return p.State == news.Waiting || p.State == news.Sending })
}

// begin composes the digest, or takes it from those composed for equal
// readers, and makes it a delivery before any of it leaves.
func (e *errand) begin(ctx context.Context) error {
	s := e.claim.Subscriber
	window, err := e.desk.windowFor(ctx, s, e.room.head, e.now)
	if err != nil {
		return err
	}
	late := e.late()
	if late.Due.IsZero() {
		// Whoever is due at one time is told of one time.
		window.At = s.Due.At
	}
	zone := e.desk.walls.of(s.Schedule)
	made := e.room.print(order{
		reader: s, window: window, next: s.Schedule.NextIn(zone, e.now).At, late: late, zone: zone, now: e.now, doubtful: s.Doubtful,
	}, e.courier)
	if made.empty && s.Empty == news.Nothing {
		return e.finish(ctx, news.Delivery{}, &window)
	}
	delivery := news.Delivery{
		Key: e.key(), Edition: made.edition.ID, Window: window, Parts: slices.Clone(made.parts), Begun: e.now,
		Silent: s.Silent || !late.Due.IsZero() && s.Quiet.Holds(e.now, zone),
	}
	stored, err := e.desk.store.BeginDelivery(ctx, e.claim, delivery, made.edition)
	if err != nil {
		return err
	}
	if stored.Edition != made.edition.ID {
		return e.resume(ctx, stored)
	}
	return e.send(ctx, stored, made.edition)
}

// late is what the digest says where it is begun late.
func (e *errand) late() news.Late {
	due := e.claim.Subscriber.Due.At
	if e.now.Sub(due) < saidLate {
		return news.Late{}
	}
	return news.Late{Due: due, Gap: e.duty.Between(due, e.now)}
}

// finish plans the next slot and, where a window was served, moves the cursor
// past it.
func (e *errand) finish(ctx context.Context, delivery news.Delivery, served *news.Window) error {
	return e.desk.store.FinishDelivery(ctx, e.claim, delivery.Key, e.now, func(s *news.Subscriber) error {
		if served != nil && served.Until >= s.Cursor {
			s.Cursor, s.Since = served.Until, served.At
			s.Doubtful = doubtful(delivery)
		}
		if served != nil {
			s.Lost = 0
		}
		if s.Paused && !s.PausedUntil.IsZero() && !s.PausedUntil.After(e.now) {
			s.Paused, s.PausedUntil = false, time.Time{}
		}
		e.plan(s)
		return nil
	})
}

// doubtful is when a delivery was begun of which some may not have arrived;
// else zero.
func doubtful(d news.Delivery) time.Time {
	if slices.ContainsFunc(d.Parts, func(p news.Part) bool { return p.State == news.Unknown || p.State == news.Refused }) {
		return d.Begun
	}
	return time.Time{}
}

func (e *errand) plan(s *news.Subscriber) {
	s.Again = false
	s.PlanIn(e.desk.walls.of(s.Schedule), e.from(*s))
}

// from is when the next slot is looked for: after the slot served, so that one
// that came while it was under way is not lost; after this moment where the
// reader has changed the schedule since.
func (e *errand) from(s news.Subscriber) time.Time {
	if slot := e.claim.Subscriber.Due; sameSchedule(s.Schedule, e.claim.Subscriber.Schedule) && slot.At.Before(e.now) {
		return slot.At
	}
	return e.now
}

func sameSchedule(a, b news.Schedule) bool {
	return a.Zone == b.Zone && a.Days == b.Days && slices.Equal(a.Times, b.Times)
}

// skipMissed turns from a slot that nothing was begun for to the latest one
// that has come since, if there is one: several missed digests come as one.
func (e *errand) skipMissed() bool {
	s := &e.claim.Subscriber
	if next := s.Schedule.NextIn(e.desk.walls.of(s.Schedule), s.Due.At); next.IsZero() || next.At.After(e.now) {
		return false
	}
	latest := s.Schedule.Previous(e.now)
	if !latest.At.After(s.Due.At) {
		return false
	}
	e.log().Warn("missed digests come as one", slog.Time("due", s.Due.At), slog.Time("instead", latest.At))
	s.Due = latest
	return true
}

// tooLate reports whether the slot is past catching up with: longer ago than
// the catch-up, or close to the next one, which will hold its news.
func (e *errand) tooLate() bool {
	s := e.claim.Subscriber
	late := e.now.Sub(s.Due.At)
	if late <= lastCall {
		return false
	}
	next := s.Schedule.Next(e.now)
	return late > e.desk.options.CatchUp || next.At.Sub(e.now) < lastCall
}

func (e *errand) log() *slog.Logger {
	return e.desk.log.With(slog.String("chat", e.claim.Subscriber.Address.String()))
}
