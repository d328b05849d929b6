package console

import (
	"context"
	"fmt"
	"time"

	"readout/digest/news"
)

// Parts puts the whole edition into one message: a terminal scrolls.
func (c *Console) Parts(e news.Edition) []news.Part {
	return []news.Part{{From: 0, To: len(e.Blocks)}}
}

// Send writes a digest that is due. What goes to another chat is left for the
// program that speaks to it.
func (c *Console) Send(_ context.Context, to news.Address, e news.Edition, p news.Part) news.Receipt {
	if to != Reader() {
		return news.Receipt{Outcome: news.Later, After: time.Hour, Reason: "this is a terminal"}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown++
	c.screen.write(c.screen.look().page(e.Blocks[p.From:p.To]) + "\n")
	return news.Receipt{Outcome: news.Arrived, Message: fmt.Sprint(c.shown)}
}
