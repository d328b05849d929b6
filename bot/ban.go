package bot

import (
	"context"
	"fmt"

	"readout/digest/news"
)

// banned is the reason for which nothing is sent to those who were shut out.
const banned = "banned"

// ban shuts a person or a chat out: no answers, no digests, until allowed.
func (b *Bot) ban(ctx context.Context, c call) (Reply, error) {
	if c.arg == "" {
		return b.whom(ctx, "ban", "Who is to be shut out? They get no answer and no digest any more: `/ban 1234567`", news.Allowed)
	}
	id, err := parseID(c.arg, "/ban")
	if err != nil {
		return Reply{}, err
	}
	guest, err := b.guest(ctx, id)
	if err != nil {
		return Reply{}, err
	}
	if id == c.From.ID || b.isAdmin(id, "") {
		return Reply{}, complain(say("%s runs this bot.", naming(guest)), say("Admins of the configuration leave by it alone, and nobody shuts themselves out."))
	}
	if guest.Standing != news.Banned {
		guest.Standing, guest.Since, guest.By, guest.Invitation = news.Banned, c.now, c.From.ID, ""
	}
	if err := b.store.SaveGuest(ctx, guest); err != nil {
		return Reply{}, fmt.Errorf("ban %d: %w", id, err)
	}
	if err := b.goAway(ctx, id, c.now, banned); err != nil {
		return Reply{}, err
	}
	return answer(say("%s is shut out: no answers, and no digests.", naming(guest)),
		say("Their settings are kept. To take it back: `/allow %s`", fmt.Sprint(id)),
	).with(row(press("Take it back", fmt.Sprintf("/allow %d", id)))), nil
}
