package extract

// The tables of rules are no part of what the package offers, so this test
// looks at them from inside.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"readout/digest/news"
)

// TestEveryRuleHasACase reads all golden cases and fails for a rule that none
// of them needs.
func TestEveryRuleHasACase(t *testing.T) {
	t.Parallel()
	fired := map[string]bool{}
	files, _ := filepath.Glob("testdata/*/*.txt")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, rule := range rulesIn(string(data)) {
			fired[rule] = true
		}
	}
	for _, name := range Rules() {
		if !fired[name] {
			t.Errorf("no case needs %s", name)
		}
	}
}

// rulesIn are the rules that the article of a golden case makes fire.
func rulesIn(golden string) []string {
	_, body, _ := strings.Cut(golden, "-- article --\n")
	body, _, _ = strings.Cut(body, "-- facts --\n")
	var a news.Article
	if rest, ok := strings.CutPrefix(body, "Title: "); ok {
		a.Title, body, _ = strings.Cut(rest, "\n")
	}
	_, a.Text, _ = strings.Cut(body, "\n")
	f, steps := Options{}.Explain(a)
	var found []string
	for _, s := range steps {
		if s.Why == "" || s.Rule == "say/cue" {
			found = append(found, s.Rule)
		}
	}
	for _, m := range f.Meetings {
		found = append(found, m.Rule)
	}
	for _, v := range f.Visits {
		found = append(found, v.Rule)
	}
	for _, s := range f.Statements {
		found = append(found, s.Rule)
	}
	return found
}
