package extract_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest/extract"
	"readout/digest/news"
)

// goldenArticles are the articles of the golden cases, without their heads.
func goldenArticles(t *testing.T) []news.Article {
	t.Helper()
	files, err := filepath.Glob("testdata/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d golden cases (%v)", len(files), err)
	}
	var found []news.Article
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(string(data), "-- article --\n")
		body, _, _ = strings.Cut(body, "-- facts --\n")
		found = append(found, news.Article{Title: "Prado meets Reyes", Text: body, Published: time.Date(2031, 3, 4, 0, 0, 0, 0, time.UTC)})
	}
	return found
}

func TestExplainTellsWhatFiredAndWhatDidNot(t *testing.T) {
	t.Parallel()
	a := news.Article{Text: "Minister Ana Prado met Tom Reyes in Lisbon. Prado denied that she met Karl Weld. She said that the road was open. Nobody said no."}
	facts, steps := extract.Options{}.Explain(a)
	if diff := cmp.Diff(extract.Facts(a), facts); diff != "" {
		t.Errorf("to explain changes what is read:\n%s", diff)
	}
	for _, want := range []struct{ rule, words, why string }{
		{"name/run", "Ana Prado", ""},
		{"refer/pronoun", "she", ""},
		{"meet/has-met-with", "met", ""},
		{"meet/has-met-with", "met", "denied, asked after or only wished for"},
		{"say/that-clause", "said", ""},
		{"say/cue", "said", "not told as said"},
	} {
		if !slices.ContainsFunc(steps, func(s extract.Step) bool {
			return s.Rule == want.rule && s.Span.Of(a.Text) == want.words && s.Why == want.why
		}) {
			t.Errorf("no step %+v among %+v", want, steps)
		}
	}
}

func TestARuleThatIsOffNotesNothing(t *testing.T) {
	t.Parallel()
	articles := goldenArticles(t)
	for _, rule := range extract.Rules() {
		off := extract.Options{Off: []string{rule}}
		for _, a := range articles {
			_, steps := off.Explain(a)
			for _, s := range steps {
				if s.Rule == rule && s.Why == "" {
					t.Errorf("%s is off and fired in %q", rule, a.Text)
				}
			}
		}
	}
}

func TestTheSameStepsEveryTime(t *testing.T) {
	t.Parallel()
	rules := extract.Rules()
	for _, a := range goldenArticles(t) {
		_, first := extract.Options{}.Explain(a)
		_, second := extract.Options{}.Explain(a)
		if diff := cmp.Diff(first, second); diff != "" {
			t.Fatal(diff)
		}
		for _, s := range first {
			if _, known := slices.BinarySearch(rules, s.Rule); !known || s.Span.Start < 0 || s.Span.End > len(a.Text) {
				t.Errorf("step %+v of no rule, or outside of the text", s)
			}
		}
	}
}
