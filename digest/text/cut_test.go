package text_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/digest/news"
	"readout/digest/text"
)

func words(s string, spans []news.Span) []string {
	var found []string
	for _, sp := range spans {
		found = append(found, sp.Of(s))
	}
	return found
}

func whole(s string) news.Span { return news.Span{End: len(s)} }

func TestParagraphs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want string }{
		"blank lines part them":             {"One.\n\n\n Two. \n", "One.|Two."},
		"a stop and a line break part them": {"One.\nTwo.", "One.|Two."},
		"a wrapped line runs on":            {"The minister of trade of Veldland spoke for an hour or more with\nAna Prado.", "The minister of trade of Veldland spoke for an hour or more with\nAna Prado."},
		"a heading stands alone":            {"Veldland And Norrland Sign The Longest Fisheries Treaty Ever\nThe treaty", "Veldland And Norrland Sign The Longest Fisheries Treaty Ever|The treaty"},
		"a short line stands alone":         {"Summary\nThe treaty was signed.", "Summary|The treaty was signed."},
		"nothing gives none":                {" \n\n ", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := strings.Join(words(c.in, text.Paragraphs(c.in)), "|"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestQuotations(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want string }{
		"straight":                       {`"We go," she said. "Now."`, `We go,|Now.`},
		"curly":                          {`“We go,” she said.`, `We go,`},
		"single, with an apostrophe":     {`'We don't know the ministers' plans,' he said.`, `We don't know the ministers' plans,`},
		"curly single":                   {`‘It’s late,’ he said.`, `It’s late,`},
		"two apostrophes":                {`''We go,'' she said.`, `We go,`},
		"angled":                         {`«We go», she said.`, `We go`},
		"nested marks stay inside":       {`“He told me ‘go’ twice,” she said.`, `He told me ‘go’ twice,`},
		"an apostrophe is no quotation":  {`The minister's view and the states' rights.`, ``},
		"an inch is none that matters":   {`He said so. "We go`, `We go`},
		"a missing close ends at a next": {`“One thing. “Another thing,” he said.`, `One thing.|Another thing,`},
		"a missing open":                 {`It rained. We came on foot," she said.`, `We came on foot,`},
		"empty marks":                    {`"" said he`, ``},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, q := range text.Quotations(c.in, whole(c.in)) {
				got = append(got, q.Inner.Of(c.in))
			}
			if got := strings.Join(got, "|"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestQuotationsOfLostParagraphs has a text whose breaks are lost: what nobody
// closed ended with a paragraph that can no longer be seen.
func TestQuotationsOfLostParagraphs(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("The rain fell on the harbour for days. ", 60)
	for name, c := range map[string]struct{ in, want string }{
		"ends with its sentence":        {`She said: “The road is shut. The council met again. ` + long, `The road is shut.`},
		"goes on in the first person":   {`She said: “The road is shut. Nobody told us why. The council met. ` + long, `The road is shut. Nobody told us why.`},
		"goes on with and":              {`She said: “The road is shut. And it stays so. The council met. ` + long, `The road is shut. And it stays so.`},
		"another opens in a sentence":   {`“The road is shut. The council called it “a pity” and went home. ` + long, `The road is shut.|a pity`},
		"a mark within a sentence":      {`“The road to “nowhere” is shut,” she said. ` + long, `The road to “nowhere|is shut,`},
		"one that is closed stays":      {`“The road is shut. The council met again,” she said. ` + long, `The road is shut. The council met again,`},
		"a short paragraph stays whole": {`She said: “The road is shut. The council met again.`, `The road is shut. The council met again.`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, q := range text.Quotations(c.in, whole(c.in)) {
				got = append(got, q.Inner.Of(c.in))
			}
			if got := strings.Join(got, "|"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ in, want string }{
		"plain":                     {"It rained. It stopped! Did it? Yes.", "It rained.|It stopped!|Did it?|Yes."},
		"initials and titles":       {"Ana J. Prado met Gen. Tom Reyes. They ate.", "Ana J. Prado met Gen. Tom Reyes.|They ate."},
		"months":                    {"On Nov. 14 they met. It rained.", "On Nov. 14 they met.|It rained."},
		"a country may end one":     {"They flew to the U.S. The U.S. Navy waited.", "They flew to the U.S.|The U.S. Navy waited."},
		"never inside a quotation":  {`"It rained. It stopped," she said. He left.`, `"It rained. It stopped," she said.|He left.`},
		"a quotation may end one":   {`"It rained. It stopped." He left.`, `"It rained. It stopped."|He left.`},
		"a question within":         {`"Did it rain?" she asked.`, `"Did it rain?" she asked.`},
		"numbers":                   {"It grew by 3.5 percent. No. 7 fell.", "It grew by 3.5 percent.|No. 7 fell."},
		"brackets go with it":       {"It rained (a bit.) It stopped.", "It rained (a bit.)|It stopped."},
		"a capital may end one":     {"They met in Washington, D.C. Deputy Secretary Prado left.", "They met in Washington, D.C.|Deputy Secretary Prado left."},
		"or begin a name":           {"The D.C. Council met. Washington, D.C., waited.", "The D.C. Council met.|Washington, D.C., waited."},
		"a dateline is its own one": {"RIGA, Latvia, March 4. The minister left.", "RIGA, Latvia, March 4.|The minister left."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := strings.Join(words(c.in, text.Sentences(c.in, whole(c.in), text.Quotations(c.in, whole(c.in)))), "|")
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestPossessivePlural has the apostrophe of a plural fold as "'s" does, and no
// other.
func TestPossessivePlural(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"the dockers' union":  "the dockers 's union",
		"the dockers’ union":  "the dockers 's union",
		"the docker's union":  "the docker 's union",
		"of the dockers', he": "of the dockers ' , he",
		"'Go' they said":      "' go ' they said",
	} {
		var got []string
		for _, w := range text.Words(in, whole(in)) {
			got = append(got, w.Folded)
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	in := "Gen. J. Prado’s U.S. trip, a well-known 1,367-km one, isn’t OVER."
	shapes := map[text.Shape]string{text.Mark: "m", text.Number: "n", text.Lower: "l", text.Capital: "C", text.Upper: "U", text.Initial: "I"}
	var got []string
	for _, w := range text.Words(in, whole(in)) {
		got = append(got, w.Of(in)+"/"+shapes[w.Shape])
	}
	want := strings.Fields("Gen./C J./I Prado/C ’s/m U.S./U trip/l ,/m a/l well-known/l 1,367-km/n one/l ,/m isn’t/l OVER/U ./m")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
