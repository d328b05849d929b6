package telegram

import (
	"net/http"
	"time"
)

// Observer is told of what passes between the bot and Telegram, by several
// goroutines at once. It must not keep the client waiting. Nothing that it is
// told holds the token, an address or a chat.
type Observer interface {
	// Called is one call that came to its end.
	Called(c Call)
	// Mended is a message that Telegram would not have as it was, and that is
	// sent without something.
	Mended(without Part)
	// UpdateDone is an update that will not be looked at again. It is skipped
	// where it could not be read, broke the program, or came too fast.
	UpdateDone(skipped bool)
}

// Call is how one call of the Bot API ended.
type Call struct {
	// Method is the Bot API's name for it, such as getUpdates.
	Method string
	Failed bool
	// Broken tells that this program ended the call, which is nobody's fault.
	Broken bool
	// Conflict tells that another program uses the same token, or that a
	// webhook is set.
	Conflict bool
	// Wait is how long Telegram asked to wait; 0 if it did not.
	Wait time.Duration
}

func callOf(f *failure, broken bool) Call {
	return Call{Method: f.method, Failed: true, Broken: broken, Conflict: f.code == http.StatusConflict, Wait: f.after}
}

// nobody is the observer of a client that has none.
type nobody struct{}

func (nobody) Called(Call)     {}
func (nobody) Mended(Part)     {}
func (nobody) UpdateDone(bool) {}
