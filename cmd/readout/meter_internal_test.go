package main

import (
	"strings"
	"testing"
)

// Where there is no terminal, a line is written now and then, and none for
// short work.
func TestMeterWithoutATerminal(t *testing.T) {
	t.Parallel()
	for total, want := range map[int]string{
		499:  "",
		500:  "",
		1200: "readout: 500 of 1,200 feeds read\nreadout: 1,000 of 1,200 feeds read\n",
	} {
		var out strings.Builder
		m := newMeter(&out, "feeds read", total)
		for range total {
			m.step()
			m.clear()
		}
		m.finish()
		if out.String() != want {
			t.Errorf("%d steps: %q", total, out.String())
		}
	}
}
