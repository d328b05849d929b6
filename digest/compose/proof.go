package compose

import "readout/digest/news"

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
		Sentence: clean(p.Words(sentenceAt(a.Text, e.Span))), Rule: e.Rule, Confidence: e.Confidence,
		Provenance: clean(p.Facts.Provenance),
	}
}
