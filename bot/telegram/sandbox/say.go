package sandbox

import (
	"errors"
	"fmt"
	"strings"
)

// Speech is what somebody other than the bot says.
type Speech struct {
	// Chat is where; 0 means in private. A private chat that is not there is
	// made, and to speak in it starts the bot.
	Chat int64 `json:"chat"`
	// Thread is a topic of a forum; 0 means General.
	Thread int `json:"thread"`
	// From is who; in private it may be left out. It joins the group. In a
	// channel nobody is seen.
	From User   `json:"from"`
	Text string `json:"text"`
	// Document is a file to send; then Text is its caption.
	Document *File `json:"document"`
	// ReplyTo is a message of the chat.
	ReplyTo int `json:"reply_to"`
	// Anonymous speaks as the group, as its administrators may.
	Anonymous bool `json:"anonymous"`
	// Forwarded marks the words as somebody else's.
	Forwarded bool `json:"forwarded"`
	// Linked speaks as the channel that a group belongs to.
	Linked Chat `json:"linked"`
}

// Accounts that Telegram speaks through.
var (
	anonymousBot = User{ID: 1087968824, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}
	linkedPoster = User{ID: 777000, FirstName: "Telegram"}
)

// Say speaks to the bot. In a group without HearsAll, the bot hears of it only
// what it would hear with privacy mode on; the message is there all the same.
func (s *Server) Say(what Speech) (Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.stage(&what)
	if err != nil {
		return Message{}, err
	}
	m := &Message{Text: what.Text, Entities: found(what.Text)}
	if f := what.Document; f != nil {
		m.Document = s.keep(upload{name: f.Name, kind: f.Type, bytes: f.Bytes})
		m.Text, m.Entities, m.Caption, m.CaptionEntities = "", nil, what.Text, m.Entities
	}
	s.sign(c, m, what)
	if err := c.address(m, what); err != nil {
		return Message{}, err
	}
	if what.Forwarded {
		m.ForwardOrigin = frozen(map[string]any{
			"type": "hidden_user", "sender_user_name": "Somebody Else", "date": s.now().Unix(),
		})
	}
	s.tell(c, s.store(c, m))
	return *m, nil
}

// stage is the chat that is spoken in, made or changed as the speaking does.
func (s *Server) stage(what *Speech) (*chat, error) {
	if strings.TrimSpace(what.Text) == "" && what.Document == nil {
		return nil, errors.New("nobody can say nothing: text is empty")
	}
	if what.Chat == 0 {
		what.Chat = what.From.ID
	}
	if what.Chat == 0 {
		return nil, errors.New("who speaks, and where? chat and from.id are both 0")
	}
	if what.Chat > 0 && s.chats[what.Chat] == nil {
		if _, err := s.addChat(NewChat{ID: what.Chat, Person: what.From}); err != nil {
			return nil, err
		}
	}
	c, err := s.known(what.Chat)
	if err != nil {
		return nil, err
	}
	switch {
	case c.deactivated || c.disbanded || c.upgraded != 0:
		return nil, fmt.Errorf("nobody can speak in chat %d any more", c.ID)
	case c.Type == private && c.bot == kicked:
		return nil, fmt.Errorf("user %d blocked the bot and has to unblock it first", c.ID)
	case c.Type == private:
		s.start(c, what)
	case c.Type != channel && !what.Anonymous && what.Linked.ID == 0:
		if what.From.ID == 0 {
			return nil, errors.New("who speaks? from.id is 0")
		}
		s.joinIfNew(c, what.From)
	}
	return c, nil
}

// start is what speaking in private does.
func (s *Server) start(c *chat, what *Speech) {
	what.From.ID = c.ID
	c.name(s.meet(what.From))
	c.bot = member
}

func (s *Server) joinIfNew(c *chat, u User) {
	if c.members[u.ID] == nil {
		s.join(c, Person{User: u})
		return
	}
	c.members[u.ID].User = s.meet(u)
}

// sign says whose a message is.
func (s *Server) sign(c *chat, m *Message, what Speech) {
	place := c.Chat
	switch {
	case c.Type == channel:
		m.SenderChat = &place
	case what.Linked.ID != 0:
		from, linked := linkedPoster, what.Linked
		m.From, m.SenderChat, m.IsAutoForward = &from, &linked, true
	case what.Anonymous:
		from := anonymousBot
		m.From, m.SenderChat = &from, &place
	default:
		from := s.users[what.From.ID]
		m.From = &from
	}
}

// address puts a message into its thread and under what it replies to.
func (c *chat) address(m *Message, what Speech) error {
	if what.Thread != 0 {
		t := c.topics[what.Thread]
		if t == nil || t.deleted {
			return fmt.Errorf("chat %d has no topic %d", c.ID, what.Thread)
		}
		m.Thread, m.IsTopicMessage = what.Thread, true
	}
	if what.ReplyTo == 0 {
		return nil
	}
	to := c.messages[what.ReplyTo]
	if to == nil {
		return fmt.Errorf("chat %d has no message %d", c.ID, what.ReplyTo)
	}
	m.ReplyTo = quoted(to)
	return nil
}

// quoted is a message as it is shown in a reply: without its own reply.
func quoted(m *Message) *Message {
	q := *m
	q.ReplyTo = nil
	return &q
}

func kindIn(c *chat) string {
	if c.Type == channel {
		return "channel_post"
	}
	return "message"
}

// own tells whether a message is the bot's.
func (s *Server) own(m *Message) bool {
	if m.Chat.Type == channel {
		return m.byBot
	}
	return m.From != nil && m.From.ID == s.me.ID
}

// tell lets the bot hear a message, if it is there to hear it.
func (s *Server) tell(c *chat, m *Message) {
	if c.hears(s, m) {
		s.push(kindIn(c), frozen(m))
	}
}

// anyone is somebody of a chat to do what has to be done by a person.
func (s *Server) anyone(c *chat) *User {
	var chosen *Person
	for _, p := range c.members {
		if chosen == nil || rank(p.Status) > rank(chosen.Status) ||
			rank(p.Status) == rank(chosen.Status) && p.User.ID < chosen.User.ID {
			chosen = p
		}
	}
	if chosen == nil {
		return &User{ID: 1, FirstName: "Somebody"}
	}
	u := chosen.User
	return &u
}

func rank(status string) int {
	switch status {
	case "creator":
		return 3
	case "administrator":
		return 2
	case "member":
		return 1
	}
	return 0
}
