package sandbox

import (
	"context"
	"fmt"
)

// View is a chat as somebody in it sees it, and what the bot is there.
type View struct {
	Chat
	Bot    string `json:"bot"`
	Mute   bool   `json:"mute,omitempty"`
	Closed string `json:"closed,omitempty"` // deactivated, disbanded or upgraded.
	Topics []Room `json:"topics,omitempty"`
	// Messages are oldest first, without the deleted.
	Messages []Message `json:"messages"`
}

// Room is a topic of a forum.
type Room struct {
	Thread  int    `json:"thread"`
	Name    string `json:"name"`
	Closed  bool   `json:"closed,omitempty"`
	Deleted bool   `json:"deleted,omitempty"`
}

// Chat shows a chat with its last messages, at most so many.
func (s *Server) Chat(id int64, last int) (View, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.known(id)
	if err != nil {
		return View{}, err
	}
	v := View{Chat: c.Chat, Bot: string(c.bot), Mute: c.mute, Closed: c.ended(), Messages: []Message{}}
	for _, id := range c.order {
		if m := c.messages[id]; m != nil {
			v.Messages = append(v.Messages, *m)
		}
		if t := c.topics[id]; t != nil {
			v.Topics = append(v.Topics, Room{Thread: id, Name: t.name, Closed: t.closed, Deleted: t.deleted})
		}
	}
	v.Messages = v.Messages[max(0, len(v.Messages)-max(0, last)):]
	return v, nil
}

func (c *chat) ended() string {
	switch {
	case c.deactivated:
		return "deactivated"
	case c.disbanded:
		return "disbanded"
	case c.upgraded != 0:
		return "upgraded"
	}
	return ""
}

// News is what a test waits for.
type News struct {
	Chat int64
	// After is a message's id: news are messages of the bot behind it, and
	// edits of the bot that come while one waits.
	After int
	// Since is an arrival's number; where it is not 0 it counts instead, and
	// news are all arrivals behind it.
	Since int
}

// Wait waits until the bot wrote or edited something in a chat, and gives it
// as it stood when it arrived. It ends with its context, with an error.
func (s *Server) Wait(ctx context.Context, n News) (Arrival, error) {
	s.mu.Lock()
	begun := len(s.arrivals)
	for next := 0; ; {
		for ; next < len(s.arrivals); next++ {
			if a := s.arrivals[next]; n.meant(a, begun) {
				s.mu.Unlock()
				return a, nil
			}
		}
		changed, closed := s.changed, s.closed
		s.mu.Unlock()
		if closed {
			return Arrival{}, fmt.Errorf("wait in chat %d: the server is closed", n.Chat)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return Arrival{}, fmt.Errorf("wait in chat %d: nothing came: %w", n.Chat, ctx.Err())
		}
		s.mu.Lock()
	}
}

// meant tells whether an arrival is news. Deletions are none.
func (n News) meant(a Arrival, begun int) bool {
	switch {
	case a.Chat != n.Chat || a.Deleted:
		return false
	case n.Since != 0:
		return a.Seq > n.Since
	case a.Edit:
		return a.Seq > begun
	}
	return a.Message > n.After
}
