package feed_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

var table = flag.Bool("table", false, "print the cases tried and missed, by number, for docs/reliability.md")

// ledger counts the cases of each number (F1, P7 ...) of the list of faults.
type ledger struct {
	mu            sync.Mutex
	tried, missed map[string]int
}

var cases = ledger{tried: map[string]int{}, missed: map[string]int{}}

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if err := goleak.Find(); code == 0 && err != nil {
		fmt.Println(err)
		code = 1
	}
	if *table {
		cases.print()
	}
	os.Exit(code)
}

func (l *ledger) print() {
	number := func(s string) int { n, _ := strconv.Atoi(s[1:]); return n }
	fmt.Println("| number | cases | missed |\n|---|---|---|")
	for _, name := range slices.SortedFunc(maps.Keys(l.tried), func(a, b string) int {
		if a[0] != b[0] {
			return int(a[0]) - int(b[0])
		}
		return number(a) - number(b)
	}) {
		fmt.Printf("| %s | %d | %d |\n", name, l.tried[name], l.missed[name])
	}
}

// check counts one case of a number; one that is not ok fails the test.
func (l *ledger) check(t *testing.T, number string, ok bool, format string, args ...any) {
	t.Helper()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tried[number]++
	if !ok {
		l.missed[number]++
		t.Errorf(number+": "+format, args...)
	}
}

// try runs a subtest as one case of the number that its name begins with.
func try(t *testing.T, name string, run func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		number, _, _ := strings.Cut(name, " ")
		t.Cleanup(func() {
			cases.mu.Lock()
			defer cases.mu.Unlock()
			cases.tried[number]++
			if t.Failed() {
				cases.missed[number]++
			}
		})
		run(t)
	})
}
