package sandbox

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// standing is what the bot is in a chat.
type standing string

// The bot's standings. In private, a person who never spoke is a stranger,
// one who blocked the bot has kicked it, and all others are members.
const (
	newcomer      standing = "stranger"
	member        standing = "member"
	administrator standing = "administrator"
	restricted    standing = "restricted"
	left          standing = "left"
	kicked        standing = "kicked"
)

// chat is a place and what stands in it.
type chat struct {
	Chat
	bot         standing
	mute        bool     // The bot may not write, or not post in a channel.
	denied      []string // What else it may not send: "text messages", "documents".
	deactivated bool
	disbanded   bool
	upgraded    int64 // The supergroup that it is now.
	slow        time.Duration
	wrote       time.Time // When the bot wrote last.
	lastID      int       // Of a supergroup's or channel's own messages.
	messages    map[int]*Message
	order       []int
	members     map[int64]*Person
	topics      map[int]*topic
}

// Person is a member of a chat other than the bot.
type Person struct {
	User User `json:"user"`
	// Status is creator, administrator, member, restricted, left or kicked;
	// empty means member.
	Status string `json:"status,omitempty"`
	// Anonymous administrators speak as the group.
	Anonymous bool `json:"is_anonymous,omitempty"`
}

// NewChat says what a chat is like when it is made.
type NewChat struct {
	// ID is the person's for a private chat, and negative for others; -100
	// and ten digits or more for supergroups and channels. 0 takes one that is
	// free.
	ID int64 `json:"id"`
	// Type is private, group, supergroup or channel; empty means private.
	Type  string `json:"type"`
	Title string `json:"title"`
	// Username is without the at sign.
	Username string `json:"username"`
	// Forum gives a supergroup topics.
	Forum bool `json:"forum"`
	// Person is the other side of a private chat, where no more than the id
	// is to be told of it.
	Person User `json:"person"`
	// Slow is how many seconds a member waits between two messages; 0 for a
	// chat without slow mode.
	Slow int `json:"slow_mode_delay"`
	// Members are there besides the bot.
	Members []Person `json:"members"`
	// Bot is what the bot is in it: stranger (in private: never started),
	// member, administrator, restricted, left or kicked (in private: blocked).
	// Empty means member, in a channel administrator, in private stranger.
	Bot string `json:"bot"`
}

// AddChat makes a chat that the bot is in from the beginning; no update tells
// of it. Use Invite for one that does.
func (s *Server) AddChat(n NewChat) (Chat, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.addChat(n)
	if err != nil {
		return Chat{}, err
	}
	return c.Chat, nil
}

func (s *Server) addChat(n NewChat) (*chat, error) {
	if n.Type == "" {
		n.Type = private
	}
	if n.ID == 0 {
		n.ID = s.freeID(n)
	}
	if err := n.check(); err != nil {
		return nil, err
	}
	if s.chats[n.ID] != nil {
		return nil, fmt.Errorf("there is a chat %d already", n.ID)
	}
	c := &chat{
		Chat:     Chat{ID: n.ID, Type: n.Type, Title: n.Title, Username: n.Username, IsForum: n.Forum},
		bot:      n.standing(),
		mute:     n.standing() == restricted,
		slow:     time.Duration(n.Slow) * time.Second,
		messages: map[int]*Message{}, members: map[int64]*Person{}, topics: map[int]*topic{},
	}
	if n.Forum {
		// The id of General is no message's.
		c.lastID = general
	}
	if n.Type == private {
		n.Person.ID = n.ID
		s.meet(n.Person)
		c.name(s.users[n.ID])
	}
	for _, m := range n.Members {
		s.join(c, m)
	}
	s.chats[n.ID] = c
	return c, nil
}

func (n NewChat) check() error {
	switch n.Type {
	case private:
		if n.ID <= 0 {
			return fmt.Errorf("chat %d: a private chat has the positive id of its person", n.ID)
		}
	case group, supergroup, channel:
		if n.ID >= 0 {
			return fmt.Errorf("chat %d: a %s has a negative id", n.ID, n.Type)
		}
	default:
		return fmt.Errorf("chat %d: no such type as %q: private, group, supergroup, channel", n.ID, n.Type)
	}
	if (n.Forum || n.Slow != 0) && n.Type != supergroup {
		return fmt.Errorf("chat %d: only a supergroup is a forum, or slow", n.ID)
	}
	switch standing(n.Bot) {
	case "", newcomer, member, administrator, restricted, left, kicked:
		return nil
	}
	return fmt.Errorf("chat %d: the bot cannot be %q: stranger, member, administrator, restricted, left, kicked", n.ID, n.Bot)
}

func (n NewChat) standing() standing {
	switch {
	case n.Bot != "":
		return standing(n.Bot)
	case n.Type == channel:
		return administrator
	case n.Type == private:
		return newcomer
	}
	return member
}

// freeID is an id of the shape that the type has.
func (s *Server) freeID(n NewChat) int64 {
	id, step := int64(-1_002_000_000_001), int64(-1)
	switch {
	case n.Type == private && n.Person.ID != 0:
		return n.Person.ID
	case n.Type == private:
		id, step = 200_000_001, 1
	case n.Type == group:
		id = -400_000_001
	}
	for s.chats[id] != nil {
		id += step
	}
	return id
}

// name gives a private chat the names of its person.
func (c *chat) name(u User) {
	c.FirstName, c.LastName, c.Username = u.FirstName, u.LastName, u.Username
}

// meet makes a user known to the bot; what is empty stays as it was.
func (s *Server) meet(u User) User {
	known, ok := s.users[u.ID]
	if !ok {
		known = User{ID: u.ID, IsBot: u.IsBot, FirstName: "User " + strconv.FormatInt(u.ID, 10)}
	}
	if u.FirstName != "" {
		known.FirstName = u.FirstName
	}
	if u.LastName != "" {
		known.LastName = u.LastName
	}
	if u.Username != "" {
		known.Username = u.Username
	}
	if u.LanguageCode != "" {
		known.LanguageCode = u.LanguageCode
	}
	s.users[u.ID] = known
	return known
}

func (s *Server) join(c *chat, p Person) {
	p.User = s.meet(p.User)
	if p.Status == "" {
		p.Status = string(member)
	}
	c.members[p.User.ID] = &p
}

// find is the chat of an id or an @name, or nil.
func (s *Server) find(id string) *chat {
	if name, ok := strings.CutPrefix(id, "@"); ok {
		for _, c := range s.chats {
			if c.Type != private && strings.EqualFold(c.Username, name) {
				return c
			}
		}
		return nil
	}
	number, err := strconv.ParseInt(strings.TrimSpace(id), 10, 64)
	if err != nil {
		return nil
	}
	return s.chats[number]
}

// known is the chat for the control's acts, which tell what is wrong.
func (s *Server) known(id int64) (*chat, error) {
	if c := s.chats[id]; c != nil {
		return c, nil
	}
	return nil, fmt.Errorf("there is no chat %d", id)
}

// store puts a message into a chat and gives it its id. In private chats and
// basic groups ids are the account's, elsewhere the chat's own.
func (s *Server) store(c *chat, m *Message) *Message {
	counter := &s.lastID
	if c.Type == supergroup || c.Type == channel {
		counter = &c.lastID
	}
	*counter++
	m.ID, m.Chat, m.Date = *counter, c.Chat, s.now().Unix()
	c.messages[m.ID] = m
	c.order = append(c.order, m.ID)
	return m
}
