package news

import "time"

// Door says whom the bot lets in who is neither a Guest nor a reader yet.
type Door string

const (
	Closed   Door = "closed"     // nobody
	ByInvite Door = "invitation" // who brings an invitation
	Open     Door = "open"       // everybody
)

// Standing is what a guest may do.
type Standing string

const (
	Allowed Standing = "allowed"
	Admin   Standing = "admin" // manages topics, feeds, names and access
	Banned  Standing = "banned"
	// Uninvited is a chat that a stranger put the bot into, and that was told
	// so: it is as much outside as one of which nothing is kept.
	Uninvited Standing = "uninvited"
)

// Guest is a person or a chat that somebody let in or shut out.
type Guest struct {
	// ID is a user's, or a group's or channel's chat. Names grant nothing.
	ID       int64     `json:"id"`
	Name     string    `json:"name,omitempty"`
	Standing Standing  `json:"standing"`
	Since    time.Time `json:"since"`
	// By is the admin who decided; 0 is the program itself.
	By int64 `json:"by,omitempty"`
	// Invitation is the code that let the guest in; "" if none did.
	Invitation string `json:"invitation,omitempty"`
}

// Invitation lets in those who bring its code.
type Invitation struct {
	// Code is 1 to 48 letters and digits, "_" and "-".
	Code string    `json:"code"`
	Made time.Time `json:"made"`
	By   int64     `json:"by"`
	// Until is when it ends; zero is never.
	Until time.Time `json:"until,omitzero"`
	// Uses is how many guests it lets in; Used is how many it has let in.
	Uses int `json:"uses"`
	Used int `json:"used,omitempty"`
}

// Admits reports whether the invitation lets somebody else in at a moment.
func (i Invitation) Admits(now time.Time) bool {
	return i.Used < i.Uses && (i.Until.IsZero() || now.Before(i.Until))
}
