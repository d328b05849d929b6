package news

import "time"

// Day is a calendar date written as ISO 8601, "2023-11-14". Days compare as
// strings; "" means that the day is not known.
type Day string

const isoDay = "2006-01-02"

// DayOf is the date of an instant on the wall of the given zone.
func DayOf(t time.Time, in *time.Location) Day { return Day(t.In(in).Format(isoDay)) }

// ParseDay reads an ISO date. The second result is false for anything else.
func ParseDay(s string) (Day, bool) {
	t, err := time.Parse(isoDay, s)
	if err != nil {
		return "", false
	}
	return Day(t.Format(isoDay)), true
}

// Time is midnight UTC of that day, for arithmetic on dates; the zero Time
// where the day is not known.
func (d Day) Time() time.Time {
	t, err := time.Parse(isoDay, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

// Add moves the day by n days. An unknown day stays unknown.
func (d Day) Add(n int) Day {
	t := d.Time()
	if t.IsZero() {
		return ""
	}
	return Day(t.AddDate(0, 0, n).Format(isoDay))
}

// Since is the number of days from e to d, and 0 where either is unknown.
func (d Day) Since(e Day) int {
	a, b := d.Time(), e.Time()
	if a.IsZero() || b.IsZero() {
		return 0
	}
	return int(a.Sub(b).Hours() / 24)
}
