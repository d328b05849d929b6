package bot

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"log/slog"

	"readout/digest/news"
	"readout/storage"
)

// claim makes whoever sends the code that the program printed the first admin,
// if there is none yet. It is for private chats, where the writer's number is
// their own.
func (b *Bot) claim(ctx context.Context, c call) (Reply, error) {
	switch {
	case c.manages:
		return b.welcomeAdmin(), nil
	case !c.private() || isShared(c.From.ID):
		return Reply{}, complain(say("That works in a private chat with the bot only."), say("Open one, and send the code there."))
	case b.claiming == "" || len(b.admins) > 0:
		return Reply{}, complain(say("There is nothing to claim here."), say("Who runs this bot is settled already."))
	case c.arg == "":
		return answer(say("Send the code that the program printed when it started: `/claim CODE`")), nil
	case subtle.ConstantTimeCompare([]byte(c.arg), []byte(b.claiming)) == 0:
		b.log.Warn("wrong claim", slog.Int64("user", c.From.ID))
		return Reply{}, complain(say("That is not the code."), say("It stands in what the program printed when it started; a new start prints a new one."))
	}
	err := b.store.FirstAdmin(ctx, news.Guest{ID: c.From.ID, Name: nameIn(c.Message), Standing: news.Admin, Since: c.now})
	if errors.Is(err, storage.ErrLost) {
		return Reply{}, complain(say("Somebody else was first: there is an admin already."), say("The code is good for one."))
	}
	if err != nil {
		return Reply{}, fmt.Errorf("first admin %d: %w", c.From.ID, err)
	}
	return b.welcomeAdmin(), nil
}

func (b *Bot) welcomeAdmin() Reply {
	return answer(
		say("You run this bot now."),
		say("First steps: add feeds with `/feed_add URL`, topics with `/topic_add`, and let people in with `/invite` or `/access open`."),
	).with(row(press("Feeds", "/feeds"), press("Add a feed", "/feed_add"), press("Add a topic", "/topic_add")),
		row(press("Who may come in", "/access"), press("Help", "/help")), row(press("Start my own digest", "/start")))
}
