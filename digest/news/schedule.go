package news

import (
	"fmt"
	"slices"
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

// Location is the schedule's zone; UTC where the name is unknown.
func (s Schedule) Location() *time.Location {
	loc, err := time.LoadLocation(s.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// Next is the first slot strictly after an instant. A wall time that the
// zone's clocks skip becomes the first instant after the gap; one that they
// show twice is its first occurrence; so every date has each of its times
// exactly once. The zero Slot means never.
func (s Schedule) Next(after time.Time) Slot {
	loc := s.Location()
	// Two days back, because a slot in a gap may lie on the next local date
	// (Apia skipped a whole day in 2011); eight forward hold every weekday.
	first := DayOf(after, loc).Add(-2)
	best := Slot{}
	for i := range 12 {
		date := first.Add(i)
		if !s.Days.Has(date.Time().Weekday()) {
			continue
		}
		for _, t := range s.Times {
			at := Instant(date, t, loc)
			if at.After(after) && (best.IsZero() || at.Before(best.At)) {
				best = Slot{Date: date, Time: t, At: at}
			}
		}
	}
	return best
}

// Previous is the last slot at or before an instant; the zero Slot means
// there was none in the nine days before it.
func (s Schedule) Previous(until time.Time) Slot {
	last := Slot{}
	for slot := s.Next(until.AddDate(0, 0, -9)); !slot.IsZero() && !slot.At.After(until); slot = s.Next(slot.At) {
		last = slot
	}
	return last
}

// Instant is when the clocks of a zone show a time of a date: the first
// occurrence where they show it twice, the first instant after the gap where
// they skip it.
func Instant(date Day, t TimeOfDay, loc *time.Location) time.Time {
	d := date.Time()
	wall := time.Date(d.Year(), d.Month(), d.Day(), int(t)/60, int(t)%60, 0, 0, time.UTC)
	// Zones are at most 14 hours ahead and 12 behind, and shifts seldom come
	// twice within two days, so the offsets around the day are all there are.
	offsets := offsetsAround(wall, loc)
	var found []time.Time
	for _, off := range offsets {
		at := wall.Add(-time.Duration(off) * time.Second)
		if _, o := at.In(loc).Zone(); o == off {
			found = append(found, at)
		}
	}
	if len(found) > 0 {
		return slices.MinFunc(found, time.Time.Compare).In(loc)
	}
	return afterGap(wall, loc)
}

func offsetsAround(wall time.Time, loc *time.Location) []int {
	var offsets []int
	for _, h := range []time.Duration{-36, -12, 12, 36} {
		if _, off := wall.Add(h * time.Hour).In(loc).Zone(); !slices.Contains(offsets, off) {
			offsets = append(offsets, off)
		}
	}
	return offsets
}

// afterGap is the transition at which the wall clock jumps over wall.
func afterGap(wall time.Time, loc *time.Location) time.Time {
	lo, hi := wall.Add(-36*time.Hour).Unix(), wall.Add(36*time.Hour).Unix()
	shown := func(unix int64) int64 {
		_, off := time.Unix(unix, 0).In(loc).Zone()
		return unix + int64(off)
	}
	for lo+1 < hi {
		if mid := (lo + hi) / 2; shown(mid) >= wall.Unix() {
			hi = mid
		} else {
			lo = mid
		}
	}
	return time.Unix(hi, 0).In(loc)
}
