package sandbox

import (
	"bytes"
	"time"
)

const notModified = "message is not modified: specified new message content and reply markup " +
	"are exactly the same as a current content and reply markup of the message"

// Bots delete what is at most this old.
const deletable = 48 * time.Hour

func (s *Server) editMessageText(p params) (any, *refusal) {
	f, no := formatted(p, messageText)
	if no != nil {
		return nil, no
	}
	c, m, no := s.mine(p)
	if no != nil {
		return nil, no
	}
	if m.Document != nil {
		return nil, bad("there is no text in the message to edit")
	}
	if no := f.settle(messageText); no != nil {
		return nil, no
	}
	changed := *m
	if changed.Keyboard, no = s.keyboard(p); no != nil {
		return nil, no
	}
	if changed.LinkPreview, no = preview(p); no != nil {
		return nil, no
	}
	changed.Text, changed.Entities = f.text, s.shown("editMessageText", c, f)
	return s.edited("editMessageText", m, changed)
}

func (s *Server) editMessageReplyMarkup(p params) (any, *refusal) {
	_, m, no := s.mine(p)
	if no != nil {
		return nil, no
	}
	changed := *m
	if changed.Keyboard, no = s.keyboard(p); no != nil {
		return nil, no
	}
	return s.edited("editMessageReplyMarkup", m, changed)
}

// mine is the bot's message that a call names.
func (s *Server) mine(p params) (*chat, *Message, *refusal) {
	if !p.has("chat_id") && p.number("message_id") == 0 {
		return nil, nil, bad("message identifier is not specified")
	}
	c, no := s.place(p)
	if no != nil {
		return nil, nil, no
	}
	if c.Type == private {
		if no := s.writableTo(c); no != nil {
			return nil, nil, no
		}
	}
	m := c.messages[p.number("message_id")]
	switch {
	case p.number("message_id") <= 0:
		return nil, nil, bad("message identifier is not specified")
	case m == nil:
		return nil, nil, bad("message to edit not found")
	case !s.own(m):
		return nil, nil, bad("message can't be edited")
	}
	return c, m, nil
}

// edited puts a changed message in the place of the old one.
func (s *Server) edited(method string, m *Message, changed Message) (any, *refusal) {
	if bytes.Equal(content(*m), content(changed)) {
		return nil, bad(notModified)
	}
	changed.EditDate = s.now().Unix()
	*m = changed
	s.arrive(method, m, true, false)
	return frozen(m), nil
}

// content is what of a message an edit changes.
func content(m Message) []byte {
	return encode([]any{m.Text, m.Entities, m.Caption, m.Keyboard, m.LinkPreview})
}

func (s *Server) deleteMessage(p params) (any, *refusal) {
	c, no := s.place(p)
	if no != nil {
		return nil, no
	}
	if p.number("message_id") <= 0 {
		return nil, bad("message identifier is not specified")
	}
	m := c.messages[p.number("message_id")]
	if m == nil {
		return nil, bad("message to delete not found")
	}
	young := s.now().Sub(time.Unix(m.Date, 0)) < deletable
	may := s.own(m) || c.Type == private || c.bot == administrator
	if !may || !young && c.bot != administrator {
		return nil, bad("message can't be deleted")
	}
	delete(c.messages, m.ID)
	s.arrive("deleteMessage", m, false, true)
	return true, nil
}
