package main

import (
	"fmt"
	"io"
	"os"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// meter shows how far long work is: a bar on a terminal, a line now and then
// elsewhere.
type meter struct {
	w           io.Writer
	bar         *progressbar.ProgressBar // nil where there is no terminal
	words       string
	done, total int
}

const (
	// leastShown is of how many steps work is worth a bar.
	leastShown = 3
	// everyStep is after how many steps a plain line is written.
	everyStep = 500
)

// newMeter is a meter of work in so many steps; words say what is done, as in
// "feeds read".
func newMeter(w io.Writer, words string, total int) *meter {
	m := &meter{w: w, words: words, total: total}
	if isTerminal(w) && total >= leastShown {
		m.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(w), progressbar.OptionSetWidth(30), progressbar.OptionSetDescription(words),
			progressbar.OptionShowCount(), progressbar.OptionClearOnFinish())
		// A first step may take long, and should not look like standing still.
		_ = m.bar.RenderBlank()
	}
	return m
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// step notes that a step is done.
func (m *meter) step() {
	m.done++
	if m.bar != nil {
		_ = m.bar.Add(1)
	} else if m.done%everyStep == 0 && m.done < m.total {
		fmt.Fprintf(m.w, "readout: %s of %s %s\n", grouped(m.done), grouped(m.total), m.words)
	}
}

// clear makes room for a line of other output; the next step shows the bar
// again.
func (m *meter) clear() {
	if m.bar != nil {
		_ = m.bar.Clear()
	}
}

// finish takes the bar away, however far it came.
func (m *meter) finish() {
	if m.bar != nil {
		_ = m.bar.Finish()
	}
}
