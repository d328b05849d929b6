package sandbox

import (
	"encoding/json"
	"strconv"
)

func (s *Server) sendMessage(p params) (any, *refusal) {
	f, no := formatted(p, messageText)
	if no != nil {
		return nil, no
	}
	d, no := s.draft(p, "text messages")
	if no != nil {
		return nil, no
	}
	if d.message.LinkPreview, no = preview(p); no != nil {
		return nil, no
	}
	if no := f.settle(messageText); no != nil {
		return nil, no
	}
	d.message.Text, d.message.Entities = f.text, s.shown("sendMessage", d.chat, f)
	return s.sent("sendMessage", d)
}

// draft is a message on its way into a chat.
type draft struct {
	chat    *chat
	message *Message
}

// draft looks whether a call may write where it wants to, under what it wants
// to, with the buttons it wants.
func (s *Server) draft(p params, what string) (draft, *refusal) {
	keyboard, no := s.keyboard(p)
	if no != nil {
		return draft{}, no
	}
	c, no := s.place(p)
	if no == nil {
		no = s.writable(c, what)
	}
	if no != nil {
		return draft{}, no
	}
	m := &Message{Keyboard: keyboard, byBot: true, paid: p.flag("allow_paid_broadcast")}
	if m.ReplyTo, no = c.replied(p); no != nil {
		return draft{}, no
	}
	if m.Thread, no = c.thread(p); no != nil {
		return draft{}, no
	}
	if m.Thread == 0 && m.ReplyTo != nil {
		m.Thread = m.ReplyTo.Thread
	}
	m.IsTopicMessage = m.Thread != 0
	place, me := c.Chat, s.me
	if c.Type == channel {
		m.SenderChat = &place
	} else {
		m.From = &me
	}
	return draft{c, m}, nil
}

// replied is the message that a call replies to, if it does and it is there.
func (c *chat) replied(p params) (*Message, *refusal) {
	reply := struct {
		Message int   `json:"message_id"`
		Chat    int64 `json:"chat_id"`
		Without bool  `json:"allow_sending_without_reply"`
	}{p.number("reply_to_message_id"), 0, p.flag("allow_sending_without_reply")}
	if no := p.object("reply_parameters", &reply); no != nil {
		return nil, no
	}
	if reply.Message == 0 || reply.Chat != 0 && reply.Chat != c.ID {
		return nil, nil
	}
	m := c.messages[reply.Message]
	if m == nil && !reply.Without {
		return nil, bad("message to be replied not found")
	}
	if m == nil {
		return nil, nil
	}
	return quoted(m), nil
}

// shown are the entities that stand in the chat then: the first hundred, with
// people who are known, and with what is found besides.
func (s *Server) shown(method string, c *chat, f form) []Entity {
	var list []Entity
	for _, e := range f.entities {
		if e.User != nil {
			u, known := s.users[e.User.ID]
			if !known {
				continue
			}
			e.User = &u
		}
		list = append(list, e)
	}
	list, lost := firstHundred(withFound(f.text, list))
	if lost > 0 {
		s.wrong(Violation{Method: method, Chat: c.ID, Kind: "entities lost", Detail: strconv.Itoa(lost) + " past the hundredth"})
	}
	if n := length(f.text); n > maxText {
		s.wrong(Violation{Method: method, Chat: c.ID, Kind: "long text", Detail: strconv.Itoa(n) + " UTF-16 units"})
	}
	return list
}

// firstHundred drops what is past the hundredth entity, not counting those
// that Telegram finds by itself, and tells how many were dropped.
func firstHundred(list []Entity) ([]Entity, int) {
	var kept []Entity
	sent := 0
	for _, e := range list {
		if !e.isFound() {
			sent++
		}
		if e.isFound() || sent <= maxEntities {
			kept = append(kept, e)
		}
	}
	return kept, max(sent-maxEntities, 0)
}

// preview is how links are to be shown, in the words of the call.
func preview(p params) (json.RawMessage, *refusal) {
	var options *struct{}
	if no := p.object("link_preview_options", &options); no != nil {
		return nil, no
	}
	switch {
	case options != nil:
		return json.RawMessage(p.text("link_preview_options")), nil
	case p.flag("disable_web_page_preview"):
		return json.RawMessage(`{"is_disabled":true}`), nil
	}
	return nil, nil
}

// sent puts a draft into its chat, if the pace allows it.
func (s *Server) sent(method string, d draft) (any, *refusal) {
	no := s.slowed(d.chat)
	if no == nil {
		no = s.paced(d.chat, d.message.paid)
	}
	if no != nil {
		return nil, no
	}
	d.chat.wrote = s.now()
	m := s.store(d.chat, d.message)
	s.arrive(method, m, false, false)
	return frozen(m), nil
}

func (s *Server) sendChatAction(p params) (any, *refusal) {
	c, no := s.place(p)
	if no == nil {
		no = s.writable(c, "text messages")
	}
	if no != nil {
		return nil, no
	}
	switch p.text("action") {
	case "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
		"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note":
		return true, nil
	}
	return nil, bad("wrong parameter action in request")
}
