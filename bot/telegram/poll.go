package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"readout/bot"
)

const (
	// pollTime is how long Telegram holds a poll that has nothing to bring.
	pollTime = 25 * time.Second
	// settle is how long a batch is waited for before the next poll, which
	// confirms only what is handled. Telegram slows down who asks for the same
	// updates more often than every 3 seconds.
	settle = 3500 * time.Millisecond
	// grace is how long what is being handled may take when the context ends.
	grace = 5 * time.Second
	// longestWait is between two polls that fail.
	longestWait = time.Minute
)

// Answerer is who answers; *bot.Bot is the real one.
type Answerer interface {
	Answer(ctx context.Context, now time.Time, m bot.Message) bot.Reply
	Note(ctx context.Context, now time.Time, e bot.Event) bot.Reply
}

// Listen takes updates in until the context ends, and then for a few seconds
// finishes those begun. The updates of one chat are answered in their order,
// those of several side by side. Trouble on the way is waited out; the only
// error is ErrToken, when Telegram will not know the token any more.
func (c *Client) Listen(ctx context.Context, who Answerer) error {
	l := newListener(ctx, c, who)
	l.polled = true
	defer l.finish()
	offset, fails := 0, 0
	for ctx.Err() == nil {
		batch, bad := c.poll(ctx, offset)
		if bad != nil {
			if bad.revoked() {
				return fmt.Errorf("telegram: %w", ErrToken)
			}
			if bad.hooked() && c.dropOwnWebhook(ctx) {
				continue
			}
			fails++
			c.setBack(ctx, bad, fails)
			continue
		}
		if fails > 0 {
			c.log.Info("Telegram answers again", slog.Int("failed", fails))
		}
		fails = 0
		l.take(ctx, batch)
		next, stuck := l.confirmed(batch, offset)
		if stuck {
			_ = sleep(ctx, time.Second) // The context's end ends the loop.
		}
		offset = next
	}
	return nil
}

// poll asks for updates from an offset on, which confirms those before it.
func (c *Client) poll(ctx context.Context, offset int) ([]json.RawMessage, *failure) {
	p := tgbotapi.Params{"timeout": strconv.Itoa(int(pollTime.Seconds())), "allowed_updates": wanted}
	p.AddNonZero("offset", offset)
	result, bad := c.call(ctx, request{method: "getUpdates", params: p, time: pollTime + 15*time.Second})
	if bad != nil {
		return nil, bad
	}
	var batch []json.RawMessage
	if err := json.Unmarshal(result, &batch); err != nil {
		return nil, &failure{method: "getUpdates", code: http.StatusOK, unreadable: true, said: "updates that are no list"}
	}
	return batch, nil
}

// setBack waits after a failed poll, longer each time. What lasts is told once.
func (c *Client) setBack(ctx context.Context, bad *failure, fails int) {
	if ctx.Err() != nil {
		return
	}
	wait := min(time.Second<<min(fails-1, 6), longestWait)
	level := slog.LevelDebug
	if fails == 1 {
		level = slog.LevelWarn
	}
	what := "Telegram cannot be asked for updates; trying again"
	switch {
	case bad.hooked():
		what, wait = "a webhook is set for this bot, so it gets no updates: remove it with deleteWebhook", longestWait
	case bad.method == "setWebhook":
		what = "the webhook cannot be set; trying again"
	case bad.code == http.StatusConflict:
		what = "another program polls with the same token; only one may"
	case bad.after > 0:
		wait = bad.after
	}
	c.log.Log(ctx, level, what, slog.String("error", bad.Error()), slog.Duration("in", wait))
	_ = sleep(ctx, wait+rand.N(wait/4+1)) // The context's end ends the loop.
}
