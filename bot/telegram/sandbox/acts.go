package sandbox

import (
	"encoding/json"
	"fmt"
	"time"
)

// Block stops the bot in private, as its person may at any time. The bot is
// told.
func (s *Server) Block(user int64) error {
	return s.person(user, func(c *chat) { s.stand(c, kicked, s.users[user]) })
}

// Unblock lets the bot write in private again. The bot is told.
func (s *Server) Unblock(user int64) error {
	return s.person(user, func(c *chat) { s.stand(c, member, s.users[user]) })
}

// Deactivate deletes a person's account. The bot is not told.
func (s *Server) Deactivate(user int64) error {
	return s.person(user, func(c *chat) { c.deactivated = true })
}

func (s *Server) person(user int64, act func(*chat)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.known(user)
	if err != nil {
		return err
	}
	if c.Type != private {
		return fmt.Errorf("chat %d is no person", user)
	}
	act(c)
	return nil
}

// Invite takes the bot into a group, or back into it, and in a channel makes
// it an administrator. The bot is told twice, as in Telegram: by
// my_chat_member, and in groups by a message.
func (s *Server) Invite(chat int64, by User) error {
	return s.inGroup(chat, by, func(c *chatIn) {
		if c.Type == channel {
			s.stand(c.chat, administrator, c.by)
			return
		}
		s.stand(c.chat, member, c.by)
		s.tell(c.chat, s.store(c.chat, &Message{From: &c.by, NewMembers: []User{s.me}}))
	})
}

// Expel takes the bot out of a chat for good. The bot is told.
func (s *Server) Expel(chat int64, by User) error {
	return s.inGroup(chat, by, func(c *chatIn) {
		if c.Type == group {
			m := s.store(c.chat, &Message{From: &c.by, LeftMember: &s.me})
			s.push("message", frozen(m))
		}
		s.stand(c.chat, kicked, c.by)
	})
}

// Promote makes the bot an administrator, who hears everything. The bot is
// told.
func (s *Server) Promote(chat int64, by User) error {
	return s.inGroup(chat, by, func(c *chatIn) {
		c.mute, c.denied = false, nil
		s.stand(c.chat, administrator, c.by)
	})
}

// Restrict takes the right to write from the bot: in a channel it stays an
// administrator that may not post. Where it is said what, it is only that:
// "text messages" or "documents". The bot is told. Promote gives all back.
func (s *Server) Restrict(chat int64, by User, what ...string) error {
	return s.inGroup(chat, by, func(c *chatIn) {
		before := s.asBot(c.chat)
		c.mute, c.denied = c.mute || len(what) == 0, append(c.denied, what...)
		switch c.Type {
		case supergroup:
			c.bot = restricted
		case channel:
			c.bot = administrator
		}
		s.tellStanding(c.chat, before, c.by)
	})
}

// Slow lets members, and a bot that is no administrator, write in a supergroup
// only so many seconds after they wrote last; 0 ends that. The bot is not told.
func (s *Server) Slow(chat int64, seconds int) error {
	return s.inGroup(chat, User{}, func(c *chatIn) { c.slow = time.Duration(seconds) * time.Second })
}

// Disband deletes a group with all in it. The bot is not told.
func (s *Server) Disband(chat int64) error {
	return s.inGroup(chat, User{}, func(c *chatIn) { c.disbanded = true })
}

// Seat says what a person is in a chat: creator, administrator, member,
// restricted, left or kicked. The bot is told if it asked for chat_member.
func (s *Server) Seat(chat int64, p Person) error {
	return s.inGroup(chat, p.User, func(c *chatIn) {
		before := asMember(c.chat, Person{User: s.meet(p.User), Status: "left"}, false)
		if old := c.members[p.User.ID]; old != nil {
			before = asMember(c.chat, *old, false)
		}
		s.join(c.chat, p)
		if c.bot == administrator {
			s.push("chat_member", s.change(c.chat, before, asMember(c.chat, *c.members[p.User.ID], false), c.by))
		}
	})
}

// chatIn is a chat with who acts in it.
type chatIn struct {
	*chat
	by User
}

func (s *Server) inGroup(id int64, by User, act func(*chatIn)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.known(id)
	if err != nil {
		return err
	}
	if c.Type == private || c.upgraded != 0 {
		return fmt.Errorf("chat %d is no group or channel, or is one no more", id)
	}
	if by.ID == 0 {
		by = *s.anyone(c)
	}
	act(&chatIn{c, s.meet(by)})
	return nil
}

// stand makes the bot something in a chat and tells it, if it was not.
func (s *Server) stand(c *chat, now standing, by User) {
	if c.bot == now {
		return
	}
	before := s.asBot(c)
	c.bot = now
	s.tellStanding(c, before, by)
}

func (s *Server) tellStanding(c *chat, before chatMember, by User) {
	s.push("my_chat_member", s.change(c, before, s.asBot(c), by))
}

// change is what my_chat_member and chat_member tell.
func (s *Server) change(c *chat, before, after chatMember, by User) json.RawMessage {
	return frozen(map[string]any{
		"chat": c.Chat, "from": by, "date": s.now().Unix(), "old_chat_member": before, "new_chat_member": after,
	})
}

// Migrate turns a group into a supergroup with a new id, which it gives; 0
// takes one that is free. The bot is told in both chats, and what it sends to
// the old one is refused with the new id.
func (s *Server) Migrate(chat, to int64) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old, err := s.known(chat)
	if err != nil {
		return 0, err
	}
	if old.Type != group || old.upgraded != 0 {
		return 0, fmt.Errorf("chat %d is no group that could become a supergroup", chat)
	}
	grown, err := s.addChat(NewChat{ID: to, Type: supergroup, Title: old.Title, Bot: string(old.bot)})
	if err != nil {
		return 0, err
	}
	grown.members, grown.mute = old.members, old.mute
	by := s.anyone(old)
	s.tell(old, s.store(old, &Message{From: by, MigrateTo: grown.ID}))
	s.tell(grown, s.store(grown, &Message{From: by, MigrateFrom: old.ID}))
	old.upgraded = grown.ID
	return grown.ID, nil
}
