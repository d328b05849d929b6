package telegram

import (
	"context"
	"time"

	"golang.org/x/time/rate"

	"readout/digest/news"
)

// What the tests of this package look into.
var (
	Clean  = clean
	Defuse = defuse
	Web    = web
	Label  = label
)

// Shown is the markup of a part of an edition, and its words bare.
func Shown(e news.Edition, parts []news.Part, part int) (html, plain string) {
	p := newGalley(e.Blocks).sheet(parts[part], shareOf(parts, part))
	return p.html.String(), p.plain.String()
}

// Block is one block's words as they are shown.
func Block(b news.Block) string { return written(b, perBlock()).plain.String() }

// Cost is what a part takes of the five budgets, as this package counts.
func Cost(e news.Edition, parts []news.Part, part int) (units, raw, entities, data int) {
	c := newGalley(e.Blocks).sheet(parts[part], shareOf(parts, part)).cost
	return c.units, c.raw, c.entities, c.data
}

// Unpaced takes the pace off, for tests that are not about it.
func (c *Client) Unpaced() *Client {
	c.pace.gate, c.pace.rest, c.pace.until = newGate(1e9, 1e9), 0, time.Time{}
	c.pace.each = func(int64) *rate.Limiter { return rate.NewLimiter(rate.Inf, 1) }
	return c
}

// Prepare does all that is done for a part before its request is made.
func (c *Client) Prepare(ctx context.Context, d news.Delivery, e news.Edition, part int) {
	_, _, _ = c.written(ctx, d, e, part)
}

// Paced sets how many messages leave a second.
func (c *Client) Paced(perSecond float64) { c.pace.gate = newGate(perSecond, allBurst) }
