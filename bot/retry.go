package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"readout/digest/news"
	"readout/storage"
)

const (
	// retryReach is how far back digests that failed are listed.
	retryReach = 3 * 24 * time.Hour
	// retriesShown is how many of them are.
	retriesShown = 10
	// goneAsked is how many readers who cannot be written to are asked about.
	goneAsked = 500
)

// retry sends what failed of a chat's last digest once more, and ends the state
// in which the chat could not be written to.
func (b *Bot) retry(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return b.failures(ctx, c)
	}
	at, err := parseChat(c.arg)
	if err != nil {
		return Reply{}, err
	}
	failed, found, err := b.lastFailure(ctx, at)
	if err != nil {
		return Reply{}, err
	}
	onItsWay := false
	s, err := b.store.UpdateSubscriber(ctx, at, func(s *news.Subscriber) error {
		switch {
		case s.Joined.IsZero():
			return storage.ErrNotFound
		case s.Gone == banned:
			return complain(say("`%s` is shut out.", at.String()), say("To let them in again: `/allow %s`", fmt.Sprint(at.Chat)))
		}
		if onItsWay = !s.Due.IsZero() && !s.Due.At.After(c.now); onItsWay {
			return errAsItIs
		}
		s.Gone, s.Lost = "", 0
		if s.Plan(c.now); found {
			s.Again, s.Due = true, failed
			s.Due.At = c.now
		}
		return nil
	})
	held, bad := b.held(ctx)
	switch {
	case bad != nil:
		return Reply{}, bad
	case errors.Is(err, storage.ErrNotFound):
		return Reply{}, complain(say("No reader has the number *%s*.", echo(c.arg)), say("What failed lately: `/retry`"), row(press("What failed", "/retry")))
	case onItsWay && len(held) > 0:
		return answer(say("A digest to `%s` is due already.", at.String())).and(held...), nil
	case onItsWay:
		return answer(say("A digest is on its way to `%s` already.", at.String())), nil
	case err != nil:
		return Reply{}, fmt.Errorf("retry %s: %w", at, err)
	case found:
		return retried(at, failed, len(held) > 0), nil
	}
	return answer(say("Nothing failed of the last digest to `%s`.", at.String()), next(s, c.now)).and(held...), nil
}

// retried says when what failed is sent once more.
func retried(at news.Address, slot news.Slot, held bool) Reply {
	what := []any{string(slot.Date), slot.Time.String(), at.String()}
	if held {
		return answer(say("What failed of the digest of *%s, %s* is sent to `%s` once more when digests are no longer held.", what...)).
			with(row(press("Let them go on", "/hold off")))
	}
	return answer(say("What failed of the digest of *%s, %s* is sent to `%s` once more, within a minute.", what...))
}

// parseChat reads "42", "-100123" or "-100123/7".
func parseChat(arg string) (news.Address, error) {
	chat, thread, threaded := strings.Cut(strings.TrimSpace(arg), "/")
	at := news.Address{}
	var bad, worse error
	at.Chat, bad = strconv.ParseInt(chat, 10, 64)
	if threaded {
		at.Thread, worse = strconv.Atoi(thread)
	}
	if bad != nil || worse != nil || at.Chat == 0 {
		return at, complain(say("*%s* is no number of a chat.", echo(arg)), say("What failed lately, with the numbers: `/retry`"), row(press("What failed", "/retry")))
	}
	return at, nil
}

// lastFailure is the slot of an address's last digest, if some of it failed.
func (b *Bot) lastFailure(ctx context.Context, at news.Address) (slot news.Slot, found bool, err error) {
	s, err := b.store.Subscriber(ctx, at)
	if err != nil && !errors.Is(err, storage.ErrNotFound) {
		return slot, false, fmt.Errorf("read %s: %w", at, err)
	}
	d, found, err := b.lastDelivery(ctx, at)
	if err != nil || !found || failure(s, d) == "" {
		return slot, false, err
	}
	t, err := news.ParseTimeOfDay(d.Key.Slot)
	return news.Slot{Date: d.Key.Date, Time: t}, err == nil, nil
}

// failure is what became of a delivery that did not arrive whole, or was broken
// off as the chat could not be written to any more; "" of others.
func failure(to news.Subscriber, d news.Delivery) string {
	if to.Gone != "" && brokenOff(d).Date != "" {
		return "broken off, " + to.Gone
	}
	i := slices.IndexFunc(d.Parts, func(p news.Part) bool { return p.State == news.Refused || p.State == news.Unknown })
	if i < 0 || d.Finished.IsZero() {
		return ""
	}
	if p := d.Parts[i]; p.Reason != "" {
		return string(p.State) + ", " + p.Reason
	}
	return string(d.Parts[i].State)
}

// failures lists what failed of late. Only readers of whom it is noted that
// something may have failed are asked about, however many there are.
func (b *Bot) failures(ctx context.Context, c call) (Reply, error) {
	r := answer(say("What failed of the last digests. To send it once more: `/retry 1234567`"))
	n, gone := 0, 0
	var buttons []Button
	for s, err := range b.store.AllSubscribers(ctx) {
		if err != nil {
			return Reply{}, fmt.Errorf("subscribers: %w", err)
		}
		if s.Gone != "" {
			gone++
		}
		if !mayHaveFailed(s, c.now) || s.Gone != "" && gone > goneAsked {
			continue
		}
		d, found, err := b.lastDelivery(ctx, s.Address)
		if err != nil {
			return Reply{}, err
		}
		if why := failure(s, d); found && why != "" && c.now.Sub(d.Begun) < retryReach {
			if n++; n <= retriesShown {
				r = r.and(say("`%s` – %s, %s: %s", s.Address.String(), string(d.Key.Date), d.Key.Slot, shorten(why, 60)))
				buttons = append(buttons, press(s.Address.String(), "/retry "+s.Address.String()))
			}
		}
	}
	switch {
	case n == 0:
		r = answer(say("Nothing failed of the last digests."))
	case n > retriesShown:
		r = r.and(say("and *%s* more", fmt.Sprint(n-retriesShown)))
	}
	if gone > goneAsked {
		r = r.and(say("Not looked at: *%s* more that cannot be written to.", count(gone-goneAsked, "chat")))
	}
	return r.with(grid(buttons, 3)...), nil
}

// mayHaveFailed reports whether something of a reader's last digest failed, or
// may have: of that a note is kept with the reader, unless the chat is gone.
func mayHaveFailed(s news.Subscriber, now time.Time) bool {
	return s.Gone != "" || !s.Doubtful.IsZero() && now.Sub(s.Doubtful) < retryReach
}

func (b *Bot) lastDelivery(ctx context.Context, at news.Address) (news.Delivery, bool, error) {
	for d, err := range b.store.DeliveriesTo(ctx, at) {
		if err != nil {
			return d, false, fmt.Errorf("deliveries to %s: %w", at, err)
		}
		return d, true, nil
	}
	return news.Delivery{}, false, nil
}
