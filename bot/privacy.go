package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// privacy says what is kept and why.
func (b *Bot) privacy(_ context.Context, c call) (Reply, error) {
	if !c.in {
		return answer(
			say("Nothing is kept of strangers: no name, no message. If you were here before, you can see and erase what is left of it."),
			say("Of those inside are kept: the number and name of the chat, that it was let in, its settings, and which digests were sent there."),
		).with(row(press("My data as a file", "/export_me"), press("Erase everything", "/delete_me"))), nil
	}
	return answer(
		say("Kept of you: the number of this chat, the name it had when you came, that you were let in, your settings, and which digests were sent here and when."),
		say("Why: to send each digest once, at your time, with nothing repeated."),
		say("Not kept: your messages and your look-ups. What a look-up showed is kept for a while, so that a line's number opens its evidence."),
		say("Nobody else is given any of it."),
	).with(row(press("My data as a file", "/export_me"), press("Erase everything", "/delete_me"))), nil
}

// export is what is kept of a chat, but for what showed earlier look-ups.
type export struct {
	Made       time.Time        `json:"made"`
	Subscriber *news.Subscriber `json:"subscriber"`
	// Guest is how the chat was let in or shut out; nil if it was neither.
	Guest      *news.Guest  `json:"guest"`
	Topics     []news.Topic `json:"own_topics"`
	Deliveries []past       `json:"deliveries"`
	// Shown is what was shown in the chat last; nil if that is not kept.
	Shown *news.Edition `json:"shown_last"`
}

// past is a delivery with what it brought; nil if that is kept no longer.
type past struct {
	news.Delivery
	Brought *news.Edition `json:"brought"`
}

// exportMe answers with what is kept of the chat, as JSON.
func (b *Bot) exportMe(ctx context.Context, c call) (Reply, error) {
	e, err := b.exported(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	if e.Subscriber == nil && e.Shown == nil && e.Guest == nil {
		return answer(say("Nothing is kept of this chat.")), nil
	}
	data, err := json.MarshalIndent(e, "", "  ")
	if err != nil {
		return Reply{}, fmt.Errorf("export %s: %w", c.At, err)
	}
	r := answer(
		say("This is what is kept of this chat: your settings and topics, *%s* and what was shown last.", count(len(e.Deliveries), "past digest")),
		say("Not in the file: which lines earlier look-ups showed here. That is forgotten by itself after a while, or at once: `/delete_me`"))
	r.File = &File{Name: "readout-my-data.json", Bytes: append(data, '\n')}
	return r, nil
}

func (b *Bot) exported(ctx context.Context, c call) (export, error) {
	e := export{Made: c.now.UTC()}
	if c.known {
		e.Subscriber = &c.reader
	}
	// The message that the command came from is of no concern.
	c.Shows = ""
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
	if e.Deliveries, err = b.past(ctx, c); err != nil {
		return e, err
	}
	guest, err := b.store.Guest(ctx, guestIn(c.Message))
	if err == nil {
		// Who decided is that person's own affair.
		guest.By = 0
		e.Guest = &guest
	} else if !isMissing(err) {
		return e, fmt.Errorf("guest %d: %w", guestIn(c.Message), err)
	}
	return e, nil
}

// past are all deliveries to the chat, the latest first. How long each is kept
// bounds them.
func (b *Bot) past(ctx context.Context, c call) ([]past, error) {
	var all []past
	for d, err := range b.store.DeliveriesTo(ctx, c.At) {
		if err != nil {
			return nil, fmt.Errorf("deliveries to %s: %w", c.At, err)
		}
		all = append(all, past{Delivery: d})
	}
	for i, d := range all {
		e, err := b.store.Edition(ctx, d.Edition)
		if errors.Is(err, storage.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("edition %s: %w", d.Edition, err)
		}
		all[i].Brought = &e
	}
	return all, nil
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
