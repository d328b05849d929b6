package telegram

import (
	"context"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"readout/bot"
	"readout/digest/news"
)

// standing notes what became of the bot in a chat. The second result is false
// where nothing did that matters: a new right that is not one to write, or the
// loss of one beside which another stays.
func standing(u *tgbotapi.ChatMemberUpdated) (bot.Event, bool) {
	e := bot.Event{At: news.Address{Chat: u.Chat.ID}, Kind: kind(&u.Chat), Title: u.Chat.Title, From: user(&u.From)}
	before, now := writes(u.OldChatMember, u.Chat.Type), writes(u.NewChatMember, u.Chat.Type)
	private := u.Chat.Type == "private"
	switch {
	case before == now || before > now && now > silent:
		return e, false
	case private && now > silent:
		e.What = bot.Returned
	case private:
		e.What = bot.Blocked
	case now > silent:
		e.What = bot.Added
	default:
		e.What = bot.Removed
	}
	return e, true
}

// voice is what a member may write in a chat.
type voice int

const (
	silent voice = iota
	// allowed is as far as the chat lets its members; of that nothing is told.
	allowed
	// free is whatever the members may.
	free
)

// writes is the voice of a member of a chat of that type.
func writes(m tgbotapi.ChatMember, chat string) voice {
	switch {
	case m.Status == "creator", m.Status == "administrator" && (chat != "channel" || m.CanPostMessages):
		return free
	case m.Status == "member" && chat != "channel", m.Status == "restricted" && m.IsMember && m.CanSendMessages:
		return allowed
	}
	return silent
}

// reopening is what a service message tells of a forum's topic that can be
// written to again. The second result is false for other messages.
func reopening(m *message) (bot.Event, bool) {
	return bot.Event{What: bot.Returned, At: m.at(), Kind: kind(m.Chat), Title: m.Chat.Title, From: user(m.From)}, m.Reopened != nil
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
