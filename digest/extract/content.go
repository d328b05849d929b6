package extract

import (
	"strings"
	"unicode/utf8"

	"readout/digest/news"
)

// contentOf is the text of a piece, without quotation marks around it, links
// before it and the final stop.
func contentOf(d *document, p piece) news.Span {
	if p.quote >= 0 {
		return bareEnds(d.text, d.quotes[p.quote].Inner)
	}
	from, to := p.from, p.to
	for from < to && (d.isMark(from, ",") || d.isMark(from, ":") || d.isMark(from, ";") || d.folded[from] == "that") {
		from++
	}
	return bareEnds(d.text, d.span(from, to))
}

// bareEnds trims punctuation and quotation marks that have no partner.
func bareEnds(s string, in news.Span) news.Span {
	for !in.Empty() {
		r, size := utf8.DecodeLastRuneInString(in.Of(s))
		if !strings.ContainsRune(".,;:!?…–—- \t\n", r) && !(isQuoteMark(r) && !opensWith(s, in)) {
			break
		}
		in.End -= size
	}
	for !in.Empty() {
		r, size := utf8.DecodeRuneInString(in.Of(s))
		if !strings.ContainsRune(".,;:…–—- \t\n", r) && !(isQuoteMark(r) && !closesWithin(s[in.Start+size:in.End])) {
			break
		}
		in.Start += size
	}
	return in
}

func isQuoteMark(r rune) bool { return strings.ContainsRune("\"“”„«»", r) }

// opensWith reports whether some quotation opens within the span before its
// last mark.
func opensWith(s string, in news.Span) bool {
	inner := in.Of(s)
	_, size := utf8.DecodeLastRuneInString(inner)
	return strings.ContainsAny(inner[:len(inner)-size], "\"“„«")
}

func closesWithin(s string) bool { return strings.ContainsAny(s, "\"”»“") }
