package sandbox_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"readout/bot/telegram/sandbox"
)

// bot is the simplest client there can be.
type bot struct {
	t      *testing.T
	url    string
	client *http.Client
	*sandbox.Server
}

// said is an answer of the server to the bot.
type said struct {
	OK          bool
	Result      json.RawMessage
	Code        int `json:"error_code"`
	Description string
	Parameters  struct {
		MigrateTo  int64 `json:"migrate_to_chat_id"`
		RetryAfter int   `json:"retry_after"`
	}
	status int
	header http.Header
}

type fields map[string]any

func newBot(t *testing.T, o sandbox.Options) *bot {
	t.Helper()
	s := sandbox.New(o)
	web := httptest.NewServer(s)
	t.Cleanup(func() { s.Close(); web.Close() })
	return &bot{t: t, url: web.URL, client: web.Client(), Server: s}
}

// call calls a method by JSON.
func (b *bot) call(method string, p fields) said {
	b.t.Helper()
	a, err := b.try(method, p)
	if err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	return a
}

// try is call where the connection may break.
func (b *bot) try(method string, p fields) (said, error) {
	b.t.Helper()
	return b.post("/bot"+b.Token()+"/"+method, p)
}

func (b *bot) post(path string, p any) (said, error) {
	b.t.Helper()
	body, err := json.Marshal(p)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.send(path, "application/json", body)
}

func (b *bot) send(path, kind string, body []byte) (said, error) {
	b.t.Helper()
	var a said
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.url+path, bytes.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	answer, err := b.client.Do(r)
	if err != nil {
		return a, err
	}
	defer answer.Body.Close()
	a.status, a.header = answer.StatusCode, answer.Header
	return a, json.NewDecoder(answer.Body).Decode(&a)
}

// fails calls a method that is to be refused, and says with what words.
func (b *bot) fails(method string, p fields, want string) said {
	b.t.Helper()
	a := b.call(method, p)
	if a.OK || a.Description != want {
		b.t.Errorf("%s %v: %v %q, want %q", method, p, a.OK, a.Description, want)
	}
	return a
}

// works calls a method that is to be carried out, and reads its result.
func works[T any](b *bot, method string, p fields) T {
	b.t.Helper()
	a := b.call(method, p)
	if !a.OK {
		b.t.Fatalf("%s %v: %s", method, p, a.Description)
	}
	return as[T](b.t, a.Result)
}

func as[T any](t *testing.T, raw json.RawMessage) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatalf("%s: %v", raw, err)
	}
	return v
}

// start has a person start the bot, and gives the private chat.
func (b *bot) start(id int64) int64 {
	b.t.Helper()
	if _, err := b.Say(sandbox.Speech{From: sandbox.User{ID: id, FirstName: "Ann"}, Text: "/start"}); err != nil {
		b.t.Fatal(err)
	}
	return id
}

// must passes what cannot go wrong in a test.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// inside calls a method without a network, for tests of time.
func inside(t *testing.T, s *sandbox.Server, method string, p fields) said {
	t.Helper()
	body, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/bot"+s.Token()+"/"+method, bytes.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	a := as[said](t, w.Body.Bytes())
	a.status, a.header = w.Code, w.Header()
	return a
}
