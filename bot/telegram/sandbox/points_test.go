package sandbox_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"readout/bot/telegram/sandbox"
)

// The sixteen points that a strict stand-in verifies, one test each; the other
// tests of this package look closer.

// Tokens, methods, ways of saying the same, parameters that are none.
func TestPoint01TheCall(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	for path, want := range map[string]string{
		"/bot12:short/getMe":                           "Not Found",
		"/bot12:" + strings.Repeat("x", 35) + "/getMe": "Unauthorized",
		"/bot" + b.Token() + "/getMeat":                "Not Found: method not found",
	} {
		if a, err := b.post(path, fields{}); err != nil || a.Description != want {
			t.Errorf("%s: %q, %v, want %q", path, a.Description, err, want)
		}
	}
	parts := "--b\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n7\r\n" +
		"--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\na & b\r\n--b--\r\n"
	for kind, body := range map[string]string{
		"application/json":                  `{"chat_id": 7, "text": "a & b"}`,
		"application/x-www-form-urlencoded": "chat_id=7&text=a+%26+b",
		"multipart/form-data; boundary=b":   parts,
	} {
		if a, err := b.send("/bot"+b.Token()+"/sendMessage", kind, []byte(body)); err != nil || !a.OK {
			t.Errorf("%s: %q, %v", kind, a.Description, err)
		}
	}
	if n := len(b.Repeats(7)); n != 2 {
		t.Errorf("three ways of saying the same came to %d repeats", n)
	}
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "x", "disable_notifications": true})
	if v := b.Violations(); len(v) != 1 || v[0].Kind != "unknown parameter" || v[0].Detail != "disable_notifications" {
		t.Errorf("violations %+v", v)
	}
}

// HTML by Telegram's rules, over the wire; the 110 cases are TestHTMLCases.
func TestPoint02HTML(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	const cannot = "Bad Request: can't parse entities: "
	for html, want := range map[string]string{
		"<b>x":                    `Can't find end tag corresponding to start tag "b"`,
		"x<br>":                   `Unsupported start tag "br" at byte offset 1`,
		"é<b>x</i>":               `Unmatched end tag at byte offset 6, expected "</b>", found "</i>"`,
		"</b>":                    "Unexpected end tag at byte offset 0",
		"<a href=https://a.b>x<a": "Unexpected end of name token at byte offset 8",
		"<b":                      `Unclosed start tag at byte offset 0`,
	} {
		b.fails("sendMessage", fields{"chat_id": 7, "text": html, "parse_mode": "HTML"}, cannot+want)
	}
	for html, want := range map[string]string{
		"<blockquote expandable>a</blockquote>":             "expandable_blockquote",
		`<tg-time unix="1930000000" format="r">x</tg-time>`: "date_time",
		`<span class="tg-spoiler">a</span>`:                 "spoiler",
	} {
		m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": html, "parse_mode": "HTML"})
		if len(m.Entities) != 1 || m.Entities[0].Type != want {
			t.Errorf("%s: %+v", html, m.Entities)
		}
	}
}

// Five budgets; entities that vanish in silence fail a test.
func TestPoint03Budgets(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	link := `<a href="https://news.test/` + strings.Repeat("x", 250) + `">a</a> `
	for text, want := range map[string]string{
		strings.Repeat("a", 4097):     "Bad Request: message is too long",
		strings.Repeat("&amp;", 6554): "Bad Request: text is too long",
		strings.Repeat(link, 40):      "Bad Request: ENTITIES_TOO_LONG",
	} {
		b.fails("sendMessage", fields{"chat_id": 7, "text": text, "parse_mode": "HTML"}, want)
	}
	m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": strings.Repeat("<b>a</b> ", 101), "parse_mode": "HTML"})
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": strings.Repeat("📰", 2049)})
	if kinds := violations(b); len(m.Entities) != 100 || !slices.Equal(kinds, []string{"entities lost", "long text"}) {
		t.Errorf("%d entities, violations %v", len(m.Entities), kinds)
	}
}

// The answer and the log show the text as the reader sees it.
func TestPoint04WhatIsShown(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	m := works[sandbox.Message](b, "sendMessage", fields{
		"chat_id": 7, "parse_mode": "HTML",
		"text": "\n <i>a<b>b</b></i>\r\u202e\x01 A\u030a @some_name /stop #tag \u2066x\u2069 ",
	})
	if want := "ab  A @some_name /stop #tag \u2066x\u2069"; strings.TrimLeft(m.Text, " \n") != want {
		t.Errorf("shown %+q, want %+q", m.Text, want)
	}
	var kinds []string
	for _, e := range m.Entities {
		kinds = append(kinds, e.Type)
	}
	if !slices.Equal(kinds, []string{"italic", "bold", "italic", "mention", "bot_command", "hashtag"}) {
		t.Errorf("entities %v", kinds)
	}
	if log := b.Arrivals(7); log[0].Text != m.Text || len(log[0].Entities) != len(m.Entities) {
		t.Errorf("the log has %+v", log[0])
	}
}

// States of chats: those that TestChatStates does not hold, which are rights one
// by one, a group that became another, topics, and slow mode.
func TestPoint05StatesOfChats(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	b := newBot(t, sandbox.Options{Now: func() time.Time { return now }})
	forum := must(b.AddChat(sandbox.NewChat{Type: "supergroup", Forum: true, Slow: 30}))(t).ID
	text := fields{"chat_id": forum, "text": "x"}
	works[sandbox.Message](b, "sendMessage", text)
	now = now.Add(10 * time.Second)
	if a := b.fails("sendMessage", text, "Too Many Requests: retry after 20"); a.Code != 429 || a.Parameters.RetryAfter != 20 {
		t.Errorf("slow mode: %+v", a)
	}
	now = now.Add(20 * time.Second)
	works[sandbox.Message](b, "sendMessage", text)
	if v := b.Violations(); len(v) != 0 {
		t.Errorf("violations of who waited: %v", v)
	}
	if err := b.Promote(forum, sandbox.User{ID: 9}); err != nil {
		t.Fatal(err)
	}
	works[sandbox.Message](b, "sendMessage", text)

	thread := must(b.OpenTopic(forum, "Lakes"))(t)
	in := fields{"chat_id": forum, "message_thread_id": thread, "text": "x"}
	works[sandbox.Message](b, "sendMessage", in)
	b.CloseTopic(forum, thread)
	b.fails("sendMessage", in, "Bad Request: TOPIC_CLOSED")
	b.DeleteTopic(forum, thread)
	b.fails("sendMessage", in, "Bad Request: message thread not found")
	b.fails("sendMessage", fields{"chat_id": forum, "message_thread_id": 1, "text": "x"}, "Bad Request: message thread not found")

	b.Restrict(forum, sandbox.User{ID: 9}, "text messages")
	b.fails("sendMessage", text, "Bad Request: not enough rights to send text messages to the chat")
	group := must(b.AddChat(sandbox.NewChat{Type: "group"}))(t).ID
	grown := must(b.Migrate(group, 0))(t)
	a := b.fails("sendMessage", fields{"chat_id": group, "text": "x"}, "Bad Request: group chat was upgraded to a supergroup chat")
	if a.Parameters.MigrateTo != grown {
		t.Errorf("moved to %d, told %d", grown, a.Parameters.MigrateTo)
	}
}

// Nobody is there for a bot that never met them.
func TestPoint06ContactComesFirst(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	for method, p := range map[string]fields{
		"sendMessage": {"chat_id": 7, "text": "x"}, "getChat": {"chat_id": 7},
		"sendChatAction": {"chat_id": -1001234567890, "action": "typing"},
	} {
		b.fails(method, p, "Bad Request: chat not found")
	}
	b.start(8)
	b.fails("getChatMember", fields{"chat_id": 8, "user_id": 7}, "Bad Request: PARTICIPANT_ID_INVALID")
	mention := fields{"chat_id": 8, "text": `<a href="tg://user?id=7">Eva</a>`, "parse_mode": "HTML"}
	if m := works[sandbox.Message](b, "sendMessage", mention); len(m.Entities) != 0 {
		t.Errorf("a stranger is mentioned: %+v", m.Entities)
	}
	b.start(7)
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "x"})
	if m := works[sandbox.Message](b, "sendMessage", mention); len(m.Entities) != 1 || m.Entities[0].User.ID != 7 {
		t.Errorf("one who is known is not mentioned: %+v", m.Entities)
	}
}

// Keyboards by bytes, number, width and size; shapes of addresses.
func TestPoint07Keyboards(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	many := func(n int, label string) (rows [][]fields) {
		for i := range n {
			rows = append(rows, []fields{button(label, fmt.Sprint(i))})
		}
		return rows
	}
	for name, c := range map[string]struct {
		rows [][]fields
		want string
	}{
		"64 bytes":      {[][]fields{{button("a", strings.Repeat("é", 32))}}, ""},
		"65 bytes":      {[][]fields{{button("a", strings.Repeat("é", 32)+"x")}}, "Bad Request: BUTTON_DATA_INVALID"},
		"100 buttons":   {many(100, "a"), ""},
		"101 buttons":   {many(101, "a"), "Bad Request: reply markup is too long"},
		"ten kilobytes": {many(90, strings.Repeat("long ", 30)), "Bad Request: reply markup is too long"},
		"no web address": {[][]fields{{{"text": "a", "url": "javascript:x"}}},
			"Bad Request: inline keyboard button URL 'javascript:x' is invalid: Wrong HTTP URL"},
		"no act": {[][]fields{{{"text": "a"}}},
			"Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
	} {
		a := b.call("sendMessage", fields{"chat_id": 7, "text": "x", "reply_markup": fields{"inline_keyboard": c.rows}})
		if a.Description != c.want {
			t.Errorf("%s: %q, want %q", name, a.Description, c.want)
		}
	}
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "x", "reply_markup": keys(slices.Repeat([]fields{button("a", "b")}, 9)...)})
	if kinds := violations(b); !slices.Equal(kinds, []string{"wide row"}) {
		t.Errorf("violations %v", kinds)
	}
}

// What cannot be edited or deleted.
func TestPoint08Edits(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	b := newBot(t, sandbox.Options{Now: func() time.Time { return now }})
	b.start(7)
	m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "one"})
	edit := func(id int, text string) fields { return fields{"chat_id": 7, "message_id": id, "text": text} }
	works[sandbox.Message](b, "editMessageText", edit(m.ID, "two"))
	b.fails("editMessageText", edit(m.ID, "two"), "Bad Request: message is not modified: specified new message content and "+
		"reply markup are exactly the same as a current content and reply markup of the message")
	b.fails("editMessageText", edit(99, "x"), "Bad Request: message to edit not found")
	b.fails("editMessageText", edit(1, "x"), "Bad Request: message can't be edited")
	b.fails("deleteMessage", fields{"chat_id": 7, "message_id": 99}, "Bad Request: message to delete not found")
	now = now.Add(48 * time.Hour)
	b.fails("deleteMessage", fields{"chat_id": 7, "message_id": m.ID}, "Bad Request: message can't be deleted")
}

// A press is answered once, in time; the ones never answered are named.
func TestPoint09Presses(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	b := newBot(t, sandbox.Options{Now: func() time.Time { return now }})
	b.start(7)
	m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "x", "reply_markup": keys(button("A", "a"))})
	press := func() string { return must(b.Press(sandbox.Tap{Chat: 7, Message: m.ID, Label: "A"}))(t).ID }
	const tooLate = "Bad Request: query is too old and response timeout expired or query ID is invalid"
	first, second := press(), press()
	works[bool](b, "answerCallbackQuery", fields{"callback_query_id": first, "text": "done"})
	b.fails("answerCallbackQuery", fields{"callback_query_id": first}, tooLate)
	b.fails("answerCallbackQuery", fields{"callback_query_id": second, "text": strings.Repeat("a", 201)}, "Bad Request: MESSAGE_TOO_LONG")
	now = now.Add(2 * time.Minute)
	b.fails("answerCallbackQuery", fields{"callback_query_id": second}, tooLate)
	if left := b.Unanswered(); len(left) != 1 || left[0].ID != second {
		t.Errorf("unanswered %+v", left)
	}
}

// How updates are asked for: offsets, what asking too often leads to, and who
// throws out whom. Time is that of a bubble.
func TestPoint10Polling(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := sandbox.New(sandbox.Options{})
		say := func() {
			if _, err := s.Say(sandbox.Speech{From: sandbox.User{ID: 7}, Text: "x"}); err != nil {
				t.Fatal(err)
			}
		}
		poll := func(p fields) (list []update, took time.Duration) {
			begun := time.Now()
			a := inside(t, s, "getUpdates", p)
			return as[[]update](t, a.Result), time.Since(begun)
		}
		if _, took := poll(fields{"offset": 5}); took != 0 {
			t.Errorf("the first call without a timeout took %v", took)
		}
		if _, took := poll(fields{"offset": 5}); took != 3*time.Second {
			t.Errorf("the same offset at once took %v", took)
		}
		for range 5 {
			say()
		}
		time.Sleep(time.Minute)
		all, _ := poll(nil)
		if one, _ := poll(nil); len(all) != 5 || len(one) != 1 {
			t.Errorf("%d updates, and at once again %d", len(all), len(one))
		}
		poll(nil)
		if v := s.Violations(); len(v) != 1 || v[0].Kind != "busy polling" {
			t.Errorf("violations %v", v)
		}
		time.Sleep(time.Minute)
		if last, _ := poll(fields{"offset": -2}); len(last) != 2 || last[0].ID != all[3].ID {
			t.Errorf("a negative offset gives %v", last)
		}
		if unknown, _ := poll(fields{"offset": all[4].ID + 1000}); len(unknown) != 2 {
			t.Errorf("an offset never given out gives %v", unknown)
		}
		time.Sleep(24 * time.Hour)
		if old, _ := poll(nil); len(old) != 0 {
			t.Errorf("after a day %v", old)
		}
		thrownOut(t, s)
	})
}

// thrownOut checks what becomes of pollers that meet, and of one where a
// webhook is.
func thrownOut(t *testing.T, s *sandbox.Server) {
	t.Helper()
	var mu sync.Mutex
	var ends []string
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			begun := time.Now()
			a := inside(t, s, "getUpdates", fields{"timeout": 20, "offset": 1})
			mu.Lock()
			defer mu.Unlock()
			ends = append(ends, fmt.Sprintf("%v %s", time.Since(begun), a.Description))
		})
		synctest.Wait()
	}
	all.Wait()
	const other = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
	slices.Sort(ends)
	if want := []string{"0s " + other, "20s ", "3s " + other}; !slices.Equal(ends, want) {
		t.Errorf("pollers end with %q, want %q", ends, want)
	}
	inside(t, s, "setWebhook", fields{"url": "http://127.0.0.1:1"})
	time.Sleep(time.Minute)
	for _, wait := range []time.Duration{0, 3 * time.Second} {
		begun := time.Now()
		a := inside(t, s, "getUpdates", nil)
		if a.Code != 409 || !strings.Contains(a.Description, "webhook is active") || time.Since(begun) != wait {
			t.Errorf("beside a webhook: %+v after %v, want it after %v", a, time.Since(begun), wait)
		}
	}
	inside(t, s, "deleteWebhook", nil)
	s.Close()
}

// allowed_updates is remembered.
func TestPoint10TheListIsRemembered(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{Now: leaping()})
	works[[]update](b, "getUpdates", fields{"allowed_updates": []string{"callback_query"}})
	b.start(7)
	if list := works[[]update](b, "getUpdates", fields{"timeout": 0}); len(list) != 0 {
		t.Errorf("got %v", list)
	}
}

// A webhook gets its secret, order within a chat, repeats of what it refused,
// and of what it took where that is asked for.
func TestPoint11Webhook(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	var mu sync.Mutex
	var ids []int
	came := make(chan int, 10)
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var u update
		if err := json.NewDecoder(r.Body).Decode(&u); err != nil || r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "s3cret" {
			t.Errorf("%v, with the secret %q", err, r.Header.Get("X-Telegram-Bot-Api-Secret-Token"))
		}
		mu.Lock()
		ids = append(ids, u.ID)
		first := len(ids) == 1
		mu.Unlock()
		if first {
			w.WriteHeader(http.StatusInternalServerError)
		}
		_, _ = io.WriteString(w, `{"method": "sendMessage", "chat_id": 7, "text": "hidden"}`)
		came <- u.ID
	}))
	t.Cleanup(hook.Close)
	if err := b.Inject(sandbox.Fault{Method: "webhook", Kind: "repeat", Skip: 1}); err != nil {
		t.Fatal(err)
	}
	works[bool](b, "setWebhook", fields{"url": hook.URL, "secret_token": "s3cret", "max_connections": 2})
	b.start(7)
	b.start(7)
	for range 4 {
		<-came
	}
	mu.Lock()
	defer mu.Unlock()
	// Refused, taken and brought again, then the second.
	if len(ids) != 4 || ids[0] != ids[1] || ids[1] != ids[2] || ids[3] != ids[0]+1 {
		t.Errorf("brought %v", ids)
	}
	if kinds := violations(b); len(kinds) == 0 || kinds[0] != "call in the answer of a webhook" {
		t.Errorf("violations %v", kinds)
	}
}

// Limits by a clock that the test moves; whoever does not wait waits longer.
func TestPoint12Limits(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	b := newBot(t, sandbox.Options{Now: func() time.Time { return now }, Limits: true})
	for id := range int64(31) {
		b.start(100 + id)
	}
	for id := range int64(30) {
		works[sandbox.Message](b, "sendMessage", fields{"chat_id": 100 + id, "text": "x"})
	}
	b.fails("sendMessage", fields{"chat_id": 130, "text": "x"}, "Too Many Requests: retry after 1")
	if a := b.call("sendMessage", fields{"chat_id": 130, "text": "x"}); a.Parameters.RetryAfter != 3 {
		t.Errorf("who did not wait waits %d seconds, want 3", a.Parameters.RetryAfter)
	}
	if kinds := violations(b); !slices.Equal(kinds, []string{"early"}) {
		t.Errorf("violations %v", kinds)
	}
	now = now.Add(3 * time.Second)
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": 130, "text": "x"})
	b.fails("sendMessage", fields{"chat_id": 130, "text": "x"}, "Too Many Requests: retry after 1")
	now = now.Add(time.Minute)
	group := must(b.AddChat(sandbox.NewChat{Type: "channel"}))(t).ID
	for range 20 {
		works[sandbox.Message](b, "sendMessage", fields{"chat_id": group, "text": "x"})
	}
	b.fails("sendMessage", fields{"chat_id": group, "text": "x"}, "Too Many Requests: retry after 60")
	now = now.Add(time.Hour)
	for id := range int64(200) {
		b.start(1000 + id)
		works[sandbox.Message](b, "sendMessage", fields{"chat_id": 1000 + id, "text": "x", "allow_paid_broadcast": true})
	}
	if all := b.Arrivals(1199); !all[0].Paid {
		t.Errorf("a paid message is not marked: %+v", all[0])
	}
}

// Every fault at a chosen call; what it looks like is TestFaults.
func TestPoint13Faults(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	text := fields{"chat_id": 7, "text": strings.Repeat("x", 2000)}
	for _, c := range []struct {
		name   string
		fault  sandbox.Fault
		sees   string
		stored bool
	}{
		{"refuse", sandbox.Fault{Kind: "refuse", Code: 400, Description: "Bad Request: x"}, "400 Bad Request: x", false},
		{"reset before", sandbox.Fault{Kind: "cut"}, "cut", false},
		{"reset after", sandbox.Fault{Kind: "cut", After: true}, "cut", true},
		{"restart", sandbox.Fault{Kind: "refuse", Code: 500}, "500 Internal Server Error: restart", false},
		{"gateway", sandbox.Fault{Kind: "html"}, "502 no JSON", false},
		{"slow body", sandbox.Fault{Kind: "drip", Delay: 20}, "ok", true},
		{"truncated", sandbox.Fault{Kind: "truncate"}, "200 no JSON", true},
		{"revoked", sandbox.Fault{Kind: "refuse", Code: 401}, "401 Unauthorized", false},
		{"moved", sandbox.Fault{Kind: "refuse", Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: -1007},
			"400 Bad Request: group chat was upgraded to a supergroup chat", false},
	} {
		c.fault.Method, c.fault.Skip = "sendMessage", 1
		if err := b.Inject(c.fault); err != nil {
			t.Fatal(err)
		}
		before := len(b.Arrivals(7))
		if got := seen(b.try("sendMessage", text)); got != "ok" {
			t.Errorf("%s: the call before the chosen one sees %q", c.name, got)
		}
		if got := seen(b.try("sendMessage", text)); got != c.sees {
			t.Errorf("%s: the bot sees %q, want %q", c.name, got, c.sees)
		}
		if stored := len(b.Arrivals(7)) == before+2; stored != c.stored {
			t.Errorf("%s: stored %v, want %v", c.name, stored, c.stored)
		}
		if got := seen(b.try("sendMessage", text)); got != "ok" {
			t.Errorf("%s: the call after it sees %q", c.name, got)
		}
	}
	b.Inject(sandbox.Fault{Kind: "refuse", RetryAfter: 1, Times: 3})
	for range 3 {
		b.fails("sendMessage", text, "Too Many Requests: retry after 1")
	}
}

// Duplicates and losses are counted by what deliveries are called.
func TestPoint14TheLedger(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	b := newBot(t, sandbox.Options{Now: func() time.Time { return now }})
	b.start(7)
	for _, text := range []string{"digest 1", "digest 3", "digest 2", "digest 1", "hello", "digest 9"} {
		works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": text})
		now = now.Add(time.Minute)
	}
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "by its button", "reply_markup": keys(button("More", "m:digest 5"))})
	l, err := b.Audit(sandbox.Audit{Pattern: `digest (\d+)`, Expected: []string{"1", "2", "3", "4", "5"}})
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(l.Arrived, l.Times["1"], l.Repeated, l.Lost, l.Strange, l.Nameless, l.Disordered)
	if want := "5 2 [1] [4] [9] 1 [2]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	log := b.Arrivals(7)
	if log[1].At.Sub(log[0].At) != time.Minute || log[0].Hash != log[3].Hash || log[0].Hash == log[1].Hash {
		t.Errorf("times and hashes: %+v", log[:4])
	}
	if _, err := b.Audit(sandbox.Audit{Pattern: "("}); err == nil {
		t.Error("a pattern that is none was taken")
	}
}

// The menu that somebody sees is that of the narrowest scope, the language
// first within it.
func TestPoint15Menus(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	group := must(b.AddChat(sandbox.NewChat{Type: "supergroup", Members: []sandbox.Person{
		{User: sandbox.User{ID: 7}, Status: "administrator"}, {User: sandbox.User{ID: 8}},
	}}))(t).ID
	set := func(name, language string, scope fields) {
		works[bool](b, "setMyCommands", fields{
			"commands": []fields{{"command": name, "description": name}}, "language_code": language, "scope": scope,
		})
	}
	set("default", "", fields{"type": "default"})
	set("default_fr", "fr", fields{"type": "default"})
	set("private", "", fields{"type": "all_private_chats"})
	set("groups", "", fields{"type": "all_group_chats"})
	set("admins", "", fields{"type": "all_chat_administrators"})
	set("seven", "", fields{"type": "chat", "chat_id": 7})
	for _, c := range []struct {
		look sandbox.Look
		want string
	}{
		{sandbox.Look{Chat: 7, User: 7}, "seven"},
		{sandbox.Look{Chat: b.start(9), User: 9, Language: "fr"}, "private"},
		{sandbox.Look{Chat: group, User: 8}, "groups"},
		{sandbox.Look{Chat: group, User: 7}, "admins"},
	} {
		if m, err := b.MenuFor(c.look); err != nil || m.Commands[0].Command != c.want {
			t.Errorf("%+v sees %+v, %v, want %s", c.look, m, err, c.want)
		}
	}
	works[bool](b, "deleteMyCommands", fields{"scope": fields{"type": "all_private_chats"}})
	if m, _ := b.MenuFor(sandbox.Look{Chat: 9, User: 9, Language: "fr"}); m.Commands[0].Command != "default_fr" {
		t.Errorf("then the default: %+v", m)
	}
	b.fails("setMyCommands", fields{"commands": []fields{{"command": "Ünd", "description": "x"}}}, "Bad Request: BOT_COMMAND_INVALID")
	b.fails("setMyCommands", fields{"commands": []fields{}, "language_code": "xyz"}, "Bad Request: invalid language code specified")
}

// The token is found in a log in whatever form.
func TestPoint16TheToken(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	_, secret, _ := strings.Cut(b.Token(), ":")
	told := []string{
		"GET http://x/bot" + b.Token() + "/getMe", "cut off: " + secret[:20],
		base64.StdEncoding.EncodeToString([]byte(b.Token())), "1000000001%3A" + secret, fmt.Sprintf("%x", b.Token()),
	}
	log := "a line\n" + strings.Join(told, "\nanother\n") + "\nid 1000000001 is nobody's secret\n"
	if got := b.Sightings(log); !slices.Equal(got, told) {
		t.Errorf("found %q", got)
	}
	r, err := http.Post(b.url+"/sandbox/sightings", "text/plain", strings.NewReader(log))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	var lines []string
	if err := json.NewDecoder(r.Body).Decode(&lines); err != nil || len(lines) != len(told) {
		t.Errorf("by HTTP: %q, %v", lines, err)
	}
}
