package main

import (
	"flag"
	"slices"
	"testing"
	"time"

	"readout/bot/telegram/sandbox"
	"readout/digest/news"
	"readout/storage/storagetest/redisserver"
)

var (
	failovers = flag.Int("failovers", 1, "how many masters are killed in TestD6FailoverUnderLoad, one after another; of a cluster's, from two on")
	audience  = flag.Int("audience", 30, "how many readers TestD6FailoverUnderLoad has")
	wary      = flag.Bool("wary", false, "the first master of TestD6FailoverUnderLoad behind sentinels takes no writes without a replica")
	lag       = flag.Duration("lag", 0, "for how long before its end nothing that a master of TestD6FailoverUnderLoad writes reaches its replica")
)

// Two processes send digests, and the server that takes their writes is killed
// in the middle: its replica takes its place, and every part arrives. One that
// came twice says so, or came first in the moment whose writes were lost.
func TestD6FailoverUnderLoad(t *testing.T) {
	t.Parallel()
	archive, reader := archiveOfOneMorning(t)
	m := morning{stores: testStores{fill: copyFile}, archive: archive, reader: reader}
	whole := m.undisturbed(t)
	t.Run("sentinel", func(t *testing.T) {
		t.Parallel()
		var args []string
		if *wary {
			args = []string{"--min-replicas-to-write", "1"}
		}
		w := redisserver.StartWatched(t, args...)
		failOver(t, m, whole, servers{w.URL(), []*pair{{w.Master, w.Replica}}})
	})
	t.Run("cluster", func(t *testing.T) {
		t.Parallel()
		if *failovers < 2 {
			t.Skip("minutes long: -failovers says how many")
		}
		c := redisserver.StartCluster(t, 3, true)
		var pairs []*pair
		for i := range c.Masters {
			pairs = append(pairs, &pair{c.Masters[i], c.Replicas[i]})
		}
		failOver(t, m, whole, servers{c.URL(), pairs})
	})
}

// servers stand together.
type servers struct {
	url   string
	pairs []*pair
}

// pair are a master and the replica that takes its place.
type pair struct{ master, replica *redisserver.Server }

func failOver(t *testing.T, m morning, whole []string, s servers) {
	m.stores.fill = func(t *testing.T, file string) string { return fillAt(t, s.url, file) }
	c := m.crowd(t, *audience, whole)
	for _, p := range s.pairs {
		p.master.AwaitReplica()
	}
	c.start()
	c.start()
	planned := len(c.readers) * len(whole)
	var killed []time.Time
	for i := range *failovers {
		goal := planned * (i + 1) / (*failovers + 1)
		c.within(hour, "so far", func() bool { return len(c.parts()) >= goal })
		p := s.pairs[i%len(s.pairs)]
		killed = append(killed, c.lose(p))
		if i+1 < *failovers {
			p.turn()
		}
	}
	c.within(hour, "served", c.served)
	c.endAll()
	a := c.account(killed)
	t.Logf("%d failovers: of %d parts planned %d were lost, %d came twice and said so, %d came twice without a word; digests were silent for %s",
		len(killed), planned, a.lost, a.marked, a.unmarked, spread(a.silences))
	if a.unmarked > 0 {
		t.Logf("these came first from %s before a master's end to %s after it", a.before.Round(time.Millisecond), a.after.Round(time.Millisecond))
	}
}

// hour is enough for any crowd.
const hour = time.Hour

// turn runs a master that was killed again, as the replica of the one that took
// its place.
func (p *pair) turn() {
	p.replica.Reconnect()
	p.master.Restart()
	p.master.AwaitMaster()
	p.replica.AwaitReplica()
	p.master, p.replica = p.replica, p.master
}

// lose kills a master, and waits until digests go on.
func (c *crowd) lose(p *pair) time.Time {
	c.Helper()
	if *lag > 0 {
		p.replica.CutOff(p.master)
		time.Sleep(*lag)
	}
	killed := time.Now()
	p.master.Kill()
	p.replica.AwaitPromotion()
	came := len(c.parts())
	c.within(hour, "going on", func() bool { return len(c.parts()) > came || c.served() })
	return killed
}

// accounts tell what came of all parts.
type accounts struct {
	lost, marked, unmarked int
	// before and after are how far from a master's end the first copies were of
	// those that came twice without a word.
	before, after time.Duration
	silences      []time.Duration
}

// blindness is how far from a master's end what is lost with it may have been
// sent, at most: a part that was noted as on its way arrives a moment later.
const blindness = 5 * time.Second

// account holds that every part came, and that one that came twice was sent for
// a reason that is known.
func (c *crowd) account(killed []time.Time) (a accounts) {
	c.Helper()
	came := c.byReader()
	for _, at := range c.readers {
		for _, once := range c.whole {
			a.lost += c.accountPart(&a, at, copiesOf(once, came[at.Chat]), killed)
		}
	}
	if a.lost > 0 {
		c.Errorf("%d parts never came", a.lost)
	}
	parts := c.parts()
	for _, k := range killed {
		next := slices.IndexFunc(parts, func(p sandbox.Arrival) bool { return p.At.After(k.Add(time.Second)) })
		if next > 0 {
			a.silences = append(a.silences, parts[next].At.Sub(parts[next-1].At))
		}
	}
	return a
}

func copiesOf(once string, came []sandbox.Arrival) (copies []sandbox.Arrival) {
	for _, p := range came {
		if text, _ := unmarked(p.Text); text == once {
			copies = append(copies, p)
		}
	}
	return copies
}

// accountPart takes the copies of one part into account, and is 1 where there
// is none.
func (c *crowd) accountPart(a *accounts, to news.Address, copies []sandbox.Arrival, killed []time.Time) (lost int) {
	c.Helper()
	if len(copies) == 0 {
		return 1
	}
	for i, again := range copies[1:] {
		if _, says := unmarked(again.Text); says {
			a.marked++
			continue
		}
		a.unmarked++
		first := copies[i].At
		nearest := slices.MinFunc(killed, func(x, y time.Time) int { return int(first.Sub(x).Abs() - first.Sub(y).Abs()) })
		before := nearest.Sub(first)
		a.before, a.after = max(a.before, before), max(a.after, -before)
		if before > *lag+blindness || before < -blindness {
			c.Errorf("reader %s got a part twice without a word, first %s before a master's end", to, before)
		}
	}
	return 0
}
