package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"readout/digest/news"
)

// mostExported is how many past digests an export lists, the latest.
const mostExported = 1000

// privacy says what is kept and why.
func (b *Bot) privacy(context.Context, call) (Reply, error) {
	return answer(
		say("Kept of you: the number of this chat, the name it had when you came, your settings, and which digests were sent here and when."),
		say("Why: to send each digest once, at your time, with nothing repeated."),
		say("Not kept: your messages and your look-ups. What a look-up showed is kept for a while, so that a line's number opens its evidence."),
		say("Nobody else is given any of it."),
	).with(row(press("My data as a file", "/export_me"), press("Erase everything", "/delete_me"))), nil
}

// export is all that is kept of a chat.
type export struct {
	Made       time.Time        `json:"made"`
	Subscriber *news.Subscriber `json:"subscriber"`
	Topics     []news.Topic     `json:"own_topics"`
	Deliveries []news.Delivery  `json:"deliveries"`
	// Shown is what was shown in the chat last; nil if that is not kept.
	Shown *news.Edition `json:"shown_last"`
}

// exportMe answers with all that is kept of the chat, as JSON.
func (b *Bot) exportMe(ctx context.Context, c call) (Reply, error) {
	e, err := b.exported(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	if e.Subscriber == nil && e.Shown == nil {
		return answer(say("Nothing is kept of this chat.")), nil
	}
	data, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		return Reply{}, fmt.Errorf("export %s: %w", c.At, err)
	}
	r := answer(say("This is all that is kept of this chat: your settings, *%s* and what was shown last.", count(len(e.Deliveries), "past digest")))
	r.File = &File{Name: "readout-my-data.json", Bytes: append(data, '\n')}
	return r, nil
}

func (b *Bot) exported(ctx context.Context, c call) (export, error) {
	e := export{Made: c.now.UTC()}
	if c.known {
		e.Subscriber = &c.reader
	}
	shown, ok, err := b.onShow(ctx, c)
	if err != nil {
		return e, err
	}
	if ok {
		e.Shown = &shown
	}
	if e.Topics, err = b.own(ctx, c); err != nil {
		return e, err
	}
	for d, err := range b.store.DeliveriesTo(ctx, c.At) {
		if err != nil {
			return e, fmt.Errorf("deliveries to %s: %w", c.At, err)
		}
		if e.Deliveries = append(e.Deliveries, d); len(e.Deliveries) == mostExported {
			break
		}
	}
	return e, nil
}

func (b *Bot) own(ctx context.Context, c call) ([]news.Topic, error) {
	all, err := b.offered(ctx, c)
	if err != nil {
		return nil, err
	}
	var mine []news.Topic
	for _, t := range all {
		if t.Owner == c.At {
			mine = append(mine, t)
		}
	}
	return mine, nil
}

// deleteMe asks, and with "yes" erases all that is kept of the chat.
func (b *Bot) deleteMe(ctx context.Context, c call) (Reply, error) {
	if plain(c.arg) != "yes" {
		return answer(
			say("Erase all that is kept of this chat: settings, past digests, what was shown?"),
			say("This cannot be undone, and no digest will come any more."),
		).with(row(press("Erase everything", "/delete_me yes"), press("My data first", "/export_me"), press("Keep it", "/status"))), nil
	}
	mine, err := b.own(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	for _, t := range mine {
		if err := b.store.DeleteTopic(ctx, t.ID); err != nil {
			return Reply{}, fmt.Errorf("delete topic %s: %w", t.ID, err)
		}
	}
	if err := b.store.DeleteSubscriber(ctx, c.At); err != nil {
		return Reply{}, fmt.Errorf("delete subscriber %s: %w", c.At, err)
	}
	return answer(say("Erased. Nothing is kept of this chat now."), say("You are welcome back any time: `/start`")), nil
}
