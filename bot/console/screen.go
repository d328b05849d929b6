package console

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// screen is what the console is spoken through: a terminal or a pipe.
type screen interface {
	// open makes it ready to read; restore leaves it as it was found.
	open() (restore func(), err error)
	// readLine waits for the next line; io.EOF ends the input.
	readLine() (string, error)
	// write shows text, above the line being typed if there is one.
	write(text string)
	look() look
}

func newScreen(o Options) screen {
	in, isFile := o.In.(*os.File)
	out, alsoFile := o.Out.(*os.File)
	if isFile && alsoFile && term.IsTerminal(int(in.Fd())) && term.IsTerminal(int(out.Fd())) {
		return &tty{in: in, out: out, line: term.NewTerminal(both{in, out}, "> "), styled: o.Styled}
	}
	scanner := bufio.NewScanner(o.In)
	scanner.Buffer(nil, longestLine)
	return &pipe{lines: scanner, out: o.Out}
}

// longestLine bounds the memory that a line of input may take.
const longestLine = 1 << 20

// pipe is plain lines in and plain text out.
type pipe struct {
	lines *bufio.Scanner
	out   io.Writer
}

func (p *pipe) open() (func(), error) { return func() {}, nil }

func (p *pipe) readLine() (string, error) {
	if p.lines.Scan() {
		return p.lines.Text(), nil
	}
	if err := p.lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return "", fmt.Errorf("a line is longer than %d bytes", longestLine)
	} else if err != nil {
		return "", err
	}
	return "", io.EOF
}

// A reader that has gone away is noticed at the end of the input, as for any
// filter.
func (p *pipe) write(text string) { _, _ = io.WriteString(p.out, text) }

func (p *pipe) look() look { return look{} }

// tty is a terminal with line editing and a history.
type tty struct {
	in, out *os.File
	line    *term.Terminal
	styled  bool
}

// both joins the two ends of a terminal.
type both struct {
	io.Reader
	io.Writer
}

func (t *tty) open() (func(), error) {
	before, err := term.MakeRaw(int(t.in.Fd()))
	if err != nil {
		return nil, err
	}
	t.line.SetBracketedPasteMode(true)
	return func() {
		t.line.SetBracketedPasteMode(false)
		// Nothing can be done where the terminal is gone.
		_ = term.Restore(int(t.in.Fd()), before)
		fmt.Fprintln(t.out)
	}, nil
}

func (t *tty) readLine() (string, error) {
	t.measure()
	line, err := t.line.ReadLine()
	if errors.Is(err, term.ErrPasteIndicator) {
		err = nil
	}
	return line, err
}

func (t *tty) write(text string) { _, _ = io.WriteString(t.line, text) }

// look measures anew, because windows change their size.
func (t *tty) look() look { return look{width: t.measure(), styled: t.styled} }

func (t *tty) measure() int {
	width, height, err := term.GetSize(int(t.out.Fd()))
	if err != nil || width < 20 {
		return 80
	}
	// A size that the terminal's own line editor refuses leaves the old one.
	_ = t.line.SetSize(width, height)
	return width
}
