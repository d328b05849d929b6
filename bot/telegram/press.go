package telegram

import (
	"context"
	"errors"
	"log/slog"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"readout/bot"
	"readout/storage"
)

// tooOld is what is said to who presses a button of which nothing is kept, or
// one that was never ours.
const tooOld = "That button is too old; send the command again."

// press answers what a button stands for. The right to it is looked up now,
// whoever was shown the button.
func (l *listener) press(ctx context.Context, id int, p *press) {
	c := l.client
	k, command, err := c.meaning(ctx, p)
	if err != nil {
		c.log.Error("button not looked up", slog.Any("error", err))
		c.confirm(ctx, p.ID, "Something went wrong here; please try again in a moment.")
		return
	}
	if command == "" {
		c.confirm(ctx, p.ID, tooOld)
		return
	}
	c.confirm(ctx, p.ID, "")
	chat := p.Message.Chat
	shown := strconv.Itoa(p.Message.MessageID)
	heard := bot.Message{
		ID: shown, At: k.Address, Kind: kind(chat), From: user(p.From), Text: command, Pressed: true, Shows: shown,
		Title: chat.Title, Admin: chat.Type == "private" || c.ranks.admin(ctx, c, chat.ID, p.From.ID),
	}
	c.reply(ctx, target{at: heard.At, pressed: p.Message.MessageID, seed: l.seed(id)}, l.who.Answer(ctx, c.clock(), heard))
}

// meaning is the command that a pressed button stands for, and its keyboard;
// "" where the button is not one of ours, or of another chat or message.
func (c *Client) meaning(ctx context.Context, p *press) (storage.Keyboard, string, error) {
	id, place, ok := pressed(p.Data)
	if !ok || p.From == nil || p.From.IsBot || p.Message == nil || p.Message.Chat == nil {
		return storage.Keyboard{}, "", nil
	}
	k, err := c.store.Keyboard(ctx, id)
	if errors.Is(err, storage.ErrNotFound) {
		return k, "", nil
	}
	if err != nil {
		return k, "", err
	}
	elsewhere := k.Address.Chat != p.Message.Chat.ID || k.Message != "" && k.Message != strconv.Itoa(p.Message.MessageID)
	if elsewhere || place >= len(k.Commands) {
		return k, "", nil
	}
	return k, k.Commands[place], nil
}

// confirm ends the waiting that a pressed button shows, with a word if there is
// one. Telegram takes it for a few seconds only; later does no harm.
func (c *Client) confirm(ctx context.Context, id, words string) {
	p := tgbotapi.Params{"callback_query_id": id}
	p.AddNonEmpty("text", words)
	if _, bad := c.call(ctx, request{method: "answerCallbackQuery", params: p}); bad != nil && !bad.says("query is too old") {
		c.log.Warn("press not confirmed", slog.String("error", bad.Error()))
	}
}
