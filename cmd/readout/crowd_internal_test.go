package main

import (
	"maps"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"readout/bot/telegram/sandbox"
	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

// crowd is a morning of many equal readers, delivered by processes that share a
// store.
type crowd struct {
	*attempt
	readers []news.Address
	whole   []string // the text of each part of their digest
	// view is the store, to look at.
	view      storage.Store
	processes map[int]*exec.Cmd // those that live, by their number
}

// crowd fills a store with so many readers, who are due now.
func (m morning) crowd(t *testing.T, readers int, whole []string) *crowd {
	t.Helper()
	m.archive = copied(t, m.archive)
	c := &crowd{readers: gather(t, m.archive, m.reader, readers), whole: whole, processes: map[int]*exec.Cmd{}}
	c.attempt = m.begin(t)
	for _, at := range c.readers[1:] {
		_, err := c.telegram.AddChat(sandbox.NewChat{ID: at.Chat, Bot: "member"})
		c.check(err)
	}
	var err error
	c.view, err = openStore(t.Context(), c.attempt.store)
	c.check(err)
	t.Cleanup(func() { c.view.Close() })
	return c
}

func copied(t *testing.T, file string) string {
	t.Helper()
	return strings.TrimPrefix(copyFile(t, file), "sqlite:")
}

// gather puts equals of a reader into a file until they are so many, and is all
// of them.
func gather(t *testing.T, file string, first news.Address, n int) []news.Address {
	t.Helper()
	store, err := sqlite.Open(t.Context(), file, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	one, err := store.Subscriber(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	all, others := []news.Address{first}, []news.Subscriber(nil)
	for i := range n - 1 {
		one.Address.Chat = first.Chat + int64(i) + 1
		all, others = append(all, one.Address), append(others, one)
	}
	if err := store.RestoreSubscribers(t.Context(), others); err != nil {
		t.Fatal(err)
	}
	return all
}

// start starts one more process.
func (c *crowd) start() {
	p := c.process("", slotOfKilled+":01")
	c.processes[p.Process.Pid] = p
}

// endAll asks all that live to end.
func (c *crowd) endAll() {
	for _, pid := range slices.Sorted(maps.Keys(c.processes)) {
		c.end(c.processes[pid])
	}
}

// lease is the last right to speak that was given out; its fence is 0 where
// none was, or the store does not answer.
func (c *crowd) lease() storage.Lease {
	l, err := c.view.Lease(c.Context(), "telegram sandbox_bot")
	if err != nil {
		return storage.Lease{}
	}
	return l
}

// pidOf is the number of the process that a lease was given to.
func (c *crowd) pidOf(l storage.Lease) int {
	c.Helper()
	for _, part := range strings.Split(l.Owner, "/") {
		if pid, err := strconv.Atoi(part); err == nil && c.processes[pid] != nil {
			return pid
		}
	}
	c.Fatalf("the lease is of none that lives: %+v", l)
	return 0
}

// served reports whether every reader's digest is noted as finished.
func (c *crowd) served() bool {
	n := 0
	for d, err := range c.view.AllDeliveries(c.Context()) {
		if err != nil || d.Finished.IsZero() {
			return false
		}
		n++
	}
	return n == len(c.readers)
}

// within waits until something is so.
func (c *crowd) within(d time.Duration, what string, so func() bool) {
	c.Helper()
	for late := time.Now().Add(d); !so(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(late) {
			c.Fatalf("not %s within %s; %d of %d parts came", what, d, len(c.parts()), len(c.readers)*len(c.whole))
		}
	}
}

// parts are all that arrived.
func (c *crowd) parts() []sandbox.Arrival {
	return slices.DeleteFunc(c.telegram.Arrivals(0), func(a sandbox.Arrival) bool { return a.Edit })
}

// byReader are the parts that came to each.
func (c *crowd) byReader() map[int64][]sandbox.Arrival {
	came := map[int64][]sandbox.Arrival{}
	for _, a := range c.parts() {
		came[a.Chat] = append(came[a.Chat], a)
	}
	return came
}

// judgeAll judges every reader's delivery, and is how many parts came twice.
func (c *crowd) judgeAll() (twice int) {
	c.Helper()
	came := c.byReader()
	for d, err := range c.view.AllDeliveries(c.Context()) {
		c.check(err)
		var texts []string
		for _, a := range came[d.Key.Address.Chat] {
			texts = append(texts, a.Text)
		}
		n, wrong := judged(c.whole, texts, d)
		twice += n
		for _, w := range wrong {
			c.Errorf("reader %s: %s", d.Key.Address, w)
		}
	}
	return twice
}
