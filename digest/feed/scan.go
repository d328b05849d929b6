package feed

import (
	"bytes"
	"iter"
	"strings"
)

// Bounds on the shape of XML, checked before a parser that would hold it all.
const (
	maxDepth      = 256
	maxAttributes = 256
	// maxTags bounds the elements of a feed, maxPieceTags those of what is
	// parsed in one go, as a parser keeps more of each than its few bytes.
	maxTags      = 250_000
	maxPieceTags = 20_000
)

// tag is a start or end tag as it stands in the bytes of a document.
type tag struct {
	name       string // as written, with its prefix
	start, end int    // from "<" to after ">"
	attributes int
	closes     bool // </name>
	empty      bool // <name/>
}

// local is the name without its prefix, in lower case.
func (t tag) local() string {
	return strings.ToLower(t.name[strings.IndexByte(t.name, ':')+1:])
}

// tags are the tags of a document in order. Comments, CDATA, instructions and
// declarations are passed over; nothing needs to be well-formed. It takes one
// pass and no memory.
func tags(doc []byte) iter.Seq[tag] {
	return func(yield func(tag) bool) {
		for at := 0; at < len(doc); {
			i := bytes.IndexByte(doc[at:], '<')
			if i < 0 {
				return
			}
			at += i
			if end, ok := skipMarkup(doc, at); ok {
				at = end
				continue
			}
			t, ok := readTag(doc, at)
			if !ok {
				at++
				continue
			}
			if !yield(t) {
				return
			}
			at = t.end
		}
	}
}

// skipMarkup passes over what begins with "<" and is no tag.
func skipMarkup(doc []byte, at int) (end int, ok bool) {
	rest := doc[at:]
	for _, m := range []struct{ open, shut string }{{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}} {
		if !bytes.HasPrefix(rest, []byte(m.open)) {
			continue
		}
		if i := bytes.Index(rest[len(m.open):], []byte(m.shut)); i >= 0 {
			return at + len(m.open) + i + len(m.shut), true
		}
		return len(doc), true
	}
	if bytes.HasPrefix(rest, []byte("<!")) {
		t := tag{start: at}
		t.finish(doc, at+2)
		return t.end, true
	}
	return 0, false
}

func readTag(doc []byte, at int) (tag, bool) {
	t := tag{start: at}
	name := at + 1
	if name < len(doc) && doc[name] == '/' {
		t.closes = true
		name++
	}
	end := name
	for end < len(doc) && isNameByte(doc[end]) {
		end++
	}
	if end == name || doc[name] >= '0' && doc[name] <= '9' {
		return tag{}, false
	}
	t.name = string(doc[name:min(end, name+100)])
	t.finish(doc, end)
	return t, true
}

func isNameByte(c byte) bool {
	return c >= 0x80 || c == ':' || c == '_' || c == '-' || c == '.' ||
		'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// finish finds the end of the tag, counting attributes on the way: a ">"
// outside quotes, or the "<" of the next tag where this one is never closed.
func (t *tag) finish(doc []byte, at int) {
	var quote byte
	equals, words, inWord := 0, 0, false
	for ; at < len(doc); at++ {
		c := doc[at]
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case c == '<' && doc[t.start+1] != '!':
			t.end, t.attributes = at, max(equals, words)
			return
		case quote != 0:
		case c == '>':
			t.end, t.attributes, t.empty = at+1, max(equals, words), doc[at-1] == '/'
			return
		case c == '"' || c == '\'':
			quote = c
		case c == '=':
			equals++
		}
		word := quote != 0 || c > ' '
		if word && !inWord {
			words++
		}
		inWord = word
	}
	t.end, t.attributes = at, max(equals, words)
}

// shape is what a parser will make of a document.
type shape struct {
	// tags counts the elements; stray tells that some end tag closes nothing.
	tags  int
	stray bool
}

// checkShape refuses a document that is nested or laden beyond the bounds, or
// has more elements than most. An end tag closes what was left open inside its
// element.
func checkShape(doc []byte, most int) (s shape, err error) {
	var open []string
	for t := range tags(doc) {
		if !t.closes {
			s.tags++
		}
		if s.tags > most {
			return s, refuse("more than %d elements", most)
		}
		if t.attributes > maxAttributes {
			return s, refuse("an element has more than %d attributes", maxAttributes)
		}
		switch {
		case t.closes:
			before := len(open)
			open = closeTo(open, t.name)
			s.stray = s.stray || len(open) == before
		case !t.empty:
			open = append(open, t.name)
		}
		if len(open) > maxDepth {
			return s, refuse("elements are nested deeper than %d", maxDepth)
		}
	}
	return s, nil
}

// closeTo drops the innermost open element of that name and all within it.
func closeTo(open []string, name string) []string {
	for i := len(open) - 1; i >= 0; i-- {
		if open[i] == name {
			return open[:i]
		}
	}
	return open
}
