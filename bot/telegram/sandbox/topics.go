package sandbox

import "fmt"

// topic is one thread of a forum. The one that all forums have, General, has
// the id 1, which nobody may name.
type topic struct {
	name            string
	closed, deleted bool
}

const general = 1

// thread is the topic that a call names, or why nothing can be written there.
func (c *chat) thread(p params) (int, *refusal) {
	if !p.has("message_thread_id") || p.number("message_thread_id") == 0 {
		if t := c.topics[general]; t != nil && t.closed {
			return 0, bad("TOPIC_CLOSED")
		}
		return 0, nil
	}
	id := p.number("message_thread_id")
	t := c.topics[id]
	switch {
	case t == nil || id == general || t.deleted:
		return 0, bad("message thread not found")
	case t.closed:
		return 0, bad("TOPIC_CLOSED")
	}
	return id, nil
}

// OpenTopic makes a topic in a forum and gives its thread.
func (s *Server) OpenTopic(chat int64, name string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.known(chat)
	if err != nil {
		return 0, err
	}
	if !c.IsForum {
		return 0, fmt.Errorf("chat %d is no forum", chat)
	}
	m := s.store(c, &Message{From: s.anyone(c), TopicCreated: &TopicTitle{Name: name, IconColor: 0x6FB9F0}, IsTopicMessage: true})
	m.Thread = m.ID
	c.topics[m.ID] = &topic{name: name}
	s.tell(c, m)
	return m.ID, nil
}

// CloseTopic lets nobody write in a topic; thread 1 is General.
func (s *Server) CloseTopic(chat int64, thread int) error {
	return s.changeTopic(chat, thread, func(t *topic) *Message {
		t.closed = true
		return &Message{TopicClosed: &struct{}{}}
	})
}

// ReopenTopic undoes CloseTopic.
func (s *Server) ReopenTopic(chat int64, thread int) error {
	return s.changeTopic(chat, thread, func(t *topic) *Message {
		t.closed = false
		return &Message{TopicReopened: &struct{}{}}
	})
}

// DeleteTopic takes a topic and all its messages away. The bot is not told.
func (s *Server) DeleteTopic(chat int64, thread int) error {
	return s.changeTopic(chat, thread, func(t *topic) *Message {
		t.deleted = true
		return nil
	})
}

func (s *Server) changeTopic(chat int64, thread int, change func(*topic) *Message) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.known(chat)
	if err != nil {
		return err
	}
	t := c.topics[thread]
	if t == nil && c.IsForum && thread == general {
		t = &topic{name: "General"}
		c.topics[general] = t
	}
	if t == nil || t.deleted {
		return fmt.Errorf("chat %d has no topic %d", chat, thread)
	}
	if m := change(t); m != nil {
		m.From = s.anyone(c)
		if thread != general {
			m.Thread, m.IsTopicMessage = thread, true
		}
		s.tell(c, s.store(c, m))
		return nil
	}
	s.clear(c, thread)
	return nil
}

// clear takes the messages of a thread away.
func (s *Server) clear(c *chat, thread int) {
	for id, m := range c.messages {
		if m.Thread == thread {
			delete(c.messages, id)
		}
	}
}
