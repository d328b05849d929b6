package bot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"readout/digest/news"
)

// usual is when a digest comes to readers who chose no time: 08:00.
const usual news.TimeOfDay = 8 * 60

// mostKept is how many topics, names or words a reader can keep of each.
const mostKept = 50

// firstReach is how far back a reader's first digest goes.
const firstReach = 24 * time.Hour

// change changes the settings of the chat in one act, making it a subscriber
// first if it is none, and plans its next digest.
func (b *Bot) change(ctx context.Context, c call, change func(*news.Subscriber) error) (news.Subscriber, error) {
	late, err := b.lately(ctx, c.At, c.now)
	if err != nil {
		return news.Subscriber{}, err
	}
	dayAgo, err := b.store.SeqBefore(ctx, c.now.Add(-firstReach))
	if err != nil {
		return news.Subscriber{}, fmt.Errorf("a day ago: %w", err)
	}
	s, err := b.store.UpdateSubscriber(ctx, c.At, func(s *news.Subscriber) error {
		if s.Joined.IsZero() {
			b.join(s, c)
		}
		before := *s
		if err := change(s); err != nil {
			return err
		}
		switch {
		case c.shut:
			s.Gone = banned
		case s.Gone != banned:
			s.Gone = ""
		}
		if before.Gone = s.Gone; !before.Active() && s.Active() {
			begin(s, dayAgo, c.now.Add(-firstReach))
		}
		plan(s, before, c.now, late)
		return nil
	})
	if err != nil {
		return s, fmt.Errorf("change subscriber %s: %w", c.At, err)
	}
	return s, nil
}

// begin lets the first digest after a time without any go a day back, so that
// it is not empty, and no further. What was delivered before stays so. A chat
// that could not be written to for a while goes on where it was.
func begin(s *news.Subscriber, seq int64, since time.Time) {
	s.Cursor = max(s.Cursor, seq)
	if s.Since.Before(since) {
		s.Since = since
	}
}

// join fills a new subscriber with the defaults.
func (b *Bot) join(s *news.Subscriber, c call) {
	s.Kind, s.Name, s.Language, s.Joined = c.Kind, nameIn(c.Message), c.From.Language, c.now
	s.Schedule = news.Schedule{Times: []news.TimeOfDay{usual}, Zone: b.zone}
}

// lately is what the chat was sent in the last days: by date and time the slots that it
// has had its digest for, and whether one of them is still on its way.
type lately struct {
	slots    map[string]bool
	onTheWay bool
	// open is the slot of the last digest and begun when it was begun, if it
	// was broken off with some of it arrived.
	open  news.Slot
	begun time.Time
}

func (b *Bot) lately(ctx context.Context, at news.Address, now time.Time) (lately, error) {
	late := lately{slots: map[string]bool{}}
	for d, err := range b.store.DeliveriesTo(ctx, at) {
		if err != nil {
			return late, fmt.Errorf("deliveries to %s: %w", at, err)
		}
		if late.begun.IsZero() {
			late.begun, late.open = d.Begun, brokenOff(d)
		}
		if now.Sub(d.Begun) > 72*time.Hour {
			break
		}
		late.slots[string(d.Key.Date)+" "+d.Key.Slot] = true
		late.onTheWay = late.onTheWay || d.Finished.IsZero()
	}
	return late, nil
}

// brokenOff is the slot of a delivery of which some arrived and some is to go
// yet; the zero Slot for others.
func brokenOff(d news.Delivery) news.Slot {
	t, err := news.ParseTimeOfDay(d.Key.Slot)
	some := slices.ContainsFunc(d.Parts, func(p news.Part) bool { return p.State == news.Sent || p.State == news.Unknown })
	if err != nil || !d.Finished.IsZero() || !some {
		return news.Slot{}
	}
	return news.Slot{Date: d.Key.Date, Time: t}
}

// graced reports whether the rest of a digest that was broken off is still to
// come: as long as the next one would reach back to it.
func (l lately) graced(s news.Subscriber, now time.Time) bool {
	return l.open.Date != "" && l.begun.After(s.Schedule.Reach(now))
}

// plan sets the next digest after a change. Who is back from where nothing
// could be sent to, in the middle of a digest, gets the rest of it first. A
// digest that is on its way keeps its slot, whatever was changed: the desk
// finds it by that, ends it, and plans the next anew. One that is due at this
// moment stays due unless the schedule itself was changed. Otherwise a new time
// today counts if it is still ahead, but no date gets the same slot twice,
// whatever the zone does.
func plan(s *news.Subscriber, before news.Subscriber, now time.Time, late lately) {
	overdue := !before.Due.IsZero() && !before.Due.At.After(now)
	untouched := s.Active() && !paused(*s, now) && sameSchedule(s.Schedule, before.Schedule)
	if overdue && (late.onTheWay || untouched) {
		return
	}
	s.Plan(now)
	if before.Due.IsZero() && !s.Due.IsZero() && !paused(*s, now) && late.graced(*s, now) {
		s.Due = late.open
		s.Due.At = now
		return
	}
	for !s.Due.IsZero() && late.slots[string(s.Due.Date)+" "+s.Due.Time.String()] {
		s.Due = s.Schedule.Next(s.Due.At)
	}
}

func sameSchedule(a, b news.Schedule) bool { return fmt.Sprint(a) == fmt.Sprint(b) }

// momentIn writes an instant on its own wall, the day alone where it is the
// day's first.
func momentIn(at time.Time, today news.Day) string {
	day := dayIn(news.DayOf(at, at.Location()), today)
	if at.Hour()+at.Minute() == 0 {
		return day
	}
	return day + ", " + at.Format("15:04")
}

// paused reports whether a pause holds at a moment.
func paused(s news.Subscriber, now time.Time) bool {
	return s.Paused && (s.PausedUntil.IsZero() || s.PausedUntil.After(now))
}

// next is the sentence with which every change of settings ends: when the
// next digest comes, on the reader's own wall.
func next(s news.Subscriber, now time.Time) news.Text {
	today := news.DayOf(now, s.Schedule.Location())
	switch {
	case len(s.Topics)+len(s.Followed) == 0:
		return say("No digest is planned yet: choose a topic first, `/topics`.")
	case paused(s, now) && s.PausedUntil.IsZero():
		return say("Digests are paused until you send `/resume`.")
	case s.Gone != "":
		return say("No digest is planned, as the last one could not be delivered here. To go on: `/start`")
	case s.Due.IsZero():
		return say("No digest is planned.")
	case !s.Due.At.After(now) && !paused(s, now):
		return onItsWay(s, now)
	}
	holiday := say("")
	if paused(s, now) {
		holiday = say("Paused until *%s*. ", momentIn(s.PausedUntil.In(s.Schedule.Location()), today))
	}
	if !s.Due.At.After(now) {
		return append(holiday, say("The digest that is on its way still comes.")...)
	}
	return append(holiday, say("Next digest: *%s* (%s).", slotIn(s, s.Due, today), cityOf(s.Schedule.Zone))...)
}

// slotIn is a slot on the reader's wall.
func slotIn(s news.Subscriber, slot news.Slot, today news.Day) string {
	at := slot.At.In(s.Schedule.Location())
	return dayFrom(news.DayOf(at, at.Location()), today) + ", " + at.Format("15:04")
}

// onItsWay tells of the digest whose time has come, which may be there before
// this is read, and of the one after it. That is never the same time of the
// same date, wherever the clocks were set meanwhile.
func onItsWay(s news.Subscriber, now time.Time) news.Text {
	today := news.DayOf(now, s.Schedule.Location())
	words := say("The digest of *%s, %s* is on its way, or here already.", dayFrom(s.Due.Date, today), s.Due.Time.String())
	after := s.Schedule.Next(now)
	if after.Date == s.Due.Date && after.Time == s.Due.Time {
		after = s.Schedule.Next(after.At)
	}
	if after.IsZero() {
		return words
	}
	return append(words, say(" The next: *%s* (%s).", slotIn(s, after, today), cityOf(s.Schedule.Zone))...)
}

// another says that a digest planned for a date is not its first, where that
// is not what the schedule says: because its times were changed after one.
func (b *Bot) another(ctx context.Context, s news.Subscriber) (news.Text, error) {
	for d, err := range b.store.DeliveriesTo(ctx, s.Address) {
		if err != nil {
			return nil, fmt.Errorf("deliveries to %s: %w", s.Address, err)
		}
		if d.Key.Date != s.Due.Date {
			break
		}
		scheduled := slices.ContainsFunc(s.Schedule.Times, func(t news.TimeOfDay) bool { return t.String() == d.Key.Slot })
		if !scheduled && d.Key.Slot != s.Due.Time.String() && arrived(d) {
			return say("That of *%s* has come already; this one holds what is new since.", d.Key.Slot), nil
		}
	}
	return nil, nil
}
