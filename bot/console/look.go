package console

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"readout/digest/news"
)

// look is how text is shown. The zero look is that of a pipe: no wrapping and
// no styles.
type look struct {
	width  int // 0 does not wrap
	styled bool
}

// word is a run of letters that is not parted, in one style.
type word struct {
	text  string
	style news.Style
	link  string
	// glued tells that no space stands before it.
	glued bool
}

// page lays out blocks one below another, sections set off by an empty line.
func (l look) page(blocks []news.Block) string {
	var b strings.Builder
	digest := numbered(blocks)
	for i, block := range blocks {
		if i > 0 && apart(blocks[i-1], block) {
			b.WriteByte('\n')
		}
		text := block.Text
		if block.Number > 0 {
			text = append(news.Text{{Words: fmt.Sprintf("%d ", block.Number), Style: news.Bold}}, text...)
		}
		b.WriteString(l.text(text, !digest && block.Kind == news.Note))
	}
	return b.String()
}

func apart(above, below news.Block) bool {
	return above.Kind == news.Heading || below.Kind == news.Title || above.Kind == news.Item && below.Kind == news.Note
}

// numbered tells a digest, whose lines open their sources by number, from an
// answer, which has to show where its links lead.
func numbered(blocks []news.Block) bool {
	for _, b := range blocks {
		if b.Number > 0 {
			return true
		}
	}
	return false
}

// text lays out the lines of a text, with the addresses of its links where
// they are asked for. A line that begins with an outlet's sentence is set apart
// by a bar.
func (l look) text(t news.Text, urls bool) string {
	var b strings.Builder
	for _, line := range lines(t) {
		margin := ""
		if len(line) > 0 && line[0].Style == news.Quote {
			margin = "| "
		}
		b.WriteString(l.wrap(words(line, urls), margin))
	}
	return b.String()
}

// lines parts a text at its line breaks.
func lines(t news.Text) []news.Text {
	all := []news.Text{nil}
	for _, run := range t {
		for i, piece := range strings.Split(run.Words, "\n") {
			if i > 0 {
				all = append(all, nil)
			}
			if piece = clean(piece); piece != "" {
				all[len(all)-1] = append(all[len(all)-1], news.Run{Words: piece, Style: run.Style, Link: run.Link})
			}
		}
	}
	return all
}

// words parts a line into words that remember how they look.
func words(line news.Text, urls bool) []word {
	var all []word
	spaced := true
	for _, run := range line {
		for i, piece := range strings.Split(run.Words, " ") {
			if i > 0 {
				spaced = true
			}
			if piece == "" {
				continue
			}
			all = append(all, word{text: piece, style: run.Style, link: clean(run.Link), glued: !spaced})
			spaced = false
		}
		if link := clean(run.Link); urls && link != "" && link != run.Words {
			all = append(all, word{text: "<" + link + ">", style: news.Faint})
		}
	}
	return all
}

// wrap sets words into lines no wider than the look allows, where a word
// itself is not wider. Every line begins with the margin.
func (l look) wrap(words []word, margin string) string {
	p := pen{styled: l.styled}
	p.b.WriteString(margin)
	column := len(margin)
	for i := 0; i < len(words); {
		n, wide := phrase(words[i:])
		switch {
		case i > 0 && l.width > 0 && column+1+wide > l.width:
			p.lift()
			p.b.WriteString("\n" + margin)
			column = len(margin)
		case i > 0:
			p.space(words[i])
			column++
		}
		for _, w := range words[i : i+n] {
			p.write(w)
		}
		column += wide
		i += n
	}
	p.lift()
	return strings.ReplaceAll(p.b.String(), nbsp, " ") + "\n"
}

// nbsp holds words together until they are shown.
const nbsp = "\u00a0"

// phrase is how many words stand together without a space, and how wide that
// is.
func phrase(words []word) (n, wide int) {
	for n == 0 || n < len(words) && words[n].glued {
		wide += columns(words[n].text)
		n++
	}
	return n, wide
}

// clean leaves out what would steer a terminal instead of being shown:
// control characters and those that turn the direction of writing.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s)
}

// columns is how many cells of a terminal a word takes.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			if !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
				n++
			}
		}
	}
	return n
}

// Plain is blocks as a pipe shows them.
func Plain(blocks []news.Block) string { return look{}.page(blocks) }
