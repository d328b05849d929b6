package main

import (
	"strings"
	"testing"
	"time"

	"readout/configs"
)

func TestTheSampleIsWhole(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 4, 7, 0, 0, 0, time.UTC)
	wire, err := newSampleWire(now)
	if err != nil {
		t.Fatal(err)
	}
	config, err := configs.Parse(sampleConfig)
	if err != nil {
		t.Fatal(err)
	}
	outlets := map[string]bool{}
	for _, f := range config.Feeds {
		outlets[f.ID] = true
	}
	ahead := 0
	for _, a := range wire.articles {
		if !outlets[string(a.Source)] || a.Title == "" || a.URL == "" {
			t.Errorf("%q of %q is not of an outlet that is read", a.Title, a.Source)
		}
		if strings.Contains(a.Text, "{{") || len(a.Text) < 200 {
			t.Errorf("%q is not filled in: %s", a.Title, a.Text)
		}
		if a.Published.After(now) {
			ahead++
		}
		if age := now.Sub(a.Published); age > 14*24*time.Hour || age < -10*time.Minute {
			t.Errorf("%q is %s old", a.Title, age)
		}
	}
	if n := len(wire.articles); n < 18 || ahead == 0 {
		t.Errorf("%d articles, %d of them still to come", n, ahead)
	}
}

// What the first screen tells a newcomer to type gets an answer, at any hour.
func TestEveryTryOfTheWelcomeIsAnswered(t *testing.T) {
	t.Parallel()
	for _, now := range []string{"2026-03-04 00:30", "2026-06-30 12:00", "2026-12-31 23:59"} {
		t.Run(now, func(t *testing.T) {
			t.Parallel()
			for _, try := range welcomeTries() {
				out := &safeBuffer{}
				code := run(t.Context(), []string{"chat", "--sample", "--now", now}, system{
					in: strings.NewReader(try.command + "\n"), out: out, err: out, clock: time.Now,
					env: func(string) string { return "" },
				})
				text := out.take()
				numbered := strings.Contains(text, "\n1 ")
				if code != fine || strings.Contains(text, "Nobody") || strings.Contains(text, "wrong") || !numbered && try.command != "/start" {
					t.Errorf("%s: exit code %d:\n%s", try.command, code, text)
				}
			}
		})
	}
}

// The sample was there all the while, so that no digest of it lacks anything.
func TestTheSampleHasNoGaps(t *testing.T) {
	t.Parallel()
	out := &safeBuffer{}
	code := run(t.Context(), []string{"chat", "--sample", "--now", "2026-03-04 07:00"}, system{
		in: strings.NewReader("/coverage\n/digest 24h\n"), out: out, err: out, clock: time.Now,
		env: func(string) string { return "" },
	})
	text := out.take()
	if code != fine || !strings.Contains(text, "5 read whenever due, 0 with gaps") || strings.Contains(text, "May lack") {
		t.Errorf("exit code %d:\n%s", code, text)
	}
}
