package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"readout/bot/telegram/sandbox"
)

// Whatever is asked for, by the bot or by the test, there is an answer, it is
// JSON, and it is either a result or a reason.
func FuzzCalls(f *testing.F) {
	for _, seed := range [][2]string{
		{"sendMessage", `{"chat_id": 7, "text": "<b>x</b>", "parse_mode": "HTML", "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}}`},
		{"sendMessage", `{"chat_id": "@wire", "text": "x", "entities": [{"type": "bold", "offset": 0, "length": 1}], "reply_parameters": {"message_id": 1}}`},
		{"sendMessage", `{"chat_id": -1001, "message_thread_id": 2, "text": "x", "link_preview_options": {"is_disabled": true}}`},
		{"editMessageText", `{"chat_id": 7, "message_id": 2, "text": "y"}`},
		{"editMessageReplyMarkup", `{"chat_id": 7, "message_id": 2}`},
		{"deleteMessage", `{"chat_id": 7, "message_id": 2}`},
		{"sendDocument", `{"chat_id": 7, "document": "x"}`},
		{"sendChatAction", `{"chat_id": 7, "action": "typing"}`},
		{"getUpdates", `{"offset": -1, "limit": 1, "timeout": 50, "allowed_updates": ["message"]}`},
		{"setWebhook", `{"url": "https://bot.example.org"}`},
		{"answerCallbackQuery", `{"callback_query_id": "4000000001"}`},
		{"setMyCommands", `{"commands": [{"command": "a", "description": "b"}], "scope": {"type": "chat_member", "chat_id": -1001, "user_id": 7}}`},
		{"getChatMember", `{"chat_id": -1001, "user_id": 7}`},
		{"/sandbox/say", `{"chat": -1001, "thread": 2, "from": {"id": 7}, "text": "/a@b", "reply_to": 2}`},
		{"/sandbox/press", `{"chat": 7, "message": 2, "data": "a"}`},
		{"/sandbox/chats", `{"id": -5, "type": "group", "members": [{"user": {"id": 7}, "status": "creator"}]}`},
		{"/sandbox/migrate", `{"chat": -5}`},
		{"/sandbox/topics", `{"chat": -1001, "do": "close", "thread": 1}`},
		{"/sandbox/edit", `{"chat": 7, "message": 1, "text": "z"}`},
		{"/sandbox/restrict", `{"chat": -1001}`},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, method, body string) {
		if strings.ContainsAny(method, "%?# \x00\x7f") || strings.HasPrefix(method, "/sandbox/faults") {
			return
		}
		s := inhabited(t)
		path := method
		if !strings.HasPrefix(method, "/sandbox/") {
			path = "/bot" + s.Token() + "/" + method
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://localhost"+path, strings.NewReader(body))
		if err != nil {
			return
		}
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		check(t, path, w)
	})
}

// inhabited is a server with a bit of everything, that never waits.
func inhabited(t *testing.T) *sandbox.Server {
	t.Helper()
	s := sandbox.New(sandbox.Options{})
	s.Close()
	must(s.AddChat(sandbox.NewChat{ID: -1001, Type: "supergroup", Forum: true}))(t)
	must(s.AddChat(sandbox.NewChat{ID: -1002, Type: "channel", Username: "wire"}))(t)
	must(s.OpenTopic(-1001, "Lakes"))(t)
	must(s.Say(sandbox.Speech{From: sandbox.User{ID: 7}, Text: "/start"}))(t)
	inside(t, s, "sendMessage", fields{"chat_id": 7, "text": "x", "reply_markup": keys(button("A", "a"))})
	must(s.Press(sandbox.Tap{Chat: 7, Message: 2, Label: "A"}))(t)
	return s
}

func check(t *testing.T, path string, w *httptest.ResponseRecorder) {
	t.Helper()
	if w.Code >= 300 && w.Code < 400 {
		return
	}
	var answer struct {
		OK          *bool
		Result      json.RawMessage
		Code        int `json:"error_code"`
		Description string
		Error       string
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%s: %d %q: %v", path, w.Code, w.Body, err)
	}
	if strings.HasPrefix(path, "/sandbox/") {
		if w.Code != http.StatusOK && answer.Error == "" {
			t.Fatalf("%s: %d %s", path, w.Code, w.Body)
		}
		return
	}
	good := answer.OK != nil && *answer.OK && answer.Result != nil && w.Code == http.StatusOK
	refused := answer.OK != nil && !*answer.OK && answer.Code == w.Code && answer.Description != ""
	if !good && !refused {
		t.Fatalf("%s: %d %s", path, w.Code, w.Body)
	}
}
