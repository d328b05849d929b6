package operation

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"readout/digest/news"
)

const (
	// storeTime is how long the store has for an answer.
	storeTime = 3 * time.Second
	// lateAfter is from when on a digest that is due is late, while others are
	// being delivered. One chat that cannot be had makes nobody late.
	lateAfter = 2 * time.Minute
	// silentAfter is from when on Telegram does not answer; a poll that brings
	// nothing takes 25 seconds.
	silentAfter = 3 * time.Minute
)

// States of a program.
const (
	Ready      = "ready"
	Standby    = "standby"     // another process speaks to Telegram
	Starting   = "starting"    // nothing has been done yet
	CatchingUp = "catching up" // at work on what has become late
	Troubled   = "in trouble"
)

const (
	held    = "held"
	notHeld = "not held"
)

// Store is what is asked of the store.
type Store interface {
	// All are those of package storage.
	NextDue(ctx context.Context) (time.Time, error)
	AllSources(ctx context.Context) iter.Seq2[news.Source, error]
	SaveNotice(ctx context.Context, n news.Notice) error
	DeleteNotice(ctx context.Context, id string) error
	AllNotices(ctx context.Context) iter.Seq2[news.Notice, error]
}

// Options are what a Watch looks at. All are needed.
type Options struct {
	Progress *Progress
	Warnings *Warnings
	Store    Store
	// Clock is the readers', by which digests are due.
	Clock func() time.Time
	// Version is this program's.
	Version string
}

// Watch knows how the program fares.
type Watch struct{ Options }

// New makes a watch.
func New(o Options) *Watch { return &Watch{o} }

// Live reports whether the program goes on, whatever Telegram and the feeds
// do, and if not, which of its beats are stuck.
func (w *Watch) Live() (live bool, why []string) {
	for _, name := range w.Progress.now().stuck(time.Now()) {
		why = append(why, fmt.Sprintf("the beat %q has given no sign for more than %s", name, patience))
	}
	return len(why) == 0, why
}

// Readiness is whether the program does all that it is for.
type Readiness struct {
	// State is one of the states above.
	State string `json:"state"`
	// Reasons say why it is not Ready, in words for people.
	Reasons []string `json:"reasons,omitempty"`
}

// OK reports whether nobody has to wait for anything, though it be because
// another process is at work.
func (r Readiness) OK() bool { return r.State == Ready || r.State == Standby }

// Readiness asks the store and looks at what was done last.
func (w *Watch) Readiness(ctx context.Context) Readiness {
	due, err := w.oldestDue(ctx)
	return w.readiness(due, err)
}

func (w *Watch) oldestDue(ctx context.Context) (time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	return w.Store.NextDue(ctx)
}

func (w *Watch) readiness(due time.Time, asked error) Readiness {
	t, now := w.Progress.now(), time.Now()
	troubles := t.troubles(now)
	if _, why := w.Live(); len(why) > 0 {
		troubles = append(why, troubles...)
	}
	if asked != nil {
		// The cause is in the log: an address may stand in it.
		troubles = append(troubles, "the store does not answer")
	} else if !t.unled.IsZero() {
		troubles = append(troubles, "the store takes nothing in, so nobody may speak to Telegram")
	}
	if len(troubles) > 0 {
		return Readiness{State: Troubled, Reasons: troubles}
	}
	return t.course(w.late(due))
}

// late is by how much a digest is late; 0 where none is.
func (w *Watch) late(due time.Time) time.Duration {
	if due.IsZero() {
		return 0
	}
	return max(0, w.Clock().Sub(due))
}

// troubles are what somebody has to mend.
func (t tally) troubles(now time.Time) []string {
	if !t.leading {
		return nil
	}
	var all []string
	if !t.conflict.IsZero() {
		all = append(all, "another program polls with the same token, or a webhook is set")
	} else if since := now.Sub(later(t.polled, t.led)); since > silentAfter {
		all = append(all, "Telegram has not answered for "+since.Round(time.Second).String())
	}
	return all
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// course is how far a program without trouble has come.
func (t tally) course(late time.Duration) Readiness {
	reading, sending := t.beats[ingest], t.beats[deliver]
	switch {
	case reading.begun.IsZero():
		return Readiness{Starting, []string{"the feeds have not been looked at yet"}}
	case reading.ended.IsZero():
		return Readiness{CatchingUp, []string{"the feeds are being read for the first time since the start"}}
	case !t.leading && !t.reached:
		return Readiness{Starting, []string{"Telegram has not answered yet"}}
	case !t.leading:
		return Readiness{Standby, []string{"another process speaks to Telegram; this one reads feeds, and takes over if that one vanishes"}}
	case sending.begun.IsZero():
		return Readiness{Starting, []string{"no digest has been looked for yet: the menus are being set"}}
	case sending.ended.IsZero() && late > 0:
		return Readiness{CatchingUp, []string{"what became due before the start is being delivered"}}
	case sending.atWork() && late > lateAfter:
		return Readiness{CatchingUp, []string{"digests are being delivered, the oldest late by " + late.Round(time.Second).String()}}
	}
	return Readiness{State: Ready}
}

// Report is how the program fares, for people who read JSON. Times are left
// out that never were.
type Report struct {
	Readiness
	Live    bool   `json:"live"`
	Version string `json:"version"`
	// Lease is "held" where this process speaks to Telegram, else "not held".
	Lease     string    `json:"lease"`
	Started   time.Time `json:"started"`
	OldestDue time.Time `json:"oldest_due,omitzero"`
	// LateSeconds is by how much the oldest digest due is late.
	LateSeconds int                  `json:"late_seconds"`
	Ingested    time.Time            `json:"last_ingest,omitzero"`
	Delivered   time.Time            `json:"last_deliver,omitzero"`
	Polled      time.Time            `json:"last_poll,omitzero"`
	Messaged    time.Time            `json:"last_message,omitzero"`
	Slowed      time.Time            `json:"last_asked_to_wait,omitzero"`
	WaitSeconds int                  `json:"asked_to_wait_seconds,omitzero"`
	Parts       map[news.Outcome]int `json:"parts_since_start"`
	// Feeds are counted by condition.
	Feeds    map[news.Condition]int `json:"feeds,omitempty"`
	Warnings int                    `json:"warnings_since_start"`
	Errors   int                    `json:"errors_since_start"`
}

// Leading reports whether this process speaks to Telegram.
func (r Report) Leading() bool { return r.Lease == held }

// Report asks the store and looks at what was done last.
func (w *Watch) Report(ctx context.Context) Report {
	due, err := w.oldestDue(ctx)
	t := w.Progress.now()
	live, _ := w.Live()
	r := Report{
		Readiness: w.readiness(due, err), Live: live, Version: w.Version, Lease: notHeld, Started: t.started.UTC(),
		OldestDue: due.UTC(), LateSeconds: int(w.late(due).Seconds()),
		Ingested: t.beats[ingest].ended.UTC(), Delivered: t.beats[deliver].ended.UTC(),
		Polled: t.polled.UTC(), Messaged: t.messaged.UTC(), Slowed: t.slowed.UTC(), WaitSeconds: int(t.wait.Seconds()),
		Parts: t.parts, Feeds: w.feeds(ctx),
	}
	if t.leading {
		r.Lease = held
	}
	r.Warnings, r.Errors = w.Warnings.Counts()
	return r
}

// feeds counts the feeds by condition; nil where the store does not answer.
func (w *Watch) feeds(ctx context.Context) map[news.Condition]int {
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	n := map[news.Condition]int{}
	for s, err := range w.Store.AllSources(ctx) {
		if err != nil {
			return nil
		}
		n[s.Health(w.Clock()).Condition]++
	}
	return n
}

// String is the readiness in one line.
func (r Readiness) String() string {
	if len(r.Reasons) == 0 {
		return r.State
	}
	return r.State + ": " + strings.Join(r.Reasons, "; ")
}
