package compose

import (
	"readout/digest/news"
	"readout/digest/text"
)

// proofsOf are the evidence of tellings, one of each page, the first telling
// first.
func proofsOf[F any](v *view, tellings []telling[F]) []news.Proof {
	var proofs []news.Proof
	seen := map[*page]bool{}
	for _, t := range tellings {
		if !seen[t.page] {
			seen[t.page] = true
			proofs = append(proofs, v.proof(t.page, t.proof))
		}
	}
	return proofs
}

func (v *view) proof(p *page, e news.Evidence) news.Proof {
	a := p.Article
	return news.Proof{
		Article: a.ID, Outlet: outletOf(p), Title: clean(a.Title), URL: a.URL, Published: a.Published,
		Sentence: clean(p.Words(v.sentencesAt(p, e.Span))), Rule: e.Rule, Confidence: e.Confidence,
		Provenance: clean(p.Facts.Provenance),
	}
}

// sentencesAt widens a span of a page to the whole sentences that it lies in.
func (v *view) sentencesAt(p *page, span news.Span) news.Span {
	if p.Words(span) == "" {
		return news.Span{}
	}
	wide := span
	for _, s := range v.sentencesOf(p) {
		if s.Overlaps(span) {
			wide = news.Span{Start: min(wide.Start, s.Start), End: max(wide.End, s.End)}
		}
	}
	return wide
}

func (v *view) sentencesOf(p *page) []news.Span {
	all, known := v.sentences[p]
	if known {
		return all
	}
	for _, paragraph := range text.Paragraphs(p.Article.Text) {
		all = append(all, text.Sentences(p.Article.Text, paragraph, text.Quotations(p.Article.Text, paragraph))...)
	}
	v.sentences[p] = all
	return all
}
