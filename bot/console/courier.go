package console

import (
	"context"
	"time"

	"readout/bot"
	"readout/digest/news"
)

// Parts puts the whole edition into one message: a terminal scrolls.
func (c *Console) Parts(e news.Edition) []news.Part {
	return []news.Part{{From: 0, To: len(e.Blocks)}}
}

// Send writes a digest that is due. Messages in a terminal have no ids: a number
// or a choice means what was shown last. What goes to another chat is left for the
// program that speaks to it.
func (c *Console) Send(_ context.Context, to news.Address, e news.Edition, p news.Part) news.Receipt {
	if to != Reader() {
		return news.Receipt{Outcome: news.Later, After: time.Hour, Reason: "this is a terminal"}
	}
	c.Show(bot.Reply{Blocks: e.Blocks[p.From:p.To], Buttons: bot.Choices(e), Edition: e.ID})
	return news.Receipt{Outcome: news.Arrived}
}
