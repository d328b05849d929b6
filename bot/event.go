package bot

import (
	"context"
	"time"

	"readout/digest/news"
)

// Event is something that befell a chat without a word being said.
type Event struct {
	What Befell
	// At is the chat; Kind as in Message.
	At   news.Address
	Kind string
	// From is who did it; the zero User if nobody is known.
	From User
	// To is the chat that another became, for Migrated.
	To int64
}

// Befell is what an event is.
type Befell string

const (
	Blocked  Befell = "blocked"  // a person shut the bot out
	Returned Befell = "returned" // and let it in again
	Added    Befell = "added"    // to a group or channel, or given back its rights there
	Removed  Befell = "removed"  // from it, or left without the right to write
	Migrated Befell = "migrated" // a group became the supergroup To
)

// Note takes an event in, and may answer it. Like every act it says a state to
// be reached, so noting an event twice is the same as once.
func (b *Bot) Note(ctx context.Context, now time.Time, e Event) Reply {
	return Reply{}
}
