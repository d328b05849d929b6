package telegram

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"readout/digest/news"
)

const (
	// entityBytes is what an entity takes apart from its address.
	entityBytes = 24
	// folded is from how many units on a quotation is folded.
	folded = 240
)

// page is text marked up for Telegram, with the same words bare and what they
// cost. Words get in by its methods alone, which escape them: no text from
// outside can become markup, and what is opened is closed.
type page struct {
	html, plain strings.Builder
	cost        cost
}

// ours writes words of this package's own.
func (p *page) ours(words string) {
	p.escape(words)
	p.words(words)
}

// run writes a run of a clean text.
func (p *page) run(r news.Run) {
	words, link := r.Words, web(r.Link)
	switch {
	case r.Style == news.Code && link == "" && isCommand(words):
		// Telegram makes a bare command of ours something to tap.
		p.cost.entities++
		p.cost.data += entityBytes
		p.ours(words)
	case blank(words):
		p.ours(words)
	case link == "" && r.At.Unix() > 0 && r.At.Unix() <= math.MaxInt32:
		p.moment(words, r.At)
	default:
		p.styled(words, r.Style, link)
	}
}

// moment writes the words of a moment. They stay as they are; whoever taps them
// is told the time by his own clock. Telegram lets no style stand over them.
func (p *page) moment(words string, at time.Time) {
	words = p.defused(words)
	p.open(`<tg-time unix="` + strconv.FormatInt(at.Unix(), 10) + `">`)
	p.escape(words)
	p.words(words)
	p.mark("</tg-time>")
}

// defused are words of which nothing is there to be tapped but addresses, which
// are counted.
func (p *page) defused(words string) string {
	words = defuse(words)
	n := found(words)
	p.cost.entities += n
	p.cost.data += n * entityBytes
	return words
}

func (p *page) styled(words string, style news.Style, link string) {
	if style == news.Code && link != "" {
		// Telegram lets no link stand in something to copy.
		style = news.Plain
	}
	if style != news.Code {
		words = p.defused(words)
	}
	if link != "" {
		p.open(`<a href="` + escaped(link) + `">`)
		p.cost.data += len(link)
	}
	open, shut := tags(style, units(words))
	if open != "" {
		p.open(open)
	}
	p.escape(words)
	p.words(words)
	p.mark(shut)
	if link != "" {
		p.mark("</a>")
		p.host(words, link)
	}
}

// host writes where a link leads beside words that could be taken for another
// place: only this program says whose a link is.
func (p *page) host(words, link string) {
	if host := doubtful(words, link); host != "" {
		n := found(host)
		p.cost.entities += n
		p.cost.data += n * entityBytes
		p.ours(" (" + host + ")")
	}
}

func tags(style news.Style, long int) (open, shut string) {
	switch style {
	case news.Bold:
		return "<b>", "</b>"
	case news.Italic, news.Faint:
		return "<i>", "</i>"
	case news.Code:
		return "<code>", "</code>"
	case news.Quote:
		if long > folded {
			return "<blockquote expandable>", "</blockquote>"
		}
		return "<blockquote>", "</blockquote>"
	}
	return "", ""
}

// open begins an entity.
func (p *page) open(tag string) {
	p.mark(tag)
	p.cost.entities++
	p.cost.data += entityBytes
}

func (p *page) mark(tag string) {
	p.html.WriteString(tag)
	p.cost.raw += len(tag)
}

func (p *page) escape(words string) { p.mark(escaped(words)) }

func (p *page) words(words string) {
	p.plain.WriteString(words)
	p.cost.units += units(words)
}

var references = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

// escaped makes words stand for themselves in text and in quoted attributes.
func escaped(words string) string { return references.Replace(words) }

var bareCommand = regexp.MustCompile(`^/[a-z0-9_]{1,32}$`)

func isCommand(words string) bool { return bareCommand.MatchString(words) }

// add puts another page's text after this one's.
func (p *page) add(q *page) {
	p.html.WriteString(q.html.String())
	p.plain.WriteString(q.plain.String())
	p.cost = p.cost.plus(q.cost)
}
