package bot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"readout/digest"
	"readout/digest/news"
)

// status says when the next digest comes, what it is made of, and which feeds
// of it could not be read, since when.
func (b *Bot) status(ctx context.Context, c call) (Reply, error) {
	mine, err := b.mine(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	archive, err := b.searched(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	held, err := b.held(ctx)
	if err != nil {
		return Reply{}, err
	}
	r := answer(next(c.reader, c.now)).and(held...)
	if len(mine) > 0 {
		r = r.and(say("Topics: *%s*.", titles(mine)))
	}
	if len(c.reader.Followed) > 0 {
		r = r.and(say("Followed: *%s*.", list(c.reader.Followed, "and")))
	}
	last, err := b.lastDigest(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	r = r.and(last...).and(append(say("The archive holds "), archive...))
	feeds, err := b.missed(ctx, c, mine)
	if err != nil {
		return Reply{}, err
	}
	r = r.and(feeds...)
	return r.with(row(press("Digest now", "/digest"), press("Topics", "/topics"), press("Settings", "/settings"))), nil
}

// mostLost is how many digests are looked through for one that arrived.
const mostLost = 30

// lastDigest is when a digest arrived last, after what became of the latest
// where that is another.
func (b *Bot) lastDigest(ctx context.Context, c call) ([]news.Text, error) {
	var lines []news.Text
	seen := 0
	for d, err := range b.store.DeliveriesTo(ctx, c.At) {
		if err != nil {
			return nil, fmt.Errorf("deliveries to %s: %w", c.At, err)
		}
		if arrived(d) {
			return append(lines, lastIn(c, d.Begun)), nil
		}
		if seen == 0 {
			lines = append(lines, say("The digest of *%s, %s* %s", dayFrom(d.Key.Date, c.today()), d.Key.Slot, fate(d)))
		}
		if seen++; seen == mostLost {
			break
		}
	}
	return lines, nil
}

// lastIn says when a digest came. One that is still to come by this clock came
// by one that was ahead.
func lastIn(c call, begun time.Time) news.Text {
	at := begun.In(c.reader.Schedule.Location())
	if begun.After(c.now) {
		return say("Last digest: *%s*, by a clock that was ahead of this one.", momentIn(at, c.today()))
	}
	return say("Last digest: *%s, %s*.", dayFrom(c.day(at), c.today()), at.Format("15:04"))
}

// arrived reports whether any of a delivery is surely there.
func arrived(d news.Delivery) bool {
	return slices.ContainsFunc(d.Parts, func(p news.Part) bool { return p.State == news.Sent })
}

// fate is what became of a delivery of which nothing is surely there.
func fate(d news.Delivery) string {
	in := func(state news.PartState) bool {
		return slices.ContainsFunc(d.Parts, func(p news.Part) bool { return p.State == state })
	}
	switch {
	case d.Finished.IsZero():
		return "is on its way."
	case in(news.Unknown):
		return "may not have arrived."
	case in(news.Refused):
		return "could not be delivered."
	}
	return "was too late to be sent; the next holds its news."
}

// missed is a line for each feed of the reader's topics that could not be
// read, with the reason.
func (b *Bot) missed(ctx context.Context, c call, mine []news.Topic) ([]news.Text, error) {
	sources, err := b.sources(ctx)
	if err != nil {
		return nil, err
	}
	unread, _ := missing(sources, c.now)
	var lines []news.Text
	for _, s := range unread {
		wanted := len(mine) == 0 || slices.ContainsFunc(mine, func(t news.Topic) bool { return digest.Reads(t, s.ID) })
		if !wanted {
			continue
		}
		since := ""
		g, _ := s.Unread(c.now)
		if at := g.Since; !at.IsZero() {
			at = at.In(c.reader.Schedule.Location())
			since = " since " + dayIn(c.day(at), c.today()) + ", " + at.Format("15:04")
		}
		lines = append(lines, say("Unread%s: *%s*%s", since, shorten(titleOf(s), 80), inBrackets(g.Reason)))
	}
	if len(lines) == 0 && len(sources) > 0 {
		lines = append(lines, say("No feed is missing."))
	}
	if len(lines) > linesShown {
		lines = append(lines[:linesShown], say("And %s more.", count(len(lines)-linesShown, "feed")))
	}
	return lines, nil
}

func titleOf(s news.Source) string {
	if s.Title != "" {
		return s.Title
	}
	return string(s.ID)
}

func inBrackets(words string) string {
	if words == "" {
		return ""
	}
	return " (" + shorten(words, 80) + ")"
}
