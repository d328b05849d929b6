package sandbox

import "slices"

// place is the chat that a call names, or the refusal that Telegram has for a
// bot that may not look into it.
func (s *Server) place(p params) (*chat, *refusal) {
	if !p.has("chat_id") {
		return nil, bad("chat_id is empty")
	}
	c := s.find(p.text("chat_id"))
	switch {
	case c == nil:
		return nil, bad("chat not found")
	case c.upgraded != 0:
		no := bad("group chat was upgraded to a supergroup chat")
		no.MigrateTo = c.upgraded
		return nil, no
	}
	return c, c.closed()
}

// closed is why nothing at all can be done in a chat, or nil.
func (c *chat) closed() *refusal {
	if c.Type == private {
		return nil
	}
	switch {
	case c.disbanded:
		return forbidden("the group chat was deleted")
	case c.bot == kicked:
		return forbidden("bot was kicked from the %s", c.kind())
	case c.bot == left:
		return forbidden("bot is not a member of the %s", c.kind())
	}
	return nil
}

func (c *chat) kind() string { return c.Type + " chat" }

// writable is why the bot may not write in a chat, or nil.
func (s *Server) writable(c *chat, what string) *refusal {
	switch {
	case c.Type == private:
		return s.writableTo(c)
	case c.Type == channel && (c.bot != administrator || c.mute):
		return bad("need administrator rights in the channel chat")
	case c.mute || slices.Contains(c.denied, what):
		return bad("not enough rights to send %s to the chat", what)
	}
	return nil
}

func (s *Server) writableTo(c *chat) *refusal {
	switch {
	case s.users[c.ID].IsBot:
		return forbidden("the bot can't send messages to the bot")
	case c.deactivated:
		return forbidden("user is deactivated")
	case c.bot == kicked:
		return forbidden("bot was blocked by the user")
	case c.bot == newcomer:
		return forbidden("bot can't initiate conversation with a user")
	}
	return nil
}
