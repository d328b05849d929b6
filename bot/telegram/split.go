package telegram

import (
	"fmt"
	"slices"
	"strings"

	"readout/digest/news"
)

// between is what the line breaks between two blocks cost.
var between = cost{units: 2, raw: 2}

// galley is blocks on their way into messages. Each is laid out once, when it
// is needed.
type galley struct {
	blocks []news.Block
	pages  []*page
	// over is the heading as it is repeated; nil until it is.
	over *page
}

func newGalley(blocks []news.Block) *galley {
	return &galley{blocks: blocks, pages: make([]*page, len(blocks))}
}

// page is a block as it is shown.
func (g *galley) page(i int) *page {
	if g.pages[i] == nil {
		g.pages[i] = written(g.blocks[i], perBlock())
	}
	return g.pages[i]
}

// split shares the blocks out over messages: parts that follow on one another,
// hold every block once and keep within Telegram's limits. It depends on the
// blocks alone, so that it says the same after a restart.
func (g *galley) split() []news.Part {
	var parts []news.Part
	from, room := 0, g.opening(0)
	for i := range g.blocks {
		need := g.page(i).cost.plus(between)
		if i > from && !room.plus(need).within(perMessage()) {
			to := cutBefore(g.blocks, from, i)
			parts = append(parts, news.Part{From: from, To: to})
			from, room = to, g.opening(to)
			for kept := to; kept < i; kept++ {
				room = room.plus(g.page(kept).cost).plus(between)
			}
		}
		room = room.plus(need)
	}
	if len(g.blocks) > 0 {
		parts = append(parts, news.Part{From: from, To: len(g.blocks)})
	}
	return parts
}

// cutBefore is where the part that began at from ends, when block i is one too
// many for it: a section's title goes with its first line.
func cutBefore(blocks []news.Block, from, i int) int {
	for to := i; to > from+1; to-- {
		if k := blocks[to-1].Kind; k != news.Title && k != news.Heading {
			return to
		}
	}
	return i
}

// share is which of so many messages a part is, from 1, and whether it may have
// come before.
type share struct {
	n, of     int
	mayRepeat bool
}

// shareOf is that of a part of a delivery, counted from 0.
func shareOf(parts []news.Part, part int) share {
	return share{n: part + 1, of: len(parts), mayRepeat: parts[part].Unsure > 0}
}

// mark says so; "" of the only message, which comes once.
func (s share) mark() string {
	switch {
	case s.of > 1 && s.mayRepeat:
		return fmt.Sprintf("(%d/%d, may repeat)", s.n, s.of)
	case s.of > 1:
		return fmt.Sprintf("(%d/%d)", s.n, s.of)
	case s.mayRepeat:
		return "(may repeat)"
	}
	return ""
}

// opening is what the repeated heading costs, or the mark.
func (g *galley) opening(from int) cost {
	return g.heading(from, share{n: 999, of: 999, mayRepeat: true}).cost.plus(between).plus(between)
}

// heading is what stands over a part that has a mark: the edition's heading
// again, except over the part that holds it, and the mark.
func (g *galley) heading(from int, s share) *page {
	var p page
	if from > 0 && g.blocks[0].Kind == news.Heading {
		if g.over == nil {
			g.over = written(g.blocks[0], perHeading())
		}
		p.add(g.over)
		p.ours(" ")
	}
	p.ours(s.mark())
	return &p
}

// sheet is the text of a part.
func (g *galley) sheet(p news.Part, s share) *page {
	var all page
	mark, headed := s.mark(), p.From == 0 && g.blocks[0].Kind == news.Heading
	if mark != "" && !headed {
		all.add(g.heading(p.From, s))
		all.ours("\n\n")
	}
	for i := p.From; i < p.To; i++ {
		if i > p.From {
			all.ours(lineBreaks(g.blocks[i-1], g.blocks[i]))
		}
		all.add(g.page(i))
		if i == 0 && headed && mark != "" {
			all.ours(" " + mark)
		}
	}
	if blank(all.plain.String()) {
		all.ours("…")
	}
	return &all
}

func lineBreaks(above, below news.Block) string {
	if apart(above, below) {
		return "\n\n"
	}
	return "\n"
}

// sheets are the messages that an answer's blocks come to.
func sheets(blocks []news.Block) []*page {
	g := newGalley(slices.DeleteFunc(slices.Clone(blocks), empty))
	parts := g.split()
	var out []*page
	for i, p := range parts {
		out = append(out, g.sheet(p, share{n: i + 1, of: len(parts)}))
	}
	return out
}

// empty tells a block that shows nothing.
func empty(b news.Block) bool { return b.Number == 0 && strings.TrimSpace(b.Text.String()) == "" }
