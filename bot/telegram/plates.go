package telegram

import (
	"sync"
	"time"

	"readout/digest/news"
)

const (
	// plateBytes is how much of text the plates of one age hold at most, beside
	// the one that is too much.
	plateBytes = 4 << 20
	// plateAge is from when on plates are of another age.
	plateAge = 10 * time.Minute
)

// plates are messages that were laid out lately: an edition goes to many equal
// readers, and its parts look the same to each of them. They are of two ages.
// When the young ones are too many, or no longer young, the old ones are dropped
// and they are the old; so no more than twice plateBytes is kept, what is used
// stays, and a morning is forgotten in the next.
type plates struct {
	mu         sync.Mutex
	young, old map[plate]*page
	bytes      int       // of the young
	since      time.Time // when the first of them came
}

// plate names a message by its content: an edition's id is that of its blocks.
type plate struct {
	edition  news.EditionID
	from, to int
	share    share
}

// parts shares an edition out over messages, and lays them out.
func (p *plates) parts(e news.Edition) []news.Part {
	g := newGalley(e.Blocks)
	parts := g.split()
	for i := range parts {
		p.keep(named(e, parts, i), g.sheet(parts[i], shareOf(parts, i)))
	}
	return parts
}

// sheet is a part of an edition as a message. It is shared and must not be
// changed.
func (p *plates) sheet(e news.Edition, parts []news.Part, part int) *page {
	name := named(e, parts, part)
	laid := p.laid(name)
	if laid == nil {
		laid = newGalley(e.Blocks).sheet(parts[part], name.share)
		p.keep(name, laid)
	}
	return laid
}

func named(e news.Edition, parts []news.Part, part int) plate {
	return plate{e.ID, parts[part].From, parts[part].To, shareOf(parts, part)}
}

func (p *plates) laid(name plate) *page {
	p.mu.Lock()
	defer p.mu.Unlock()
	if young := p.young[name]; young != nil {
		return young
	}
	old := p.old[name]
	if old != nil {
		p.add(name, old)
	}
	return old
}

func (p *plates) keep(name plate, laid *page) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.young[name] == nil {
		p.add(name, laid)
	}
}

func (p *plates) add(name plate, laid *page) {
	if now := time.Now(); p.young == nil || p.bytes > plateBytes || now.Sub(p.since) > plateAge {
		p.young, p.old, p.bytes, p.since = map[plate]*page{}, p.young, 0, now
	}
	p.young[name] = laid
	p.bytes += laid.html.Cap() + laid.plain.Cap()
}
