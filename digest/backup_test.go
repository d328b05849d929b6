package digest_test

import (
	"strings"
	"testing"
	"time"

	"readout/storage"
	"readout/storage/sqlite"
)

// D10: whoever goes on with a backup of days ago sends one digest that reaches
// back, and no slot of those days.
func TestD10ABackupOfDaysAgo(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		back time.Time // when the backup is put back
		want string    // what comes from then until the evening of the fourth day
	}{
		{"within the time for late digests", morning(2).Add(3 * time.Hour), "5 11:00, 6 08:00"},
		{"the evening after", morning(2).Add(13 * time.Hour), "6 08:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := subscribed(t)
			backup, err := sqlite.OpenMemory(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { backup.Close() })
			if _, err := storage.Copy(t.Context(), h.store, backup, storage.CopyOptions{}); err != nil {
				t.Fatal(err)
			}
			for day := range 3 {
				h.deliver(morning(day))
			}
			h.store = backup
			h.reopen()
			var came []string
			for now := c.back; now.Before(morning(3).Add(12 * time.Hour)); now = now.Add(time.Minute) {
				for range h.deliver(now) {
					came = append(came, now.Format("2 15:04"))
				}
			}
			if got := strings.Join(came, ", "); got != c.want {
				t.Errorf("came at %s, want %s", got, c.want)
			}
		})
	}
}
