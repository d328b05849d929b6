package sandbox_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"readout/bot/telegram/sandbox"
)

// ask speaks to the control as another program would, and reads the answer
// into a value.
func ask[T any](b *bot, way, path, body string) T {
	b.t.Helper()
	status, text := b.control(way, path, body)
	if status != http.StatusOK {
		b.t.Fatalf("%s %s: %d %s", way, path, status, text)
	}
	return as[T](b.t, json.RawMessage(text))
}

func (b *bot) control(way, path, body string) (int, string) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), way, b.url+"/sandbox/"+path, bytes.NewReader([]byte(body)))
	if err != nil {
		b.t.Fatal(err)
	}
	answer, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

// A conversation in which the test speaks HTTP alone.
func TestTheControlOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	said := ask[sandbox.Message](b, "POST", "say", `{"from": {"id": 7, "first_name": "Ann", "language_code": "de"}, "text": "/start"}`)
	if said.Chat.ID != 7 || said.From.LanguageCode != "de" {
		t.Errorf("said %+v", said)
	}
	waits := make(chan sandbox.Arrival, 1)
	go func() { waits <- ask[sandbox.Arrival](b, "GET", "wait?chat=7&after=1&timeout=20", "") }()
	m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "Choose", "reply_markup": keys(button("Lakes", "t:1"))})
	if got := <-waits; got.Message != m.ID || got.Text != "Choose" {
		t.Errorf("waited for %+v", got)
	}
	press := ask[sandbox.Answer](b, "POST", "press", `{"chat": 7, "message": 2, "label": "Lakes"}`)
	works[bool](b, "answerCallbackQuery", fields{"callback_query_id": press.ID, "text": "Yes"})
	if got := ask[sandbox.Answer](b, "GET", "answer?id="+press.ID, ""); !got.Answered || got.Text != "Yes" {
		t.Errorf("answer %+v", got)
	}
	works[sandbox.Message](b, "editMessageText", fields{"chat_id": 7, "message_id": m.ID, "text": "Chosen"})
	if got := ask[sandbox.Arrival](b, "GET", "wait?chat=7&since=1", ""); !got.Edit || got.Text != "Chosen" {
		t.Errorf("waited for %+v", got)
	}
	view := ask[sandbox.View](b, "GET", "chat?id=7", "")
	if view.Bot != "member" || len(view.Messages) != 2 || view.Messages[1].Text != "Chosen" {
		t.Errorf("view %+v", view)
	}
	log := ask[struct{ Arrivals, Repeats []sandbox.Arrival }](b, "GET", "log?chat=7", "")
	if len(log.Arrivals) != 2 || len(log.Repeats) != 0 {
		t.Errorf("log %+v", log)
	}
	ask[struct{}](b, "POST", "faults", `{"kind": "refuse", "code": 403, "times": -1}`)
	b.fails("getMe", nil, "Forbidden: bot was blocked by the user")
	ask[struct{}](b, "DELETE", "faults", "")
	works[sandbox.User](b, "getMe", nil)
	calls := ask[[]sandbox.CallCount](b, "GET", "calls", "")
	if len(calls) != 5 || calls[2].Method != "getMe" || !strings.HasPrefix(calls[2].Outcome, "403") {
		t.Errorf("calls %+v", calls)
	}
}

func TestChatsOverHTTP(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	chat := ask[sandbox.Chat](b, "POST", "chats", `{"id": -1001, "type": "supergroup", "title": "Desk", "forum": true, "bot": "left",
		"members": [{"user": {"id": 7, "first_name": "Ann"}, "status": "creator"}]}`)
	if chat.ID != -1001 || !chat.IsForum {
		t.Errorf("chat %+v", chat)
	}
	for _, step := range []struct{ path, body string }{
		{"invite", `{"chat": -1001, "by": {"id": 7}}`},
		{"promote", `{"chat": -1001}`},
		{"restrict", `{"chat": -1001}`},
		{"seat", `{"chat": -1001, "user": {"id": 8}, "status": "administrator"}`},
		{"topics", `{"chat": -1001, "do": "open", "name": "Lakes"}`},
		{"say", `{"chat": -1001, "thread": 3, "from": {"id": 8}, "text": "/status"}`},
		{"topics", `{"chat": -1001, "do": "close", "thread": 3}`},
		{"topics", `{"chat": -1001, "do": "reopen", "thread": 3}`},
		{"topics", `{"chat": -1001, "do": "delete", "thread": 3}`},
		{"expel", `{"chat": -1001}`},
		{"disband", `{"chat": -1001}`},
		{"chats", `{"id": -60, "type": "group"}`},
		{"migrate", `{"chat": -60, "to": -1002}`},
		{"say", `{"from": {"id": 7}, "text": "x"}`},
		{"edit", `{"chat": 7, "message": 2, "text": "y"}`},
		{"block", `{"user": 7}`},
		{"unblock", `{"user": 7}`},
		{"deactivate", `{"user": 7}`},
	} {
		if status, text := b.control("POST", step.path, step.body); status != http.StatusOK {
			t.Fatalf("%s %s: %s", step.path, step.body, text)
		}
	}
	view := ask[sandbox.View](b, "GET", "chat?id=-1001&last=1", "")
	if view.Closed != "disbanded" || view.Bot != "kicked" || len(view.Messages) != 1 || len(view.Topics) != 1 || !view.Topics[0].Deleted {
		t.Errorf("view %+v", view)
	}
	if view := ask[sandbox.View](b, "GET", "chat?id=7", ""); view.Closed != "deactivated" {
		t.Errorf("view %+v", view)
	}
	for _, path := range []string{"violations", "menus", "unanswered"} {
		if got := ask[[]any](b, "GET", path, ""); len(got) != 0 {
			t.Errorf("%s: %v", path, got)
		}
	}
}

// What the control cannot do, it says in one line that names what is wrong.
func TestTheControlComplains(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	for _, c := range []struct {
		way, path, body, want string
		status                int
	}{
		{"POST", "say", `{"from": {"id": 7}}`, "text is empty", 400},
		{"POST", "say", `{"text": "x"}`, "chat and from.id are both 0", 400},
		{"POST", "say", `{"chat": -5, "text": "x"}`, "there is no chat -5", 400},
		{"POST", "say", `{"chat": 7, "txet": "x"}`, "unknown field", 400},
		{"POST", "say", `nonsense`, "not understood", 400},
		{"POST", "chats", `{"id": 5, "type": "group"}`, "negative id", 400},
		{"POST", "chats", `{"id": 7}`, "already", 400},
		{"POST", "chats", `{"id": -7, "type": "group", "forum": true}`, "only a supergroup is a forum", 400},
		{"POST", "chats", `{"id": -7, "type": "cave"}`, "no such type", 400},
		{"POST", "chats", `{"id": -7, "type": "group", "bot": "king"}`, "cannot be", 400},
		{"POST", "press", `{"chat": 7, "message": 1, "label": "A"}`, "no button", 400},
		{"POST", "topics", `{"chat": 7, "do": "open"}`, "no forum", 400},
		{"POST", "topics", `{"chat": 7, "do": "paint"}`, "open, close, reopen, delete", 400},
		{"POST", "migrate", `{"chat": 7}`, "no group", 400},
		{"POST", "block", `{"user": 8}`, "there is no chat 8", 400},
		{"POST", "invite", `{"chat": 7}`, "no group or channel", 400},
		{"POST", "faults", `{"kind": "fire"}`, "no such fault", 400},
		{"GET", "chat?id=x", "", "no number", 400},
		{"GET", "answer?id=1", "", "none of that id", 400},
		{"GET", "wait?chat=7&timeout=1", "", "nothing came", 408},
		{"GET", "wisdom", "", "no such act", 404},
	} {
		status, text := b.control(c.way, c.path, c.body)
		if status != c.status || !strings.Contains(text, c.want) || !strings.HasPrefix(text, `{"error":`) {
			t.Errorf("%s %s %s: %d %s, want %q", c.way, c.path, c.body, status, text, c.want)
		}
	}
}
