package main

import (
	"fmt"
	"time"
)

// clockFlag lets a trial begin at another moment.
type clockFlag struct {
	Now string `help:"The clock starts at TIME and runs on, for trials: 2026-03-04T08:00:00Z or \"2026-03-04 08:00\" (UTC)." placeholder:"TIME"`
}

// The years that a trial may begin in. Far from them, days cannot be written
// and zones have no rules.
const (
	firstYear = 1990
	lastYear  = 2100
)

// clock is the machine's, or one that shows the chosen time now and runs on.
func (f clockFlag) clock(machine func() time.Time) (func() time.Time, error) {
	if f.Now == "" {
		return machine, nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02 15:04:05", time.DateOnly} {
		if chosen, err := time.Parse(layout, f.Now); err == nil {
			if year := chosen.UTC().Year(); year < firstYear || year > lastYear {
				return nil, usageError{fmt.Sprintf("--now: %s is too far away: choose a time from %d to %d", f.Now, firstYear, lastYear)}
			}
			started := machine()
			return func() time.Time { return chosen.Add(machine().Sub(started)) }, nil
		}
	}
	return nil, usageError{fmt.Sprintf("--now: time %q not understood: write it such as 2026-03-04T08:00:00Z", f.Now)}
}
