package news

import (
	"fmt"
	"time"
)

// Condition is how a source fares.
type Condition string

const (
	Fine      Condition = "ok"
	Quiet     Condition = "quiet"     // read, and far past its usual gap
	Slow      Condition = "slow"      // read, and it takes long
	Failing   Condition = "failing"   // not read at the last attempt
	Suspended Condition = "suspended" // not read any more, or only rarely
)

// Bounds of health.
const (
	// slowAfter is from how long on a reading is slow.
	slowAfter = 10 * time.Second
	// quietGaps is how many usual gaps make a source quiet, quietLeast how
	// much time at least.
	quietGaps  = 7
	quietLeast = 3 * 24 * time.Hour
	// movedTold is how long it is told that a source has a new address.
	movedTold = 14 * 24 * time.Hour
)

// Health is how a source fares, for an admin.
type Health struct {
	Condition Condition
	// Reason is in words for people; where all is well it tells of a new
	// address, and is "" else.
	Reason string
	// Since is when the condition began, as far as is known; zero if not.
	Since time.Time
	// Read is the last success, Next the next attempt; zero is never, or now.
	Read, Next time.Time
	// PerDay is how many new items a day it brings as a rule; 0 if unknown.
	PerDay float64
}

// Health is how the source fares at a moment. A single failed attempt counts
// as failing; Since tells how long it has lasted, for whoever would rather
// not hear of a hiccup.
func (s Source) Health(now time.Time) Health {
	p := s.State
	h := Health{Condition: Fine, Read: p.Read, Next: p.Next, PerDay: p.PerDay}
	silent := now.Sub(p.LastNew)
	switch {
	case s.ReadAs != "":
		h.Condition, h.Reason, h.Since = Suspended, "leads to the same address as "+string(s.ReadAs)+" and is read as that", s.PausedSince
	case s.Paused:
		h.Condition, h.Reason, h.Since = Suspended, s.aside(), s.PausedSince
	case p.Suspended:
		h.Condition, h.Reason, h.Since = Suspended, p.Reason, p.FailingSince
	case p.Failures > 0:
		h.Condition, h.Reason, h.Since = Failing, p.Reason, p.FailingSince
	case silent > s.patience():
		h.Condition, h.Since = Quiet, p.LastNew
		h.Reason = fmt.Sprintf("nothing new for %s, usually %s", spell(silent), pace(p.PerDay))
	case p.Took >= slowAfter:
		h.Condition, h.Reason = Slow, fmt.Sprintf("takes %s to answer", p.Took.Round(time.Second))
	case p.Moved != "":
		h.Reason, h.Since = "has moved to "+p.Moved, p.MovedSince
	case p.MovedFrom != "" && now.Sub(p.MovedAt) < movedTold:
		h.Reason, h.Since = "followed from "+p.MovedFrom, p.MovedAt
	}
	return h
}

// patience is how long the source may bring nothing new; one whose pace is
// not known may do so for ever.
func (s Source) patience() time.Duration {
	const day = 24 * time.Hour
	if s.State.PerDay <= 0 || s.State.LastNew.IsZero() || s.State.PerDay < 1e-4 {
		return 1<<63 - 1
	}
	return max(quietLeast, time.Duration(quietGaps/s.State.PerDay*float64(day)))
}

func pace(perDay float64) string {
	if perDay >= 0.9 {
		return fmt.Sprintf("%.0f a day", perDay)
	}
	return "every " + spell(time.Duration(24*float64(time.Hour)/perDay))
}

// spell is a length of time in words, to the unit that matters.
func spell(d time.Duration) string {
	switch {
	case d >= 36*time.Hour:
		return fmt.Sprintf("%.0f days", d.Hours()/24)
	case d >= 90*time.Minute:
		return fmt.Sprintf("%.0f hours", d.Hours())
	}
	return fmt.Sprintf("%.0f minutes", d.Minutes())
}
