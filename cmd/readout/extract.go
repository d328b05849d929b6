package main

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"readout/digest/extract"
	"readout/digest/feed"
	"readout/digest/news"
)

// extractCommand reads articles and keeps nothing.
type extractCommand struct {
	Input   []string `arg:"" optional:"" name:"input" help:"Files (.txt, .html, .jsonl), addresses of pages, or - for standard input, which is the default."`
	Format  string   `enum:"text,json,case" default:"text" help:"text for people, json for programs (an object a line), case for a golden case."`
	Explain bool     `help:"Tell beneath what was found which rule fired where, and what spoke against the others. In text only."`
	Off     []string `help:"Rules that stay silent, by the names that --explain tells." placeholder:"RULE"`
	Date    string   `help:"When the articles were published, where they do not say: 2026-03-04." placeholder:"DAY"`
}

func (c extractCommand) Run(ctx context.Context, sys system) error {
	if err := c.check(); err != nil {
		return err
	}
	published := time.Time{}
	if c.Date != "" {
		day, ok := news.ParseDay(c.Date)
		if !ok {
			return usageError{fmt.Sprintf("--date: %q is no day: write it such as 2026-03-04", c.Date)}
		}
		published = day.Time()
	}
	if len(c.Input) == 0 {
		c.Input = []string{"-"}
	}
	out := bufio.NewWriter(sys.out)
	sources := inputs{in: sys.in, web: feed.New(feed.Options{Allow: allowed(sys.env), Now: sys.clock})}
	var trouble error
	for _, name := range c.Input {
		for a := range sources.articles(ctx, name) {
			if a.err != nil {
				trouble = errSilent
			}
			if a.Published.IsZero() {
				a.Published = published
			}
			c.show(sys, out, a)
		}
		// Whoever reads along in a pipe has each input when it is done.
		if err := out.Flush(); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
	return trouble
}

// check tells flags that do not go together, and rules that there are none of.
func (c extractCommand) check() error {
	if c.Explain && c.Format != "text" {
		return usageError{"--explain: the steps are told in text only: leave --format out"}
	}
	for _, rule := range c.Off {
		if !slices.Contains(extract.Rules(), rule) {
			return usageError{fmt.Sprintf("--off: there is no rule %q: --explain tells their names", rule)}
		}
	}
	return nil
}

// show writes what was found in one article. Trouble stands in its place in
// JSON, and on standard error otherwise.
func (c extractCommand) show(sys system, out *bufio.Writer, a input) {
	switch {
	case c.Format == "json" && a.err != nil:
		writeJSON(out, failure{ID: a.id, Error: a.err.Error()})
		return
	case a.err != nil:
		fmt.Fprintf(sys.err, "readout: %s: %v\n", a.from, a.err)
		return
	}
	if len(a.Text) > extract.Readable {
		fmt.Fprintf(sys.err, "readout: %s: only the first MiB of the text is read\n", a.from)
	}
	rules := extract.Options{Off: c.Off}
	switch c.Format {
	case "json":
		writeJSON(out, findings(a, rules.Facts(a.Article)))
	case "case":
		fmt.Fprint(out, extract.Case(a.Article, rules.Facts(a.Article)))
	default:
		facts, steps := rules.Explain(a.Article)
		writeFindings(out, cmp.Or(a.Title, a.id), news.Report{Article: a.Article, Facts: facts})
		if c.Explain {
			writeSteps(out, a.Article, steps)
		}
	}
}
