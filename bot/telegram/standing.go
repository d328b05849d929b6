package telegram

import (
	"context"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"readout/bot"
	"readout/digest/news"
)

// standing notes what became of the bot in a chat. The second result is false
// where nothing did that matters: a new right that is not the one to write.
func standing(u *tgbotapi.ChatMemberUpdated) (bot.Event, bool) {
	e := bot.Event{At: news.Address{Chat: u.Chat.ID}, Kind: kind(&u.Chat), Title: u.Chat.Title, From: user(&u.From)}
	before, now := writes(u.OldChatMember, u.Chat.Type), writes(u.NewChatMember, u.Chat.Type)
	if before == now {
		return e, false
	}
	private := u.Chat.Type == "private"
	switch {
	case private && now:
		e.What = bot.Returned
	case private:
		e.What = bot.Blocked
	case now:
		e.What = bot.Added
	default:
		e.What = bot.Removed
	}
	return e, true
}

// writes reports whether a member of a chat of that type may write there.
func writes(m tgbotapi.ChatMember, chat string) bool {
	switch m.Status {
	case "creator":
		return true
	case "administrator":
		return chat != "channel" || m.CanPostMessages
	case "member":
		return chat != "channel"
	case "restricted":
		return m.IsMember && m.CanSendMessages
	}
	return false
}

// migration is what a service message tells of a group that became a
// supergroup; either of the two may come first. The second result is false for
// other messages.
func migration(m *message) (bot.Event, bool) {
	e := bot.Event{What: bot.Migrated, At: news.Address{Chat: m.Chat.ID}, Kind: "group", Title: m.Chat.Title, To: m.MigrateToChatID}
	if m.MigrateFromChatID != 0 {
		e.At.Chat, e.To = m.MigrateFromChatID, m.Chat.ID
	}
	return e, e.To != 0
}

// note tells the bot of an event and sends what it has to say.
func (l *listener) note(ctx context.Context, id int, e bot.Event) {
	c := l.client
	r := l.who.Note(ctx, c.clock(), e)
	d := target{at: e.At, seed: l.seed(id)}
	if e.What == bot.Migrated {
		d.at = news.Address{Chat: e.To}
	}
	c.reply(ctx, d, r)
}
