package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"readout/bot/telegram/sandbox"
)

var (
	murders = flag.Int("murders", 2, "how often TestD1TheSpeakerIsKilled kills the process that speaks")
	// The one of the tests is long enough that on a slow machine nobody is taken
	// for gone who is there.
	leases = flag.Duration("lease", 4*time.Second, "the lease in TestD1TheSpeakerIsKilled; the program's own is 10 s")
)

const (
	// murdersAtOnce is how often the speaker of one morning is killed.
	murdersAtOnce = 20
	// longestLife is within which time a speaker is killed once it has begun.
	longestLife = 1500 * time.Millisecond
)

// Whichever process speaks is killed at any moment of its work, again and again,
// while another stands by. Every reader gets every part, in order; one that came
// twice was on its way when its speaker died, and is marked so.
func TestD1TheSpeakerIsKilled(t *testing.T) {
	t.Parallel()
	archive, reader := archiveOfOneMorning(t)
	m := morning{stores: testStores{fill: fillServer}, archive: archive, reader: reader}
	whole := m.undisturbed(t)
	var all killings
	t.Cleanup(func() { t.Log(&all) })
	for done := 0; done < *murders; done += murdersAtOnce {
		t.Run(strconv.Itoa(done), func(t *testing.T) {
			t.Parallel()
			n := min(*murders-done, murdersAtOnce)
			// None is served before the last killing: 25 parts leave in a second.
			c := m.crowd(t, 2+12*n, whole)
			c.env = []string{"READOUT_LEASE=" + leases.String()}
			all.add(c.killSpeakers(n))
		})
	}
}

// killings is what came of them.
type killings struct {
	mu             sync.Mutex
	planned, twice int
	// taken is how long after each the lease was another's, spoken until that one
	// spoke.
	taken, spoken []time.Duration
}

func (k *killings) add(more *killings) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.planned, k.twice = k.planned+more.planned, k.twice+more.twice
	k.taken, k.spoken = append(k.taken, more.taken...), append(k.spoken, more.spoken...)
}

func (k *killings) String() string {
	return fmt.Sprintf("lease of %s, killed %d times: of %d parts planned %d came twice; another had its place after %s, and spoke after %s",
		*leases, len(k.taken), k.planned, k.twice, spread(k.taken), spread(k.spoken))
}

// spread tells the middle of some times, nine tenths of them, and the longest.
func spread(all []time.Duration) string {
	if len(all) == 0 {
		return "no time known"
	}
	slices.Sort(all)
	at := func(percent int) string { return all[(len(all)-1)*percent/100].Round(10 * time.Millisecond).String() }
	return at(50) + " (p50), " + at(90) + " (p90), " + at(100) + " at most"
}

// killSpeakers serves the crowd by two processes of which the one that speaks is
// killed so often.
func (c *crowd) killSpeakers(n int) *killings {
	c.Helper()
	var k killings
	c.start()
	c.start()
	var began, killed []time.Time
	fence := c.nextSpeaker(0)
	for range n {
		time.Sleep(rand.N(longestLife))
		l := c.lease()
		p := c.processes[c.pidOf(l)]
		c.check(p.Process.Kill())
		killed = append(killed, time.Now())
		_ = p.Wait()
		delete(c.processes, p.Process.Pid)
		c.start()
		fence = c.nextSpeaker(max(fence, l.Fence))
		began = append(began, time.Now())
		k.taken = append(k.taken, time.Since(killed[len(killed)-1]))
	}
	c.within(patience+time.Duration(len(c.readers))*time.Second, "served", c.served)
	c.endAll()
	k.planned, k.twice, k.spoken = len(c.readers)*len(c.whole), c.judgeAll(), c.silences(killed, began)
	if k.twice > len(k.taken)*under {
		c.Errorf("%d parts came twice of %d killings", k.twice, len(k.taken))
	}
	return &k
}

// under is how many readers' parts may be on their way when a speaker dies.
const under = 50

// nextSpeaker waits until the lease was given out anew, and is its fence.
func (c *crowd) nextSpeaker(last int64) int64 {
	c.Helper()
	fence := int64(0)
	c.within(patience, "spoken for", func() bool {
		fence = c.lease().Fence
		return fence > last
	})
	return fence
}

// silences are how long it was after each killing until whoever began after it
// had a part arrive; of those who were killed before they had, none.
func (c *crowd) silences(killed, began []time.Time) (all []time.Duration) {
	parts := c.parts()
	for i := range began {
		at := slices.IndexFunc(parts, func(a sandbox.Arrival) bool { return a.At.After(began[i]) })
		if at < 0 || i+1 < len(killed) && parts[at].At.After(killed[i+1]) {
			continue
		}
		all = append(all, parts[at].At.Sub(killed[i]))
	}
	return all
}
