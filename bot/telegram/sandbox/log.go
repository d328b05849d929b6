package sandbox

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

// Arrival is one message that was stored, changed or deleted by the bot. It
// is kept even when the bot never saw the answer.
type Arrival struct {
	// Seq counts all arrivals from 1 in their order.
	Seq      int       `json:"seq"`
	At       time.Time `json:"at"`
	Method   string    `json:"method"`
	Chat     int64     `json:"chat"`
	Thread   int       `json:"thread,omitempty"`
	Message  int       `json:"message"`
	Text     string    `json:"text,omitempty"`
	Entities []Entity  `json:"entities,omitempty"`
	Keyboard *Keyboard `json:"keyboard,omitempty"`
	// File is the id under which the bytes can be had.
	File string `json:"file,omitempty"`
	// Hash is equal for equal content in whatever chat: text, entities, file
	// and the labels of the buttons. What buttons carry is left out, since it
	// may name the sending.
	Hash string `json:"hash"`
	// Paid tells that it was sent with allow_paid_broadcast, for Stars.
	Paid bool `json:"paid,omitempty"`
	// Edit tells that the message stood there before.
	Edit bool `json:"edit,omitempty"`
	// Deleted tells that the message is gone with this.
	Deleted bool `json:"deleted,omitempty"`
}

// Violation is something that Telegram lets pass and that loses something, or
// that it punishes quietly: a test should want none.
type Violation struct {
	At      time.Time `json:"at"`
	Method  string    `json:"method"`
	Chat    int64     `json:"chat,omitempty"`
	Message int       `json:"message,omitempty"`
	Kind    string    `json:"kind"`
	Detail  string    `json:"detail,omitempty"`
}

// CallCount is how often a method ended in one way: "ok", "cut", or the code
// and text of the refusal. Where a fault came after the act, both are named:
// "ok, then cut".
type CallCount struct {
	Method  string `json:"method"`
	Outcome string `json:"outcome"`
	Count   int    `json:"count"`
}

// arrive keeps what now stands in a chat. The lock is held.
func (s *Server) arrive(method string, m *Message, edit, deleted bool) {
	a := Arrival{
		Seq: len(s.arrivals) + 1, At: s.now(), Method: method, Chat: m.Chat.ID, Thread: m.Thread, Message: m.ID,
		Text: m.Text + m.Caption, Entities: m.Entities,
		Keyboard: m.Keyboard, Edit: edit, Deleted: deleted, Paid: m.paid && !edit && !deleted,
	}
	if m.Document != nil {
		a.File, a.Entities = m.Document.FileID, m.CaptionEntities
	}
	a.Hash = s.hash(a)
	s.arrivals = append(s.arrivals, a)
	s.wake()
}

func (s *Server) hash(a Arrival) string {
	content := struct {
		Text     string
		Entities []Entity
		Labels   []string
		File     []byte
	}{a.Text, a.Entities, labels(a.Keyboard), s.files[a.File].Bytes}
	sum := sha256.Sum256(encode(content))
	return hex.EncodeToString(sum[:8])
}

// Arrivals are all that came into a chat in their order, or into all chats
// for chat 0.
func (s *Server) Arrivals(chat int64) []Arrival {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []Arrival{}
	for _, a := range s.arrivals {
		if chat == 0 || a.Chat == chat {
			list = append(list, a)
		}
	}
	return list
}

// Repeats are the messages, edits and deletions aside, whose content had come
// into the same chat and thread before. Chat 0 means all chats.
func (s *Server) Repeats(chat int64) []Arrival {
	type place struct {
		chat   int64
		thread int
		hash   string
	}
	seen := map[place]bool{}
	list := []Arrival{}
	for _, a := range s.Arrivals(chat) {
		if a.Edit || a.Deleted {
			continue
		}
		at := place{a.Chat, a.Thread, a.Hash}
		if seen[at] {
			list = append(list, a)
		}
		seen[at] = true
	}
	return list
}

// wrong keeps a violation. The lock is held.
func (s *Server) wrong(v Violation) {
	v.At = s.now()
	s.wrongs = append(s.wrongs, v)
}

// Violations are all so far, in their order.
func (s *Server) Violations() []Violation {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Violation{}, s.wrongs...)
}

func (s *Server) count(method, outcome string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[CallCount{Method: method, Outcome: outcome}]++
}

// Calls counts all calls of the bot that were answered or cut, by method,
// then outcome. A getUpdates that still waits is not in it.
func (s *Server) Calls() []CallCount {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []CallCount{}
	for c, n := range s.counts {
		c.Count = n
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b CallCount) int {
		return cmp.Or(cmp.Compare(a.Method, b.Method), cmp.Compare(a.Outcome, b.Outcome))
	})
	return list
}
