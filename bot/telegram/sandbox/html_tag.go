package sandbox

import "strings"

// startTag reads a tag with its attributes and opens its element.
func (p *parser) startTag() *flaw {
	begin := p.pos
	p.pos++
	tag := lower(p.until(isSpaceOr('>')))
	if p.at(p.pos) == 0 {
		return flawf("Unclosed start tag at byte offset %d", begin)
	}
	if !supported(tag) {
		return flawf("Unsupported start tag \"%s\" at byte offset %d", tag, begin)
	}
	e := element{tag: tag, offset: p.units, begin: len(p.out)}
	for p.at(p.pos) != '>' {
		p.skipSpace()
		if p.at(p.pos) == '>' {
			break
		}
		if f := p.attribute(&e, begin); f != nil {
			return f
		}
	}
	if e.tag == "span" && e.argument != "spoiler" {
		return flawf("Tag \"span\" must have class \"tg-spoiler\" at byte offset %d", begin)
	}
	p.pos++
	p.open = append(p.open, e)
	return nil
}

func supported(tag string) bool {
	switch tag {
	case "a", "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre",
		"blockquote", "tg-spoiler", "span", "tg-emoji", "tg-time":
		return true
	}
	return false
}

// attribute reads one attribute of a tag that began at a place.
func (p *parser) attribute(e *element, begin int) *flaw {
	name := p.until(isSpaceOr('=', '>', '/', '"', '\''))
	if name == "" {
		if p.pos >= len(p.in) {
			return flawf("Unclosed start tag \"%s\" at byte offset %d", e.tag, begin)
		}
		return flawf("Empty attribute name in the tag \"%s\" at byte offset %d", e.tag, begin)
	}
	p.skipSpace()
	if p.at(p.pos) != '=' {
		if p.at(p.pos) == 0 {
			return flawf("Unclosed start tag \"%s\" at byte offset %d", e.tag, begin)
		}
		e.take(name, "")
		return nil
	}
	p.pos++
	p.skipSpace()
	if p.at(p.pos) == 0 {
		return flawf("Unclosed start tag \"%s\" at byte offset %d", e.tag, begin)
	}
	value, f := p.value()
	if f != nil {
		return f
	}
	if p.at(p.pos) == 0 {
		return flawf("Unclosed start tag at byte offset %d", begin)
	}
	e.take(name, value)
	return nil
}

// value reads what stands behind the equals sign.
func (p *parser) value() (string, *flaw) {
	quote := p.at(p.pos)
	if quote != '"' && quote != '\'' {
		return p.token()
	}
	p.pos++
	var value []byte
	for c := p.at(p.pos); c != quote && c != 0; c = p.at(p.pos) {
		if r, after := reference(p.in, p.pos); r != 0 {
			value = appendRune(value, r)
			p.pos = after
			continue
		}
		value = append(value, c)
		p.pos++
	}
	if p.at(p.pos) == quote {
		p.pos++
	}
	return string(value), nil
}

// token reads a value without quotes, in which case is lost.
func (p *parser) token() (string, *flaw) {
	begin := p.pos
	token := p.until(func(c byte) bool { return !isAlnum(c) && c != '.' && c != '-' })
	if c := p.at(p.pos); !isSpace(c) && c != '>' {
		return "", flawf("Unexpected end of name token at byte offset %d", begin)
	}
	return lower(token), nil
}

// take keeps an attribute if the tag has a use for it.
func (e *element) take(name, value string) {
	switch e.tag + " " + name {
	case "a href", "tg-emoji emoji-id", "tg-time format":
		e.argument = value
	case "tg-time unix":
		e.unix = value
	case "code class":
		if language, ok := strings.CutPrefix(value, "language-"); ok {
			e.argument = language
		}
	case "span class":
		if class, ok := strings.CutPrefix(value, "tg-"); ok {
			e.argument = class
		}
	case "blockquote expandable":
		e.argument = "1"
	}
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
