//go:build unix

package main

import (
	"flag"
	"reflect"
	"syscall"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var hang = flag.Duration("hang", 0, "how long the speaker of TestD2TheSpeakerHangs hangs, with the program's own lease; 0 is until another has done its work, with a short one")

// A process that speaks hangs until another has done its work, and goes on: it
// has nothing more to say, and changes nothing (D2). What was on its way when it
// hung may come twice.
func TestD2TheSpeakerHangs(t *testing.T) {
	t.Parallel()
	severally(t, 1, func(r *attempt) {
		if *hang == 0 {
			r.env = shortLease()
		}
		first := r.process("", slotOfKilled+":01")
		r.await("begun", func() bool { return len(r.texts()) > 0 })
		before, hung := r.kept(), time.Now()
		r.check(first.Process.Signal(syscall.SIGSTOP))
		second := r.process("", slotOfKilled+":01")
		r.await("taken over", func() bool { return r.kept().lease.Fence > before.lease.Fence })
		r.Logf("taken over after %s", time.Since(hung).Round(10*time.Millisecond))
		r.await("delivered", r.finished)
		time.Sleep(*hang - time.Since(hung))
		came, left := len(r.texts()), r.kept()
		r.check(first.Process.Signal(syscall.SIGCONT))
		time.Sleep(time.Second)
		if more := len(r.texts()) - came; more > 0 {
			r.Errorf("%d parts came from the one that had lost the word", more)
		}
		if now := r.kept(); !reflect.DeepEqual(now, left) {
			r.Errorf("it changed what was kept: %+v, and before %+v", now, left)
		}
		r.end(first)
		r.end(second)
	})
}

// keptOf is what a process that speaks writes.
type keptOf struct {
	lease    storage.Lease // but until when
	reader   news.Subscriber
	delivery news.Delivery
}

// kept reads it.
func (r *attempt) kept() (k keptOf) {
	r.Helper()
	store, err := openStore(r.Context(), r.store)
	r.check(err)
	defer store.Close()
	k.lease, err = store.Lease(r.Context(), "telegram sandbox_bot")
	r.check(err)
	k.lease.Until = time.Time{}
	k.reader, err = store.Subscriber(r.Context(), r.reader)
	r.check(err)
	k.delivery, err = store.Delivery(r.Context(), r.key())
	r.check(err)
	return k
}
