package extract

import (
	"readout/digest/news"
	"readout/digest/text"
)

// utterance is a statement while it is being read.
type utterance struct {
	subject   phrase
	cue       cuePlace
	pieces    []piece
	addressee phrase
	rule      string
	sure      int // confidence in hundredths
	// direct tells words that are the speaker's own without quotation marks.
	direct bool
}

// piece is part of what was said: words [from, to), or a whole quotation.
type piece struct {
	from, to int
	quote    int // -1 for words outside quotation marks
}

// writeStatement adds an utterance to the facts, unless no more is told of what
// was said than "it" or "so".
func writeStatement(d *document, u utterance) {
	st := news.Statement{Speaker: speaker(d, u.subject), Cue: d.span(u.cue.from, u.cue.to), Type: typeOf(d, u)}
	if !u.subject.empty() {
		st.Mention = d.span(u.subject.from, u.subject.to)
	}
	if !u.addressee.empty() {
		st.Addressee = d.span(u.addressee.from, u.addressee.to)
	}
	for _, p := range u.pieces {
		if c := contentOf(d, p); !c.Empty() {
			st.Content = append(st.Content, c)
		}
	}
	if len(st.Content) == 0 || st.Type == news.Indirect && closedWord(text.Fold(st.Content[0].Of(d.text))) {
		return
	}
	s := d.sentenceOf(u.cue.from)
	st.Evidence = news.Evidence{Span: s.Span, Rule: u.rule, Confidence: u.sure}
	if st.Speaker == "" && u.subject.pronoun {
		st.Confidence -= 30
	}
	if d.facts.Statements == nil {
		d.facts.Statements = make([]news.Statement, 0, len(d.sentences))
	}
	d.facts.Statements = append(d.facts.Statements, st)
}

func typeOf(d *document, u utterance) news.StatementType {
	direct, quoted := true, false
	if u.direct {
		return news.Direct
	}
	for _, p := range u.pieces {
		if p.quote >= 0 {
			quoted = true
			continue
		}
		direct = false
		for i := p.from; i < p.to; i++ {
			quoted = quoted || d.words[i].quote >= 0
		}
	}
	switch {
	case direct:
		return news.Direct
	case quoted:
		return news.Mixed
	}
	return news.Indirect
}
