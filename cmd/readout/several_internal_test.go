package main

import (
	"flag"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"
)

var rounds = flag.Int("rounds", 1, "how often TestD1Several lets two processes meet, in each of the ways")

// Two processes share a store and a token (D1). Whatever becomes of the one
// that speaks, the digest comes whole and in order; a part that came twice was
// on its way when its speaker fell silent, and is marked so.
func TestD1Several(t *testing.T) {
	t.Parallel()
	severally(t, "started together", 0, (*attempt).together)
	severally(t, "one is killed", 1, (*attempt).oneKilled)
}

// severally lets processes meet in one of the ways; most is how many parts may
// come twice each time.
func severally(t *testing.T, way string, most int, meet func(*attempt)) {
	t.Run(way, func(t *testing.T) {
		t.Parallel()
		archive, reader := archiveOfOneMorning(t)
		m := morning{stores: testStores{fill: fillServer}, archive: archive, reader: reader}
		whole, all := m.undisturbed(t), 0
		m.parts = len(whole)
		for i := range *rounds {
			t.Run(strconv.Itoa(i), func(t *testing.T) {
				r := m.begin(t)
				meet(r)
				twice := r.judge(whole)
				if twice > most {
					t.Errorf("%d parts came twice, at most %d may", twice, most)
				}
				all += twice
			})
		}
		t.Logf("%d rounds: %d parts came twice, none was lost", *rounds, all)
	})
}

// together leaves both alone, and gives the one that waits time to err.
func (r *attempt) together() {
	first, second := r.process("", slotOfKilled+":01"), r.process("", slotOfKilled+":01")
	r.await("delivered", r.finished)
	time.Sleep(100 * time.Millisecond)
	r.end(first)
	r.end(second)
}

// oneKilled kills one of them at any moment of the morning, whether it speaks
// or stands by.
func (r *attempt) oneKilled() {
	r.env = shortLease()
	first, second := r.process("", slotOfKilled+":01"), r.process("", slotOfKilled+":01")
	time.Sleep(rand.N(700 * time.Millisecond))
	if err := first.Process.Kill(); err != nil {
		r.Fatal(err)
	}
	r.await("delivered", r.finished)
	r.end(second)
}

// shortLease lets the next process begin soon after one has vanished. It is long
// enough that on a slow machine nobody is taken for gone who is there.
func shortLease() []string { return []string{"READOUT_LEASE=4s"} }
