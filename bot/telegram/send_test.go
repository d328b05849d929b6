package telegram_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"readout/bot/telegram"
	"readout/bot/telegram/sandbox"
	"readout/digest/news"
)

const reader = 501

func TestADigestArrives(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	w.say(sandbox.Speech{Chat: reader, Text: "/start"})
	e := news.NewEdition([]news.Block{
		{Kind: news.Heading, Text: news.Text{{Words: "World · Mon 2 Mar", Style: news.Bold}}},
		{Kind: news.Item, Number: 1, Text: news.Text{{Words: "Ana Prado", Style: news.Bold}, {Words: " – <Reyes> · "}, {Words: "Post", Link: "https://post.example/1"}}},
	}, []news.Block{{Kind: news.Item, Number: 2, Text: news.Say("More")}}, monday)
	r := w.send(news.Address{Chat: reader}, e)
	if r.Outcome != news.Arrived || r.Message == "" {
		t.Fatalf("got %+v", r)
	}
	a := w.wait(reader, 0)
	if a.Text != "World · Mon 2 Mar\n\n1 Ana Prado – <Reyes> · Post" || len(a.Entities) != 3 {
		t.Errorf("got %q with %v", a.Text, a.Entities)
	}
	if len(a.Keyboard.Rows) != 1 || a.Keyboard.Rows[0][0].Text != "1 more" {
		t.Errorf("got the keyboard %+v", a.Keyboard)
	}
	w.fine()
}

// A process that may not speak any more says nothing, and knows that it did not.
func TestWhoMayNotSpeakIsSilent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	w.say(sandbox.Speech{Chat: reader, Text: "/start"})
	quiet, err := telegram.Connect(t.Context(), telegram.Options{
		Token: w.there.Token(), URL: w.url, Store: w.store, MaySpeak: func() bool { return false },
	})
	if err != nil {
		t.Fatalf("it may ask who it is: %v", err)
	}
	w.client = quiet
	if r := w.send(news.Address{Chat: reader}, edition("one")); r.Outcome != news.Later || len(w.there.Arrivals(reader)) > 0 {
		t.Errorf("got %+v, and %d messages came", r, len(w.there.Arrivals(reader)))
	}
}

func TestSilenceAndThreads(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	forum, err := w.there.AddChat(sandbox.NewChat{ID: -1001234567890, Type: "supergroup", Forum: true})
	if err != nil {
		t.Fatal(err)
	}
	w.say(sandbox.Speech{Chat: forum.ID, From: sandbox.User{ID: 7}, Text: "hello"})
	thread, err := w.there.OpenTopic(forum.ID, "Energy")
	if err != nil {
		t.Fatal(err)
	}
	at := news.Address{Chat: forum.ID, Thread: thread}
	if r := w.send(at, edition("one")); r.Outcome != news.Arrived {
		t.Fatalf("got %+v", r)
	}
	if a := w.wait(forum.ID, 0); a.Thread != thread {
		t.Errorf("it stands in thread %d, want %d", a.Thread, thread)
	}
	if err := w.there.CloseTopic(forum.ID, thread); err != nil {
		t.Fatal(err)
	}
	if r := w.send(at, edition("two")); r.Outcome != news.Gone || r.Reason != "topic closed" {
		t.Errorf("into a closed topic: %+v", r)
	}
	if err := w.there.DeleteTopic(forum.ID, thread); err != nil {
		t.Fatal(err)
	}
	before := len(w.there.Arrivals(forum.ID))
	r := w.send(at, edition("three"))
	if r.Outcome != news.Gone || r.Reason != "topic deleted" {
		t.Errorf("into a topic that is gone: %+v", r)
	}
	told := w.there.Arrivals(forum.ID)[before:]
	if len(told) != 1 || told[0].Thread != 0 || !strings.HasPrefix(told[0].Text, "The topic that digests came to is gone") {
		t.Errorf("the rest of the forum is told %+v", told)
	}
	w.client.Tell(t.Context(), at, said("an answer"))
	if all := w.there.Arrivals(forum.ID); all[len(all)-1].Text != "an answer" || all[len(all)-1].Thread != 0 {
		t.Errorf("an answer to somebody there comes as %+v", all[len(all)-1])
	}
}

// What Telegram says becomes exactly one outcome.
func TestOutcomes(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault sandbox.Fault
		want  news.Receipt
	}{
		"blocked":        {refuse(403, "Forbidden: bot was blocked by the user"), news.Receipt{Outcome: news.Gone, Reason: "blocked"}},
		"deactivated":    {refuse(403, "Forbidden: user is deactivated"), news.Receipt{Outcome: news.Gone, Reason: "deactivated"}},
		"kicked":         {refuse(403, "Forbidden: bot was kicked from the supergroup chat"), news.Receipt{Outcome: news.Gone, Reason: "kicked"}},
		"no right":       {refuse(400, "Bad Request: not enough rights to send text messages to the chat"), news.Receipt{Outcome: news.Gone, Reason: "no right to write"}},
		"in capitals":    {refuse(400, "Bad Request: CHAT_WRITE_FORBIDDEN"), news.Receipt{Outcome: news.Gone, Reason: "no right to write"}},
		"never started":  {refuse(403, "Forbidden: bot can't initiate conversation with a user"), news.Receipt{Outcome: news.Gone, Reason: "never started"}},
		"not found":      {refuse(400, "Bad Request: chat not found"), news.Receipt{Outcome: news.Lost, Reason: "Bad Request: chat not found", After: 10 * time.Minute}},
		"asks for money": {refuse(400, "Bad Request: ALLOW_PAYMENT_REQUIRED_5"), news.Receipt{Outcome: news.Gone, Reason: "asks for payment"}},
		"another 403":    {refuse(403, "Forbidden: something new"), news.Receipt{Outcome: news.Gone, Reason: "Forbidden: something new"}},
		"another 400":    {refuse(400, "Bad Request: something new"), news.Receipt{Outcome: news.Denied, Reason: "Bad Request: something new"}},
		"wait": {sandbox.Fault{Kind: "refuse", Code: 429, Description: "Too Many Requests: retry after 7", RetryAfter: 7},
			news.Receipt{Outcome: news.Later, Reason: "asked to wait", After: 7 * time.Second}},
		"moved": {sandbox.Fault{Kind: "refuse", Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: -1007},
			news.Receipt{Outcome: news.Moved, Reason: "became a supergroup", To: news.Address{Chat: -1007}}},
		"token revoked":   {refuse(401, "Unauthorized"), news.Receipt{Outcome: news.Later, Reason: "Unauthorized", After: 10 * time.Minute, Everybody: true}},
		"frozen":          {refuse(400, "Bad Request: FROZEN_METHOD_INVALID"), news.Receipt{Outcome: news.Later, Reason: "Bad Request: FROZEN_METHOD_INVALID", After: 10 * time.Minute, Everybody: true}},
		"server restarts": {refuse(500, "Internal Server Error: restart"), news.Receipt{Outcome: news.Unsure, Reason: "Internal Server Error: restart"}},
		"gateway's page":  {sandbox.Fault{Kind: "html"}, news.Receipt{Outcome: news.Unsure, Reason: "Bad Gateway with an answer that is not the Bot API's"}},
		"half an answer":  {sandbox.Fault{Kind: "truncate"}, news.Receipt{Outcome: news.Unsure, Reason: "OK with an answer that is not the Bot API's"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, sandbox.Options{})
			w.say(sandbox.Speech{Chat: reader, Text: "/start"})
			w.inject(c.fault)
			if got := w.send(news.Address{Chat: reader}, edition("one")); got != c.want {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

// After the request has left, nobody knows; before, everybody does.
func TestUnknownOutcomesAreToldApart(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	w.say(sandbox.Speech{Chat: reader, Text: "/start"})
	w.inject(sandbox.Fault{Kind: "cut", After: true})
	if r := w.send(news.Address{Chat: reader}, edition("one")); r.Outcome != news.Unsure {
		t.Errorf("cut after it was stored: %+v", r)
	}
	if n := len(w.there.Arrivals(reader)); n != 1 {
		t.Errorf("it arrived %d times", n)
	}
	w.there.Close()
	nowhere := newWorld(t, sandbox.Options{})
	nowhere.client = refused(t, nowhere)
	if r := nowhere.send(news.Address{Chat: reader}, edition("one")); r.Outcome != news.Later || r.After == 0 {
		t.Errorf("connection refused: %+v", r)
	}
}

func TestWhatTelegramWillNotHaveIsSentOtherwise(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("long ", 100)
	for name, c := range map[string]struct {
		says  string
		check func(*testing.T, sandbox.Arrival)
	}{
		"its markup": {"Bad Request: can't parse entities: Unsupported start tag", func(t *testing.T, a sandbox.Arrival) {
			if len(a.Entities) != 0 || !strings.Contains(a.Text, long[:20]) {
				t.Errorf("got %q with %v", a.Text, a.Entities)
			}
		}},
		"its buttons": {"Bad Request: BUTTON_DATA_INVALID", func(t *testing.T, a sandbox.Arrival) {
			if a.Keyboard != nil || len(a.Entities) == 0 {
				t.Errorf("got %+v", a)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, sandbox.Options{})
			w.say(sandbox.Speech{Chat: reader, Text: "/start"})
			e := edition(long)
			e.More = []news.Block{{Kind: news.Item, Number: 2, Text: news.Say("more")}}
			w.inject(refuse(400, c.says))
			if r := w.send(news.Address{Chat: reader}, e); r.Outcome != news.Arrived {
				t.Fatalf("got %+v", r)
			}
			c.check(t, w.wait(reader, 0))
			w.inject(sandbox.Fault{Kind: "refuse", Method: "sendMessage", Code: 400, Description: c.says, Times: 2})
			if r := w.send(news.Address{Chat: reader}, e); r.Outcome != news.Denied {
				t.Errorf("refused for good: %+v", r)
			}
		})
	}
}

// A chat that asked for peace gets it; where several in a row do, all do.
func TestNobodyIsSentToBeforeTheWaitIsOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	for chat := int64(1001); chat <= 1004; chat++ {
		w.say(sandbox.Speech{Chat: chat, Text: "/start"})
	}
	hit := sandbox.Fault{Kind: "refuse", Code: 429, Description: "Too Many Requests: retry after 60", RetryAfter: 60}
	calls := func() int { return w.count("sendMessage") }
	w.inject(hit)
	w.send(news.Address{Chat: 1001}, edition("one"))
	if r := w.send(news.Address{Chat: 1001}, edition("one")); r.Outcome != news.Later || r.After < 50*time.Second || calls() != 1 {
		t.Errorf("the same chat at once: %+v after %d calls", r, calls())
	}
	if r := w.send(news.Address{Chat: 1004}, edition("one")); r.Outcome != news.Arrived {
		t.Errorf("another chat meanwhile: %+v", r)
	}
	for chat := int64(1001); chat <= 1003; chat++ {
		w.inject(sandbox.Fault{Kind: "refuse", Chat: chat, Code: 429, Description: "Too Many Requests: retry after 60", RetryAfter: 60})
	}
	w.there.ClearFaults()
	for _, chat := range []int64{1002, 1003} {
		w.inject(hit)
		w.send(news.Address{Chat: chat}, edition("one"))
	}
	before := calls()
	w.say(sandbox.Speech{Chat: 1005, Text: "/start"})
	w.inject(hit)
	w.send(news.Address{Chat: 1005}, edition("one"))
	if r := w.send(news.Address{Chat: 1004}, edition("two")); r.Outcome != news.Later || calls() != before+1 {
		t.Errorf("everybody after three in a row: %+v", r)
	}
}

func TestBadTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	for name, token := range map[string]string{
		"none": "", "not a token's letters": "12:a/b?c", "another's": "77:" + strings.Repeat("x", 35), "no colon": "word",
	} {
		if err := connectWith(t, w.url, token); err == nil || !isErrToken(err) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if err := connectWith(t, "not an address", w.there.Token()); err == nil || isErrToken(err) {
		t.Errorf("a bad address: got %v", err)
	}
}

// Where the server is somebody's own, it may be the address that is wrong.
func TestAWrongAddressIsNamed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	server := httptest.NewServer(http.HandlerFunc(func(to http.ResponseWriter, _ *http.Request) {
		to.WriteHeader(http.StatusNotFound)
		_, _ = to.Write([]byte(`{"ok":false,"error_code":404,"description":"Not Found"}`))
	}))
	defer server.Close()
	err := connectWith(t, strings.Replace(server.URL, "http://", "http://ann:secret@", 1)+"/some/path", w.there.Token())
	if !isErrToken(err) || !strings.Contains(err.Error(), server.URL+"/some/path") || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
}

func refuse(code int, description string) sandbox.Fault {
	return sandbox.Fault{Kind: "refuse", Code: code, Description: description}
}

func (w *world) inject(f sandbox.Fault) {
	w.t.Helper()
	if f.Method == "" {
		f.Method = "sendMessage"
	}
	if f.Kind == "html" && f.Code == 0 {
		f.Code = http.StatusBadGateway
	}
	if err := w.there.Inject(f); err != nil {
		w.t.Fatal(err)
	}
}

// count is how many calls of a method were answered or cut.
func (w *world) count(method string) int {
	n := 0
	for _, c := range w.there.Calls() {
		if c.Method == method {
			n += c.Count
		}
	}
	return n
}
