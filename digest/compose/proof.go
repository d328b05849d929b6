package compose

import (
	"readout/digest/news"
	"readout/digest/text"
)

// proofsOf are the evidence of tellings, one of each page, the first telling
// first.
func proofsOf[F any](tellings []telling[F]) []news.Proof {
	var proofs []news.Proof
	seen := map[*page]bool{}
	for _, t := range tellings {
		if !seen[t.page] {
			seen[t.page] = true
			proofs = append(proofs, proofOf(t.page, t.proof))
		}
	}
	return proofs
}

func proofOf(p *page, e news.Evidence) news.Proof {
	a := p.Article
	return news.Proof{
		Article: a.ID, Outlet: outletOf(p), Title: clean(a.Title), URL: a.URL, Published: a.Published,
		Sentence: clean(p.Words(sentencesAt(a.Text, e.Span))), Rule: e.Rule, Confidence: e.Confidence,
		Provenance: clean(p.Facts.Provenance),
	}
}

// sentencesAt widens a span to the whole sentences that it lies in.
func sentencesAt(s string, span news.Span) news.Span {
	if span.Of(s) == "" {
		return news.Span{}
	}
	wide := span
	for _, paragraph := range text.Paragraphs(s) {
		if !paragraph.Overlaps(span) {
			continue
		}
		for _, sentence := range text.Sentences(s, paragraph, text.Quotations(s, paragraph)) {
			if sentence.Overlaps(span) {
				wide = news.Span{Start: min(wide.Start, sentence.Start), End: max(wide.End, sentence.End)}
			}
		}
	}
	return wide
}
