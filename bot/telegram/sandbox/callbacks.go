package sandbox

import (
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"
)

// Tap presses a button.
type Tap struct {
	Chat    int64 `json:"chat"`
	Message int   `json:"message"`
	// From is who; in private it may be left out.
	From User `json:"from"`
	// Data or Label chooses the button: what it carries or what stands on it.
	Data  string `json:"data"`
	Label string `json:"label"`
}

// Answer is what became of a press.
type Answer struct {
	ID       string `json:"id"`
	Data     string `json:"data"`
	Answered bool   `json:"answered"`
	Text     string `json:"text,omitempty"`
	Alert    bool   `json:"show_alert,omitempty"`
	URL      string `json:"url,omitempty"`
}

// callback is a press that may be answered once.
type callback struct {
	Answer
	at time.Time
}

// maxToast is how long an answer to a press may be.
const maxToast = 200

// Press presses a button that is there, and tells the bot. The answer of the
// bot comes later: see Answer.
func (s *Server) Press(t Tap) (Answer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.known(t.Chat)
	if err != nil {
		return Answer{}, err
	}
	m := c.messages[t.Message]
	if m == nil {
		return Answer{}, fmt.Errorf("chat %d has no message %d", t.Chat, t.Message)
	}
	data, err := m.pressed(t)
	if err != nil {
		return Answer{}, err
	}
	if t.From.ID == 0 && c.Type == private {
		t.From.ID = c.ID
	}
	if t.From.ID == 0 {
		return Answer{}, fmt.Errorf("who presses? from.id is 0")
	}
	s.presses++
	call := &callback{Answer: Answer{ID: pressID(s.presses), Data: data}, at: s.now()}
	s.callbacks[call.ID] = call
	s.push("callback_query", frozen(map[string]any{
		"id": call.ID, "from": s.meet(t.From), "message": m, "chat_instance": strconv.FormatInt(c.ID, 36), "data": data,
	}))
	return call.Answer, nil
}

// pressID names the n-th press.
func pressID(n int) string { return strconv.FormatInt(4_000_000_000+int64(n), 10) }

// pressed is what the chosen button carries.
func (m *Message) pressed(t Tap) (string, error) {
	if m.Keyboard != nil {
		for _, row := range m.Keyboard.Rows {
			for _, b := range row {
				if b.Data != nil && (t.Label != "" && b.Text == t.Label || t.Label == "" && *b.Data == t.Data) {
					return *b.Data, nil
				}
			}
		}
	}
	return "", fmt.Errorf("message %d has no button %q that can be pressed: it has %q", m.ID, t.Label+t.Data, labels(m.Keyboard))
}

// Answer tells how a press was answered so far; false if there was no such.
func (s *Server) Answer(id string) (Answer, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.callbacks[id]
	if !ok {
		return Answer{}, false
	}
	return c.Answer, true
}

// Unanswered are the presses that the bot left without an answer, oldest
// first, whether or not they can be answered still.
func (s *Server) Unanswered() []Answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []Answer{}
	for n := 1; n <= s.presses; n++ {
		if c := s.callbacks[pressID(n)]; !c.Answered {
			list = append(list, c.Answer)
		}
	}
	return list
}

func (s *Server) answerCallbackQuery(p params) (any, *refusal) {
	if utf8.RuneCountInString(p.text("text")) > maxToast {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	c := s.callbacks[p.text("callback_query_id")]
	if c == nil || c.Answered || s.now().Sub(c.at) > s.options.CallbackLife {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	c.Answered, c.Text, c.Alert, c.URL = true, p.text("text"), p.flag("show_alert"), p.text("url")
	s.wake()
	return true, nil
}
