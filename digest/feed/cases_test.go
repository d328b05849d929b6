package feed_test

import (
	"os"
	"testing"

	"readout/digest/feed/faults/tally"
)

// cases counts what is tried against the reader of feeds.
var cases = tally.New(tally.Options{
	File: "../../docs/reliability.md", Column: "reader",
	// Fewer would be said to be more than they are.
	Floors: map[string]int{"F1-F8": 400, "P1-P6": 300},
})

func TestMain(m *testing.M) {
	if address := os.Getenv(readVariable); address != "" {
		readAlone(os.Stdout, address)
		return
	}
	os.Exit(cases.Run(m))
}
