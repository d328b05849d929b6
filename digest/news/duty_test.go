package news_test

import (
	"testing"
	"time"

	"readout/digest/news"
)

func TestDuty(t *testing.T) {
	t.Parallel()
	clock := func(s string) time.Time { return at(t, "2031-03-04T"+s+":00Z") }
	var d news.Duty
	for _, s := range []string{"03:00", "03:01", "03:03", "09:40", "09:41"} {
		d.Look(clock(s))
	}
	if g := d.Between(clock("08:00"), clock("09:41")); !g.From.Equal(clock("03:03")) || !g.Until.Equal(clock("09:40")) || g.Held {
		t.Errorf("down %v", g)
	}
	if g := d.Between(clock("09:40"), clock("10:00")); g != (news.Outage{}) {
		t.Errorf("a digest due after it was late by %v", g)
	}
	d.Hold(clock("12:00"), 7)
	d.Hold(clock("12:30"), 8)
	d.Look(clock("13:30")) // The hold says why already.
	d.Release(clock("14:00"))
	d.Release(clock("14:30"))
	if len(d.Outages) != 2 || d.Outages[1] != (news.Outage{From: clock("12:00"), Until: clock("14:00"), Held: true}) || !d.Held.IsZero() || d.By != 0 {
		t.Errorf("held: %+v", d)
	}
	for i := range 50 {
		d.Hold(clock("15:00").AddDate(0, 0, i), 7)
		d.Release(clock("16:00").AddDate(0, 0, i))
	}
	if len(d.Outages) != 20 || d.Outages[19].Until != clock("16:00").AddDate(0, 0, 49) {
		t.Errorf("%d gaps, the last %v", len(d.Outages), d.Outages[len(d.Outages)-1])
	}
}
