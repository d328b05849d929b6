package storage

import (
	"slices"
	"time"

	"readout/digest/news"
)

// Kept is an instant as every store keeps it: to the millisecond, in UTC. The
// zero Time stays zero.
func Kept(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Millisecond)
}

func settle(times ...*time.Time) {
	for _, t := range times {
		*t = Kept(*t)
	}
}

// What follows gives each noun with all its instants as they are kept. What
// was given is not changed.

// KeptReport is a report as stores keep it.
func KeptReport(r news.Report) news.Report {
	a := &r.Article
	settle(&a.Published, &a.Seen, &a.Edited)
	a.Former = slices.Clone(a.Former)
	for i := range a.Former {
		settle(&a.Former[i].Until)
	}
	return r
}

// KeptSource is a source as stores keep it, with its State.
func KeptSource(s news.Source) news.Source {
	p := &s.State
	settle(&s.Added, &s.PausedSince, &p.Next, &p.Tried, &p.Read, &p.FailingSince, &p.Full, &p.MovedSince, &p.MovedAt, &p.LastNew, &p.Newest, &p.StaleSince, &p.Flooded)
	p.Gaps = slices.Clone(p.Gaps)
	for i := range p.Gaps {
		settle(&p.Gaps[i].Since, &p.Gaps[i].Until)
	}
	p.Pages = slices.Clone(p.Pages)
	for i := range p.Pages {
		settle(&p.Pages[i].Next)
	}
	return s
}

// KeptSubscriber is a subscriber as stores keep it.
func KeptSubscriber(s news.Subscriber) news.Subscriber {
	settle(&s.Joined, &s.PausedUntil, &s.Doubtful, &s.Since, &s.Due.At)
	return s
}

// KeptDelivery is a delivery as stores keep it.
func KeptDelivery(d news.Delivery) news.Delivery {
	settle(&d.Window.Since, &d.Window.At, &d.Begun, &d.Finished)
	return d
}

// KeptDuty is a duty as stores keep it.
func KeptDuty(d news.Duty) news.Duty {
	settle(&d.Seen, &d.Held)
	d.Outages = slices.Clone(d.Outages)
	for i := range d.Outages {
		settle(&d.Outages[i].From, &d.Outages[i].Until)
	}
	return d
}

// KeptEdition is an edition as stores keep it. Its ID is not made anew.
func KeptEdition(e news.Edition) news.Edition {
	settle(&e.Made)
	e.Blocks, e.More = keptBlocks(e.Blocks), keptBlocks(e.More)
	return e
}

func keptBlocks(blocks []news.Block) []news.Block {
	blocks = slices.Clone(blocks)
	for i := range blocks {
		proofs := slices.Clone(blocks[i].Proofs)
		for j := range proofs {
			settle(&proofs[j].Published)
		}
		blocks[i].Proofs = proofs
		runs := slices.Clone(blocks[i].Text)
		for j := range runs {
			settle(&runs[j].At)
		}
		blocks[i].Text = runs
	}
	return blocks
}

// KeptAlias is an alias as stores keep it.
func KeptAlias(a news.Alias) news.Alias {
	settle(&a.Made)
	return a
}

// KeptNotice is a notice as stores keep it.
func KeptNotice(n news.Notice) news.Notice {
	settle(&n.Told)
	return n
}

// KeptGuest is a guest as stores keep it.
func KeptGuest(g news.Guest) news.Guest {
	settle(&g.Since)
	return g
}

// KeptInvitation is an invitation as stores keep it.
func KeptInvitation(i news.Invitation) news.Invitation {
	settle(&i.Made, &i.Until)
	return i
}

// KeptKeyboard is a keyboard as stores keep it.
func KeptKeyboard(k Keyboard) Keyboard {
	settle(&k.Made)
	return k
}
