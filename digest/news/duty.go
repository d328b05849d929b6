package news

import "time"

const (
	// mostOutages is how many outages a Duty remembers.
	mostOutages = 20
	// nodding is how long nobody may have looked after deliveries before that
	// counts as an outage: a restart is none.
	nodding = 3 * time.Minute
)

// Duty is how delivering itself stands, beside what is kept of each reader: so
// that a digest that comes late can say why, and a hold survives a restart.
type Duty struct {
	// Seen is when deliveries were last looked after; zero before the first
	// time.
	Seen time.Time `json:"seen,omitzero"`
	// Held is since when an admin holds all deliveries; zero where they go on.
	// By is who.
	Held time.Time `json:"held,omitzero"`
	By   int64     `json:"by,omitempty"`
	// Outages are when nothing could be delivered, by their ends; the last 20.
	Outages []Outage `json:"outages,omitempty"`
}

// Outage is a time in which nothing was delivered: the program was down, or an
// admin held deliveries.
type Outage struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
	Held  bool      `json:"held,omitempty"`
}

// IsZero reports whether nothing was ever noted.
func (d Duty) IsZero() bool { return d.Seen.IsZero() && d.Held.IsZero() && len(d.Outages) == 0 }

// Look notes that deliveries are looked after at this moment. Where nobody did
// for a while, and none were held, that becomes an outage.
func (d *Duty) Look(now time.Time) {
	if !d.Seen.IsZero() && d.Held.IsZero() && now.Sub(d.Seen) > nodding {
		d.note(Outage{From: d.Seen, Until: now})
	}
	d.Seen = now
}

// Hold stops deliveries; where they are held already, that stays as it was.
func (d *Duty) Hold(now time.Time, by int64) {
	if d.Held.IsZero() {
		d.Held, d.By = now, by
	}
}

// Release lets deliveries go on, and notes for how long they did not.
func (d *Duty) Release(now time.Time) {
	if !d.Held.IsZero() {
		d.note(Outage{From: d.Held, Until: now, Held: true})
	}
	d.Held, d.By = time.Time{}, 0
}

func (d *Duty) note(g Outage) {
	d.Outages = append(d.Outages, g)
	d.Outages = d.Outages[max(0, len(d.Outages)-mostOutages):]
}

// Down is the outage that ended last, in which nothing was read either; the zero
// Outage where there was none. While an admin holds deliveries, feeds are read.
func (d Duty) Down() Outage {
	for i := len(d.Outages) - 1; i >= 0; i-- {
		if !d.Outages[i].Held {
			return d.Outages[i]
		}
	}
	return Outage{}
}

// Between is the longest outage of those in which a digest due at one moment and
// sent at another could not be sent; the zero Outage where there was none.
func (d Duty) Between(due, sent time.Time) Outage {
	var longest Outage
	for _, g := range d.Outages {
		if g.From.Before(sent) && g.Until.After(due) && g.Until.Sub(g.From) > longest.Until.Sub(longest.From) {
			longest = g
		}
	}
	return longest
}
