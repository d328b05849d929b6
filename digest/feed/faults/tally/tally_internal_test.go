package tally

import (
	"strings"
	"testing"
)

const page = `# Page

| | what | here | there |
|---|---|---|---|
| F1-F3 | all |  | 9 of 9 |
| F1 | one | 1 of 7 | 2 of 2 |
| F2 | two |  |  |

after`

func counted() *Tally {
	l := &Tally{options: Options{Column: "here"}, counts: map[string]count{}}
	l.add("F1", true)
	l.add("F1", false)
	l.add("F2", true)
	return l
}

func TestFillWritesItsColumnAlone(t *testing.T) {
	t.Parallel()
	got, err := counted().fill(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"| F1-F3 | all | 2 of 3 | 9 of 9 |", "| F1 | one | 1 of 2 | 2 of 2 |", "| F2 | two | 1 of 1 |  |", "after"} {
		if !strings.Contains(got, line) {
			t.Errorf("no line %q in\n%s", line, got)
		}
	}
	again, err := counted().fill(got)
	if err != nil || again != got {
		t.Errorf("written again it is another: %v\n%s", err, again)
	}
}

func TestFillRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ page, want string }{
		"a page without the column": {"# Page", `no column "here"`},
		"a number without a row":    {strings.Replace(page, "| F2 | two |  |  |", "", 1), "no row F2"},
		"a row that is too short":   {strings.Replace(page, "| F2 | two |  |  |", "| F2 | two |", 1), `row "F2" is too short`},
	} {
		if _, err := counted().fill(c.page); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSumOfARange(t *testing.T) {
	t.Parallel()
	l := counted()
	l.add("F10", true)
	l.add("P1", true)
	for row, want := range map[string]int{"F1": 2, "F1-F9": 3, "F2-F10": 2, "F11-F17": 0, "P1-P5": 1} {
		if got := l.sum(row).tried; got != want {
			t.Errorf("%s: %d cases, want %d", row, got, want)
		}
	}
}
