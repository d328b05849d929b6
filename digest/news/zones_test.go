package news_test

import (
	"archive/zip"
	"flag"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/digest/news"
)

var allZones = flag.Bool("zones", false, "check every zone on every date of 2024 to 2030, instead of one year of each sixteenth")

// watched are the times of day that daylight saving touches, and midnight.
var watched = []news.TimeOfDay{0, 30, 2*60 + 30, 3 * 60, 23*60 + 30}

// T1: in every zone of the database every local date has each of its times
// exactly once, at the moment at which a clock on the wall first shows it or
// has jumped over it.
func TestT1EveryZoneOnce(t *testing.T) {
	t.Parallel()
	names := zoneNames(t)
	if len(names) < 400 {
		t.Fatalf("the database has %d zones", len(names))
	}
	checked, wrong := 0, 0
	for i, name := range names {
		first, last := 2024, 2030
		if !*allZones {
			if i%16 != 0 {
				continue
			}
			first = 2024 + i/16%7
			last = first
		}
		n, bad := checkZone(t, name, time.Date(first, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(last+1, 1, 1, 0, 0, 0, 0, time.UTC))
		checked, wrong = checked+n, wrong+bad
	}
	t.Logf("%d zones in the database, %d dates with each time checked, %d wrong", len(names), checked, wrong)
}

// zoneNames are all names in the database that Go brings along.
func zoneNames(t *testing.T) []string {
	t.Helper()
	root, err := exec.CommandContext(t.Context(), "go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var names []string
	for _, f := range r.File {
		if !strings.HasSuffix(f.Name, "/") && f.Name != "Factory" {
			names = append(names, f.Name)
		}
	}
	return names
}

// checkZone follows the schedule of each time of day from slot to slot beside a
// person who looks at the wall clock every quarter of an hour.
func checkZone(t *testing.T, name string, from, until time.Time) (checked, wrong int) {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	seen := watchClock(loc, from.Add(-72*time.Hour), until.Add(72*time.Hour))
	for _, tod := range watched {
		s := news.Schedule{Times: []news.TimeOfDay{tod}, Zone: name}
		slot := news.Slot{Date: news.DayOf(from, time.UTC), Time: tod, At: news.Instant(news.DayOf(from, time.UTC), tod, loc)}
		for date := slot.Date; date < news.DayOf(until, time.UTC); date = date.Add(1) {
			checked++
			wall := date.Time().Add(time.Duration(tod) * time.Minute).Unix()
			if slot.Date != date || !slot.At.Equal(seen[wall]) {
				if wrong++; wrong < 5 {
					t.Errorf("%s %s %s: comes as that of %s at %s, and is due at %s", name, date, tod, slot.Date, slot.At.UTC(), seen[wall].UTC())
				}
			}
			slot = s.NextIn(loc, slot.At)
		}
	}
	return checked, wrong
}

// watchClock notes for each watched time of each date, as seconds on the wall,
// when the clock first showed it or something later.
func watchClock(loc *time.Location, from, until time.Time) map[int64]time.Time {
	day := from.Truncate(24 * time.Hour)
	var walls []int64
	for ; day.Before(until); day = day.AddDate(0, 0, 1) {
		for _, tod := range watched {
			walls = append(walls, day.Unix()+int64(tod)*60)
		}
	}
	seen := make(map[int64]time.Time, len(walls))
	for at := from.Truncate(15 * time.Minute); at.Before(until); at = at.Add(15 * time.Minute) {
		_, offset := at.In(loc).Zone()
		shown := at.Unix() + int64(offset)
		for len(walls) > 0 && walls[0] <= shown {
			seen[walls[0]] = at
			walls = walls[1:]
		}
	}
	return seen
}

// T2: the zones that are unlike others.
func TestT2OddZones(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, zone string
		date       news.Day
		time, want string
	}{
		{"Lord Howe moves half an hour: in the gap", "Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00Z"},
		{"Lord Howe moves half an hour: the first of two", "Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00Z"},
		{"Chatham is 45 minutes off, in the gap", "Pacific/Chatham", "2026-09-27", "03:00", "2026-09-26T14:00:00Z"},
		{"Kathmandu is 5:45 ahead", "Asia/Kathmandu", "2026-06-01", "08:00", "2026-06-01T02:15:00Z"},
		{"Casablanca goes back for Ramadan", "Africa/Casablanca", "2026-02-15", "02:30", "2026-02-15T01:30:00Z"},
		{"Casablanca comes out of Ramadan, in the gap", "Africa/Casablanca", "2026-03-22", "02:30", "2026-03-22T02:00:00Z"},
		{"Troll moves two hours, in the gap", "Antarctica/Troll", "2026-03-29", "01:30", "2026-03-29T01:00:00Z"},
		{"Troll moves two hours, the first of two", "Antarctica/Troll", "2026-10-25", "02:00", "2026-10-25T00:00:00Z"},
		{"Apia skipped a day", "Pacific/Apia", "2011-12-30", "08:00", "2011-12-30T10:00:00Z"},
		{"Santiago has no midnight", "America/Santiago", "2026-09-06", "00:00", "2026-09-06T04:00:00Z"},
		{"Nuuk has no 23:30", "America/Nuuk", "2026-03-28", "23:30", "2026-03-29T01:00:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tod, err := news.ParseTimeOfDay(c.time)
			if err != nil {
				t.Fatal(err)
			}
			s := news.Schedule{Times: []news.TimeOfDay{tod}, Zone: c.zone}
			slot := s.Next(at(t, c.want).Add(-time.Second))
			if slot.Date != c.date || !slot.At.Equal(at(t, c.want)) {
				t.Errorf("comes as that of %s at %s, want %s at %s", slot.Date, slot.At.UTC(), c.date, c.want)
			}
		})
	}
}

// T3: a zone that is none is never followed; one that was renamed goes on.
func TestT3ZonesThatAreNone(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{"", "Local", "../etc/passwd", "/etc/localtime", "Europe/Nowhere", "europe", "Europe/Berlin\x00", strings.Repeat("A/", 500)} {
		if loc := (news.Schedule{Zone: zone}).Location(); loc != time.UTC {
			t.Errorf("%q is followed as %s", zone, loc)
		}
	}
	for old, now := range map[string]string{"Europe/Kiev": "Europe/Kyiv", "Asia/Calcutta": "Asia/Kolkata", "America/Godthab": "America/Nuuk", "US/Pacific": "America/Los_Angeles"} {
		a, b := news.Schedule{Zone: old, Times: watched}, news.Schedule{Zone: now, Times: watched}
		if from := at(t, "2026-03-27T00:00:00Z"); a.Location() == time.UTC || !a.Next(from).At.Equal(b.Next(from).At) {
			t.Errorf("%s is not %s any more", old, now)
		}
	}
}

// T7: the ends of months, of years and of February are dates like others.
func TestT7EndsOfMonths(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ after, want string }{
		{"2028-02-28T08:00:00Z", "2028-02-29 2028-03-01"},
		{"2027-02-28T08:00:00Z", "2027-03-01 2027-03-02"},
		{"2026-12-31T08:00:00Z", "2027-01-01 2027-01-02"}, // In the middle of week 53.
		{"2026-04-29T08:00:00Z", "2026-04-30 2026-05-01"},
	} {
		s := news.Schedule{Times: []news.TimeOfDay{8 * 60}}
		first := s.Next(at(t, c.after))
		if got := string(first.Date + " " + s.Next(first.At).Date); got != c.want {
			t.Errorf("after %s: %s, want %s", c.after, got, c.want)
		}
	}
	fridays := news.Schedule{Times: []news.TimeOfDay{8 * 60}, Days: 1 << time.Friday}
	var got []news.Day
	for slot := fridays.Next(at(t, "2026-12-20T00:00:00Z")); len(got) < 3; slot = fridays.Next(slot.At) {
		got = append(got, slot.Date)
	}
	if want := []news.Day{"2026-12-25", "2027-01-01", "2027-01-08"}; !slices.Equal(got, want) {
		t.Errorf("Fridays %v, want %v", got, want)
	}
}
