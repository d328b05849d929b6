package digest

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"readout/digest/compose"
	"readout/digest/news"
	"readout/storage"
)

// lastCall is how long before the next slot a late digest is given up, because
// the next one will hold its news.
const lastCall = 2 * time.Hour

// errand is one delivery to one claimed reader.
type errand struct {
	desk    *Desk
	courier Courier
	room    newsroom
	claim   storage.Claim
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
	switch {
	case missing(err) && e.tooLate():
		return e.fold(ctx, news.DeliveryKey{})
	case missing(err):
		return e.begin(ctx)
	case err != nil:
		return err
	case !delivery.Finished.IsZero():
		return e.finish(ctx, news.DeliveryKey{}, nil)
	case untouched(delivery) && e.tooLate():
		return e.fold(ctx, delivery.Key)
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

// doubtful is when the digest before was begun, if some of it may not have
// arrived and does not come again in this one; else zero.
func (e *errand) doubtful(ctx context.Context) (time.Time, error) {
	for last, err := range e.desk.store.DeliveriesTo(ctx, e.claim.Subscriber.Address) {
		if err != nil {
			return time.Time{}, err
		}
		served := last.Window.Until <= e.claim.Subscriber.Cursor
		if served && slices.ContainsFunc(last.Parts, func(p news.Part) bool { return p.State == news.Unknown || p.State == news.Refused }) {
			return last.Begun, nil
		}
		break
	}
	return time.Time{}, nil
}

// fold leaves a slot's news to the next digest.
func (e *errand) fold(ctx context.Context, key news.DeliveryKey) error {
	e.log().Warn("digest folded into the next", slog.Time("due", e.claim.Subscriber.Due.At))
	return e.finish(ctx, key, nil)
}

// untouched reports whether nothing of a delivery was ever sent.
func untouched(d news.Delivery) bool {
	return !slices.ContainsFunc(d.Parts, func(p news.Part) bool { return p.State != news.Waiting || p.Tries > 0 })
}

// begin composes the digest and makes it a delivery before any of it leaves.
func (e *errand) begin(ctx context.Context) error {
	s := e.claim.Subscriber
	window, err := e.desk.windowFor(ctx, s, e.room.head, e.now)
	if err != nil {
		return err
	}
	reader := e.room.reader(s, s.Schedule.Next(e.now).At)
	if reader.Doubtful, err = e.doubtful(ctx); err != nil {
		return err
	}
	made := compose.Digest(reader, e.room.stories, window)
	if made.Lines == 0 && s.Empty == news.Nothing && len(reader.Unread)+len(reader.Torn) == 0 {
		return e.finish(ctx, news.DeliveryKey{}, &window)
	}
	edition := news.NewEdition(made.Blocks, made.More, e.now)
	delivery := news.Delivery{Key: e.key(), Edition: edition.ID, Window: window, Parts: e.courier.Parts(edition), Silent: s.Silent, Begun: e.now}
	stored, err := e.desk.store.BeginDelivery(ctx, e.claim, delivery, edition)
	if err != nil {
		return err
	}
	if stored.Edition != edition.ID {
		return e.resume(ctx, stored)
	}
	return e.send(ctx, stored, edition)
}

// finish plans the next slot and, where a window was served, moves the cursor
// past it.
func (e *errand) finish(ctx context.Context, key news.DeliveryKey, served *news.Window) error {
	return e.desk.store.FinishDelivery(ctx, e.claim, key, e.now, func(s *news.Subscriber) error {
		if served != nil && served.Until >= s.Cursor {
			s.Cursor, s.Since = served.Until, served.At
		}
		if s.Paused && !s.PausedUntil.IsZero() && !s.PausedUntil.After(e.now) {
			s.Paused, s.PausedUntil = false, time.Time{}
		}
		s.Plan(e.from(*s))
		return nil
	})
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
	next := s.Schedule.Next(e.now)
	return late > e.desk.options.CatchUp || late > lastCall && next.At.Sub(e.now) < lastCall
}

func (e *errand) log() *slog.Logger {
	return e.desk.log.With(slog.String("chat", e.claim.Subscriber.Address.String()))
}
