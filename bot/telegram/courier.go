package telegram

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"readout/bot"
	"readout/digest/news"
	"readout/storage"
)

const (
	// terminal is the chat of whoever sits at a terminal on the same store,
	// which is no chat of Telegram's.
	terminal = 1
	// bulkPatience is how long a digest waits for a chat that Telegram asked
	// to leave alone, before it is put off.
	bulkPatience = time.Second
	// askTime is how long Telegram may take to say that it is there.
	askTime = 10 * time.Second
)

// Parts shares an edition's blocks out over messages within Telegram's limits,
// which are laid out for those to whom they will go.
func (c *Client) Parts(e news.Edition) []news.Part { return c.plates.parts(e) }

// Serves is true of every chat but a terminal's.
func (c *Client) Serves(to news.Address) bool { return to.Chat != terminal }

// Ready waits for a chat's turn within Telegram's limits.
func (c *Client) Ready(ctx context.Context, to news.Address) (news.Receipt, bool) {
	if !c.there(ctx) {
		return news.Receipt{Outcome: news.Later, After: soon, Reason: "Telegram does not answer", Everybody: true}, false
	}
	left, err := c.pace.wait(ctx, to.Chat, bulk, bulkPatience)
	if err != nil || left > 0 {
		return news.Receipt{Outcome: news.Later, After: max(left, time.Second), Reason: "wait for the chat's turn", Everybody: c.pace.everybody()}, false
	}
	return news.Receipt{}, true
}

// Send sends one part of a digest, with the edition's buttons under the last.
// It is sent at most once, in one form or another. One that may have arrived
// before says that it may repeat.
func (c *Client) Send(ctx context.Context, d news.Delivery, e news.Edition, part int) news.Receipt {
	if part < 0 || part >= len(d.Parts) || d.Parts[part].From < 0 || d.Parts[part].From >= d.Parts[part].To || d.Parts[part].To > len(e.Blocks) {
		return news.Receipt{Outcome: news.Denied, Reason: "no such part"}
	}
	to := d.Key.Address
	l, kept, err := c.written(ctx, d, e, part)
	if err != nil {
		c.log.Error("buttons not kept", slog.String("chat", to.String()), slog.Any("error", err))
		return news.Receipt{Outcome: news.Later, After: soon, Reason: "buttons not kept"}
	}
	id, bad := c.post(ctx, l)
	if bad != nil {
		receipt := c.outcome(to, bad)
		c.shaken.Store(receipt.Outcome == news.Unsure || bad.code == 0)
		if receipt.Outcome == news.Gone && receipt.Reason == topicDeleted {
			c.Tell(ctx, news.Address{Chat: to.Chat}, lostTopic())
		}
		return receipt
	}
	if err := c.laid(ctx, kept, id); err != nil {
		c.log.Warn("buttons not bound to their message", slog.String("chat", to.String()), slog.Any("error", err))
	}
	return news.Receipt{Outcome: news.Arrived, Message: id}
}

// written is a part as it is sent, and what its buttons stand for.
func (c *Client) written(ctx context.Context, d news.Delivery, e news.Edition, part int) (letter, storage.Keyboard, error) {
	about := fmt.Sprintf("delivery %s part %d", d.Key, part)
	l := letter{
		to: d.Key.Address, text: c.plates.sheet(e, d.Parts, part),
		silent: d.Silent, bound: true, about: about, paid: c.paid,
	}
	var rows [][]bot.Button
	if part == len(d.Parts)-1 {
		rows = bot.Choices(e)
	}
	keys, kept, err := c.lay(ctx, l.to, about, rows)
	l.keys = keys
	return l, kept, err
}

// lostTopic is what the rest of a forum is told when a topic with digests is
// deleted: in it, nobody would read it.
func lostTopic() bot.Reply {
	return bot.Reply{Blocks: []news.Block{{Kind: news.Note, Text: news.Text{
		{Words: "The topic that digests came to is gone, so they have stopped. Send "}, {Words: "/bind", Style: news.Code},
		{Words: " in another topic, or here."},
	}}}}
}

// there reports whether Telegram answers. It is asked only after a send whose
// fate is unknown: during an outage every digest would be of unknown fate, and
// those are sent once more and no oftener.
func (c *Client) there(ctx context.Context) bool {
	if !c.shaken.Load() {
		return true
	}
	if _, bad := c.call(ctx, request{method: "getMe", time: askTime}); bad != nil {
		c.log.Warn("digests wait: Telegram does not answer", slog.String("error", bad.Error()))
		return false
	}
	c.shaken.Store(false)
	return true
}

// outlast is a context that ends a while after another.
func outlast(ctx context.Context, by time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		_ = sleep(longer, by) // Whichever comes first.
		cancel()
	})
	return longer, func() {
		stop()
		cancel()
	}
}
