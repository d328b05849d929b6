package compose

import (
	"slices"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
)

const (
	maxTitle   = 200
	maxSummary = 240
)

// alsoLines are the lines for those pages of the window that no other line shows
// and that tell nothing this reader was told before. Several reports of the
// same are one line.
func (v *view) alsoLines(pages []*page, d draft) []*line {
	used := map[*page]bool{}
	for _, l := range d.lines {
		for _, p := range l.pages {
			used[p], used[p.origin] = true, true
		}
	}
	var out []*line
	leads := map[*page]*line{}
	for _, p := range pages {
		group, shown := v.admits(p, v.followsPage(p))
		lead := p.lead()
		switch {
		case !shown || used[p] || used[p.origin] || d.retells(p) || v.printedBefore(p):
		case leads[lead] != nil:
			l := leads[lead]
			l.pages, l.proofs = append(l.pages, p), append(l.proofs, p.proof(headline(p)))
		default:
			leads[lead] = v.alsoLine(p, group)
			out = append(out, leads[lead])
		}
	}
	return out
}

// lead is the page that stands for all that tell the same.
func (p *page) lead() *page {
	if len(p.events) > 0 {
		return p.events[0].tellings[0].page.origin
	}
	return p.origin
}

// printedBefore reports whether this reader was shown the text before the
// window, from whichever report printed it then.
func (v *view) printedBefore(p *page) bool {
	return slices.ContainsFunc(p.origin.prints, func(older *page) bool {
		if older.number >= p.number || v.inWindow(older) {
			return false
		}
		_, shown := v.admits(older, v.followsPage(older))
		return shown
	})
}

// followsPage reports whether the facts or the title of a page name somebody or
// something that the reader follows.
func (v *view) followsPage(p *page) bool {
	if len(v.reader.Followed) == 0 {
		return false
	}
	return slices.ContainsFunc(p.named(), func(n string) bool { return v.follows(v.names.called(n)) }) ||
		slices.ContainsFunc(v.reader.Followed, func(f string) bool { return v.headed(f).of(p) })
}

func (v *view) alsoLine(p *page, group int) *line {
	l := &line{section: news.Also, group: group, seq: p.Article.Seq, pages: []*page{p}, proofs: []news.Proof{p.proof(headline(p))}}
	l.write = func(*scribe) news.Text { return v.alsoWords(l.pages) }
	return l
}

// headline is what a line rests on that shows no fact.
func headline(p *page) news.Evidence {
	e := news.Evidence{Rule: "also/headline"}
	if len(p.Facts.Summary) > 0 {
		e.Span = p.Facts.Summary[0]
	}
	return e
}

// alsoWords writes "Outlet: headline as printed – summary".
func (v *view) alsoWords(pages []*page) news.Text {
	p := pages[0]
	out := v.credit(pages)
	if lang := languageOf(p); lang != "" {
		out = append(out, news.Run{Words: " [" + lang + "]"})
	}
	title := cut(clean(p.Article.Title), maxTitle)
	if title == "" {
		title = "(no headline)"
	}
	out = append(out, news.Run{Words: ": "}, news.Run{Words: title, Style: news.Bold})
	if summary := summaryOf(p, title); summary != "" {
		out = append(out, news.Run{Words: " – " + summary})
	}
	return out
}

// languageOf is the language of a page that is not in English, else "".
func languageOf(p *page) string {
	lang := clean(p.Facts.Language)
	if lang == "" {
		lang = clean(p.Article.Language)
	}
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	if base == "en" {
		return ""
	}
	return lang
}

// summaryOf is the summary as printed in one line, with "…" where its pieces
// part; "" for a foreign page, or where it only says the title again.
func summaryOf(p *page, title string) string {
	if languageOf(p) != "" {
		return ""
	}
	var pieces []string
	for _, span := range p.Facts.Summary {
		piece := clean(p.Words(span))
		if piece != "" && !text.Holds(title, piece) {
			pieces = append(pieces, piece)
		}
	}
	return cut(strings.Join(pieces, " … "), maxSummary)
}
