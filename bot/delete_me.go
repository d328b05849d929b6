package bot

import (
	"context"
	"fmt"

	"readout/digest/news"
)

// deleteMe asks, and with "yes" erases all that is kept of the chat.
func (b *Bot) deleteMe(ctx context.Context, c call) (Reply, error) {
	back, err := b.wayBack(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	if plain(c.arg) != "yes" {
		return answer(
			say("Erase all that is kept of this chat: settings, past digests, what was shown?"),
			say("This cannot be undone, and no digest will come any more."), back,
		).with(row(press("Erase everything", "/delete_me yes"), press("My data first", "/export_me"), press("Keep it", "/status"))), nil
	}
	if err := b.store.DeleteSubscriber(ctx, c.At); err != nil {
		return Reply{}, fmt.Errorf("delete subscriber %s: %w", c.At, err)
	}
	standing, err := b.standing(ctx, guestIn(c.Message))
	if err != nil {
		return Reply{}, err
	}
	switch {
	case standing == news.Allowed && c.private():
		if err := b.store.DeleteGuest(ctx, c.From.ID); err != nil {
			return Reply{}, fmt.Errorf("delete guest %d: %w", c.From.ID, err)
		}
	case standing != "":
		return answer(say("Erased, but for this: it stays noted that the number *%s* is *%s*.", guestIn(c.Message), string(standing)), back), nil
	}
	return answer(say("Erased. Nothing is kept of this chat now."), back), nil
}

// wayBack says how one comes back after leaving for good.
func (b *Bot) wayBack(ctx context.Context, c call) (news.Text, error) {
	door, err := b.doorNow(ctx)
	switch {
	case err != nil || !c.in:
		return nil, err
	case door == news.Open || c.manages || !c.private() && c.invited:
		return say("You are welcome back any time: `/start`"), nil
	}
	return say("This bot is private: to come back, you would have to be let in again."), nil
}
