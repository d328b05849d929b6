package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"readout/storage"
)

// transfer copies one store into another, shows how far it is, and compares
// the two at the end. Until both are the same nobody is served by the other. It
// returns what both have, in words.
func transfer(ctx context.Context, sys system, from, to storage.Store, o storage.CopyOptions) (string, error) {
	stats, err := from.Stats(ctx)
	if err != nil {
		return "", err
	}
	var finish func()
	o.Progress, finish = progress(sys.err, stats.Reports)
	done, err := storage.Copy(ctx, from, to, o)
	finish()
	switch {
	case errors.Is(err, storage.ErrNotEmpty):
		return "", fmt.Errorf("%w; name an empty one, or complete with --add what was broken off", err)
	case err != nil && len(done) > 0:
		return "", fmt.Errorf("%w; what is there is incomplete: complete it with --add, or remove it", err)
	case err != nil:
		return "", err
	}
	c, err := storage.Compare(ctx, from, to)
	if err != nil {
		return "", err
	}
	if !c.Equal() {
		return "", differ(sys.err, c)
	}
	return inWords(c.Same), to.SetUnfinished(ctx, "")
}

// differ lists what differs and sums it up. What only the second has is what
// the first forgot since a copy was broken off: no copy takes it away.
func differ(w io.Writer, c storage.Comparison) error {
	advice := "if the first store was written meanwhile, stop what writes it and repeat with --add"
	if slices.ContainsFunc(c.Differences, func(d storage.Difference) bool { return d.How == storage.OnlySecond }) {
		advice = "--add leaves what only the second has; empty the second, stop what writes the first, and copy anew"
	}
	for _, d := range c.Differences {
		fmt.Fprintf(w, "readout: %s\n", shown(d.String()))
	}
	return fmt.Errorf("copied, and %s things differ: %s", grouped(len(c.Differences)+c.Others), advice)
}

// inWords leaves out what there is none of.
func inWords(tallies []storage.Tally) string {
	var words []string
	for _, t := range tallies {
		if t.N > 0 {
			words = append(words, grouped(t.N)+" "+t.Noun)
		}
	}
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

// grouped writes 1204 as "1,204".
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// everyLine is after how many things a plain line is written.
const everyLine = 5000

// progress shows how far a copy is: a bar on a terminal, lines elsewhere. Its
// second result ends it.
func progress(w io.Writer, reports int) (tell func(storage.Tally), finish func()) {
	if isTerminal(w) {
		return bar(w, reports)
	}
	var last storage.Tally
	line := func() {
		if last.N > 0 {
			fmt.Fprintf(w, "readout: copied %s %s\n", grouped(last.N), last.Noun)
		}
	}
	return func(t storage.Tally) {
		if t.Noun != last.Noun || t.N/everyLine > last.N/everyLine {
			line()
		}
		last = t
	}, line
}

// bar fills with the reports, which are nearly all of the work.
func bar(w io.Writer, reports int) (tell func(storage.Tally), finish func()) {
	b := progressbar.NewOptions(max(reports, 1), progressbar.OptionSetWriter(w), progressbar.OptionSetWidth(30),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	return func(t storage.Tally) {
		b.Describe("copying " + t.Noun)
		if t.Noun == "reports" {
			_ = b.Set(min(t.N, reports))
		}
	}, func() { _ = b.Finish() }
}
