package extract_test

import (
	"strings"
	"testing"

	"readout/digest/extract"
	"readout/digest/news"
)

// TestMemoryIsBounded reads texts of the longest length that is read, which are
// all marks or all full stops. It is not parallel, so that nothing else
// allocates beside it.
func TestMemoryIsBounded(t *testing.T) {
	if raceDetector {
		t.Skip("the detector's own memory would be counted")
	}
	const most = 180 << 20
	for _, unit := range []string{"([", ". ", "a ", "\"the ", "I. ", "the\n\n", "He said. ", "“It is,” he said. "} {
		a := news.Article{Text: strings.Repeat(unit, extract.Readable/len(unit))}
		extract.Facts(news.Article{Text: "The lists are read now."})
		got := allocated(a)
		t.Logf("%q: %d MB", unit, got>>20)
		if got > most {
			t.Errorf("%d MB allocated for 1 MB of %q, want at most %d", got>>20, unit, most>>20)
		}
	}
}
