package feed

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// gap is the white space owed before the next word.
type gap int

const (
	none gap = iota
	space
	line
	paragraph
)

// plain turns HTML into plain text of at most limit bytes: paragraphs parted
// by a blank line, <br> and list items by a line break, all other white space
// folded, entities decoded, scripts, styles and invisible characters dropped.
// Text without any markup keeps its blank lines. It takes one pass and does
// not care how elements are nested.
func plain(markup string, limit int) string {
	text := strip(markup, limit)
	// Markup that was escaped once too often shows its tags as text.
	if strings.Contains(text, "</p>") || strings.Contains(text, "<br") || strings.Contains(text, "</a>") {
		text = strip(text, limit)
	}
	return text
}

func strip(markup string, limit int) string {
	w := writer{limit: limit, blank: !structured(markup)}
	w.b.Grow(min(len(markup), limit))
	if !strings.ContainsAny(markup, "<&\r") {
		w.text(markup)
		return w.string()
	}
	z := html.NewTokenizer(strings.NewReader(markup))
	for skip := atom.Atom(0); !w.cut; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		name := atom.Atom(0)
		if kind == html.StartTagToken || kind == html.EndTagToken || kind == html.SelfClosingTagToken {
			tag, _ := z.TagName()
			name = atom.Lookup(tag)
		}
		switch {
		case skip != 0:
			if kind == html.EndTagToken && name == skip {
				skip = 0
			}
		case kind == html.StartTagToken && hidden(name):
			skip = name
		case kind == html.TextToken:
			w.text(string(z.Text()))
		case name == atom.Br:
			w.lineBreak()
		case name != 0:
			w.owed = max(w.owed, gapOf(name))
		}
	}
	return w.string()
}

// structured reports whether paragraphs are marked up.
func structured(markup string) bool {
	for at := strings.IndexByte(markup, '<'); at >= 0; {
		markup = markup[at+1:]
		for _, open := range []string{"p", "br", "div", "li", "td", "h1", "h2", "h3", "section", "article"} {
			if len(markup) >= len(open) && strings.EqualFold(markup[:len(open)], open) {
				return true
			}
		}
		at = strings.IndexByte(markup, '<')
	}
	return false
}

func hidden(name atom.Atom) bool {
	switch name {
	case atom.Script, atom.Style, atom.Template, atom.Iframe, atom.Noscript, atom.Svg, atom.Select, atom.Textarea, atom.Title, atom.Object:
		return true
	}
	return false
}

func gapOf(name atom.Atom) gap {
	switch name {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main, atom.Aside, atom.Nav,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Blockquote,
		atom.Pre, atom.Hr, atom.Figure, atom.Figcaption, atom.Address, atom.Form, atom.Fieldset, atom.Details, atom.Center:
		return paragraph
	case atom.Li, atom.Tr, atom.Dt, atom.Dd, atom.Caption, atom.Option:
		return line
	case atom.Td, atom.Th, atom.Img:
		return space
	}
	return none
}

// writer puts words down, with the gaps that are owed between them.
type writer struct {
	b     strings.Builder
	limit int
	owed  gap
	// blank makes a blank line of the text a paragraph.
	blank bool
	cut   bool
	// breaks counts line breaks since the last word.
	breaks int
}

// string is what was written, in no more room than it takes: many texts are
// held at once.
func (w *writer) string() string {
	text := w.b.String()
	if w.b.Cap() > len(text)+len(text)/4 {
		return strings.Clone(text)
	}
	return text
}

// lineBreak is a <br>; two in a row are a paragraph.
func (w *writer) lineBreak() {
	if w.owed == line {
		w.owed = paragraph
	}
	w.owed = max(w.owed, line)
}

func (w *writer) text(s string) {
	for s != "" && !w.cut {
		n := wordLen(s)
		if n > 0 {
			w.put(s[:n])
			s = s[n:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case unicode.IsSpace(r):
			w.white(r)
		case !invisible(r):
			w.put(string(r))
		}
		s = s[size:]
	}
}

// wordLen is how many bytes at the beginning of s are put down as they are:
// no white space, nothing invisible, nothing broken.
func wordLen(s string) int {
	for i := 0; i < len(s); {
		c := s[i]
		if ' ' < c && c < 0x7f {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if c <= 0x7f || r == utf8.RuneError || unicode.IsSpace(r) || invisible(r) {
			return i
		}
		i += size
	}
	return len(s)
}

func (w *writer) white(r rune) {
	w.owed = max(w.owed, space)
	if r == '\n' {
		w.breaks++
	}
	if w.blank && w.breaks > 1 {
		w.owed = paragraph
	}
}

// put puts down a word, or as much of it as there is room for.
func (w *writer) put(word string) {
	before := ""
	if w.b.Len() > 0 {
		before = [...]string{none: "", space: " ", line: "\n", paragraph: "\n\n"}[w.owed]
	}
	fits := clip(word, max(0, w.limit-w.b.Len()-len(before)))
	w.cut = len(fits) < len(word)
	if fits == "" {
		return
	}
	w.b.WriteString(before)
	w.b.WriteString(fits)
	w.owed, w.breaks = none, 0
}

// invisible are characters that change how others look or hide between them:
// controls, soft hyphens, zero-width spaces, marks and overrides of direction.
// The joiners stay, which Persian, Hindi and emoji need.
func invisible(r rune) bool {
	switch {
	case r < ' ', 0x7f <= r && r < 0xa0, r == 0xad, r == 0x200b, r == 0xfeff, r == 0xfffe, r == 0xffff:
		return true
	case r == 0x200e, r == 0x200f, 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069:
		return true
	}
	return 0xe0000 <= r && r <= 0xe007f
}
