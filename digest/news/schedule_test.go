package news_test

import (
	"testing"
	"time"

	"readout/digest/news"
)

func at(t *testing.T, s string) time.Time {
	t.Helper()
	v, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestScheduleNext(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, zone, time string
		days             news.Days
		after, want      string
	}{
		{"the same day", "Asia/Baku", "08:00", news.Daily, "2031-03-04T03:59:59Z", "2031-03-04T04:00:00Z"},
		{"strictly after", "Asia/Baku", "08:00", news.Daily, "2031-03-04T04:00:00Z", "2031-03-05T04:00:00Z"},
		{"weekdays skip the weekend", "UTC", "08:00", news.Weekdays, "2031-03-07T08:00:00Z", "2031-03-10T08:00:00Z"},
		{"Berlin, spring gap: first instant after", "Europe/Berlin", "02:30", news.Daily, "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z"},
		{"Berlin, autumn: first of two", "Europe/Berlin", "02:30", news.Daily, "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z"},
		{"Berlin, autumn: not the second", "Europe/Berlin", "02:30", news.Daily, "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"},
		{"New York, spring gap", "America/New_York", "02:30", news.Daily, "2026-03-08T05:00:00Z", "2026-03-08T07:00:00Z"},
		{"Beirut has no midnight", "Asia/Beirut", "00:00", news.Daily, "2026-03-28T12:00:00Z", "2026-03-28T22:00:00Z"},
		{"Lord Howe moves half an hour", "Australia/Lord_Howe", "02:15", news.Daily, "2026-10-03T14:00:00Z", "2026-10-03T15:30:00Z"},
		{"Chatham, 45 minutes", "Pacific/Chatham", "08:00", news.Daily, "2026-06-30T00:00:00Z", "2026-06-30T19:15:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			tod, err := news.ParseTimeOfDay(c.time)
			if err != nil {
				t.Fatal(err)
			}
			s := news.Schedule{Times: []news.TimeOfDay{tod}, Zone: c.zone, Days: c.days}
			if got := s.Next(at(t, c.after)); !got.At.Equal(at(t, c.want)) {
				t.Errorf("got %s (%s %s), want %s", got.At.UTC(), got.Date, got.Time, c.want)
			}
		})
	}
}

// Apia skipped 30 December 2011: that date's slot falls on the first instant
// after it, so it is not lost, and nothing comes twice.
func TestScheduleOverADayThatNeverWas(t *testing.T) {
	t.Parallel()
	s := news.Schedule{Times: []news.TimeOfDay{8 * 60}, Zone: "Pacific/Apia"}
	var got []news.Day
	for slot := s.Next(at(t, "2011-12-28T00:00:00Z")); len(got) < 4; slot = s.Next(slot.At) {
		got = append(got, slot.Date)
	}
	want := []news.Day{"2011-12-28", "2011-12-29", "2011-12-30", "2011-12-31"}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("dates %v, want %v", got, want)
		}
	}
}

func TestEveryDateHasEverySlotOnce(t *testing.T) {
	t.Parallel()
	for _, zone := range []string{"Europe/Berlin", "America/New_York", "Asia/Gaza", "Africa/Casablanca", "America/Havana", "Australia/Lord_Howe", "America/Santiago"} {
		t.Run(zone, func(t *testing.T) {
			t.Parallel()
			for _, tod := range []news.TimeOfDay{0, 30, 150, 180, 23*60 + 30} {
				checkYear(t, news.Schedule{Times: []news.TimeOfDay{tod}, Zone: zone})
			}
		})
	}
}

func checkYear(t *testing.T, s news.Schedule) {
	t.Helper()
	slot := s.Next(at(t, "2026-01-02T12:00:00Z"))
	for date := slot.Date; date < "2027-01-02"; date = date.Add(1) {
		if slot.Date != date {
			t.Fatalf("%s in %s: got %s, want %s", s.Times[0], s.Zone, slot.Date, date)
		}
		next := s.Next(slot.At)
		if !next.At.After(slot.At) {
			t.Fatalf("%s in %s: %s is followed by %s", s.Times[0], s.Zone, slot.At, next.At)
		}
		slot = next
	}
}

func TestSchedulePrevious(t *testing.T) {
	t.Parallel()
	s := news.Schedule{Times: []news.TimeOfDay{8 * 60, 18 * 60}}
	if got := s.Previous(at(t, "2031-03-04T08:00:00Z")); !got.At.Equal(at(t, "2031-03-04T08:00:00Z")) {
		t.Errorf("at the slot: got %s", got.At)
	}
	if got := s.Previous(at(t, "2031-03-04T07:59:59Z")); !got.At.Equal(at(t, "2031-03-03T18:00:00Z")) {
		t.Errorf("before it: got %s", got.At)
	}
	if got := (news.Schedule{}).Previous(at(t, "2031-03-04T08:00:00Z")); !got.IsZero() {
		t.Errorf("no times: got %s", got.At)
	}
}

func TestParseTimeOfDay(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"08:00": "08:00", "8:05": "08:05", "8": "08:00", "0830": "08:30", "8pm": "20:00", "23.59": "23:59"} {
		got, err := news.ParseTimeOfDay(in)
		if err != nil || got.String() != want {
			t.Errorf("%q: got %s, %v; want %s", in, got, err, want)
		}
	}
	for _, in := range []string{"", "24:00", "8:60", "-1", "soon", "8:00:00"} {
		if got, err := news.ParseTimeOfDay(in); err == nil {
			t.Errorf("%q: got %s, want an error", in, got)
		}
	}
}

func TestPlan(t *testing.T) {
	t.Parallel()
	now := at(t, "2031-03-04T07:00:00Z")
	base := news.Subscriber{Topics: []news.TopicID{"x"}, Schedule: news.Schedule{Times: []news.TimeOfDay{8 * 60}}}
	for name, c := range map[string]struct {
		change func(*news.Subscriber)
		want   string
	}{
		"the next slot":       {func(*news.Subscriber) {}, "2031-03-04T08:00:00Z"},
		"no topics":           {func(s *news.Subscriber) { s.Topics = nil }, ""},
		"followed is enough":  {func(s *news.Subscriber) { s.Topics, s.Followed = nil, []string{"Ana Prado"} }, "2031-03-04T08:00:00Z"},
		"paused for good":     {func(s *news.Subscriber) { s.Paused = true }, ""},
		"paused until Friday": {func(s *news.Subscriber) { s.Paused, s.PausedUntil = true, at(t, "2031-03-07T00:00:00Z") }, "2031-03-07T08:00:00Z"},
		"a pause gone by":     {func(s *news.Subscriber) { s.Paused, s.PausedUntil = true, at(t, "2031-03-01T00:00:00Z") }, "2031-03-04T08:00:00Z"},
		"blocked":             {func(s *news.Subscriber) { s.Gone = "blocked" }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := base
			c.change(&s)
			s.Plan(now)
			if got := s.Due; c.want == "" && !got.IsZero() || c.want != "" && !got.At.Equal(at(t, c.want)) {
				t.Errorf("due %s, want %s", got.At, c.want)
			}
		})
	}
}
