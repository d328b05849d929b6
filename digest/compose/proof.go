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
			proofs = append(proofs, t.page.proof(t.proof))
		}
	}
	return proofs
}

// proof is the same for every reader.
func (p *page) proof(e news.Evidence) news.Proof { return p.proofs.of(e, p.prove) }

func (p *page) prove(e news.Evidence) news.Proof {
	a := p.Article
	return news.Proof{
		Article: a.ID, Outlet: outletOf(p), Title: clean(a.Title), URL: a.URL, Published: a.Published,
		Sentence: clean(p.Words(p.sentencesAt(e.Span))), Rule: e.Rule, Confidence: e.Confidence,
		Provenance: clean(p.Facts.Provenance),
	}
}

// sentencesAt widens a span of the text to the whole sentences that it lies in.
func (p *page) sentencesAt(span news.Span) news.Span {
	if p.Words(span) == "" {
		return news.Span{}
	}
	wide := span
	for _, s := range p.sentences() {
		if s.Overlaps(span) {
			wide = news.Span{Start: min(wide.Start, s.Start), End: max(wide.End, s.End)}
		}
	}
	return wide
}

func sentencesOf(article string) []news.Span {
	var all []news.Span
	for _, paragraph := range text.Paragraphs(article) {
		all = append(all, text.Sentences(article, paragraph, text.Quotations(article, paragraph))...)
	}
	return all
}
