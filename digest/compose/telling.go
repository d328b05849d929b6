package compose

import "readout/digest/news"

// telling is one report's account of a fact.
type telling[F any] struct {
	*page
	fact  F
	proof news.Evidence
}

func (t telling[F]) seq() int64 { return t.Article.Seq }
