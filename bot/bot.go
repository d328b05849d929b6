// Package bot is what the bot answers, whatever carries the words: a Message
// comes in, a Reply goes out. Commands are rows of one table (commands.go),
// which routes them, answers /help and fills the menus of the transports.
package bot

import (
	"context"

	"readout/digest/news"
)

// Message is what somebody wrote, or the command that a pressed button stands
// for.
type Message struct {
	// ID is the transport's for this message; "" where it has none.
	ID string
	// At is the chat, and in forums the thread, where it was written; Kind is
	// "private", "group" or "channel".
	At   news.Address
	Kind string
	From User
	Text string
	// Pressed tells that it came from a button; the reply may replace the
	// message that holds it.
	Pressed bool
	// Shows is the id of the bot's own message that is replied to or whose
	// button was pressed; "" if none.
	Shows string
	// Title is the chat's name; "" in a private chat, and where it is not
	// known.
	Title string
	// Admin tells that the writer may change this chat's settings, as the
	// transport found at this moment. In a private chat it does not matter.
	Admin bool
	// File is what was sent along; nil for nearly every message. Whoever has one
	// brings no Text.
	File *Attachment
}

// Attachment is a file that somebody sent.
type Attachment struct {
	// ID is what Files knows it by.
	ID   string
	Name string
	// Size is how many bytes it says that it has; 0 where it does not say.
	Size int64
}

// Files are what people send along.
type Files interface {
	// File is the whole content of one of at most so many bytes. Errors are in
	// words for people, or the context's.
	File(ctx context.Context, id string, most int64) ([]byte, error)
}

// User is who wrote a message.
type User struct {
	ID       int64
	Name     string
	Language string // BCP 47, as the transport knows it; "" if it does not
}

// Reply is what to answer. The zero Reply is silence.
type Reply struct {
	Blocks []news.Block
	// Buttons are rows of choices under the message.
	Buttons [][]Button
	File    *File
	// Notice is a word to whoever pressed a button, at most 200 characters, that
	// nobody else in the chat need read; "" for none. A transport that can show
	// it to that person alone does, any other shows it as a line.
	Notice string
	// Edit asks to replace the message whose button was pressed.
	Edit bool
	// Edition is what the blocks show, where their lines can be asked about by
	// number; "" otherwise. A transport that knows the id of the message it
	// sends notes it with storage's MarkShown.
	Edition news.EditionID
	// Next is the rest of work that takes long, to be done once this is shown,
	// and returns what to show in its place; nil where there is nothing to do.
	Next func(context.Context) Reply
}

// Button is a choice: a command to send as if it had been typed, or a link to
// open. A command names the state wanted, never "toggle".
type Button struct {
	Label   string
	Command string
	Link    string
}

// File is a document to send along.
type File struct {
	Name  string
	Bytes []byte
}
