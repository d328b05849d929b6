// Package tally counts the cases that tests try against the list of faults, by
// their numbers (F1, P7, X4), and sees to it that the table in
// docs/reliability.md says what the tests count. Tests alone import it.
package tally

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

// Options say where the counts of a package are written down.
type Options struct {
	// File holds the table, from the folder of the package.
	File string
	// Column is the heading of the package's column in it.
	Column string
	// Floors are the least numbers of cases, by row ("F1", "F1-F8").
	Floors map[string]int
}

// Tally is the count of one package. Its methods may be called from several
// goroutines.
type Tally struct {
	options Options
	write   *bool

	mu     sync.Mutex
	counts map[string]count
}

// count is the cases of a number.
type count struct{ tried, held int }

// New makes an empty tally, and the flag -table, with which the tests write
// the package's column instead of comparing it.
func New(o Options) *Tally {
	return &Tally{options: o, counts: map[string]count{},
		write: flag.Bool("table", false, "write the cases tried, by number, into "+o.File)}
}

// Check counts one case of a number; one that is not ok fails the test.
func (l *Tally) Check(t testing.TB, number string, ok bool, format string, args ...any) {
	t.Helper()
	l.add(number, ok)
	if !ok {
		t.Errorf(number+": "+format, args...)
	}
}

// Try runs a subtest, beside others, as one case of the number that its name
// begins with.
func (l *Tally) Try(t *testing.T, name string, run func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		number, _, _ := strings.Cut(name, " ")
		t.Cleanup(func() { l.add(number, !t.Failed()) })
		run(t)
	})
}

func (l *Tally) add(number string, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.counts[number]
	c.tried++
	if ok {
		c.held++
	}
	l.counts[number] = c
}

// Run runs the tests of a package, and returns the code to exit with: not 0
// where a test failed, a goroutine was left behind, or, when all tests ran, the
// table or a floor is not kept to.
func (l *Tally) Run(m *testing.M) int {
	flag.Parse()
	code := m.Run()
	if err := goleak.Find(); err != nil {
		return fail(os.Stdout, code, err)
	}
	if code != 0 && !*l.write || !allRan() {
		return code
	}
	if err := l.settle(); err != nil {
		return fail(os.Stdout, code, err)
	}
	return code
}

// fail says what is wrong beside what the tests said.
func fail(to io.Writer, code int, err error) int {
	fmt.Fprintln(to, err)
	return max(code, 1)
}

// allRan reports whether the command line left no test out and ran none twice.
func allRan() bool {
	for name, whole := range map[string]string{
		"run": "", "skip": "", "list": "", "fuzz": "", "short": "false", "count": "1", "fuzzworker": "false",
	} {
		if f := flag.Lookup("test." + name); f != nil && f.Value.String() != whole {
			return false
		}
	}
	return true
}

// settle writes or compares the column, and checks the floors.
func (l *Tally) settle() error {
	text, err := os.ReadFile(l.options.File)
	if err != nil {
		return fmt.Errorf("table of cases: %w", err)
	}
	now, err := l.fill(string(text))
	if err != nil {
		return fmt.Errorf("table of cases in %s: %w", l.options.File, err)
	}
	for row, floor := range l.options.Floors {
		if c := l.sum(row); c.tried < floor {
			return fmt.Errorf("%d cases of %s are fewer than %d", c.tried, row, floor)
		}
	}
	switch {
	case now == string(text):
		return nil
	case *l.write:
		return os.WriteFile(l.options.File, []byte(now), 0o644)
	}
	return fmt.Errorf("the table in %s does not say what was tried; write it with\n\n\tgo test -p 1 ./digest/feed ./digest -table", l.options.File)
}
