package news

import "time"

// Notice is that the admins were told of something which is not over, or which
// they need not hear again.
type Notice struct {
	// ID names what it is about: a kind of trouble and what is in it, such as
	// "feeds herald".
	ID   string    `json:"id"`
	Told time.Time `json:"told"`
}
