package console

import (
	"context"

	"readout/bot"
	"readout/digest/news"
)

// Parts puts the whole edition into one message: a terminal scrolls.
func (c *Console) Parts(e news.Edition) []news.Part {
	return []news.Part{{From: 0, To: len(e.Blocks)}}
}

// Serves is true of whoever sits here. Other chats are left to the program
// that speaks to them.
func (c *Console) Serves(to news.Address) bool { return to == Reader() }

// Ready is true: a terminal takes all that comes.
func (c *Console) Ready(context.Context, news.Address) (news.Receipt, bool) {
	return news.Receipt{}, true
}

// Send writes a digest that is due. Messages in a terminal have no ids: a number
// or a choice means what was shown last.
func (c *Console) Send(_ context.Context, d news.Delivery, e news.Edition, part int) news.Receipt {
	p := d.Parts[part]
	c.Show(bot.Reply{Blocks: e.Blocks[p.From:p.To], Buttons: bot.Choices(e), Edition: e.ID})
	return news.Receipt{Outcome: news.Arrived}
}
