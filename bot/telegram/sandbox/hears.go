package sandbox

import "strings"

// hears tells whether the bot is told of a message, by the rules of privacy
// mode.
func (c *chat) hears(s *Server, m *Message) bool {
	switch c.bot {
	case left, kicked, newcomer:
		return false
	case administrator:
		return true
	}
	if c.Type == private || s.options.HearsAll || m.service() {
		return true
	}
	if m.ReplyTo != nil && s.own(m.ReplyTo) {
		return true
	}
	for _, e := range m.Entities {
		word := slice(m.Text, e)
		switch e.Type {
		case "bot_command":
			_, name, named := strings.Cut(word, "@")
			if !named || strings.EqualFold(name, s.me.Username) {
				return true
			}
		case "mention":
			if strings.EqualFold(word, "@"+s.me.Username) {
				return true
			}
		}
	}
	return false
}

// service tells whether a message is about the chat and says nothing.
func (m *Message) service() bool { return m.Text == "" && m.Document == nil }
