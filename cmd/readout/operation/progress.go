// Package operation keeps watch over a running bot. What comes in: what the
// desk and the transport tell their observers. What goes out: whether the
// program lives, whether it is ready, and why not, for machines and people; its
// counts, for Prometheus; its last warnings; and the word that it is stuck. It
// changes nothing, and holds nothing that names a chat, a person or an article.
package operation

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"readout/bot/telegram"
	"readout/digest"
	"readout/digest/news"
)

// The beats that a living program keeps.
const (
	ingest  = "ingest"
	deliver = "deliver"
)

// Results, as counts tell them apart.
const (
	fine    = "ok"
	failed  = "failed"
	slowed  = "slowed"
	skipped = "skipped"
)

// Progress is what one process has done since it began. It observes the desk
// and the transport, and may be asked at any time.
type Progress struct {
	mu sync.Mutex
	tally
}

// tally is Progress at a moment. Times are this machine's; zero is never.
type tally struct {
	started time.Time
	leading bool
	led     time.Time // since when it leads
	// unled is since when the store does not say who leads; zero where it does.
	unled    time.Time
	outage   outage
	beats    map[string]beat
	readings map[string]int // of feeds, by result
	articles map[string]int // "new" and "edited"
	parts    map[news.Outcome]int
	readers  map[string]int // by result
	calls    map[called]int
	updates  map[string]int // by result
	mended   map[telegram.Part]int
	// reached tells that Telegram has answered once.
	reached bool
	// polled and messaged are the last successes, a look at the webhook counting
	// as a poll, slowed the last time that
	// Telegram asked to wait, and for how long.
	polled, messaged, slowed time.Time
	wait                     time.Duration
	// conflict is since when another program polls with the same token.
	conflict time.Time
}

// beat is how a work that is done again and again fares.
type beat struct {
	begun, ended time.Time
	took         time.Duration
	// sign is when it showed last that it goes on.
	sign time.Time
	// broken tells that the last one failed.
	broken bool
	// full tells that it failed for want of room in the store.
	full    bool
	results map[string]int
}

// atWork reports whether the beat is under way.
func (b beat) atWork() bool { return b.begun.After(b.ended) }

// called is a method of the Bot API with a result.
type called struct{ method, result string }

// NewProgress begins to count.
func NewProgress() *Progress {
	return &Progress{tally: tally{
		started: time.Now(), beats: map[string]beat{}, readings: map[string]int{}, articles: map[string]int{},
		parts: map[news.Outcome]int{}, readers: map[string]int{}, calls: map[called]int{}, updates: map[string]int{}, mended: map[telegram.Part]int{},
	}}
}

// now is a copy that nobody else changes.
func (p *Progress) now() tally {
	p.mu.Lock()
	defer p.mu.Unlock()
	t := p.tally
	t.beats = maps.Clone(t.beats)
	for name, b := range t.beats {
		b.results = maps.Clone(b.results)
		t.beats[name] = b
	}
	t.readings, t.articles, t.parts = maps.Clone(t.readings), maps.Clone(t.articles), maps.Clone(t.parts)
	t.readers, t.calls, t.updates = maps.Clone(t.readers), maps.Clone(t.calls), maps.Clone(t.updates)
	t.mended = maps.Clone(t.mended)
	return t
}

// Leading tells whether this process is the one that speaks to Telegram.
func (p *Progress) Leading(is bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.leading, p.led = is, time.Now()
	// Who leads again begins anew, and owes no beat before.
	delete(p.beats, deliver)
	p.conflict = time.Time{}
}

// LeaseAsked tells whether the store said who leads. While it does not, nobody
// does.
func (p *Progress) LeaseAsked(answered bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	switch {
	case !answered && p.unled.IsZero():
		p.unled = now
	case answered && !p.unled.IsZero():
		p.outage, p.unled = outage{p.unled, now}, time.Time{}
	}
}

// takeOutage is the last outage, once.
func (p *Progress) takeOutage() outage {
	p.mu.Lock()
	defer p.mu.Unlock()
	o := p.outage
	p.outage = outage{}
	return o
}

// outage is a time in which the store did not say who leads.
type outage struct{ from, until time.Time }

// BeatBegan implements digest.Observer.
func (p *Progress) BeatBegan(name string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.beats[name]
	b.begun = time.Now()
	b.sign = b.begun
	p.beats[name] = b
}

// BeatEnded implements digest.Observer.
func (p *Progress) BeatEnded(name string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	b := p.beats[name]
	b.ended = time.Now()
	b.sign, b.took = b.ended, b.ended.Sub(b.begun)
	b.broken, b.full = err != nil, digest.NoRoom(err)
	b.results = counted(b.results, result(err))
	p.beats[name] = b
}

// FeedRead implements digest.Observer.
func (p *Progress) FeedRead(came digest.Ingested, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sign(ingest)
	how := result(err)
	if came.Failed > 0 {
		how = failed
	}
	p.readings[how]++
	p.articles["new"] += came.New
	p.articles["edited"] += came.Edited
}

// PartSent implements digest.Observer.
func (p *Progress) PartSent(r news.Receipt) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sign(deliver)
	p.parts[r.Outcome]++
}

// ReaderServed implements digest.Observer.
func (p *Progress) ReaderServed(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sign(deliver)
	p.readers[result(err)]++
}

// Called implements telegram.Observer.
func (p *Progress) Called(c telegram.Call) {
	if c.Broken {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	how, now := fine, time.Now()
	switch {
	case c.Wait > 0:
		how, p.slowed, p.wait = slowed, now, c.Wait
	case c.Failed:
		how = failed
	case c.Method == "getUpdates", c.Method == "getWebhookInfo":
		p.polled, p.conflict = now, time.Time{}
	case strings.HasPrefix(c.Method, "send"):
		p.messaged = now
	}
	p.reached = p.reached || how == fine
	if c.Conflict && p.conflict.IsZero() {
		p.conflict = now
	}
	p.calls[called{c.Method, how}]++
}

// Mended implements telegram.Observer.
func (p *Progress) Mended(without telegram.Part) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mended[without]++
}

// UpdateDone implements telegram.Observer.
func (p *Progress) UpdateDone(passed bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if passed {
		p.updates[skipped]++
	} else {
		p.updates[fine]++
	}
}

// sign notes that a beat goes on, if it is under way.
func (p *Progress) sign(name string) {
	if b, known := p.beats[name]; known {
		b.sign = time.Now()
		p.beats[name] = b
	}
}

func result(err error) string {
	if err != nil {
		return failed
	}
	return fine
}

func counted(n map[string]int, what string) map[string]int {
	if n == nil {
		n = map[string]int{}
	}
	n[what]++
	return n
}

// patience is how long a beat may give no sign. The longest that any takes
// between two is the reading of one feed, four minutes at most.
const patience = 5 * time.Minute

// stuck are the beats that have given no sign for too long. One that never
// began is not awaited: it waits for Telegram, or for the lease.
func (t tally) stuck(now time.Time) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(t.beats)) {
		awaited := name == ingest || name == deliver && t.leading
		if awaited && now.Sub(t.beats[name].sign) > patience {
			names = append(names, name)
		}
	}
	return names
}
