package news

import (
	"fmt"
	"time"
)

// Address is where a digest goes: a chat, and in forums a thread of it. The
// thread 0 is the chat itself.
type Address struct {
	Chat   int64 `json:"chat"`
	Thread int   `json:"thread,omitempty"`
}

// String writes "42" or "-100123/7".
func (a Address) String() string {
	if a.Thread == 0 {
		return fmt.Sprint(a.Chat)
	}
	return fmt.Sprintf("%d/%d", a.Chat, a.Thread)
}

// Length is how much a digest holds.
type Length string

const (
	Short  Length = "short"
	Normal Length = "normal"
	Full   Length = "full"
)

// Empty is what a reader gets when nothing is new.
type Empty string

const (
	OneLine Empty = "line"    // a line that says so
	Nothing Empty = "nothing" // no message, unless a feed is unread
)

// Subscriber is a chat with its settings. The zero value of every setting is
// its default, Schedule.Times aside.
type Subscriber struct {
	Address Address   `json:"address"`
	Kind    string    `json:"kind,omitempty"` // private, group, channel
	Name    string    `json:"name,omitempty"`
	Joined  time.Time `json:"joined"`

	Topics   []TopicID `json:"topics,omitempty"`
	Schedule Schedule  `json:"schedule"`
	// ZoneChosen tells that the reader named the zone; else it is the
	// instance's.
	ZoneChosen bool      `json:"zone_chosen,omitempty"`
	Length     Length    `json:"length,omitempty"` // "" is Normal
	Off        []Section `json:"off,omitempty"`    // sections switched off
	Empty      Empty     `json:"empty,omitempty"`  // "" is OneLine
	Silent     bool      `json:"silent,omitempty"`
	// Quiet are the hours in which nothing makes a sound that does not come at
	// its chosen time.
	Quiet    Hours  `json:"quiet,omitzero"`
	Language string `json:"language,omitempty"`
	// Followed are people, organisations and places that come first; Hidden
	// are words and outlets that are kept out. Both as the reader wrote them.
	Followed []string `json:"followed,omitempty"`
	Hidden   []string `json:"hidden,omitempty"`

	// Paused stops deliveries until PausedUntil, or for good if that is zero.
	Paused      bool      `json:"paused,omitempty"`
	PausedUntil time.Time `json:"paused_until,omitzero"`
	// Gone tells why the chat cannot be written to ("blocked"); "" if it can.
	Gone string `json:"gone,omitempty"`

	// Doubtful is when the digest before was begun, if some of it may not have
	// arrived; else zero.
	Doubtful time.Time `json:"doubtful,omitzero"`
	// Lost counts the digests in a row that could not be delivered because
	// there seemed to be no such chat.
	Lost int `json:"lost,omitempty"`
	// Again asks for what failed of the digest of the slot Due once more.
	Again bool `json:"again,omitempty"`

	// Cursor is the commit sequence up to which this reader has been served;
	// Since is the instant that it stands for, for display.
	Cursor int64     `json:"cursor"`
	Since  time.Time `json:"since,omitzero"`
	// Due is the slot to serve next; zero means none.
	Due Slot `json:"due,omitzero"`
}

// Active reports whether there is anything to serve, and somebody to serve it
// to. A pause is not its concern.
func (s Subscriber) Active() bool {
	return s.Gone == "" && len(s.Topics)+len(s.Followed) > 0 && len(s.Schedule.Times) > 0
}

// Plan sets Due to the first slot after now, or to none where the reader is
// not to be served. A pause with an end sets Due to the first slot after it.
func (s *Subscriber) Plan(now time.Time) {
	s.Due = Slot{}
	if s.Active() && !s.pausedForGood() {
		s.PlanIn(s.Schedule.Location(), now)
	}
}

// PlanIn is Plan for those who have the schedule's Location at hand.
func (s *Subscriber) PlanIn(loc *time.Location, now time.Time) {
	s.Due = Slot{}
	if !s.Active() || s.pausedForGood() {
		return
	}
	if s.Paused && s.PausedUntil.After(now) {
		now = s.PausedUntil
	}
	s.Due = s.Schedule.NextIn(loc, now)
}

func (s *Subscriber) pausedForGood() bool { return s.Paused && s.PausedUntil.IsZero() }
