package telegram

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"readout/bot"
	"readout/storage"
)

// tooOld is what is said to who presses a button of which nothing is kept, or
// one that was never ours.
const tooOld = "That button is too old; send the command again."

const (
	// pressTime is how long whoever pressed a button is left waiting for the
	// answer.
	pressTime = 3 * time.Second
	// longestNotice is how many characters Telegram shows to them aside.
	longestNotice = 200
)

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
	r := c.promptly(ctx, p.ID, func() bot.Reply {
		chat := p.Message.Chat
		shown := strconv.Itoa(p.Message.MessageID)
		return l.who.Answer(ctx, c.clock(), bot.Message{
			ID: shown, At: k.Address, Kind: kind(chat), From: user(p.From), Text: command, Pressed: true, Shows: shown,
			Title: chat.Title, Admin: chat.Type == "private" || c.ranks.admin(ctx, c, chat.ID, p.From.ID),
		})
	})
	c.reply(ctx, target{at: k.Address, pressed: p.Message.MessageID, seed: l.seed(id)}, r)
}

// promptly asks for the answer to a press, and ends the press's waiting: with
// the answer's notice, or without a word where the answer takes its time or
// breaks.
func (c *Client) promptly(ctx context.Context, id string, ask func() bot.Reply) (r bot.Reply) {
	late := time.AfterFunc(pressTime, func() { c.confirm(ctx, id, "") })
	defer func() {
		if late.Stop() {
			c.confirm(ctx, id, upTo(r.Notice, longestNotice))
		}
	}()
	return ask()
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
