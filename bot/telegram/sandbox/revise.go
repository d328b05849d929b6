package sandbox

import (
	"fmt"
	"strings"
)

// Revision changes what a user said.
type Revision struct {
	Chat    int64  `json:"chat"`
	Message int    `json:"message"`
	Text    string `json:"text"`
}

// Revise changes a message that is not the bot's, and tells the bot.
func (s *Server) Revise(r Revision) (Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.known(r.Chat)
	if err != nil {
		return Message{}, err
	}
	m := c.messages[r.Message]
	if m == nil || s.own(m) || strings.TrimSpace(r.Text) == "" {
		return Message{}, fmt.Errorf("chat %d has no message %d of a user, or the new text is empty", r.Chat, r.Message)
	}
	m.Text, m.Entities, m.EditDate = r.Text, found(r.Text), s.now().Unix()
	if c.hears(s, m) {
		s.push("edited_"+kindIn(c), frozen(m))
	}
	return *m, nil
}
