package extract_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest/extract"
	"readout/digest/news"
)

var update = flag.Bool("update", false, "rewrite what the golden cases expect")

// TestCases reads every testdata/<recogniser>/<what-it-shows>.txt: an article
// and the facts that must come out of it.
func TestCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(file, "testdata/"), ".txt")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := readCase(t, file)
			facts := extract.Facts(c.article)
			got := extract.CaseFacts(c.article, facts)
			if strings.HasPrefix(name, "whole/") {
				got += shownFirst(c.article, facts)
			}
			if *update {
				c.write(t, file, got)
				return
			}
			if diff := cmp.Diff(c.facts, got); diff != "" {
				t.Errorf("%s\n(-want +got)\n%s", c.shows, diff)
			}
		})
	}
}

// shownFirst are the key statements and the summary, a line each: what a reader
// of a whole article is shown first.
func shownFirst(a news.Article, f news.Facts) string {
	var b strings.Builder
	for _, s := range f.Statements {
		if s.Key {
			fmt.Fprintf(&b, "key       %s: %s\n", s.Speaker, s.Content[len(s.Content)-1].Of(a.Text))
		}
	}
	for _, span := range f.Summary {
		fmt.Fprintf(&b, "summary   %s\n", span.Of(a.Text))
	}
	return b.String()
}

type goldenCase struct {
	shows   string
	head    string // all above the facts, as it is in the file
	article news.Article
	facts   string
}

func readCase(t *testing.T, file string) goldenCase {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	shows, rest, ok := strings.Cut(string(data), "\n-- article --\n")
	body, facts, ok2 := strings.Cut(rest, "\n-- facts --\n")
	if !ok || !ok2 || strings.TrimSpace(shows) == "" {
		t.Fatalf("%s: want a sentence, -- article -- and -- facts --", file)
	}
	c := goldenCase{shows: strings.TrimSpace(shows), head: shows + "\n-- article --\n" + body + "\n-- facts --\n", facts: facts}
	for {
		line, more, _ := strings.Cut(body, "\n")
		key, value, found := strings.Cut(line, ": ")
		switch {
		case found && key == "Title":
			c.article.Title = value
		case found && key == "Date":
			if c.article.Published, err = time.Parse(time.DateOnly, value); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
		default:
			c.article.Text = strings.TrimSpace(body)
			return c
		}
		body = more
	}
}

func (c goldenCase) write(t *testing.T, file, facts string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(c.head+facts), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestCaseHoldsTheArticleAndItsFacts(t *testing.T) {
	t.Parallel()
	a := news.Article{
		Title: "Energy talks in Lyon", Published: time.Date(2031, 3, 4, 0, 0, 0, 0, time.UTC),
		Text: "Minister Ana Prado met Tom Reyes in Lyon.",
	}
	f := news.Facts{
		People:   []news.Person{{Name: "Ana Prado", Roles: []string{"Minister"}}, {Name: "Tom Reyes"}},
		Meetings: []news.Meeting{{Kind: news.Call, Status: news.Planned, Participants: []string{"Ana Prado", "Tom Reyes"}, Place: "Lyon", Day: "2031-03-03"}},
	}
	want := `What this case shows, in a sentence.

-- article --
Title: Energy talks in Lyon
Date: 2031-03-04
Minister Ana Prado met Tom Reyes in Lyon.
-- facts --
meeting   Ana Prado (Minister), Tom Reyes | Lyon | 2031-03-03 | planned call
`
	if diff := cmp.Diff(want, extract.Case(a, f)); diff != "" {
		t.Error(diff)
	}
}
