package bot

import (
	"context"
	"time"

	"readout/digest/news"
)

// Operation is what the bot can tell admins of the program that it runs in.
type Operation interface {
	// Vitals are how the program fares now.
	Vitals(ctx context.Context) Vitals
	// Warnings are the last warnings and errors of the log, newest first,
	// without secrets.
	Warnings() []Warning
	// Version names the version and what it was built with.
	Version() string
}

// Vitals are how a program fares. Times are by the clock of those who ask;
// zero is never. Counts are of this process, since it began.
type Vitals struct {
	// State is a word or two, such as "ready"; Reasons say why it is another.
	State   string
	Reasons []string
	Started time.Time
	// Leading tells that it is this process that speaks to Telegram.
	Leading bool
	// Polled is when Telegram last answered a poll, Messaged when it last took
	// a message, Slowed when it last asked to wait, and that for Wait.
	Polled, Messaged, Slowed time.Time
	Wait                     time.Duration
	// Rate is how many messages a second leave at most; 0 where that is not
	// known.
	Rate float64
	// Parts counts what became of parts of digests.
	Parts            map[news.Outcome]int
	Warnings, Errors int
}

// Warning is a line of the log that an admin should know of.
type Warning struct {
	At    time.Time
	Error bool // else it is a warning
	Text  string
}

// elsewhere is the complaint where nobody knows how the program fares.
func elsewhere() error {
	return complain(say("That is not available here."), say("It works where the bot runs on Telegram. What works here: `/stats`"), row(press("Stats", "/stats")))
}
