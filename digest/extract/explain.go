package extract

import (
	"slices"
	"sync"

	"readout/digest/news"
)

// Step is what a rule made of one place of a text.
type Step struct {
	// Rule is its name: "meet/has-met-with".
	Rule string
	// Span are the words that it began at.
	Span news.Span
	// Why says what spoke against it; "" where it noted something.
	Why string
}

// Options change how articles are read; the zero Options read them as Facts
// does.
type Options struct {
	// Off are the names of rules that stay silent; see Rules. Names of no rule
	// change nothing.
	Off []string
}

// Facts is as the function of that name, with these options.
func (o Options) Facts(a news.Article) news.Facts {
	return read(a, &reading{off: o.Off})
}

// Explain reads an article as Facts does, and tells beside it what its rules
// tried, in the order in which they read. There are no steps for a text in
// another language than English.
func (o Options) Explain(a news.Article) (news.Facts, []Step) {
	r := &reading{off: o.Off, explain: true}
	return read(a, r), r.steps
}

// Rules are the names of all rules, sorted.
func Rules() []string { return slices.Clone(ruleNames()) }

var ruleNames = sync.OnceValue(func() []string {
	names := slices.Clone(ruleApart)
	for _, r := range meetTable {
		names = append(names, r.name)
	}
	for _, r := range visitTable {
		names = append(names, r.name)
	}
	for _, f := range frameTable {
		names = append(names, f.name)
	}
	slices.Sort(names)
	return names
})

// ruleApart are the rules that stand in no table.
var ruleApart = []string{
	"name/run", "refer/pronoun", "refer/office", "refer/counterpart", "meet/title", "meet/attended", "meet/attending-were", "meet/side-led-by", "meet/involved", "meet/joined-by", "meet/also-present", "meet/told-by-speaker", "meet/others-met", "meet/two-bodies", "meet/told-where", "meet/part-of-the-delegation",
	"say/cue", "say/noun-phrase", "say/told-clause", "say/it-was-noted", "say/stated-by", "say/according-to", "say/turn", "say/colon", "say/beside", "say/announced", "say/led-up", "say/was-words", "say/long-title", "say/answer",
	"say/when-clause", "say/said-behind", "say/by-saying", "say/asked-whether", "say/claim-that", "say/who-said", "refer/unnamed", "say/whoever",
	"say/named-acts", "say/interrupted", "say/between-dashes", "say/goes-on-apart", "say/signed", "say/quoted-by", "say/letter-saying", "refer/it",
}

// reading is how one article is read.
type reading struct {
	off     []string
	explain bool
	steps   []Step
}

func (r *reading) isOff(rule string) bool {
	return r != nil && len(r.off) > 0 && slices.Contains(r.off, rule)
}

// fired and rejected note what a rule made of the words [from, to).
func (d *document) fired(rule string, from, to int) { d.rejected(rule, from, to, "") }

func (d *document) rejected(rule string, from, to int, why string) {
	if r := d.reading; r != nil && r.explain {
		r.steps = append(r.steps, Step{Rule: rule, Span: d.span(from, to), Why: why})
	}
}
