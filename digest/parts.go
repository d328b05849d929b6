package digest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"readout/digest/news"
	"readout/storage"
)

const (
	// mostTries is how often a part is sent in all to which there was no answer.
	mostTries = 2
	// mostDeaths is how often one is sent in all that the program died with. It
	// may never have left, so only a part that kills it again and again is given
	// up.
	mostDeaths = 5
	// interrupted is the reason of a part that the program died with.
	interrupted = "interrupted"
	// lastSend is how long a part on its way may take once the process is to
	// stop: less than what those who stop it wait.
	lastSend = 5 * time.Second
	// unsureWait is how long a part of unknown fate is left before it is sent
	// once more.
	unsureWait = 30 * time.Second
	// mostDoublings is how often the wait for a chat that is not found doubles.
	mostDoublings = 5
)

// send sends the parts that are still to go, in order, each noted before its
// first byte leaves and again before the next begins. It is noted once its turn
// has come, so that a process that dies leaves few parts of which nobody knows
// whether they arrived.
func (e *errand) send(ctx context.Context, delivery news.Delivery, edition news.Edition) error {
	for i := range delivery.Parts {
		if err := e.own(ctx, delivery, i); err != nil {
			return err
		}
		if !e.open(delivery.Parts[i]) {
			continue
		}
		if e.clock().Sub(e.now) > errandTime {
			return e.round.giveBack(ctx, e.claim, e.now)
		}
		if receipt, ready := e.ready(ctx, delivery.Key.Address); !ready {
			return e.putOff(context.WithoutCancel(ctx), i, receipt)
		}
		part := delivery.Parts[i]
		before := part.State
		part.State, part.Tries = news.Sending, part.Tries+1
		if err := e.mark(ctx, delivery.Key, i, part); err != nil {
			return err
		}
		receipt := e.carry(ctx, delivery, edition, i)
		e.take(receipt)
		if surelyNotSent(receipt.Outcome) {
			part.State, part.Tries = before, part.Tries-1
		}
		// What left must be noted even while the process is being stopped.
		goOn, err := e.note(context.WithoutCancel(ctx), delivery, i, part, receipt)
		if err != nil || !goOn {
			return err
		}
	}
	return e.finish(context.WithoutCancel(ctx), delivery, &delivery.Window)
}

// ready waits for the turn of an address.
func (e *errand) ready(ctx context.Context, to news.Address) (news.Receipt, bool) {
	ctx, done := context.WithTimeout(ctx, turnTime)
	defer done()
	return e.courier.Ready(ctx, to)
}

// take takes in what a courier told.
func (e *errand) take(r news.Receipt) {
	e.desk.options.Observer.PartSent(r)
	if r.Everybody {
		e.round.halted.Store(true)
	}
}

// putOff leaves part i and those behind it until their turn comes.
func (e *errand) putOff(ctx context.Context, i int, r news.Receipt) error {
	e.take(r)
	e.log().Info("part waits for its turn", slog.Int("part", i+1), slog.Duration("after", r.After), slog.String("reason", r.Reason))
	return e.round.giveBack(ctx, e.claim, e.clock().Add(max(r.After, time.Second)))
}

// surelyNotSent reports whether nothing arrived, and the part is to go yet.
func surelyNotSent(o news.Outcome) bool {
	return o == news.Later || o == news.Moved || o == news.Gone || o == news.Lost
}

// carry sends one part. A part on its way is let come to its end while the
// process is being stopped: cut off, nobody would know whether it arrived. It
// is cut off all the same where another process has taken over.
func (e *errand) carry(ctx context.Context, delivery news.Delivery, edition news.Edition, i int) news.Receipt {
	ctx, cancel := outlive(ctx, lastSend)
	defer cancel()
	ctx, done := context.WithTimeout(ctx, partTime)
	defer done()
	return e.courier.Send(ctx, delivery, edition, i)
}

// outlive is a context that goes on for a while after ctx has ended, unless
// that ended because a right was lost.
func outlive(ctx context.Context, while time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		if errors.Is(context.Cause(ctx), storage.ErrLost) {
			cancel()
			return
		}
		time.AfterFunc(while, cancel)
	})
	return longer, func() { stop(); cancel() }
}

// own notes of a part that was on its way when its process died that nobody
// knows what became of it, before anything else is done about it.
func (e *errand) own(ctx context.Context, delivery news.Delivery, i int) error {
	part := &delivery.Parts[i]
	if part.State != news.Sending {
		return nil
	}
	part.State, part.Reason = news.Unknown, interrupted
	part.Unsure++
	e.desk.options.Observer.PartSent(news.Receipt{Outcome: news.Unsure, Reason: part.Reason})
	e.log().Warn("part may have arrived", slog.String("delivery", delivery.Key.String()), slog.Int("part", i+1), slog.Int("tries", part.Tries))
	return e.mark(ctx, delivery.Key, i, *part)
}

// open reports whether a part is still to be sent. One of unknown fate is never
// sent again where the operator rather loses than repeats.
func (e *errand) open(p news.Part) bool {
	switch {
	case p.State == news.Waiting:
		return true
	case p.State != news.Unknown || e.desk.options.Leave:
		return false
	case p.Reason == interrupted:
		return p.Tries < mostDeaths
	}
	return p.Tries < mostTries
}

// note stores what became of a part, and tells whether to go on with the next.
func (e *errand) note(ctx context.Context, delivery news.Delivery, i int, part news.Part, r news.Receipt) (bool, error) {
	part.Message, part.Reason = r.Message, r.Reason
	log := e.log().With(slog.String("delivery", delivery.Key.String()), slog.Int("part", i+1), slog.Int("of", len(delivery.Parts)))
	switch r.Outcome {
	case news.Arrived:
		part.State, delivery.Parts[i].State = news.Sent, news.Sent
		log.Info("part sent", slog.Int("tries", part.Tries))
		return true, e.arrived(ctx, delivery, i, part)
	case news.Denied:
		part.State, delivery.Parts[i].State = news.Refused, news.Refused
		log.Error("part refused", slog.String("reason", r.Reason))
		return true, e.mark(ctx, delivery.Key, i, part)
	case news.Gone:
		log.Warn("chat is gone", slog.String("reason", r.Reason))
		return false, e.lose(ctx, delivery, i, part)
	case news.Moved:
		log.Info("chat has moved", slog.String("to", r.To.String()))
		return false, e.follow(ctx, delivery.Key, i, part, r.To)
	case news.Lost:
		part.Lost++
		r.After <<= min(part.Lost-1, mostDoublings)
		log.Warn("chat not found", slog.Int("times", part.Lost), slog.Duration("after", r.After))
		if part.Lost >= mostSought && !untouched(delivery) {
			part.Reason = notFound
			return false, e.lose(ctx, delivery, i, part)
		}
	case news.Later:
		log.Info("part not sent yet", slog.Duration("after", r.After), slog.String("reason", r.Reason))
	default:
		part.State = news.Unknown
		part.Unsure++
		r.After = max(r.After, unsureWait)
		log.Warn("part may have arrived", slog.Int("tries", part.Tries), slog.String("reason", r.Reason))
	}
	if err := e.mark(ctx, delivery.Key, i, part); err != nil {
		return false, err
	}
	return false, e.round.giveBack(ctx, e.claim, e.clock().Add(max(r.After, time.Second)))
}

func (e *errand) arrived(ctx context.Context, delivery news.Delivery, i int, part news.Part) error {
	e.desk.arrived.Store(e.clock().Unix())
	if err := e.mark(ctx, delivery.Key, i, part); err != nil {
		return err
	}
	return e.shown(ctx, delivery, part)
}

func (e *errand) shown(ctx context.Context, delivery news.Delivery, part news.Part) error {
	return e.desk.store.MarkShown(ctx, storage.Shown{Address: delivery.Key.Address, Message: part.Message, Edition: delivery.Edition, At: e.now})
}

// lose ends a delivery to a chat that cannot be written to any more. Where
// nothing of it had arrived, its news waits behind the cursor for the day the
// chat is back; else the delivery stays open, so that who comes back soon gets
// the rest of it, and no part twice.
func (e *errand) lose(ctx context.Context, delivery news.Delivery, i int, part news.Part) error {
	key := news.DeliveryKey{} // Finished it is not.
	if !arrivedInPart(delivery) {
		key, part.State = delivery.Key, news.Refused
	}
	if err := e.mark(ctx, delivery.Key, i, part); err != nil {
		return err
	}
	for n := i + 1; n < len(delivery.Parts) && part.State == news.Refused; n++ {
		rest := delivery.Parts[n]
		rest.State, rest.Reason = part.State, part.Reason
		if err := e.mark(ctx, delivery.Key, n, rest); err != nil {
			return err
		}
	}
	return e.desk.store.FinishDelivery(ctx, e.claim, key, e.now, func(s *news.Subscriber) error {
		// A reason that stands already, such as a ban, is the stronger one.
		s.Gone = cmp.Or(s.Gone, part.Reason)
		s.Again = false
		s.Plan(e.now)
		return nil
	})
}

// arrivedInPart reports whether something of a delivery came, or may have.
func arrivedInPart(d news.Delivery) bool {
	return slices.ContainsFunc(d.Parts, func(p news.Part) bool { return p.State == news.Sent || p.State == news.Unknown })
}

// follow carries everything of a chat over to the one that it became. That
// ends the claim; the delivery is taken up at once under its new address.
func (e *errand) follow(ctx context.Context, key news.DeliveryKey, i int, part news.Part, to news.Address) error {
	if err := e.mark(ctx, key, i, part); err != nil {
		return err
	}
	if to.Chat == 0 || to.Chat == key.Address.Chat {
		return fmt.Errorf("chat %s moved to %s, which is no place", key.Address, to)
	}
	return e.desk.store.MoveChat(ctx, key.Address.Chat, to.Chat)
}

func (e *errand) mark(ctx context.Context, key news.DeliveryKey, i int, part news.Part) error {
	return e.desk.store.MarkPart(ctx, e.claim, key, i, part)
}
