package bot

import (
	"strconv"
	"strings"
	"time"

	"readout/digest/news"
)

// parseSpan reads a length of time as people type it: "3d", "2 weeks", "24h",
// "a week". It is above zero and at most ten years.
func parseSpan(s string) (time.Duration, bool) {
	s = strings.TrimPrefix(strings.ReplaceAll(plain(s), " ", ""), "for")
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	n, err := strconv.Atoi(s[:digits])
	unit := s[digits:]
	if digits == 0 {
		n, unit, err = 1, strings.TrimPrefix(s, "a"), nil
	}
	one, ok := unitOf(unit)
	if err != nil || !ok || digits == 0 && unit == s || n < 1 || n > 3650 {
		return 0, false
	}
	span := time.Duration(n) * one
	return span, span <= 3650*24*time.Hour
}

func unitOf(unit string) (time.Duration, bool) {
	switch unit {
	case "h", "hour", "hours":
		return time.Hour, true
	case "d", "day", "days":
		return 24 * time.Hour, true
	case "w", "week", "weeks":
		return 7 * 24 * time.Hour, true
	}
	return 0, false
}

// parseDay reads a day as people type it: "today", "yesterday", "tomorrow",
// "monday", "2023-11-14", "14 Nov", "14.11.2023". Where the year or the week
// is left open it is the nearest such day before today, or after it with
// ahead.
func parseDay(s string, today news.Day, ahead bool) (news.Day, bool) {
	s = plain(s)
	switch s {
	case "today":
		return today, true
	case "yesterday":
		return today.Add(-1), true
	case "tomorrow":
		return today.Add(1), true
	}
	if w, ok := weekdayOf(s); ok {
		return nearestWeekday(w, today, ahead), true
	}
	for _, layout := range []string{"2006-01-02", "2 Jan 2006", "2 January 2006", "2.1.2006", "2/1/2006", "Jan 2, 2006", "January 2, 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return news.DayOf(t, time.UTC), true
		}
	}
	return parseYearless(s, today, ahead)
}

func parseYearless(s string, today news.Day, ahead bool) (news.Day, bool) {
	for _, layout := range []string{"2 Jan 2006", "2 January 2006", "2.1. 2006", "2.1 2006", "2/1 2006", "Jan 2 2006", "January 2 2006"} {
		year := today.Time().Year()
		// A leap day may be some years away.
		for range 9 {
			t, err := time.Parse(layout, s+" "+strconv.Itoa(year))
			if day := news.DayOf(t, time.UTC); err == nil && (ahead && day > today || !ahead && day <= today) {
				return day, true
			}
			year--
			if ahead {
				year += 2
			}
		}
	}
	return "", false
}

func nearestWeekday(w time.Weekday, today news.Day, ahead bool) news.Day {
	step := -1
	if ahead {
		step = 1
	}
	day := today.Add(step)
	for day.Time().Weekday() != w {
		day = day.Add(step)
	}
	return day
}

// weekdayOf reads "mon", "monday" and what lies between.
func weekdayOf(s string) (time.Weekday, bool) {
	for w := time.Sunday; w <= time.Saturday; w++ {
		if full := strings.ToLower(w.String()); len(s) >= 3 && strings.HasPrefix(full, s) {
			return w, true
		}
	}
	return 0, false
}
