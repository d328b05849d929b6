package console

import (
	"strings"

	"readout/digest/news"
)

// pen writes words and, on a terminal, the marks of their styles and links,
// which it changes only where they differ from those of the word before.
type pen struct {
	styled bool
	b      strings.Builder
	style  news.Style
	link   string
}

func (p *pen) write(w word) {
	if p.styled && !p.holds(w) {
		p.lift()
		p.style, p.link = w.style, w.link
		if w.link != "" {
			p.b.WriteString("\x1b]8;;" + w.link + "\x1b\\")
		}
		if code := code(w.style); code != "" {
			p.b.WriteString("\x1b[" + code + "m")
		}
	}
	p.b.WriteString(w.text)
}

func (p *pen) holds(w word) bool { return p.style == w.style && p.link == w.link }

// space parts the words before from the next one.
func (p *pen) space(next word) {
	if !p.holds(next) {
		p.lift()
	}
	p.b.WriteByte(' ')
}

// lift ends what style and link are in force.
func (p *pen) lift() {
	if code(p.style) != "" {
		p.b.WriteString("\x1b[0m")
	}
	if p.link != "" {
		p.b.WriteString("\x1b]8;;\x1b\\")
	}
	p.style, p.link = news.Plain, ""
}

// code is the terminal's for a style; "" where it has none.
func code(s news.Style) string {
	switch s {
	case news.Bold:
		return "1"
	case news.Italic, news.Quote:
		return "3"
	case news.Code:
		return "36"
	case news.Faint:
		return "2"
	}
	return ""
}
