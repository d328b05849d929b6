package bot_test

import (
	"context"
	"strings"
	"time"

	"readout/bot"
	"readout/digest/news"
)

// program is an Operation that fares as it is told.
type program struct {
	vitals   bot.Vitals
	warnings []bot.Warning
}

func (p program) Vitals(context.Context) bot.Vitals { return p.vitals }
func (p program) Warnings() []bot.Warning           { return p.warnings }
func (p program) Version() string                   { return "v1.2.3 (go1.26, linux/amd64)" }

// programs are those that transcripts name.
func programs() map[string]program {
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	return map[string]program{
		"well": {vitals: bot.Vitals{
			State: "ready", Leading: true, Started: ago(50 * time.Hour), Polled: ago(12 * time.Second), Messaged: ago(3 * time.Hour),
			Parts: map[news.Outcome]int{news.Arrived: 120},
		}},
		"troubled": {
			vitals: bot.Vitals{
				State: "in trouble", Reasons: []string{"Telegram has not answered for 4m0s", "the store does not answer"}, Leading: true,
				Started: ago(2 * time.Minute), Slowed: ago(40 * time.Minute), Wait: 35 * time.Second,
				Parts:    map[news.Outcome]int{news.Arrived: 7, news.Denied: 1, news.Unsure: 2, news.Later: 3, news.Gone: 4, news.Moved: 5},
				Warnings: 2, Errors: 1,
			},
			warnings: []bot.Warning{
				{At: ago(time.Minute), Error: true, Text: `"beat failed" beat=deliver error="next due: *disk* full"`},
				{At: ago(30 * time.Hour), Text: `"feed not read" source=herald reason="<b>403</b> ` + strings.Repeat("long ", 100) + `"`},
			},
		},
		"standing by": {vitals: bot.Vitals{State: "standby", Reasons: []string{"another process speaks to Telegram"}, Started: ago(time.Hour)}},
	}
}
