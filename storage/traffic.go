package storage

import (
	"context"
	"iter"
	"time"

	"readout/digest/news"
)

// Keyboard is the buttons under one message: what each of them sends when it
// is pressed. A button carries the keyboard's id and its own place there.
type Keyboard struct {
	// ID is short, and hard to guess where that matters.
	ID      string       `json:"id"`
	Address news.Address `json:"address"`
	// Message is the transport's id of the message that has the buttons; ""
	// while it is not known.
	Message string `json:"message,omitempty"`
	// Commands are the buttons' in their order.
	Commands []string  `json:"commands"`
	Made     time.Time `json:"made"`
}

// Buttons keeps what buttons mean, so that those of a message sent before a
// restart still work.
type Buttons interface {
	// SaveKeyboard adds a keyboard, or replaces the one with its id.
	SaveKeyboard(ctx context.Context, k Keyboard) error
	// BindKeyboard notes where a keyboard was sent, and which message has it.
	// One that is gone is fine, and stays gone.
	BindKeyboard(ctx context.Context, id string, at news.Address, message string) error
	// Keyboard is the one with that id, or ErrNotFound.
	Keyboard(ctx context.Context, id string) (Keyboard, error)
	// PruneKeyboards forgets those made before t, and returns how many.
	PruneKeyboards(ctx context.Context, t time.Time) (int, error)
	// AllKeyboards lists them by id.
	AllKeyboards(ctx context.Context) iter.Seq2[Keyboard, error]
}

// Updates keeps which updates of a transport were handled, so that none is
// handled twice and one that breaks the program is not tried for ever. No
// order of their ids is assumed. From names the transport's account.
type Updates interface {
	// BeginUpdate notes, before any work, that an update is about to be
	// handled, and returns how often it was begun, this time included; 0 means
	// that it was handled already.
	BeginUpdate(ctx context.Context, from string, id int64, now time.Time) (tries int, err error)
	// EndUpdate notes that an update was handled.
	EndUpdate(ctx context.Context, from string, id int64, now time.Time) error
	// PruneUpdates forgets those last noted before t, and returns how many.
	PruneUpdates(ctx context.Context, t time.Time) (int, error)
}
