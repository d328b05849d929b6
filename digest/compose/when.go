package compose

import (
	"strings"
	"time"

	"readout/digest/news"
)

// dayWords writes "14 Nov", with the year where it is not this one's.
func (v *view) dayWords(d news.Day) string {
	t := d.Time()
	if t.Year() == v.window.At.In(v.zone).Year() || v.window.At.IsZero() {
		return t.Format("2 Jan")
	}
	return t.Format("2 Jan 2006")
}

// daysWords writes "12–15 Nov", "29 Nov – 2 Dec" or one day.
func (v *view) daysWords(from, to news.Day) string {
	a, b := from.Time(), to.Time()
	switch {
	case from == to || to == "":
		return v.dayWords(from)
	case a.Year() == b.Year() && a.Month() == b.Month():
		return a.Format("2") + "–" + v.dayWords(to)
	}
	return v.dayWords(from) + " – " + v.dayWords(to)
}

// intent writes " to visit ", and ", announced to visit " once the day has passed that
// was announced.
func (v *view) intent(verb string, day news.Day) string {
	if day != "" && day < v.day(v.window.At) {
		return ", announced to " + verb + " "
	}
	return " to " + verb + " "
}

// momentWords writes "Tue 08:00", or "3 May 08:00" where that weekday has come
// round since.
func (v *view) momentWords(t time.Time) string {
	near := v.window.At.Sub(t).Abs() < 6*24*time.Hour
	if near {
		return t.In(v.zone).Format("Mon 15:04")
	}
	return v.dayWords(v.day(t)) + t.In(v.zone).Format(" 15:04")
}

// cityOf is the city that an IANA zone is named for.
func cityOf(zone *time.Location) string {
	name := zone.String()
	return strings.ReplaceAll(name[strings.LastIndexByte(name, '/')+1:], "_", " ")
}
