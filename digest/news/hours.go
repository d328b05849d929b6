package news

import (
	"fmt"
	"strings"
	"time"
)

// Hours are hours of the wall clock, across midnight where they end earlier
// than they begin. The zero Hours are none.
type Hours struct {
	From  TimeOfDay `json:"from"`
	Until TimeOfDay `json:"until"`
}

// ParseHours reads "22:00-07:00".
func ParseHours(s string) (Hours, error) {
	from, until, ok := strings.Cut(strings.NewReplacer("–", "-", " to ", "-", "−", "-").Replace(s), "-")
	a, bad := ParseTimeOfDay(strings.TrimSpace(from))
	b, worse := ParseTimeOfDay(strings.TrimSpace(until))
	if !ok || bad != nil || worse != nil || a == b {
		return Hours{}, fmt.Errorf("hours %q not understood", s)
	}
	return Hours{From: a, Until: b}, nil
}

// Holds reports whether a wall clock of that zone shows one of these hours.
func (h Hours) Holds(t time.Time, loc *time.Location) bool {
	at := t.In(loc)
	now := TimeOfDay(at.Hour()*60 + at.Minute())
	if h.From <= h.Until {
		return h.From <= now && now < h.Until
	}
	return now >= h.From || now < h.Until
}

// String writes "22:00–07:00".
func (h Hours) String() string { return h.From.String() + "–" + h.Until.String() }
