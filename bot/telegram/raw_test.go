package telegram_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"readout/bot"
	"readout/bot/telegram"
	"readout/digest/news"
	"readout/storage/sqlite"
)

// script is a server that hands out updates as they are written here: those
// that the sandbox, which knows what Telegram sends, never would.
type script struct {
	updates []string

	mu    sync.Mutex
	calls []string // "method text"
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	switch method {
	case "getMe":
		fmt.Fprint(w, me)
	case "getUpdates":
		s.hand(w, r)
	default:
		s.mu.Lock()
		s.calls = append(s.calls, method+" "+r.FormValue("text"))
		s.mu.Unlock()
		fmt.Fprint(w, `{"ok":true,"result":{"message_id":1000}}`)
	}
}

func (s *script) hand(w http.ResponseWriter, r *http.Request) {
	offset, _ := strconv.Atoi(r.FormValue("offset"))
	left := s.updates[min(max(0, offset-1), len(s.updates)):]
	if len(left) == 0 {
		select {
		case <-r.Context().Done():
		case <-time.After(100 * time.Millisecond):
		}
	}
	fmt.Fprintf(w, `{"ok":true,"result":[%s]}`, strings.Join(left, ","))
}

// made are the calls so far, once there are n.
func (s *script) made(t *testing.T, n int) []string {
	t.Helper()
	for range 500 {
		s.mu.Lock()
		calls := slices.Clone(s.calls)
		s.mu.Unlock()
		if len(calls) >= n {
			return calls
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("fewer than %d calls: %q", n, s.calls)
	return nil
}

// run lets a bot listen to the updates.
func (s *script) run(t *testing.T, who telegram.Answerer) (*sqlite.Store, *diary) {
	t.Helper()
	server := httptest.NewServer(s)
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, url: server.URL, store: store, log: &diary{}}
	t.Cleanup(func() { server.Close(); store.Close() })
	c, err := telegram.Connect(t.Context(), telegram.Options{Token: marked, URL: server.URL, Store: store, Log: slog.New(slog.NewTextHandler(w.log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	w.listenBy(c.Unpaced(), who)
	return store, w.log
}

const from = `"from":{"id":501,"first_name":"Eva"},"chat":{"id":501,"type":"private"}`

// A bad update is skipped and blocks nobody.
func TestPoisonUpdates(t *testing.T) {
	t.Parallel()
	s := &script{updates: []string{
		`{"update_id":1,"message":{"message_id":"not a number",` + from + `,"text":"bad"}}`,
		`{"update_id":2,"message":"a string"}`,
		`{"message":{"message_id":3,` + from + `,"text":"no id"}}`,
		`{"update_id":4,"a_kind_of_the_future":{"x":[1,2,{"y":null}]}}`,
		`{"update_id":5,"message":{"message_id":5,"text":"no chat"}}`,
		`{"update_id":6,"message":{"message_id":6,` + from + `,"text":"panics"}}`,
		`{"update_id":7,"message":{"message_id":7,` + from + `,"photo":[{}],"caption":"/stop"}}`,
		`{"update_id":8,"message":{"message_id":8,` + from + `,"text":"/stop","via_bot":{"id":9,"is_bot":true}}}`,
		`{"update_id":9,"callback_query":{"id":"c1","from":{"id":501}}}`,
		`{"update_id":10,"callback_query":{"id":"c2","from":{"id":501},"message":{"message_id":1,"date":0,"chat":{"id":501,"type":"private"}},"data":"1:x:0"}}`,
		`{"update_id":11,"message":{"message_id":11,` + from + `,"text":"healthy","new_field":{"a":1}}}`,
	}}
	who := &scripted{answer: func(m bot.Message) bot.Reply {
		if m.Text == "panics" {
			panic("poison")
		}
		return said(m.Text)
	}}
	_, log := s.run(t, who)
	calls := s.made(t, 3)
	slices.Sort(calls)
	want := []string{
		"answerCallbackQuery That button is too old; send the command again.", "answerCallbackQuery That button is too old; send the command again.", "sendMessage healthy",
	}
	if !slices.Equal(calls, want) {
		t.Errorf("got %q", calls)
	}
	if n := strings.Count(log.String(), "cannot be read"); n != 3 {
		t.Errorf("%d updates were told unreadable:\n%s", n, log)
	}
	if !log.has("broke the program") {
		t.Error("nobody was told of the panic")
	}
}

// A6: a button that is not ours, or of another chat or message, or that was
// never there, does nothing and says so.
func TestForgedButtons(t *testing.T) {
	t.Parallel()
	s := &script{updates: []string{`{"update_id":1,"message":{"message_id":1,` + from + `,"text":"panel"}}`}}
	press := func(n int, chat int64, message int, data string) string {
		quoted, err := json.Marshal(data)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprintf(`{"update_id":%d,"callback_query":{"id":"c%d","from":{"id":501},"data":%s,
			"message":{"message_id":%d,"chat":{"id":%d,"type":"private"}}}}`, n, n, quoted, message, chat)
	}
	who := &scripted{answer: func(m bot.Message) bot.Reply {
		r := said("heard " + m.Text)
		r.Buttons = [][]bot.Button{{{Label: "Stop", Command: "stop"}}}
		return r
	}}
	store, _ := s.run(t, who)
	s.made(t, 1)
	id := ""
	for range 400 {
		for k, err := range store.AllKeyboards(t.Context()) {
			if err == nil && k.Message != "" {
				id = k.ID
			}
		}
		if id != "" {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	s2 := &script{updates: []string{
		press(1, 502, 1000, "1:"+id+":0"), press(2, 501, 999, "1:"+id+":0"), press(3, 501, 1000, "1:"+id+":1"), press(4, 501, 1000, "0:"+id+":0"),
		press(5, 501, 1000, "1:"+id+":-1"), press(6, 501, 1000, ""), press(7, 501, 1000, "::"), press(8, 501, 1000, strings.Repeat("\x01", 64)),
		press(9, 501, 1000, "1:"+id+":0"),
	}}
	other := httptest.NewServer(s2)
	t.Cleanup(other.Close)
	w := &world{t: t, log: &diary{}}
	c, err := telegram.Connect(t.Context(), telegram.Options{Token: marked, URL: other.URL, Store: withoutUpdates{store}})
	if err != nil {
		t.Fatal(err)
	}
	w.listenBy(c.Unpaced(), who)
	calls := s2.made(t, 10)
	old := 0
	for _, call := range calls {
		if call == "answerCallbackQuery That button is too old; send the command again." {
			old++
		}
	}
	if got := who.texts(); old != 8 || !slices.Equal(got, []string{"panel", "stop"}) {
		t.Errorf("%d were told too old; heard %q; %q", old, got, calls)
	}
}

// During an outage only the digest that was under way is of unknown fate: the
// others wait until Telegram answers again.
func TestDigestsWaitWhileTelegramIsNotThere(t *testing.T) {
	t.Parallel()
	var out atomic.Bool
	var sends atomic.Int32
	server := httptest.NewServer(faulty(func(w http.ResponseWriter, r *http.Request) {
		sends.Add(1)
		if out.Load() {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		fmt.Fprint(w, `{"ok":true,"result":{"message_id":7}}`)
	}))
	defer server.Close()
	gate := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if out.Load() && strings.HasSuffix(r.URL.Path, "/getMe") {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		server.Config.Handler.ServeHTTP(w, r)
	}))
	defer gate.Close()
	c, err := telegram.Connect(t.Context(), telegram.Options{Token: marked, URL: gate.URL})
	if err != nil {
		t.Fatal(err)
	}
	e := edition("one")
	d := news.Delivery{Key: news.DeliveryKey{Address: news.Address{Chat: reader}}, Parts: c.Parts(e)}
	out.Store(true)
	var came []news.Outcome
	for range 3 {
		came = append(came, sendPart(t.Context(), c, d, e).Outcome)
	}
	out.Store(false)
	came = append(came, sendPart(t.Context(), c, d, e).Outcome)
	if want := []news.Outcome{news.Unsure, news.Later, news.Later, news.Arrived}; !slices.Equal(came, want) || sends.Load() != 2 {
		t.Errorf("%d sends came to %v, want %v", sends.Load(), came, want)
	}
}
