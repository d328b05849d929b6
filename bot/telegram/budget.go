package telegram

import "unicode/utf16"

// cost is what a piece of a message takes of Telegram's limits, never less
// than it does there.
type cost struct {
	units    int // UTF-16 units of the text without its markup
	raw      int // bytes with the markup
	entities int // links, styles, and addresses that Telegram finds itself
	data     int // bytes in which the entities are kept
}

// What a message holds. Telegram's own limits are 4096 units, 32768 bytes, 100
// entities (what is over them vanishes without an error) and about 9500 bytes
// of them.
func perMessage() cost { return cost{units: 4096, raw: 32000, entities: 96, data: 9000} }

// What one block holds at most, so that a heading, a title and a line of any
// size still share a message; what is over it is cut.
func perBlock() cost { return cost{units: 3000, raw: 22000, entities: 60, data: 6000} }

// What the heading takes where it is repeated.
func perHeading() cost { return cost{units: 300, raw: 3000, entities: 6, data: 1200} }

func (c cost) plus(d cost) cost {
	return cost{units: c.units + d.units, raw: c.raw + d.raw, entities: c.entities + d.entities, data: c.data + d.data}
}

func (c cost) within(most cost) bool {
	return c.units <= most.units && c.raw <= most.raw && c.entities <= most.entities && c.data <= most.data
}

// units is the length of a text as Telegram counts it.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}
