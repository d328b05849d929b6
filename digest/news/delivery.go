package news

import (
	"fmt"
	"time"
)

// DeliveryKey names a delivery for good: there is at most one per chat, local
// date and slot.
type DeliveryKey struct {
	Address Address `json:"address"`
	Date    Day     `json:"date"`
	// Slot is the wall time, "08:00".
	Slot string `json:"slot"`
}

// String writes "42 2026-03-04 08:00".
func (k DeliveryKey) String() string { return fmt.Sprintf("%s %s %s", k.Address, k.Date, k.Slot) }

// PartState is how far one message of a delivery has come.
type PartState string

const (
	Waiting PartState = ""        // not begun
	Sending PartState = "sending" // begun, durably, before the first byte left
	Sent    PartState = "sent"    // the receipt is stored
	Unknown PartState = "unknown" // begun, and nobody knows whether it arrived
	Refused PartState = "refused" // the other side will not take it
)

// Part is one message of a delivery. Blocks says which of the edition's blocks
// it holds, [From, To).
type Part struct {
	From    int       `json:"from"`
	To      int       `json:"to"`
	State   PartState `json:"state,omitempty"`
	Message string    `json:"message,omitempty"` // the transport's id, once sent
	Tries   int       `json:"tries,omitempty"`
	// Unsure is how many of the tries may or may not have arrived: the process
	// died while the part was on its way, or its answer never came. Above 0,
	// the part may have come more than once.
	Unsure int `json:"unsure,omitempty"`
	// Lost is how many times there seemed to be no such chat.
	Lost   int    `json:"lost,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// Delivery is one edition on its way to one chat.
type Delivery struct {
	Key     DeliveryKey `json:"key"`
	Edition EditionID   `json:"edition"`
	Window  Window      `json:"window"`
	Parts   []Part      `json:"parts"`
	// Silent asks for no sound.
	Silent   bool      `json:"silent,omitempty"`
	Begun    time.Time `json:"begun"`
	Finished time.Time `json:"finished,omitzero"`
}

// Outcome is what became of one attempt to send.
type Outcome string

const (
	Arrived Outcome = "sent"    // accepted; Message is its id
	Denied  Outcome = "refused" // never acceptable as it is
	Unsure  Outcome = "unknown" // it may or may not have arrived
	Later   Outcome = "later"   // surely not sent; try again After
	Gone    Outcome = "gone"    // the chat cannot be written to
	Lost    Outcome = "lost"    // there seems to be no such chat; surely not sent
	Moved   Outcome = "moved"   // the chat lives at To now
)

// Receipt is the answer of a transport to one send. It is a value, not an
// error: every outcome is ordinary.
type Receipt struct {
	Outcome Outcome
	Message string
	After   time.Duration
	To      Address
	Reason  string
	// Everybody tells that not only this chat has to wait.
	Everybody bool
}
