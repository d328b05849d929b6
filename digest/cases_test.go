package digest_test

import (
	"os"
	"testing"

	"readout/digest/feed/faults/tally"
)

// cases counts what is tried against the desk.
var cases = tally.New(tally.Options{File: "../docs/reliability.md", Column: "desk"})

func TestMain(m *testing.M) { os.Exit(cases.Run(m)) }
