package digest_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

var table = flag.Bool("table", false, "print the cases tried and missed, by number, for docs/reliability.md")

// cases counts those of each number (F12, P8 ...) of the list of faults.
var cases = struct {
	sync.Mutex
	tried, missed map[string]int
}{tried: map[string]int{}, missed: map[string]int{}}

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if err := goleak.Find(); code == 0 && err != nil {
		fmt.Println(err)
		code = 1
	}
	if *table {
		fmt.Println("| number | cases | missed |\n|---|---|---|")
		for _, number := range slices.Sorted(maps.Keys(cases.tried)) {
			fmt.Printf("| %s | %d | %d |\n", number, cases.tried[number], cases.missed[number])
		}
	}
	os.Exit(code)
}

// try runs a subtest as one case of the number that its name begins with.
func try(t *testing.T, name string, run func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		number, _, _ := strings.Cut(name, " ")
		t.Cleanup(func() {
			cases.Lock()
			defer cases.Unlock()
			cases.tried[number]++
			if t.Failed() {
				cases.missed[number]++
			}
		})
		run(t)
	})
}
