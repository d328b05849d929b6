package bot_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"readout/digest/news"
)

// TestCoverageTellsWhichFeedWasUnreadWhen goes through the ledgers of some
// feeds. It is Wed 15 Nov, 10:00 UTC.
func TestCoverageTellsWhichFeedWasUnreadWhen(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.as = persona(t, "Root")
	ago := func(h float64) time.Time { return now.Add(-time.Duration(h * float64(time.Hour))) }
	save := func(id news.SourceID, p news.Polling) {
		t.Helper()
		if err := r.store.SaveSource(t.Context(), news.Source{ID: id, URL: "https://" + string(id) + ".example/", Title: strings.ToUpper(string(id))}); err != nil {
			t.Fatal(err)
		}
		if err := r.store.SavePolling(t.Context(), id, p); err != nil {
			t.Fatal(err)
		}
	}
	r.mustHold(r.say("/coverage"), "*2 feeds* over *7 days*: *1* read whenever due, *1* with gaps.", "*Evening Gone*: not read since Tue 14 Nov, 08:00 (403)")
	down := news.Gap{Since: ago(40), Until: ago(34), Reason: news.NotRunning}
	later := news.Gap{Since: ago(39.8), Until: ago(33.9), Reason: news.NotRunning}
	save("veld", news.Polling{Gaps: []news.Gap{{Since: ago(300), Until: ago(290), Reason: "503"}, down}})
	save("fjord", news.Polling{Gaps: []news.Gap{later, {Since: ago(20), Until: ago(15), Reason: "429", Times: 4, Torn: true}}})
	save("moor", news.Polling{Next: ago(2)})
	r.mustHold(r.say("/coverage"), "*5 feeds* over *7 days*: *1* read whenever due, *4* with gaps.",
		"*MOOR*: not read since Wed 15 Nov, 08:00 (Readout was not running)",
		"*FJORD*: Tue 14 Nov, 14:00 – 19:00, on and off (*4 times*) (429); some articles may have been missed",
		"*FJORD and VELD*: Mon 13 Nov, 18:00 – Tue 14 Nov, 00:06 (Readout was not running)")
	r.mustHold(r.say("/coverage 24h"), "over *24 hours*: *2* read", "*FJORD*: Tue")
	r.mustHold(r.say("/coverage veld 30d"), "*1 feed* over *30 days*", "*VELD*: Thu 2 Nov, 22:00 – Fri 3 Nov, 08:00 (503)")
	for said, want := range map[string]string{
		"nowhere":            "There is no feed *nowhere*",
		"veldt":              "[VELD: /coverage veld]",
		"0d":                 "no time that I can look back over",
		"-5d":                "no time that I can look back over",
		"99999d":             "no time that I can look back over",
		"since:whenever":     "no time that I can look back over",
		"tomorrow":           "no time that I can look back over",
		"since:2d":           "over *2 days*",
		"yesterday":          "over *34 hours*",
		"since:2023-11-14":   "over *34 hours*",
		"for the last week":  "over *7 days*",
		"2 weeks veld":       "*1 feed* over *14 days*",
		"all 365d":           "kept for 90 days",
		"24h page 9":         "over *24 hours*",
		"%%%":                "over *7 days*",
		"veld veld veld 24h": "There is no feed",
	} {
		r.mustHold(r.say("/coverage "+said), want)
	}

	r.now = now.Add(time.Hour)
	r.say("/feed_pause test")
	r.now = now.Add(3 * time.Hour)
	r.mustHold(r.say("/coverage harbour"), "*Harbour Post*: not read since Wed 15 Nov, 11:00 (paused by an admin)")
	r.say("/feed_resume test")
	r.now = now.Add(4 * time.Hour)
	r.mustHold(r.say("/coverage harbour"), "*Harbour Post*: Wed 15 Nov, 11:00 – 13:00 (paused by an admin)")
	r.now = now
	for n := range 30 {
		save(news.SourceID(fmt.Sprintf("dead-%02d", n)), news.Polling{Failures: 1, FailingSince: ago(1), Reason: "no answer"})
	}
	r.mustHold(r.say("/coverage dead"), "*All 30 feeds*: not read since Wed 15 Nov, 09:00 (no answer)")
	r.mustHold(r.say("/coverage"), "*DEAD-00, DEAD-01, DEAD-02, DEAD-03 and 26 more*: not read since")
	for n := range 30 {
		save(news.SourceID(fmt.Sprintf("dead-%02d", n)), news.Polling{Failures: 1, FailingSince: ago(float64(n)), Reason: "no answer"})
	}
	if first, second := plain(r.say("/coverage dead")), plain(r.say("/coverage dead 168h 3")); !strings.Contains(first, "▶: /coverage dead 168h 2") || !strings.Contains(second, "DEAD-29") {
		t.Errorf("pages: %s\n%s", first, second)
	}
}
