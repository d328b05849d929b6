package telegram

import (
	"fmt"
	"slices"
	"strings"

	"readout/digest/news"
)

// between is what the line breaks between two blocks cost.
var between = cost{units: 2, raw: 2}

// split shares blocks out over messages: parts that follow on one another,
// hold every block once and keep within Telegram's limits. It depends on the
// blocks alone, so that it says the same after a restart.
func split(blocks []news.Block) []news.Part {
	var parts []news.Part
	from, room := 0, opening(blocks, 0)
	for i, b := range blocks {
		need := written(b, perBlock()).cost.plus(between)
		if i > from && !room.plus(need).within(perMessage()) {
			to := cutBefore(blocks, from, i)
			parts = append(parts, news.Part{From: from, To: to})
			from, room = to, opening(blocks, to)
			for _, kept := range blocks[to:i] {
				room = room.plus(written(kept, perBlock()).cost).plus(between)
			}
		}
		room = room.plus(need)
	}
	if len(blocks) > 0 {
		parts = append(parts, news.Part{From: from, To: len(blocks)})
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
func opening(blocks []news.Block, from int) cost {
	return heading(blocks, from, share{n: 999, of: 999, mayRepeat: true}).cost.plus(between).plus(between)
}

// heading is what stands over a part that has a mark: the edition's heading
// again, except over the part that holds it, and the mark.
func heading(blocks []news.Block, from int, s share) *page {
	var p page
	if from > 0 && blocks[0].Kind == news.Heading {
		p.add(written(blocks[0], perHeading()))
		p.ours(" ")
	}
	p.ours(s.mark())
	return &p
}

// sheet is the text of a part.
func sheet(blocks []news.Block, p news.Part, s share) *page {
	var all page
	mark, headed := s.mark(), p.From == 0 && blocks[0].Kind == news.Heading
	if mark != "" && !headed {
		all.add(heading(blocks, p.From, s))
		all.ours("\n\n")
	}
	for i := p.From; i < p.To; i++ {
		if i > p.From {
			all.ours(lineBreaks(blocks[i-1], blocks[i]))
		}
		all.add(written(blocks[i], perBlock()))
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
	blocks = slices.DeleteFunc(slices.Clone(blocks), empty)
	parts := split(blocks)
	var out []*page
	for i, p := range parts {
		out = append(out, sheet(blocks, p, share{n: i + 1, of: len(parts)}))
	}
	return out
}

// empty tells a block that shows nothing.
func empty(b news.Block) bool { return b.Number == 0 && strings.TrimSpace(b.Text.String()) == "" }
