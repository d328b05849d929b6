package telegram

import (
	"context"

	"readout/bot"
	"readout/digest/news"
)

// Tell writes to a chat unasked, before digests as answers are. What does not
// arrive is logged.
func (c *Client) Tell(ctx context.Context, to news.Address, r bot.Reply) {
	r.Buttons, r.File = nil, nil // Nothing was pressed that they could belong to.
	c.reply(ctx, target{at: to}, r)
}
