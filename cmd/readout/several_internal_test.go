package main

import (
	"flag"
	"strconv"
	"sync/atomic"
	"testing"
	"time"
)

var rounds = flag.Int("rounds", 1, "how often TestD1Several and TestD2TheSpeakerHangs let two processes meet")

// Two processes share a store and a token, and begin at the same moment (D1):
// the digest comes once, whole and in order.
func TestD1Several(t *testing.T) {
	t.Parallel()
	severally(t, 0, (*attempt).together)
}

// severally lets processes meet; most is how many parts may come twice each time.
func severally(t *testing.T, most int, meet func(*attempt)) {
	archive, reader := archiveOfOneMorning(t)
	m := morning{stores: testStores{fill: fillServer}, archive: archive, reader: reader}
	whole := m.undisturbed(t)
	m.parts = len(whole)
	var all atomic.Int64
	t.Cleanup(func() { t.Logf("%d rounds: %d parts came twice", *rounds, all.Load()) })
	for i := range *rounds {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			r := m.begin(t)
			meet(r)
			twice := r.judge(whole)
			if twice > most {
				t.Errorf("%d parts came twice, at most %d may", twice, most)
			}
			all.Add(int64(twice))
		})
	}
}

// together leaves both alone, and gives the one that waits time to err.
func (r *attempt) together() {
	first, second := r.process("", slotOfKilled+":01"), r.process("", slotOfKilled+":01")
	r.await("delivered", r.finished)
	time.Sleep(100 * time.Millisecond)
	r.end(first)
	r.end(second)
}

// shortLease lets the next process begin soon after one has vanished. It is long
// enough that on a slow machine nobody is taken for gone who is there.
func shortLease() []string { return []string{"READOUT_LEASE=4s"} }
