package main

import (
	"fmt"
	"io"
	"strings"

	"readout/digest/extract"
	"readout/digest/news"
)

// around is how much of the text is shown on either side of the words that a
// rule began at, in bytes.
const around = 30

// writeSteps tells people what every rule made of an article: "+" where it
// noted something, "-" where something spoke against it, and the words.
func writeSteps(w io.Writer, a news.Article, steps []extract.Step) {
	for _, s := range steps {
		sign, why := "+", ""
		if s.Why != "" {
			sign, why = "-", ": "+s.Why
		}
		from, to := max(s.Span.Start-around, 0), min(s.Span.End+around, len(a.Text))
		words := strings.ToValidUTF8(a.Text[from:s.Span.Start]+"["+s.Span.Of(a.Text)+"]"+a.Text[s.Span.End:to], "")
		fmt.Fprintf(w, "  %s %s%s\n        | %s\n", sign, s.Rule, why, shown(strings.Join(strings.Fields(words), " ")))
	}
	fmt.Fprintln(w)
}
