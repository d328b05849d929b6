package extract

import (
	"strings"

	"readout/digest/news"
	"readout/digest/text"
)

// tails begin paragraphs that are about the outlet and not about the news.
var tails = []string{
	"stay up to date", "follow us", "subscribe to", "sign up for", "read more", "read also", "see also", "click here", "join our", "join us on",
	"for more information", "for further information", "all rights reserved", "copyright", "©", "photo:", "photo by", "photos by", "image:", "source:",
	"share this", "related articles", "related:", "download the app", "advertisement", "the below is attributable", "the following is attributable",
	"press contact", "media contact", "contact:", "newsletter", "our whatsapp", "this article was", "this story was",
}

func paragraphKindOf(d *document, span news.Span) paragraphKind {
	s := span.Of(d.text)
	opening := strings.ToLower(s[:min(len(s), 60)])
	for _, tail := range tails {
		if strings.HasPrefix(opening, tail) && len(s) < 400 {
			return boilerplate
		}
	}
	if d.top && isHeadline(d, s) {
		return heading
	}
	return body
}

// isHeadline reports whether a paragraph at the top repeats the title, or is a
// short line without a full stop.
func isHeadline(d *document, s string) bool {
	if d.article.Title != "" && text.Fold(strings.TrimSpace(d.article.Title)) == text.Fold(s) {
		return true
	}
	return len(s) < 160 && !strings.ContainsAny(s[len(s)-1:], ".!?\"”:)") && !strings.HasSuffix(s, "”") && !strings.HasSuffix(s, "—") && !strings.HasSuffix(s, "–")
}
