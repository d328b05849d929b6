package telegram

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"readout/bot"
)

// text answers what somebody wrote.
func (l *listener) text(ctx context.Context, id int, m *message) {
	c := l.client
	heard := bot.Message{
		ID: strconv.Itoa(m.MessageID), At: m.at(), Kind: kind(m.Chat), From: user(m.From), Text: m.Text, Shows: c.replied(m),
		Title: m.Chat.Title, File: m.file(),
	}
	if heard.From.ID == 0 && m.SenderChat != nil {
		heard.From.Name = m.SenderChat.Title
	}
	if c.addressed(m) {
		heard.Admin = l.admin(ctx, m)
	}
	d := target{at: heard.At, seed: l.seed(id)}
	if heard.Kind == "group" {
		d.replyTo = m.MessageID
	}
	c.reply(ctx, d, l.who.Answer(ctx, c.clock(), heard))
}

// seed names an update, for ids that must be the same if it is handled again.
func (l *listener) seed(id int) string { return fmt.Sprintf("%s update %d", l.client.account(), id) }

// replied is the id of the bot's own message that is replied to; "" for
// another's. In a channel every message is the channel's.
func (c *Client) replied(m *message) string {
	to := m.ReplyToMessage
	if to == nil || to.MessageID == 0 {
		return ""
	}
	if m.Chat.Type == "channel" || to.From != nil && to.From.ID == c.self.ID {
		return strconv.Itoa(to.MessageID)
	}
	return ""
}

// addressed reports whether a message may be an order to this bot, of whose
// author it must be known whether he may give it.
func (c *Client) addressed(m *message) bool {
	if c.replied(m) != "" || strings.HasPrefix(m.Text, "@") {
		return true
	}
	word, is := strings.CutPrefix(m.Text, "/")
	if !is {
		return false
	}
	word, _, _ = strings.Cut(word, " ")
	_, to, named := strings.Cut(word, "@")
	return !named || strings.EqualFold(strings.TrimSpace(to), c.self.UserName)
}

// admin reports whether the author of a message may change the chat's settings.
// Who writes as the chat itself is one of its admins.
func (l *listener) admin(ctx context.Context, m *message) bool {
	switch {
	case m.Chat.Type == "private":
		return true
	case m.SenderChat != nil:
		return m.SenderChat.ID == m.Chat.ID
	case m.From == nil || standsIn(m.From.ID):
		return false
	}
	return l.client.ranks.admin(ctx, l.client, m.Chat.ID, m.From.ID)
}
