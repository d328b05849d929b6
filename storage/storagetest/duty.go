package storagetest

import (
	"errors"
	"fmt"
	"testing"

	"readout/digest/news"
	"readout/storage"
)

var duty = []exam{
	{"the duty is as it was saved last", examDuty},
	{"a change that fails changes nothing", examDutyRefused},
	{"many sides change the duty", examDutyRace},
}

func examDuty(t *testing.T, s storage.Store) {
	same(t, "never saved", got[news.Duty](t)(s.Duty(t.Context())), news.Duty{})
	want := news.Duty{Seen: noon, Held: hours(1), By: 7, Outages: []news.Outage{{From: hours(-3), Until: hours(-1), Held: true}}}
	saved := func(d news.Duty) {
		t.Helper()
		same(t, "saved", got[news.Duty](t)(s.UpdateDuty(t.Context(), func(was *news.Duty) error { *was = d; return nil })), d)
		same(t, "duty", got[news.Duty](t)(s.Duty(t.Context())), d)
	}
	saved(want)
	saved(want)
	saved(news.Duty{})
}

func examDutyRefused(t *testing.T, s storage.Store) {
	no := errors.New("no")
	for range 2 {
		before := got[news.Duty](t)(s.Duty(t.Context()))
		_, err := s.UpdateDuty(t.Context(), func(d *news.Duty) error { d.By = 99; return no })
		if !errors.Is(err, no) || err.Error() != no.Error() {
			t.Errorf("the error of change came back as %v", err)
		}
		same(t, "duty", got[news.Duty](t)(s.Duty(t.Context())), before)
		got[news.Duty](t)(s.UpdateDuty(t.Context(), func(d *news.Duty) error { d.Seen = noon; return nil }))
	}
}

// examDutyRace adds a gap from every side: none is lost.
func examDutyRace(t *testing.T, s storage.Store) {
	sides := race(t, func() ([]string, error) {
		_, err := s.UpdateDuty(t.Context(), func(d *news.Duty) error {
			d.Outages = append(d.Outages, news.Outage{From: hours(len(d.Outages)), Until: hours(99)})
			return nil
		})
		return []string{fmt.Sprint(err)}, err
	})
	d := got[news.Duty](t)(s.Duty(t.Context()))
	same(t, "gaps", len(d.Outages), len(sides))
	for i, g := range d.Outages {
		same(t, "gap", g.From, hours(i))
	}
}
