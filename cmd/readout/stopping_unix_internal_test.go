//go:build unix

package main

import (
	"errors"
	"os"
	"syscall"
	"testing"
	"time"

	"readout/bot/telegram/sandbox"
	"readout/digest/news"
)

// L8: asked to end while a part is on its way, the program lets it arrive and
// ends in order; asked twice, it ends at once. The next one sends the rest, and
// nothing is lost.
func TestL8AskedToEnd(t *testing.T) {
	t.Parallel()
	archive, reader := archiveOfOneMorning(t)
	for name, c := range map[string]struct {
		delay  int // of the second part's answer, in milliseconds
		twice  bool
		fate   news.PartState
		repeat int // parts that may come twice
	}{
		"once": {delay: 2500, fate: news.Sent},
		// Longer than the program would wait by itself.
		"twice": {delay: 60_000, twice: true, fate: news.Sending, repeat: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := morning{stores: testStores{fill: copyFile}, archive: archive, reader: reader}
			whole := m.undisturbed(t)
			r := m.begin(t)
			r.check(r.telegram.Inject(sandbox.Fault{Kind: "slow", After: true, Method: "sendMessage", Chat: reader.Chat, Skip: 1, Delay: c.delay}))
			p := r.process("", slotOfKilled+":01")
			r.await("on its way", func() bool { return len(r.texts()) == 2 })
			r.check(p.Process.Signal(syscall.SIGTERM))
			if c.twice {
				// The first one must have been heard; until then, another is the same.
				go signalOften(p.Process)
			}
			err := p.Wait()
			if killed := p.ProcessState.ExitCode() == -1; killed != c.twice {
				t.Errorf("ended by %s, %v", p.ProcessState, err)
			}
			if d := r.delivery(); d.Parts[1].State != c.fate || !d.Finished.IsZero() {
				t.Errorf("left %+v", d)
			}
			r.finish("", "2031-03-04 08:03:00")
			if n := r.judge(whole); n != c.repeat {
				t.Errorf("%d parts came twice, want %d", n, c.repeat)
			}
		})
	}
}

// signalOften asks a process to end until it has.
func signalOften(p *os.Process) {
	for {
		time.Sleep(50 * time.Millisecond)
		if err := p.Signal(syscall.SIGTERM); errors.Is(err, os.ErrProcessDone) {
			return
		}
	}
}
