package digest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"readout/digest/compose"
	"readout/digest/news"
	"readout/storage"
)

const (
	// deliveryLease is how long a claimed reader is left to one process.
	deliveryLease = 2 * time.Minute
	// claimed is how many due readers are taken at a time.
	claimed = 50
	// lastCall is how long before the next slot a late digest is given up,
	// because the next one will hold its news.
	lastCall = 2 * time.Hour
	// mostTries is how often a part of unknown fate is sent in all.
	mostTries = 2
)

// Deliver serves every reader that is due, each once: what was begun by a
// process that died is taken up where it stood and never composed anew. A
// slot later than the catch-up is folded into the next digest. An error means
// that nobody could be served; one reader's trouble is logged and tried again
// at the next beat, and what the courier met stands in the delivery.
func (d *Desk) Deliver(ctx context.Context, clock func() time.Time, courier Courier) error {
	now := clock()
	next, err := d.store.NextDue(ctx)
	if err != nil {
		return fmt.Errorf("next due: %w", err)
	}
	if next.IsZero() || next.After(now) {
		return nil
	}
	room, err := d.enter(ctx, now)
	if err != nil {
		return err
	}
	for ctx.Err() == nil {
		now := clock()
		claims, err := d.store.ClaimDue(ctx, now, d.options.Owner, deliveryLease, claimed)
		if err != nil {
			return fmt.Errorf("claim due: %w", err)
		}
		if len(claims) == 0 {
			return nil
		}
		for _, c := range claims {
			one := errand{desk: d, courier: courier, room: room, claim: c, now: now}
			if err := one.run(ctx); err != nil {
				d.setBack(ctx, c, now, err)
			}
		}
	}
	return ctx.Err()
}

// setBack leaves a reader whose delivery failed for the next beat, so that
// one trouble holds up nobody else.
func (d *Desk) setBack(ctx context.Context, c storage.Claim, now time.Time, trouble error) {
	log := d.log.With(slog.String("chat", c.Subscriber.Address.String()))
	if errors.Is(trouble, storage.ErrLost) {
		log.Warn("delivery taken over by another process")
		return
	}
	if ctx.Err() != nil {
		log.Debug("delivery left for later", slog.Any("error", trouble))
	} else {
		log.Error("delivery failed", slog.Any("error", trouble))
	}
	if err := d.store.ReleaseClaim(context.WithoutCancel(ctx), c, now.Add(time.Second)); err != nil {
		log.Error("claim not released", slog.Any("error", err))
	}
}

// errand is one delivery to one claimed reader.
type errand struct {
	desk    *Desk
	courier Courier
	room    newsroom
	claim   storage.Claim
	now     time.Time
}

func (e *errand) key() news.DeliveryKey {
	s := e.claim.Subscriber
	return news.DeliveryKey{Address: s.Address, Date: s.Due.Date, Slot: s.Due.Time.String()}
}

// run takes up what was begun for the slot, or begins the latest slot missed.
func (e *errand) run(ctx context.Context) error {
	if !e.courier.Serves(e.claim.Subscriber.Address) {
		return e.desk.store.ReleaseClaim(ctx, e.claim, e.now.Add(time.Minute))
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
	return e.send(ctx, delivery, edition)
}

// fold leaves a slot's news to the next digest.
func (e *errand) fold(ctx context.Context, key news.DeliveryKey) error {
	e.log().Warn("digest folded into the next", slog.Time("due", e.claim.Subscriber.Due.At))
	return e.finish(ctx, key, nil)
}

// untouched reports whether nothing of a delivery was ever sent.
func untouched(d news.Delivery) bool {
	return !slices.ContainsFunc(d.Parts, func(p news.Part) bool { return p.State != news.Waiting })
}

// begin composes the digest and makes it a delivery before any of it leaves.
func (e *errand) begin(ctx context.Context) error {
	s := e.claim.Subscriber
	window, err := e.desk.windowFor(ctx, s, e.room.head, e.now)
	if err != nil {
		return err
	}
	reader := e.room.reader(s, s.Schedule.Next(e.now).At)
	made := compose.Digest(reader, e.room.stories, window)
	if made.Lines == 0 && s.Empty == news.Nothing && len(reader.Unread) == 0 {
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

// send sends the parts that are still to go, in order, each noted before its
// first byte leaves and again before the next begins.
func (e *errand) send(ctx context.Context, delivery news.Delivery, edition news.Edition) error {
	for i, part := range delivery.Parts {
		if !open(part) {
			continue
		}
		part.State, part.Tries = news.Sending, part.Tries+1
		if err := e.mark(ctx, delivery.Key, i, part); err != nil {
			return err
		}
		receipt := e.courier.Send(ctx, delivery, edition, i)
		// What left must be noted even while the process is being stopped.
		goOn, err := e.note(context.WithoutCancel(ctx), delivery, i, part, receipt)
		if err != nil || !goOn {
			return err
		}
	}
	return e.finish(context.WithoutCancel(ctx), delivery.Key, &delivery.Window)
}

// open reports whether a part is still to be sent. One that was on its way
// when its process died, or whose fate is unknown, is sent once more at most.
func open(p news.Part) bool {
	switch p.State {
	case news.Waiting:
		return true
	case news.Sending, news.Unknown:
		return p.Tries < mostTries
	}
	return false
}

// note stores what became of a part, and tells whether to go on with the next.
func (e *errand) note(ctx context.Context, delivery news.Delivery, i int, part news.Part, r news.Receipt) (bool, error) {
	part.Message, part.Reason = r.Message, r.Reason
	switch r.Outcome {
	case news.Arrived:
		part.State = news.Sent
		e.log().Info("part sent", slog.String("delivery", delivery.Key.String()), slog.Int("part", i+1), slog.Int("of", len(delivery.Parts)))
		if err := e.mark(ctx, delivery.Key, i, part); err != nil {
			return false, err
		}
		return true, e.desk.store.MarkShown(ctx, storage.Shown{Address: delivery.Key.Address, Message: r.Message, Edition: delivery.Edition, At: e.now})
	case news.Denied:
		part.State = news.Refused
		e.log().Error("part refused", slog.String("delivery", delivery.Key.String()), slog.String("reason", r.Reason))
		return true, e.mark(ctx, delivery.Key, i, part)
	case news.Gone:
		part.State = news.Refused
		return false, e.lose(ctx, delivery.Key, i, part)
	case news.Later, news.Moved:
		// A chat that moved took nothing. Nobody carries its settings over
		// yet, so its parts wait.
		part.State, part.Tries = news.Waiting, part.Tries-1
	default:
		part.State = news.Unknown
	}
	e.log().Warn("part not sent", slog.String("delivery", delivery.Key.String()), slog.String("outcome", string(r.Outcome)), slog.String("reason", r.Reason))
	if err := e.mark(ctx, delivery.Key, i, part); err != nil {
		return false, err
	}
	return false, e.desk.store.ReleaseClaim(ctx, e.claim, e.now.Add(max(r.After, time.Second)))
}

// lose ends a delivery to a chat that cannot be written to any more.
func (e *errand) lose(ctx context.Context, key news.DeliveryKey, i int, part news.Part) error {
	if err := e.mark(ctx, key, i, part); err != nil {
		return err
	}
	e.log().Warn("chat is gone", slog.String("reason", part.Reason))
	return e.desk.store.FinishDelivery(ctx, e.claim, key, e.now, func(s *news.Subscriber) error {
		s.Gone = part.Reason
		s.Plan(e.now)
		return nil
	})
}

func (e *errand) mark(ctx context.Context, key news.DeliveryKey, i int, part news.Part) error {
	return e.desk.store.MarkPart(ctx, e.claim, key, i, part)
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
