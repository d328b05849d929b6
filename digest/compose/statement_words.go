package compose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/digest/news"
	"readout/digest/text"
)

const (
	// maxSaid is how long a statement's line may be, in characters.
	maxSaid = 400
	// maxGap is how far cue and content may stand apart and still be one run
	// of the article's own words, in bytes.
	maxGap = 120
)

// words writes what was said in the outlet's words, from the speaker to the end
// of the content, and who printed it unless that stands above.
func (r remark) words(s *scribe, e *event, pages []*page) news.Text {
	speaker := r.whoIs(r.from.fact.Speaker, pages)
	out := r.lead(s, speaker)
	said := cut(r.body(), maxSaid)
	out = append(out, news.Run{Words: said})
	if e != nil && s.creditedAbove(e, r.from.page) && len(outletsOf(pages)) == 1 {
		return out
	}
	out = append(out, news.Run{Words: " · "})
	return append(out, r.credit(r.creditOrder(pages))...)
}

// creditOrder puts the page whose words are shown first.
func (r remark) creditOrder(pages []*page) []*page {
	rest := slices.DeleteFunc(slices.Clone(pages), func(p *page) bool { return p == r.from.page })
	return append([]*page{r.from.page}, rest...)
}

// lead writes the speaker: as printed where the print names them, else in
// brackets.
func (r remark) lead(s *scribe, speaker who) news.Text {
	p := r.parts()
	mention := clean(r.from.Words(p.mention))
	named := mention != "" && text.Holds(mention, lastWord(r.from.fact.Speaker))
	if !p.leads() {
		return append(s.person(speaker), news.Run{Words: r.cueAfter() + ": "})
	}
	if p.mention.Start > p.cue.Start {
		s.met(speaker)
		return nil
	}
	if p.mention.Empty() {
		out := news.Text{{Words: "["}}
		out = append(out, s.person(speaker)...)
		return append(out, news.Run{Words: "] "})
	}
	known := s.met(speaker)
	switch {
	case named && (known || holdsRole(mention, speaker)):
		return news.Text{{Words: mention, Style: news.Bold}}
	case named && text.Holds(mention, speaker.name):
		return news.Text{{Words: mention, Style: news.Bold}, {Words: bracketed(speaker.rolesWords())}}
	case known:
		return news.Text{{Words: "[" + s.short(speaker) + "]", Style: news.Bold}}
	}
	out := news.Text{{Words: "["}, {Words: clean(speaker.name), Style: news.Bold}}
	if roles := speaker.rolesWords(); roles != "" {
		out = append(out, news.Run{Words: ", " + roles})
	}
	return append(out, news.Run{Words: "]"})
}

func holdsRole(mention string, w who) bool {
	return len(w.roles) > 0 && text.Holds(mention, w.roles[0])
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return " [" + s + "]"
}

// Cues that add nothing to the words when these follow a colon.
var plainCues = set(`say says said saying tell tells told add adds added state states stated note notes noted write writes wrote :`)

// cueAfter is the cue for a line that turns the article's order round: left
// out where it only says that words were said.
func (r remark) cueAfter() string {
	p := r.parts()
	cue := clean(r.text(p.start, p.cue.End))
	if p.start != p.mention.End && !denies(cue) {
		cue = clean(r.from.Words(p.cue))
	}
	if cue == "" || plainCues[strings.ToLower(cue)] {
		return ""
	}
	return " " + strings.TrimLeft(cue, ", ")
}

// body is the article's own run of words after the speaker.
func (r remark) body() string {
	p := r.parts()
	f := r.from.fact
	var b strings.Builder
	if p.leads() {
		if p.gap {
			b.WriteString(" … ")
		}
		b.WriteString(r.cueWords(p))
	} else {
		b.WriteString(r.openQuote(p.first.Start))
	}
	at := p.first.Start
	for _, piece := range f.Content {
		if piece.Start > at {
			b.WriteString(r.between(at, piece.Start))
		}
		b.WriteString(r.from.Words(piece))
		at = max(at, piece.End)
	}
	b.WriteString(r.closing(b.String(), p.last.End))
	return spaced(b.String())
}

// cueWords are the printed words before the content. A speaker among them who
// is not named there is named in brackets.
func (r remark) cueWords(p parts) string {
	mention := r.from.Words(p.mention)
	if p.mention.Start <= p.cue.Start || text.Holds(mention, lastWord(r.from.fact.Speaker)) {
		return r.text(p.start, p.first.Start)
	}
	return r.text(p.start, p.mention.Start) + "[" + r.from.fact.Speaker + "]" + r.text(p.mention.End, p.first.Start)
}

// spaced cleans words and keeps one leading space where there was one.
func spaced(s string) string {
	out := clean(s)
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsSpace(r) {
		return " " + out
	}
	return out
}

func (r remark) text(start, end int) string { return r.from.Words(news.Span{Start: start, End: end}) }

// between is what stands between two pieces of content: as printed where that
// is only marks and spaces, else a cut, with the marks that close and open.
func (r remark) between(start, end int) string {
	gap := r.text(start, end)
	if !strings.ContainsFunc(gap, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) {
		return gap
	}
	mark, _ := r.closeQuote(start)
	return mark + " … " + r.openQuote(end)
}

const (
	openers = "\"“„«‘'"
	closers = "\"”“»’'"
)

// openQuote is the quotation mark printed right before a place; some write one
// as two apostrophes.
func (r remark) openQuote(at int) string {
	before := r.from.Article.Text[:at]
	if strings.HasSuffix(before, "''") {
		return "''"
	}
	mark, _ := utf8.DecodeLastRuneInString(before)
	if strings.ContainsRune(openers, mark) {
		return string(mark)
	}
	return ""
}

// closeQuote is what is printed right after a place up to the quotation mark
// that closes, and how long it is in print; "" where there is none. The comma
// before who said so is left out.
func (r remark) closeQuote(at int) (mark string, printed int) {
	rest := r.from.Article.Text[at:]
	for i, c := range rest {
		switch {
		case strings.HasPrefix(rest[i:], "''"):
			return strings.TrimRight(rest[:i], ",") + rest[i:i+2], i + 2
		case strings.ContainsRune(closers, c):
			return strings.TrimRight(rest[:i], ",") + string(c), i + utf8.RuneLen(c)
		case !strings.ContainsRune(".,!?;…", c):
			return "", 0
		}
	}
	return "", 0
}

// isOpen reports whether a quotation in the words waits for that closing mark.
func isOpen(words, mark string) bool {
	switch mark = strings.TrimLeft(mark, ".,!?;…"); mark {
	case "\"", "''":
		return strings.Count(words, mark)%2 == 1
	case "”", "“":
		return strings.Count(words, "“")+strings.Count(words, "„") > strings.Count(words, "”")
	case "»":
		return strings.Count(words, "«") > strings.Count(words, "»")
	}
	return strings.HasPrefix(strings.TrimSpace(words), "‘") || strings.HasPrefix(strings.TrimSpace(words), "'")
}

// closing ends the words: with the quotation mark as printed, and with "…"
// where the sentence goes on with more than who said so.
func (r remark) closing(words string, at int) string {
	mark, printed := r.closeQuote(at)
	at += printed
	if !isOpen(words, mark) {
		mark = ""
	}
	if r.complete(at) {
		return mark
	}
	return mark + " …"
}

// complete reports whether nothing of the sentence is left out after byte at.
func (r remark) complete(at int) bool {
	p := r.parts()
	before, rest := r.from.Article.Text[:at], r.from.Article.Text[at:]
	for _, tail := range []news.Span{p.mention, p.cue} {
		if !tail.Empty() && tail.Start >= at && tail.Start-at <= maxGap && !strings.ContainsAny(rest[:tail.Start-at], ".!?\n") {
			return true
		}
	}
	if strings.ContainsAny(before[max(0, len(before)-4):], ".!?") {
		return true
	}
	rest = strings.TrimLeft(rest, " )]")
	return rest == "" || strings.ContainsRune(".!?\n\r", rune(rest[0]))
}
