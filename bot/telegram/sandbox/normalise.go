package sandbox

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// normal is a text as it will be shown: without what Telegram takes out, with
// entities that nest, trimmed. It is empty where nothing is left to be seen.
func normal(text string, entities []Entity) (string, []Entity) {
	text, entities = swept(text, entities)
	entities = nested(slices.DeleteFunc(entities, func(e Entity) bool { return e.Length <= 0 }))
	text, entities = trimmed(text, entities)
	if blank(text) {
		return "", nil
	}
	return text, entities
}

// swept takes characters out and moves the entities to where their words are
// then.
func swept(text string, entities []Entity) (string, []Entity) {
	var b strings.Builder
	gone := make([]int, 1, len(text)+1) // Units taken out before a unit.
	lost := 0
	for i, r := range text {
		width := units(r)
		kept := replaced(r, text[i+utf8.RuneLen(r):])
		if kept == 0 {
			lost += width
		} else {
			b.WriteRune(kept)
		}
		for range width {
			gone = append(gone, lost)
		}
	}
	moved := slices.Clone(entities)
	for i, e := range entities {
		begin, end := e.Offset-gone[e.Offset], e.end()-gone[e.end()]
		moved[i].Offset, moved[i].Length = begin, end-begin
	}
	return b.String(), moved
}

// replaced is what stands for a character that has others behind it, and 0
// where nothing does.
func replaced(r rune, behind string) rune {
	switch {
	case r == '\n':
		return r
	case r == '\r', r >= 0x2028 && r <= 0x202E, r == 0x030A, r == 0x0333, r == 0x033F:
		return 0
	case r < ' ':
		return ' '
	case direction(r) && startsWithDirection(behind):
		return 0x200C
	}
	return r
}

func direction(r rune) bool { return r == 0x200E || r == 0x200F }

// startsWithDirection looks past what will be taken out.
func startsWithDirection(s string) bool {
	for _, r := range s {
		if replaced(r, "") != 0 {
			return direction(r)
		}
	}
	return false
}

// trimmed takes blanks off both ends; at the beginning only up to the first
// entity.
func trimmed(text string, entities []Entity) (string, []Entity) {
	text = strings.TrimRight(text, " \n")
	size := length(text)
	lead := len(text) - len(strings.TrimLeft(text, " \n"))
	if len(entities) > 0 {
		lead = min(lead, entities[0].Offset)
	}
	for i, e := range entities {
		entities[i].Length = min(e.Length, max(size-e.Offset, 0))
		entities[i].Offset -= lead
	}
	return text[lead:], slices.DeleteFunc(entities, func(e Entity) bool { return e.Length == 0 })
}

// blank tells whether nothing of a text can be seen.
func blank(text string) bool {
	return strings.TrimFunc(text, func(r rune) bool {
		switch {
		case r == ' ', r == '\n', r == 0x1680, r == 0x180E, r >= 0x2000 && r <= 0x200F,
			r == 0x202F, r == 0x205F, r == 0x2800, r == 0x3000, r == 0xFFFC, r >= 0xE0000 && r <= 0xE007F:
			return true
		}
		return false
	}) == ""
}
