package console_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"readout/bot"
	"readout/bot/console"
	"readout/digest/news"
)

// On a real terminal: keys are echoed, the history comes back with the arrow,
// a digest that arrives stands above the line being typed, which goes on
// unharmed, and Ctrl-D ends it.
func TestATerminal(t *testing.T) {
	t.Parallel()
	keyboard, screen := terminal(t)
	var asked []string
	c := console.New(console.Options{In: screen, Out: screen, Styled: true})
	if !c.Interactive() {
		t.Fatal("a terminal is taken for a pipe")
	}
	var done sync.WaitGroup
	done.Go(func() {
		if err := c.Run(t.Context(), func(_ context.Context, m bot.Message) bot.Reply {
			asked = append(asked, m.Text)
			return note("re " + m.Text)
		}); err != nil {
			t.Errorf("got %v", err)
		}
	})
	seen := &seat{t: t, keyboard: keyboard}
	seen.await("> ")
	seen.press("/who Prado\r")
	seen.await("re /who Prado\r\n")
	seen.press("half a li")
	seen.await("half a li")
	e := news.NewEdition([]news.Block{{Kind: news.Note, Text: news.Text{{Words: "A digest", Style: news.Bold}}}}, nil, monday)
	c.Send(t.Context(), news.Delivery{Parts: c.Parts(e)}, e, 0)
	seen.await("\x1b[1mA digest\x1b[0m\r\n")
	seen.await("> half a li")
	seen.press("ne\r")
	seen.await("re half a line\r\n")
	seen.press("\x1b[A\x1b[A\r")
	seen.await("re /who Prado\r\n")
	seen.press("\x04")
	done.Wait()
	if got := fmt.Sprint(asked); got != "[/who Prado half a line /who Prado]" {
		t.Errorf("asked %s", got)
	}
}

// seat is in front of a terminal: it presses keys and sees what is shown.
type seat struct {
	t        *testing.T
	keyboard *os.File
	shown    string
}

func (s *seat) press(keys string) {
	s.t.Helper()
	if _, err := s.keyboard.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// await looks until something is shown, and goes on behind it.
func (s *seat) await(text string) {
	s.t.Helper()
	more := make([]byte, 4096)
	for !strings.Contains(s.shown, text) {
		n, err := s.keyboard.Read(more)
		if err != nil {
			s.t.Fatalf("waiting for %q behind %q: %v", text, s.shown, err)
		}
		s.shown += string(more[:n])
	}
	_, s.shown, _ = strings.Cut(s.shown, text)
}

// terminal opens both ends of a pseudo-terminal: where a person sits, and
// where a program does.
func terminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { person.Close() })
	raw, err := person.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var number int
	var fault error
	err = raw.Control(func(fd uintptr) {
		if fault = unix.IoctlSetPointerInt(int(fd), unix.TIOCSPTLCK, 0); fault == nil {
			number, fault = unix.IoctlGetInt(int(fd), unix.TIOCGPTN)
		}
		if fault == nil {
			fault = unix.IoctlSetWinsize(int(fd), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: 80})
		}
	})
	if err != nil || fault != nil {
		t.Skipf("no pseudo-terminals here: %v, %v", err, fault)
	}
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	t.Cleanup(func() { program.Close() })
	// What is not shown within a minute will never be.
	if err := person.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	return person, program
}
