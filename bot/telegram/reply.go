package telegram

import (
	"context"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"readout/bot"
	"readout/digest/news"
	"readout/storage"
)

const (
	// replyPatience is how long an answer waits for Telegram to take it, and
	// longPatience how long one to a single person does where Telegram says how
	// long it wants to be left alone. Few wait that long at a time, since what
	// comes behind them is not confirmed meanwhile.
	replyPatience = 30 * time.Second
	longPatience  = 2 * time.Minute
	mostPatient   = 4
	// replyTries is how often an answer is sent that was surely not taken.
	replyTries = 3
	// longestName is how many bytes the name of a file may have.
	longestName = 60
)

// target is where an answer goes.
type target struct {
	at news.Address
	// replyTo and pressed are the messages answered, and whose button was
	// pressed; 0 for none.
	replyTo, pressed int
	// seed makes the ids of its keyboards, the same if it is sent again.
	seed string
}

// reply sends an answer, and puts in its place what the rest of its work comes
// to. The work goes on where nothing arrives.
func (c *Client) reply(ctx context.Context, d target, r bot.Reply) {
	last := c.put(ctx, d, r)
	for n := 1; r.Next != nil && ctx.Err() == nil; n++ {
		r = r.Next(ctx)
		then := target{at: d.at, pressed: last, seed: fmt.Sprintf("%s then %d", d.seed, n)}
		r.Edit = last != 0
		last = c.put(ctx, then, r)
	}
}

// put sends one answer: its text in one message or several, the buttons under
// the last, then its file. What does not arrive is logged; a person will ask
// again. It returns the last message's id; 0 where it did not arrive.
func (c *Client) put(ctx context.Context, d target, r bot.Reply) (last int) {
	pages := sheets(r.Blocks)
	if len(pages) == 0 && len(r.Buttons) > 0 {
		var choose page
		choose.ours("Choose:")
		pages = append(pages, &choose)
	}
	for i, text := range pages {
		l := letter{to: d.at, text: text}
		if i == 0 {
			l.replyTo = d.replyTo
		}
		if r.Edit && len(pages) == 1 {
			l.edit = d.pressed
		}
		var rows [][]bot.Button
		if i == len(pages)-1 {
			rows = r.Buttons
		}
		id, ok := c.say(ctx, &d.at, l, fmt.Sprintf("%s %d", d.seed, i), rows)
		if !ok {
			return 0
		}
		c.shown(ctx, d.at, id, r.Edition)
		// An id that is no number names nothing that could be changed.
		last, _ = strconv.Atoi(id)
	}
	if r.File != nil {
		c.hand(ctx, d, *r.File)
	}
	return last
}

// say sends one message of an answer, and returns its id. A chat that has moved
// is followed.
func (c *Client) say(ctx context.Context, at *news.Address, l letter, seed string, rows [][]bot.Button) (string, bool) {
	keys, kept, err := c.lay(ctx, *at, seed, rows)
	if err != nil {
		c.log.Error("buttons not kept", slog.String("chat", at.String()), slog.Any("error", err))
	}
	l.keys = keys
	what := answer
	if l.edit != 0 {
		what = edit
	}
	id, ok := c.insist(ctx, at, what, func(to news.Address) (string, *failure) {
		l.to = to
		return c.post(ctx, l)
	})
	if !ok {
		return "", false
	}
	kept.Address = *at
	if err := c.laid(ctx, kept, id); err != nil {
		c.log.Warn("buttons not bound to their message", slog.String("chat", at.String()), slog.Any("error", err))
	}
	return id, true
}

// insist sends until something was taken, or may have been, or never will be.
func (c *Client) insist(ctx context.Context, at *news.Address, what errand, send func(news.Address) (string, *failure)) (string, bool) {
	for try := 1; ; try++ {
		left, err := c.turn(ctx, at.Chat, what)
		if err != nil || left > 0 {
			c.log.Warn("answer not sent", slog.String("chat", at.String()), slog.Duration("asked to wait", left), slog.Any("error", err))
			return "", false
		}
		id, bad := send(*at)
		if bad == nil {
			return id, true
		}
		receipt := c.outcome(*at, bad)
		switch {
		case try == replyTries:
		case receipt.Outcome == news.Moved:
			*at = receipt.To
			continue
		case receipt.Outcome == news.Later && (receipt.After <= replyPatience || bad.code == 429):
			if bad.code != 429 && sleep(ctx, time.Duration(try)*time.Second) != nil {
				return "", false
			}
			continue
		}
		c.log.Warn("answer not sent", slog.String("chat", at.String()), slog.String("outcome", string(receipt.Outcome)), slog.String("error", bad.Error()))
		return "", false
	}
}

// turn waits for a chat's turn to get an answer, longer for one person if not
// too many wait so already. Above zero, left is how long it would take yet.
func (c *Client) turn(ctx context.Context, chat int64, what errand) (left time.Duration, err error) {
	left, err = c.pace.wait(ctx, chat, what, replyPatience)
	if err != nil || left == 0 || left > longPatience || chat < 0 {
		return left, err
	}
	select {
	case c.patient <- struct{}{}:
		defer func() { <-c.patient }()
	default:
		return left, nil
	}
	return c.pace.wait(ctx, chat, what, longPatience)
}

// shown notes what a message shows, so that a number sent in reply to it opens
// the right line.
func (c *Client) shown(ctx context.Context, at news.Address, id string, e news.EditionID) {
	if e == "" {
		return
	}
	if err := c.store.MarkShown(ctx, storage.Shown{Address: at, Message: id, Edition: e, At: c.clock()}); err != nil {
		c.log.Error("message shown not noted", slog.String("chat", at.String()), slog.Any("error", err))
	}
}

// hand sends a file.
func (c *Client) hand(ctx context.Context, d target, f bot.File) {
	c.insist(ctx, &d.at, answer, func(to news.Address) (string, *failure) {
		p := tgbotapi.Params{"chat_id": strconv.FormatInt(to.Chat, 10)}
		p.AddNonZero("message_thread_id", to.Thread)
		name := upTo(clean(f.Name), longestName)
		_, bad := c.call(ctx, request{method: "sendDocument", params: p, time: uploadTime, files: []tgbotapi.RequestFile{
			{Name: "document", Data: tgbotapi.FileBytes{Name: name, Bytes: f.Bytes}},
		}})
		if bad != nil && bad.code == 429 {
			c.pace.hit(to.Chat, bad.after)
		}
		return "", bad
	})
}
