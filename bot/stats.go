package bot

import (
	"context"
	"fmt"
	"time"

	"readout/digest/news"
)

// stats counts the archive, the feeds, the readers and the deliveries of the
// last day.
func (b *Bot) stats(ctx context.Context, c call) (Reply, error) {
	held, err := b.store.Stats(ctx)
	if err != nil {
		return Reply{}, fmt.Errorf("stats: %w", err)
	}
	sources, err := b.sources(ctx)
	if err != nil {
		return Reply{}, err
	}
	n, err := b.readers(ctx)
	if err != nil {
		return Reply{}, err
	}
	sent, err := b.deliveries(ctx, n.addresses, c.now.Add(-24*time.Hour))
	if err != nil {
		return Reply{}, err
	}
	due, err := b.store.NextDue(ctx)
	if err != nil {
		return Reply{}, fmt.Errorf("next due: %w", err)
	}
	r := answer(
		say("Archive: *%s*, telling of *%s*, *%s* and *%s*, each as often as it is told; *%s*%s.", count(held.Reports, "article"), count(held.Meetings, "meeting"),
			count(held.Statements, "statement"), count(held.Visits, "visit"), count(held.Names, "name"), sinceIn(c, held.Oldest)),
		feedsIn(sources, c.now),
		say("Readers: %s.", n.text()),
		say("Deliveries of the last 24 hours: %s.", sent.text()),
		dueIn(c, due))
	if b.about != "" {
		r = r.and(say("%s", b.about))
	}
	return r.with(row(press("Feeds", "/feeds"), press("Who is in", "/users"))), nil
}

func feedsIn(sources []news.Source, now time.Time) news.Text {
	if len(sources) == 0 {
		return say("Feeds: none yet.")
	}
	return say("Feeds: %s.", tally(sources, now))
}

func sinceIn(c call, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return ", since " + shortDay(c.day(t), c.today())
}

func dueIn(c call, due time.Time) news.Text {
	at := due.In(c.reader.Schedule.Location())
	switch {
	case due.IsZero():
		return say("No digest is due for anybody.")
	case due.Before(c.now):
		return say("Oldest digest due: *%s*, late by *%s*.", momentIn(at, c.today()), spell(c.now.Sub(due)))
	}
	return say("Next digest due: *%s*.", momentIn(at, c.today()))
}

// readership counts subscribers.
type readership struct {
	active, paused, gone int
	kinds                map[string]int
	addresses            []news.Address
}

func (b *Bot) readers(ctx context.Context) (readership, error) {
	n := readership{kinds: map[string]int{}}
	for s, err := range b.store.AllSubscribers(ctx) {
		if err != nil {
			return n, fmt.Errorf("subscribers: %w", err)
		}
		n.kinds[s.Kind]++
		n.addresses = append(n.addresses, s.Address)
		switch {
		case s.Gone != "":
			n.gone++
		case s.Paused:
			n.paused++
		case s.Active():
			n.active++
		}
	}
	return n, nil
}

func (n readership) text() news.Text {
	return say("%s, %s, %s; with digests *%s*, paused *%s*, not to be written to *%s*",
		count(n.kinds["private"], "private chat"), count(n.kinds["group"], "group"), count(n.kinds["channel"], "channel"), n.active, n.paused, n.gone)
}

// posted counts deliveries.
type posted struct{ begun, finished, refused, unsure int }

// deliveries counts those to some addresses that were begun since a moment.
func (b *Bot) deliveries(ctx context.Context, to []news.Address, since time.Time) (posted, error) {
	var n posted
	for _, at := range to {
		for d, err := range b.store.DeliveriesTo(ctx, at) {
			if err != nil {
				return n, fmt.Errorf("deliveries to %s: %w", at, err)
			}
			if d.Begun.Before(since) {
				break
			}
			n.add(d)
		}
	}
	return n, nil
}

func (n *posted) add(d news.Delivery) {
	n.begun++
	if !d.Finished.IsZero() {
		n.finished++
	}
	for _, p := range d.Parts {
		if p.State == news.Refused {
			n.refused++
		}
		if p.Unsure > 0 || p.State == news.Unknown {
			n.unsure++
		}
	}
}

func (n posted) text() news.Text {
	if n.begun == 0 {
		return say("none")
	}
	return say("*%s* begun, *%s* finished, *%s* refused, *%s* that may have come twice or not at all", fmt.Sprint(n.begun), fmt.Sprint(n.finished),
		count(n.refused, "part"), count(n.unsure, "part"))
}
