package compose

import "readout/digest/news"

// reminder is "Tomorrow" or "Today" in the first digest after the reader's
// midnight a day before something announced, and "" in every other.
func (v *view) reminder(day news.Day, status news.Status) string {
	if status != news.Planned || day == "" || v.window.Since.IsZero() {
		return ""
	}
	eve := news.Instant(day.Add(-1), 0, v.zone)
	today := v.day(v.window.At)
	switch {
	case !v.window.Since.Before(eve) || v.window.At.Before(eve) || today > day:
		return ""
	case today == day:
		return "Today"
	}
	return "Tomorrow"
}
