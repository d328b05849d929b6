package news

import (
	"slices"
	"strings"
	"time"
)

// Gap is a time in which a source was not read although it should have been.
type Gap struct {
	Since time.Time `json:"since"`
	// Until is when it was read again; zero while it is not.
	Until time.Time `json:"until,omitzero"`
	// Reason is in words for an admin: the last one, where there were several.
	Reason string `json:"reason,omitempty"`
	// Times counts the gaps that followed so close on one another that they
	// are kept as one; 0 and 1 are one.
	Times int `json:"times,omitempty"`
	// Torn says that nothing of what the source listed at the end was known
	// from before: what it listed meanwhile may have been missed.
	Torn bool `json:"torn,omitempty"`
}

// Reasons of gaps that are no fault of the source.
const (
	NotRunning = "Readout was not running"
	PutAside   = "paused by an admin"
	NotListed  = "no longer in the configuration"
)

// GapsKept is for how long it is known that a source was not read.
const GapsKept = 90 * 24 * time.Hour

const (
	// overdueAfter is from when on a source that was not even asked counts as
	// not read: much longer than a round of all sources takes.
	overdueAfter = 30 * time.Minute
	// sameGap is how soon after a gap another one belongs to it.
	sameGap = 2 * time.Hour
	// maxGaps is how many gaps of a source are kept.
	maxGaps = 60
	// maxReason bounds the reason of a gap in bytes.
	maxReason = 200
)

// Gap is the one that the source is in; there is none where it was read when
// it was last due.
func (s Source) Gap(now time.Time) (g Gap, open bool) {
	switch {
	case !s.Stands():
		return Gap{}, false
	case s.Paused:
		g = Gap{Since: s.PausedSince, Reason: PutAside}
	case s.State.Failures > 0:
		g = Gap{Since: s.State.FailingSince, Reason: s.State.Reason}
	case s.State.overdue(now):
		g = Gap{Since: s.State.Next, Reason: NotRunning}
	default:
		return Gap{}, false
	}
	return g, true
}

// Unread is the gap that a source is in through nobody's choice. Where Readout
// was not running until the gap began, it is unread since then.
func (s Source) Unread(now time.Time) (g Gap, is bool) {
	if s.Paused {
		return Gap{}, false
	}
	g, is = s.Gap(now)
	if n := len(s.State.Gaps); is && n > 0 {
		if last := s.State.Gaps[n-1]; last.Reason == NotRunning && last.Until.Equal(g.Since) {
			g.Since = last.Since
		}
	}
	return g, is
}

// Gaps are those of the source that reach beyond a moment, oldest first; the
// one that it is in comes last.
func (s Source) Gaps(since, now time.Time) []Gap {
	all := slices.DeleteFunc(slices.Clone(s.State.Gaps), func(g Gap) bool { return !g.Until.After(since) })
	if g, open := s.Gap(now); open {
		all = append(all, g)
	}
	return all
}

// Torn reports whether a gap of the source ended after a moment in which
// something may have been missed.
func (s Source) Torn(since time.Time) bool {
	return slices.ContainsFunc(s.State.Gaps, func(g Gap) bool { return g.Torn && g.Until.After(since) })
}

// overdue reports whether the source should have been asked long ago.
func (p Polling) overdue(now time.Time) bool {
	return p.Failures == 0 && !p.Next.IsZero() && now.Sub(p.Next) > overdueAfter
}

// Missed notes that the source was not asked when it should have been, if that
// is so, before what an attempt at a moment came to is noted.
func (p *Polling) Missed(now time.Time) {
	if p.overdue(now) {
		p.close(Gap{Since: p.Next, Until: now, Reason: NotRunning}, now)
	}
}

// Mended notes that the source was read at a moment, and so the end of its
// failures.
func (p *Polling) Mended(now time.Time) {
	if !p.FailingSince.IsZero() {
		p.close(Gap{Since: p.FailingSince, Until: now, Reason: p.Reason}, now)
	}
	p.Failures, p.Reason, p.FailingSince, p.Gone, p.Suspended = 0, "", time.Time{}, 0, false
}

// Tear notes that the gap which ended at a moment, if one did, may hide what
// was never read.
func (p *Polling) Tear(at time.Time) {
	if n := len(p.Gaps); n > 0 && p.Gaps[n-1].Until.Equal(at) {
		p.Gaps = slices.Clone(p.Gaps)
		p.Gaps[n-1].Torn = true
	}
}

// close adds a gap that has ended, or joins it to the last one.
func (p *Polling) close(g Gap, now time.Time) {
	gaps := slices.DeleteFunc(slices.Clone(p.Gaps), func(old Gap) bool { return now.Sub(old.Until) > GapsKept })
	g.Reason = strings.ToValidUTF8(g.Reason[:min(len(g.Reason), maxReason)], "")
	if n := len(gaps); n > 0 && gaps[n-1].joins(g) {
		last := &gaps[n-1]
		last.Until, last.Reason, last.Times = g.Until, g.Reason, max(last.Times, 1)+1
	} else {
		gaps = append(gaps, g)
	}
	p.Gaps = gaps[max(0, len(gaps)-maxGaps):]
}

// joins reports whether a later gap is this one going on. What is a fault of
// the source is not joined with what is none.
func (g Gap) joins(later Gap) bool {
	own := func(g Gap) bool { return g.Reason == NotRunning || g.Reason == PutAside || g.Reason == NotListed }
	alike := g.Reason == later.Reason || !own(g) && !own(later)
	return alike && later.Since.Sub(g.Until) < sameGap
}
