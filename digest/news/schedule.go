package news

import (
	"fmt"
	"time"
)

// TimeOfDay is minutes after midnight on a wall clock, 0 to 1439.
type TimeOfDay int

// ParseTimeOfDay reads "08:00", "8:00", "8.30", "0800", "8" or "8pm".
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	for _, layout := range []string{"15:04", "15.04", "1504", "15", "3pm", "3:04pm", "3 pm", "3:04 pm"} {
		if t, err := time.Parse(layout, s); err == nil {
			return TimeOfDay(t.Hour()*60 + t.Minute()), nil
		}
	}
	return 0, fmt.Errorf("time %q not understood", s)
}

// String writes "08:00".
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", t/60, t%60) }

// Days is a set of weekdays, bit 0 for Sunday as in time.Weekday. The zero
// set means every day.
type Days uint8

const (
	Weekdays Days = 1<<time.Monday | 1<<time.Tuesday | 1<<time.Wednesday | 1<<time.Thursday | 1<<time.Friday
	Daily    Days = 0
)

// Has reports whether the set holds the weekday.
func (d Days) Has(w time.Weekday) bool { return d == Daily || d&(1<<w) != 0 }

// Schedule is when a reader wants a digest: wall-clock times in an IANA zone
// on chosen weekdays.
type Schedule struct {
	// Times are ascending, 1 to 4 of them; none means never.
	Times []TimeOfDay `json:"times"`
	// Zone is an IANA name; "" means UTC.
	Zone string `json:"zone"`
	Days Days   `json:"days"`
}

// Slot is one delivery of a schedule. Date and Time name it for good (a date
// holds each time of day once, whatever the clocks do); At is the instant.
type Slot struct {
	Date Day       `json:"date"`
	Time TimeOfDay `json:"time"`
	At   time.Time `json:"at"`
}

// IsZero reports whether there is no such slot.
func (s Slot) IsZero() bool { return s.At.IsZero() }

// Location is the schedule's zone; UTC where the name is unknown, and where it
// means whatever zone this machine is in.
func (s Schedule) Location() *time.Location {
	if s.Zone == "Local" {
		return time.UTC
	}
	loc, err := time.LoadLocation(s.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// Next is the first slot strictly after an instant. A wall time that the
// zone's clocks skip becomes the first instant after the gap; one that they
// show twice is its first occurrence; so every date has each of its times
// exactly once. Of several times in one gap, which come at one instant, the
// first stands for all. The zero Slot means never.
func (s Schedule) Next(after time.Time) Slot { return s.NextIn(s.Location(), after) }

// NextIn is Next for those who have the schedule's Location at hand, since
// loading one costs more than all the rest.
func (s Schedule) NextIn(loc *time.Location, after time.Time) Slot {
	// Two days back, because a slot in a gap may lie on the next local date
	// (Apia skipped a whole day in 2011); eight forward hold every weekday.
	y, m, d := after.In(loc).Date()
	first := time.Date(y, m, d-2, 0, 0, 0, 0, time.UTC)
	best, latest := Slot{}, 11
	for i := 0; i <= latest; i++ {
		date := first.AddDate(0, 0, i)
		if !s.Days.Has(date.Weekday()) {
			continue
		}
		for _, t := range s.Times {
			at := firstShown(date.Add(time.Duration(t)*time.Minute), loc)
			if at.After(after) && (best.IsZero() || at.Before(best.At)) {
				best = Slot{Date: Day(date.Format(isoDay)), Time: t, At: at}
				// What is due before it is on one of the two dates that follow.
				latest = min(latest, i+2)
			}
		}
	}
	return best
}

// Previous is the last slot at or before an instant; the zero Slot means
// there was none in the nine days before it.
func (s Schedule) Previous(until time.Time) Slot {
	loc, last := s.Location(), Slot{}
	for slot := s.NextIn(loc, until.AddDate(0, 0, -9)); !slot.IsZero() && !slot.At.After(until); slot = s.NextIn(loc, slot.At) {
		last = slot
	}
	return last
}

// Merged is how far back the first digest after a pause or an outage reaches, or
// to the slot before it.
const Merged = 48 * time.Hour

// Reach is how far back a digest of a moment goes at most, so that a long silence
// ends in one of bearable length: to the slot before it or 48 hours, whichever is
// further.
func (s Schedule) Reach(at time.Time) time.Time {
	reach := at.Add(-Merged)
	if before := s.Previous(at.Add(-time.Second)); !before.IsZero() && before.At.Before(reach) {
		return before.At
	}
	return reach
}

// Instant is when the clocks of a zone show a time of a date: the first
// occurrence where they show it twice, the first instant after the gap where
// they skip it.
func Instant(date Day, t TimeOfDay, loc *time.Location) time.Time {
	return firstShown(date.Time().Add(time.Duration(t)*time.Minute), loc)
}

// firstShown is the first instant at which the clocks of a zone show a wall
// time, given as if it were UTC's, or have jumped over it.
func firstShown(wall time.Time, loc *time.Location) time.Time {
	// No clock is a day and a half ahead or behind: there it shows less yet.
	for at := wall.Add(-36 * time.Hour).In(loc); ; {
		_, offset := at.Zone()
		_, end := at.ZoneBounds()
		shown := wall.Add(-time.Duration(offset) * time.Second)
		switch {
		case shown.Before(at):
			return at
		case end.IsZero() || shown.Before(end):
			return shown.In(loc)
		}
		at = end
	}
}
