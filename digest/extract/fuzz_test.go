package extract_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"readout/digest/extract"
	"readout/digest/news"
)

// english makes sure that the text is read.
const english = "The minister of trade met with the members of the delegation in the capital on Monday and they talked about the ports.\n\n"

// FuzzFacts checks what holds of the facts of any text: spans lie inside it on
// character borders, direct speech is a piece of it, nobody named meets only
// themselves, and reading again, with every step told, gives the same.
func FuzzFacts(f *testing.F) {
	f.Add("Ana Prado meets Tom Reyes", sample(3000).Text)
	f.Add("", "LYON, France, March 4 — President Ana Prado, who met with \"Tom\" Reyes, said: “No.")
	f.Add("X", "\xff\xfe said \"\xff\" Prado met Prado and Prado")
	f.Add("Meeting with Prado", "Prado: Yes.\n\nReyes: No.\n\nHe said she said they met.")
	f.Fuzz(func(t *testing.T, title, text string) {
		a := news.Article{Title: title, Text: english + text, Published: time.Date(2031, 3, 4, 0, 0, 0, 0, time.UTC)}
		facts := extract.Facts(a)
		checkFacts(t, a, facts)
		again, steps := extract.Options{}.Explain(a)
		if diff := cmp.Diff(facts, again); diff != "" {
			t.Fatalf("read again: %s", diff)
		}
		for _, step := range steps {
			inside(t, a, step.Span)
		}
	})
}

func checkFacts(t *testing.T, a news.Article, f news.Facts) {
	t.Helper()
	names := map[string]bool{}
	for _, p := range f.People {
		if p.Name == "" || len(p.Mentions) == 0 || names[p.Name] {
			t.Fatalf("person %+v among %v", p, names)
		}
		names[p.Name] = true
		inside(t, a, p.Mentions...)
	}
	for _, m := range f.Meetings {
		inside(t, a, m.Span)
		sides := map[string]bool{}
		for _, name := range append(m.Participants, m.Groups...) {
			sides[name] = true
		}
		if len(sides) < 2 && len(m.Groups) == 0 {
			t.Fatalf("meeting of %v", sides)
		}
	}
	for _, v := range f.Visits {
		inside(t, a, v.Span)
		if len(v.Visitors) == 0 || v.To == "" || v.End != "" && v.End < v.Start {
			t.Fatalf("visit %+v", v)
		}
	}
	for _, s := range f.Statements {
		inside(t, a, s.Span, s.Cue)
		inside(t, a, s.Content...)
		if !s.Mention.Empty() {
			inside(t, a, s.Mention)
		}
		if len(s.Content) == 0 || s.Confidence < 1 || s.Confidence > 100 || !strings.HasPrefix(s.Rule, "say/") {
			t.Fatalf("statement %+v", s)
		}
	}
	inside(t, a, f.Summary...)
}

// inside fails unless the spans mark something of the text, on character
// borders.
func inside(t *testing.T, a news.Article, spans ...news.Span) {
	t.Helper()
	for _, s := range spans {
		if s.Empty() || s.Start < 0 || s.End > len(a.Text) {
			t.Fatalf("span %+v of %d bytes", s, len(a.Text))
		}
		if utf8.ValidString(a.Text) && !utf8.ValidString(s.Of(a.Text)) {
			t.Fatalf("span %+v cuts a character of %q", s, a.Text)
		}
	}
}

// patience is far above what a text may cost on a busy machine, and far below
// what the square of its length would.
const patience = time.Minute

// TestFactsOfHostileTextCostLittle reads a quarter of a megabyte of each, which would take
// minutes if anything grew with the square of the length.
func TestFactsOfHostileTextCostLittle(t *testing.T) {
	t.Parallel()
	for name, unit := range map[string]string{
		"commas":             ",",
		"opening quotes":     "“ ",
		"straight quotes":    `"a `,
		"apostrophes":        "'A ",
		"capitals":           "Prado ",
		"titles":             "President ",
		"titles of councils": "Council of the President of ",
		"names":              "Ana Prado, ",
		"who said":           "he said ",
		"who said that":      "Ana Prado said that ",
		"who met":            "Ana Prado met with Tom Reyes and ",
		"who went":           "Ana Prado went to Lisbon and ",
		"according":          "according to ",
		"dates":              "on March 4 ",
		"line breaks":        "A\n",
		"sentences":          "Prado met. ",
		"broken characters":  "\xff",
		"brackets":           "( ",
		"no words at all":    "…",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := news.Article{Text: sample(600).Text + strings.Repeat(unit, (256<<10)/len(unit)), Published: time.Date(2031, 3, 4, 0, 0, 0, 0, time.UTC)}
			start := time.Now()
			checkFacts(t, a, extract.Facts(a))
			if took := time.Since(start); took > patience {
				t.Errorf("took %s", took)
			}
		})
	}
}

func TestFactsOfALongTextAreThoseOfItsFirstMegabyte(t *testing.T) {
	t.Parallel()
	a := sample(2 << 20)
	for _, p := range extract.Facts(a).People {
		if last := p.Mentions[len(p.Mentions)-1]; last.End > 1<<20 {
			t.Errorf("%s is named at %d", p.Name, last.Start)
		}
	}
}
