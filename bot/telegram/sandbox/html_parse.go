package sandbox

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// markup reads HTML as Telegram does: the text, and its entities in the order
// that is never told apart from it. A refusal says why with the byte offset.
func markup(html string) (string, []Entity, *refusal) {
	p := &parser{in: html}
	for p.pos < len(p.in) {
		if no := p.step(); no != nil {
			return "", nil, bad("can't parse entities: %s", no)
		}
	}
	if len(p.open) > 0 {
		return "", nil, bad("can't parse entities: Can't find end tag corresponding to start tag %q", p.open[len(p.open)-1].tag)
	}
	if p.halves && !utf8.Valid(p.out) {
		return "", nil, bad("can't parse entities: Text contains invalid Unicode characters " +
			"after decoding HTML entities, check for unmatched surrogate code units")
	}
	// A language counts on code within pre alone.
	for i, e := range p.found {
		if e.Type == "code" {
			p.found[i].Language = ""
		}
	}
	sortEntities(p.found)
	return string(p.out), p.found, nil
}

// parser is in the middle of a text.
type parser struct {
	in     string
	pos    int
	out    []byte
	units  int // UTF-16 units of out.
	open   []element
	found  []Entity
	halves bool // A reference named half of a surrogate pair.
}

// element is one that is open.
type element struct {
	tag      string
	argument string
	unix     string // Of tg-time.
	offset   int    // In UTF-16 units.
	begin    int    // In bytes of the text read.
}

// flaw is what is wrong with markup.
type flaw string

func flawf(format string, args ...any) *flaw {
	f := flaw(fmt.Sprintf(format, args...))
	return &f
}

func (f *flaw) String() string { return string(*f) }

// step reads a tag, a reference or a byte.
func (p *parser) step() *flaw {
	c := p.in[p.pos]
	switch {
	case c == '&':
		if r, after := reference(p.in, p.pos); r != 0 {
			p.write(r)
			p.pos = after
			return nil
		}
	case c == '<' && p.at(p.pos+1) == '/':
		return p.endTag()
	case c == '<':
		return p.startTag()
	}
	if c < 0x80 || c >= 0xC0 {
		p.units++
		if c >= 0xF0 {
			p.units++
		}
	}
	p.out = append(p.out, c)
	p.pos++
	return nil
}

// at is the byte at a place, and 0 behind the end.
func (p *parser) at(pos int) byte {
	if pos < len(p.in) {
		return p.in[pos]
	}
	return 0
}

// write puts a character into the text. Halves of surrogate pairs are put
// down as they are, and told at the end.
func (p *parser) write(r rune) {
	p.units++
	if r > 0xFFFF {
		p.units++
	}
	if r >= 0xD800 && r <= 0xDFFF {
		p.halves = true
	}
	p.out = appendRune(p.out, r)
}

func appendRune(out []byte, r rune) []byte {
	if r >= 0xD800 && r <= 0xDFFF {
		return append(out, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0xBF, 0x80|byte(r)&0xBF)
	}
	return utf8.AppendRune(out, r)
}

// endTag closes the innermost element.
func (p *parser) endTag() *flaw {
	begin := p.pos
	if len(p.open) == 0 {
		return flawf("Unexpected end tag at byte offset %d", begin)
	}
	p.pos += 2
	name := lower(p.until(isSpaceOr('>')))
	p.skipSpace()
	if p.at(p.pos) != '>' {
		return flawf("Unclosed end tag at byte offset %d", begin)
	}
	p.pos++
	e := p.open[len(p.open)-1]
	if name != "" && name != e.tag {
		return flawf("Unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", begin, e.tag, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.units == e.offset {
		return nil
	}
	return p.close(e)
}

// until reads bytes up to one that ends them.
func (p *parser) until(ends func(byte) bool) string {
	begin := p.pos
	for !ends(p.at(p.pos)) {
		p.pos++
	}
	return p.in[begin:p.pos]
}

func (p *parser) skipSpace() {
	for p.pos < len(p.in) && p.at(p.pos) != 0 && isSpace(p.in[p.pos]) {
		p.pos++
	}
}

// isSpace counts the end of the input among the blanks.
func isSpace(c byte) bool {
	return c == ' ' || c >= '\t' && c <= '\r' && c != '\f' || c == 0
}

func isSpaceOr(others ...byte) func(byte) bool {
	return func(c byte) bool { return isSpace(c) || slices.Contains(others, c) }
}

// lower is for names of markup: only ASCII has case there.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
