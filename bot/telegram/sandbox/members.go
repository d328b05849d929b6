package sandbox

import (
	"cmp"
	"slices"
	"strconv"
)

// chatMember is one of a chat, as the Bot API tells of it. What a status does
// not have is left out.
type chatMember struct {
	User      User   `json:"user"`
	Status    string `json:"status"`
	Anonymous *bool  `json:"is_anonymous,omitempty"`
	CanEdit   *bool  `json:"can_be_edited,omitempty"`
	CanManage *bool  `json:"can_manage_chat,omitempty"`
	CanDelete *bool  `json:"can_delete_messages,omitempty"`
	CanPost   *bool  `json:"can_post_messages,omitempty"`
	CanAlter  *bool  `json:"can_edit_messages,omitempty"`
	CanTopics *bool  `json:"can_manage_topics,omitempty"`
	IsMember  *bool  `json:"is_member,omitempty"`
	CanSend   *bool  `json:"can_send_messages,omitempty"`
	Until     *int64 `json:"until_date,omitempty"`
}

// asMember is a person, or the bot itself, in a chat.
func asMember(c *chat, p Person, mute bool) chatMember {
	m := chatMember{User: p.User, Status: p.Status}
	yes, may, forever := true, !mute, int64(0)
	switch p.Status {
	case "creator":
		m.Anonymous = &p.Anonymous
	case "administrator":
		no := false
		m.Anonymous, m.CanEdit, m.CanManage, m.CanDelete = &p.Anonymous, &no, &yes, &yes
		if c.Type == channel {
			m.CanPost, m.CanAlter = &may, &may
		}
		if c.IsForum {
			m.CanTopics = &yes
		}
	case "restricted":
		m.IsMember, m.CanSend, m.Until = &yes, &may, &forever
	case "kicked":
		m.Until = &forever
	}
	return m
}

// asBot is the bot in a chat.
func (s *Server) asBot(c *chat) chatMember {
	status := c.bot
	if status == newcomer {
		status = left
	}
	return asMember(c, Person{User: s.me, Status: string(status)}, c.mute)
}

func (s *Server) getChat(p params) (any, *refusal) {
	c, no := s.place(p)
	if no != nil {
		return nil, no
	}
	return struct {
		Chat
		Slow int `json:"slow_mode_delay,omitempty"`
	}{c.Chat, int(c.slow.Seconds())}, nil
}

func (s *Server) getChatMember(p params) (any, *refusal) {
	c, no := s.place(p)
	if no != nil {
		return nil, no
	}
	id, err := strconv.ParseInt(p.text("user_id"), 10, 64)
	if err != nil || id <= 0 {
		return nil, bad("invalid user_id specified")
	}
	if id == s.me.ID {
		return s.asBot(c), nil
	}
	if m := c.members[id]; m != nil {
		return asMember(c, *m, false), nil
	}
	u, known := s.users[id]
	switch {
	case !known:
		return nil, bad("PARTICIPANT_ID_INVALID")
	case c.Type == private && id == c.ID:
		return asMember(c, Person{User: u, Status: "member"}, false), nil
	}
	return asMember(c, Person{User: u, Status: "left"}, false), nil
}

func (s *Server) getChatMemberCount(p params) (any, *refusal) {
	c, no := s.place(p)
	if no != nil {
		return nil, no
	}
	n := 1
	if c.Type == private {
		n = 2
	}
	for _, m := range c.members {
		if rank(m.Status) > 0 || m.Status == "restricted" {
			n++
		}
	}
	return n, nil
}

func (s *Server) getChatAdministrators(p params) (any, *refusal) {
	c, no := s.place(p)
	if no != nil {
		return nil, no
	}
	if c.Type == private {
		return nil, bad("there are no administrators in the private chat")
	}
	list := []chatMember{}
	for _, m := range c.members {
		if rank(m.Status) > 1 && !m.User.IsBot {
			list = append(list, asMember(c, *m, false))
		}
	}
	slices.SortFunc(list, func(a, b chatMember) int { return cmp.Compare(a.User.ID, b.User.ID) })
	if c.bot == administrator {
		list = append(list, s.asBot(c))
	}
	return list, nil
}

func (s *Server) leaveChat(p params) (any, *refusal) {
	c, no := s.place(p)
	if no != nil {
		return nil, no
	}
	if c.Type == private {
		return nil, bad("chat not found")
	}
	s.stand(c, left, s.me)
	return true, nil
}
