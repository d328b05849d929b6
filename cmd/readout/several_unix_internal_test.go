//go:build unix

package main

import (
	"syscall"
	"testing"
	"time"
)

// A process that speaks hangs until another has done its work, and goes on: it
// has nothing more to say (D2). What was on its way when it hung may come twice.
func TestD2TheSpeakerHangs(t *testing.T) {
	t.Parallel()
	severally(t, "stopped and continued", 1, func(r *attempt) {
		r.env = shortLease()
		first := r.process("", slotOfKilled+":01")
		r.await("begun", func() bool { return len(r.texts()) > 0 })
		if err := first.Process.Signal(syscall.SIGSTOP); err != nil {
			r.Fatal(err)
		}
		second := r.process("", slotOfKilled+":01")
		r.await("delivered", r.finished)
		came := len(r.texts())
		if err := first.Process.Signal(syscall.SIGCONT); err != nil {
			r.Fatal(err)
		}
		time.Sleep(time.Second)
		if more := len(r.texts()) - came; more > 0 {
			r.Errorf("%d parts came from the one that had lost the word", more)
		}
		r.end(first)
		r.end(second)
	})
}
