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
	if len(st.Content) == 0 || st.Type == news.Indirect && isSmallWord(st.Content[0].Of(d.text)) {
		return
	}
	s := d.sentenceOf(u.cue.from)
	st.Evidence = news.Evidence{Span: s.Span, Rule: u.rule, Confidence: u.sure - doubt(d, st, u)}
	if d.facts.Statements == nil {
		d.facts.Statements = make([]news.Statement, 0, len(d.sentences))
	}
	d.facts.Statements = append(d.facts.Statements, st)
}

// isSmallWord reports whether words are one of the closed classes, of which none
// is longer than 16 bytes.
func isSmallWord(s string) bool {
	return len(s) <= 16 && (closedWord(text.Fold(s)) || amounts.has(text.Fold(s)))
}

// amounts are words for how much was said, and not what.
var amounts = set("little nothing something everything anything lots plenty otherwise goodbye hello")

// fewBytes is how short words are of which it is often not clear that they are
// all that was said.
const fewBytes = 25

// doubt is what the speaker and the words take from the confidence of a rule, as
// measured: a group or an office that nobody is named for may be somebody whom
// the article names, the more so in reported words. A clause with its own
// subject and verb, beside somebody who is named, is as sure as one with "that".
func doubt(d *document, st news.Statement, u utterance) int {
	sum, said := 0, 0
	for _, c := range st.Content {
		said += c.Len()
	}
	switch {
	case st.Speaker == "" && u.subject.pronoun:
		sum = 20
	case len(u.subject.people) == 0 && !u.subject.empty():
		sum = 10
		if st.Type == news.Indirect && u.sure >= 80 {
			sum = 15
		}
	case stressed(u):
		sum = -10
	case u.rule == "say/clause" && u.subject.pronoun:
		sum = 5
	case u.rule == "say/clause" && (whole(d, u.pieces[0]) || said >= manyBytes && u.subject.to == u.cue.from):
		sum = -10
	}
	if said < fewBytes && u.rule != "say/turn" {
		sum += 10
	}
	return sum
}

// manyBytes is how long words are that are hardly ever cut out of a clause by
// mistake.
const manyBytes = 60

// stressed tells "stressed the importance of peace": what is stressed or noted is
// said, whatever the noun.
func stressed(u utterance) bool {
	return (u.rule == "say/noun-phrase" || u.rule == "say/clause") && (u.cue.cue.Class == classStress && u.cue.cue.Strength > 2 || u.cue.cue.Lemma == "note")
}

// whole reports whether a piece begins as a clause does and holds a verb.
func whole(d *document, p piece) bool {
	if p.quote >= 0 {
		return true
	}
	w := &d.words[p.from]
	return (determiners.has(w.Folded) || pronouns.has(w.Folded) || w.Named()) && hasVerb(d, p.from, min(p.to, p.from+reach/2))
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
