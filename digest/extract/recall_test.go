package extract_test

import (
	"testing"
	"time"

	"readout/digest/extract"
	"readout/digest/news"
)

// TestWhatIsRecalledIsLessSure holds the meetings of other years below what a
// digest takes, and out of the main place.
func TestWhatIsRecalledIsLessSure(t *testing.T) {
	t.Parallel()
	const shown = 60
	for text, recalled := range map[string]bool{
		"President Ion Popa met Mayor Lena Roth in 2005.":                       true,
		"Ten years ago, President Ion Popa met Mayor Lena Roth in Oslo.":        true,
		"Decades ago, President Ion Popa met Mayor Lena Roth in the town.":      true,
		"President Ion Popa met Mayor Lena Roth on Monday.":                     false,
		"President Ion Popa met Mayor Lena Roth for the first time since 2005.": false,
	} {
		f := extract.Facts(news.Article{Text: text, Published: time.Date(2031, 3, 6, 0, 0, 0, 0, time.UTC)})
		if len(f.Meetings) != 1 {
			t.Errorf("%s: %d meetings, want 1", text, len(f.Meetings))
			continue
		}
		if m := f.Meetings[0]; (m.Confidence < shown) != recalled || m.Main == recalled {
			t.Errorf("%s: confidence %d, main %t", text, m.Confidence, m.Main)
		}
	}
}
