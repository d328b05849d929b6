package sandbox_test

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"readout/bot/telegram/sandbox"
)

// Each fault once: what the bot sees of it, and whether the message is there.
func TestFaults(t *testing.T) {
	t.Parallel()
	text := fields{"chat_id": 7, "text": strings.Repeat("long enough to be cut in half ", 100)}
	for _, c := range []struct {
		name   string
		fault  sandbox.Fault
		sees   string
		stored bool
	}{
		{"429", sandbox.Fault{Kind: "refuse", RetryAfter: 3}, "429 Too Many Requests: retry after 3", false},
		{"403", sandbox.Fault{Kind: "refuse", Code: 403}, "403 Forbidden: bot was blocked by the user", false},
		{"403 of a chat", sandbox.Fault{Kind: "refuse", Code: 403, Chat: 7}, "403 Forbidden: bot was blocked by the user", false},
		{"401", sandbox.Fault{Kind: "refuse", Code: 401}, "401 Unauthorized", false},
		{"500", sandbox.Fault{Kind: "refuse", Code: 500}, "500 Internal Server Error: restart", false},
		{"500 after it was stored", sandbox.Fault{Kind: "refuse", Code: 500, After: true}, "500 Internal Server Error: restart", true},
		{"a page", sandbox.Fault{Kind: "html"}, "502 no JSON", false},
		{"a page after it was stored", sandbox.Fault{Kind: "html", Code: 504, After: true}, "504 no JSON", true},
		{"half an answer", sandbox.Fault{Kind: "truncate"}, "200 no JSON", true},
		{"cut before the request", sandbox.Fault{Kind: "cut"}, "cut", false},
		{"cut within the request", sandbox.Fault{Kind: "cut_half"}, "cut", false},
		{"cut after it was stored", sandbox.Fault{Kind: "cut", After: true, Method: "sendMessage"}, "cut", true},
		{"slow", sandbox.Fault{Kind: "slow", Delay: 1}, "ok", true},
		{"slow after it was stored", sandbox.Fault{Kind: "slow", Delay: 1, After: true}, "ok", true},
		{"of another method", sandbox.Fault{Kind: "cut", Method: "editMessageText"}, "ok", true},
		{"of another chat", sandbox.Fault{Kind: "refuse", Code: 403, Chat: 8}, "ok", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := newBot(t, sandbox.Options{})
			b.start(7)
			if err := b.Inject(c.fault); err != nil {
				t.Fatal(err)
			}
			if got := seen(b.try("sendMessage", text)); got != c.sees {
				t.Errorf("the bot sees %q, want %q", got, c.sees)
			}
			if n := len(b.Arrivals(7)); n == 1 != c.stored {
				t.Errorf("%d messages arrived, want stored: %v", n, c.stored)
			}
			b.ClearFaults()
			if got := seen(b.try("sendMessage", text)); got != "ok" {
				t.Errorf("afterwards the bot sees %q", got)
			}
			if repeats := len(b.Repeats(7)); repeats == 1 != c.stored {
				t.Errorf("%d repeats", repeats)
			}
		})
	}
}

// seen is a call's outcome in a word.
func seen(a said, err error) string {
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax), errors.Is(err, io.ErrUnexpectedEOF):
		return itoa(a.status) + " no JSON"
	case err != nil:
		return "cut"
	case a.OK:
		return "ok"
	}
	return itoa(a.Code) + " " + a.Description
}

func itoa(n int) string {
	text, _ := json.Marshal(n)
	return string(text)
}

func TestFaultsAreCounted(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	text := fields{"chat_id": 7, "text": "x"}
	if err := b.Inject(sandbox.Fault{Kind: "refuse", Code: 500, Skip: 1, Times: 2}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for range 4 {
		got = append(got, seen(b.try("sendMessage", text)))
	}
	if got[0] != "ok" || !strings.HasPrefix(got[1], "500") || !strings.HasPrefix(got[2], "500") || got[3] != "ok" {
		t.Errorf("got %q", got)
	}
	b.Inject(sandbox.Fault{Kind: "refuse", Code: 401, Times: -1})
	for range 3 {
		b.fails("getMe", nil, "Unauthorized")
	}
	works[[]update](b, "getUpdates", nil)
	b.ClearFaults()
	b.Inject(sandbox.Fault{Kind: "cut", After: true})
	b.try("sendMessage", text)
	counts := map[string]int{}
	for _, c := range b.Calls() {
		counts[c.Method+" "+c.Outcome] = c.Count
	}
	if counts["sendMessage ok"] != 2 || counts["sendMessage 500 Internal Server Error: restart"] != 2 ||
		counts["getMe 401 Unauthorized"] != 3 || counts["sendMessage ok, then cut"] != 1 || counts["getUpdates ok"] != 1 {
		t.Errorf("counts %v", counts)
	}
}

func TestAFaultThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	s := sandbox.New(sandbox.Options{})
	for _, f := range []sandbox.Fault{
		{}, {Kind: "refuse"}, {Kind: "refuse", Code: 200}, {Kind: "cut", Chat: 7}, {Kind: "explode"},
	} {
		if s.Inject(f) == nil {
			t.Errorf("%+v was taken", f)
		}
	}
}

// A 429 names its wait in both places, and whoever does not wait is told of.
func TestWhoeverDoesNotWaitIsNoted(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	b := newBot(t, sandbox.Options{Now: func() time.Time { return now }})
	b.start(7)
	b.start(8)
	b.Inject(sandbox.Fault{Kind: "refuse", RetryAfter: 5, Chat: 7})
	a := b.call("sendMessage", fields{"chat_id": 7, "text": "x"})
	if a.Parameters.RetryAfter != 5 || a.header.Get("Retry-After") != "5" || a.Code != 429 {
		t.Errorf("got %+v", a)
	}
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": 8, "text": "x"})
	works[bool](b, "sendChatAction", fields{"chat_id": 7, "action": "typing"})
	now = now.Add(4 * time.Second)
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "x"})
	if v := b.Violations(); len(v) != 1 || v[0].Kind != "early" || v[0].Chat != 7 {
		t.Errorf("violations %v", v)
	}
	now = now.Add(time.Second)
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "x"})
	if v := b.Violations(); len(v) != 1 {
		t.Errorf("violations %v", v)
	}
}

func TestLimitsOfPace(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	b := newBot(t, sandbox.Options{Now: func() time.Time { return now }, Limits: true})
	b.start(7)
	text := fields{"chat_id": 7, "text": "x"}
	works[sandbox.Message](b, "sendMessage", text)
	b.fails("sendMessage", text, "Too Many Requests: retry after 1")
	now = now.Add(time.Second)
	works[sandbox.Message](b, "sendMessage", text)

	group := must(b.AddChat(sandbox.NewChat{Type: "group"}))(t).ID
	for range 20 {
		works[sandbox.Message](b, "sendMessage", fields{"chat_id": group, "text": "x"})
	}
	b.fails("sendMessage", fields{"chat_id": group, "text": "x"}, "Too Many Requests: retry after 60")
	a := b.call("sendMessage", fields{"chat_id": group, "text": "x"})
	if a.Parameters.RetryAfter <= 60 {
		t.Errorf("who does not wait waits longer, not %d", a.Parameters.RetryAfter)
	}
	now = now.Add(2 * time.Minute)
	for id := range int64(30) {
		b.start(100 + id)
		works[sandbox.Message](b, "sendMessage", fields{"chat_id": 100 + id, "text": "x"})
	}
	b.fails("sendMessage", text, "Too Many Requests: retry after 1")
}

func TestASlowAnswerTakesItsTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := sandbox.New(sandbox.Options{})
		if err := s.Inject(sandbox.Fault{Kind: "slow", Delay: 90_000}); err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		inside(t, s, "getMe", nil)
		if took := time.Since(begun); took != 90*time.Second {
			t.Errorf("took %v", took)
		}
	})
}
