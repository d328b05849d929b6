package bot

import (
	"context"

	"readout/digest/news"
)

// stop asks how far to go; "leave" ends the digests and keeps the settings.
func (b *Bot) stop(ctx context.Context, c call) (Reply, error) {
	if !c.known {
		return answer(say("Nothing is kept of this chat, and nothing is sent to it."), say("To begin: `/start`")), nil
	}
	if plain(c.arg) != "leave" {
		return answer(
			say("Pause, leave, or leave and erase?"),
			say("*Pause* stops digests until you resume. *Leave* drops your topics and those you follow, and keeps your other settings. *Erase* forgets all of it."),
			next(c.reader, c.now),
		).with(row(press("Pause", "/pause until resume"), press("Leave", "/stop leave"), press("Leave and erase", "/delete_me"))), nil
	}
	_, err := b.change(ctx, c, func(s *news.Subscriber) error {
		s.Topics, s.Followed = nil, nil
		return nil
	})
	if err != nil {
		return Reply{}, err
	}
	return answer(
		say("Done: no digest comes any more. Your times and your zone are kept."),
		say("To come back: `/start`. To erase the rest: `/delete_me`"),
	).with(row(press("Come back", "/start"), press("Erase", "/delete_me"))), nil
}
