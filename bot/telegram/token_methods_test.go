package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"readout/bot"
	"readout/bot/telegram"
	"readout/bot/telegram/sandbox"
	"readout/digest/news"
	"readout/storage/sqlite"
)

// called are all methods of the Bot API that this program calls.
var called = []string{
	"getMe", "getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo", "setMyCommands", "getChatMember",
	"sendMessage", "sendDocument", "editMessageText", "answerCallbackQuery", "getFile", aFile,
}

// aFile stands for the content of a file, which is no method.
const aFile = "sandbox-file-1"

// failing is a Telegram of which one method fails, at the server or, where there
// is a cut, on the way to it.
type failing struct {
	there  *sandbox.Server
	method string
	fault  http.HandlerFunc
	cut    func(*http.Request) error
	met    atomic.Int64
	others sync.Map // methods that were called and are none of those above
}

func (f *failing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	if !strings.Contains(strings.Join(called, " ")+" ", name+" ") {
		f.others.Store(name, true)
	}
	if name == f.method && f.fault != nil {
		f.met.Add(1)
		f.fault(w, r)
		return
	}
	f.there.ServeHTTP(w, r)
}

// S1: every fault at every method that is called; the token, and the secret
// made of it, is in no log, error, receipt, count or message.
func TestS1TheTokenIsNowhereWhateverFails(t *testing.T) {
	t.Parallel()
	var all sync.WaitGroup
	places := make(chan struct{}, 128)
	var seen atomic.Int64
	try := func(f *failing, name string) {
		all.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			f.there = sandbox.New(sandbox.Options{Token: marked})
			told := f.play(t)
			seen.Add(int64(len(told)))
			for _, line := range append(f.there.Sightings(told), withSecret(told)...) {
				t.Errorf("%s, %s: %s", f.method, name, line)
			}
			if f.met.Load() == 0 {
				t.Errorf("%s, %s: the method was never called", f.method, name)
			}
			f.others.Range(func(other, _ any) bool {
				t.Errorf("%s is called, and not in the list", other)
				return true
			})
		})
	}
	for _, method := range called {
		for name, fault := range tellingFaults() {
			try(&failing{method: method, fault: fault}, name)
		}
		for name, cut := range tellingCuts() {
			try(&failing{method: method, cut: cut}, name)
		}
	}
	all.Wait()
	t.Logf("%d methods, %d faults each, 0 sightings in %d bytes of logs, errors, receipts, counts and messages",
		len(called), len(tellingFaults())+len(tellingCuts()), seen.Load())
}

// tellingCuts are ways in which a request does not get to the server, many of
// which tell its address.
func tellingCuts() map[string]func(*http.Request) error {
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
	return map[string]func(*http.Request) error{
		"no such host":          func(r *http.Request) error { return &net.DNSError{Err: "no such host", Name: r.URL.String()} },
		"refused":               func(*http.Request) error { return refused },
		"a certificate of none": func(r *http.Request) error { return fmt.Errorf("tls: no certificate for %s", r.URL) },
		"a proxy that tells":    func(r *http.Request) error { return fmt.Errorf("proxyconnect: cannot reach %q", r.URL.String()) },
		"an error in an error": func(r *http.Request) error {
			return &url.Error{Op: "Post", URL: r.URL.String(), Err: &url.Error{Op: "Get", URL: r.URL.String(), Err: refused}}
		},
		"the time is over":       func(*http.Request) error { return context.DeadlineExceeded },
		"the end of the answer":  func(*http.Request) error { return io.ErrUnexpectedEOF },
		"an error without words": func(r *http.Request) error { return &url.Error{Op: "Post", URL: r.URL.String()} },
	}
}

// way is how requests get to the server, or do not.
func (f *failing) way() http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		if f.cut != nil && strings.HasSuffix(r.URL.Path, "/"+f.method) {
			f.met.Add(1)
			return nil, f.cut(r)
		}
		return http.DefaultTransport.RoundTrip(r)
	})
}

func withSecret(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if strings.Contains(line, telegram.Secrets(marked)[1]) {
			lines = append(lines, line)
		}
	}
	return lines
}

// play does all that a client can do and returns all that it told.
func (f *failing) play(t *testing.T) string {
	server := httptest.NewServer(f)
	defer server.Close()
	defer f.there.Close()
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Error(err)
		return ""
	}
	defer store.Close()
	log, saw := &diary{}, &witness{}
	tell := func(what any) { fmt.Fprintf(log, "%+v\n", what) }
	c, err := telegram.Connect(t.Context(), telegram.Options{
		Token: marked, URL: server.URL, Store: store, Observer: saw, HTTP: &http.Client{Timeout: 10 * time.Second, Transport: f.way()},
		Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	tell(err)
	if err == nil {
		f.act(t, c.Unpaced(), tell)
	}
	for _, a := range f.there.Arrivals(0) {
		tell(a.Text)
	}
	tell(saw.calls)
	tell(saw.mended)
	return log.String()
}

// act makes the client call the method, by what people do where it takes that.
func (f *failing) act(t *testing.T, c *telegram.Client, tell func(any)) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	say := func(s sandbox.Speech) {
		if _, err := f.there.Say(s); err != nil {
			t.Error(err)
		}
	}
	say(sandbox.Speech{Chat: reader, Text: "/start"})
	switch f.method {
	case "getFile", aFile:
		say(sandbox.Speech{Chat: reader, Document: &sandbox.File{Name: "a.opml", Bytes: []byte("<opml/>")}})
		b, err := c.File(ctx, aFile, 100)
		tell(string(b))
		tell(err)
	case "sendMessage":
		e := edition("one")
		d := news.Delivery{Key: news.DeliveryKey{Address: news.Address{Chat: reader}}, Parts: c.Parts(e)}
		tell(sendPart(ctx, c, d, e))
	case "setMyCommands":
		tell(c.Menus(ctx, []bot.Command{{Name: "help", Menu: true, Summary: "help"}}, []int64{reader}))
	case "setWebhook", "getWebhookInfo":
		f.receive(ctx, t, c, tell, f.wasMet)
	case "deleteWebhook":
		f.receive(ctx, t, c, tell, func() bool { return f.count("setWebhook") > 0 })
		f.listen(ctx, c, tell, f.wasMet)
	case "sendDocument":
		say(sandbox.Speech{Chat: reader, Text: "/file"})
		f.listen(ctx, c, tell, f.wasMet)
	default:
		if _, err := f.there.AddChat(sandbox.NewChat{ID: groupID, Type: "supergroup", Members: []sandbox.Person{{User: ada, Status: "administrator"}}}); err != nil {
			t.Error(err)
		}
		say(sandbox.Speech{Chat: groupID, From: ada, Text: "/panel"})
		f.listen(ctx, c, tell, f.pressed)
	}
}

// count is how many calls of a method were answered.
func (f *failing) count(method string) int { return (&world{there: f.there}).count(method) }

func (f *failing) wasMet() bool { return f.met.Load() > 0 }

// pressed presses the button of the panel once that is there, until the method
// was met.
func (f *failing) pressed() bool {
	if all := f.there.Arrivals(groupID); len(all) > 0 && len(f.there.Unanswered()) == 0 {
		_, _ = f.there.Press(sandbox.Tap{Chat: groupID, Message: all[0].Message, Label: "Go", From: ada}) // A panel that is gone has none.
	}
	return f.wasMet()
}

// listen asks for updates until something is so, receive has them brought.
func (f *failing) listen(ctx context.Context, c *telegram.Client, tell func(any), until func() bool) {
	f.during(ctx, until, func(ctx context.Context) { tell(c.Listen(ctx, panels())) })
}

func (f *failing) receive(ctx context.Context, t *testing.T, c *telegram.Client, tell func(any), until func() bool) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		t.Error(err)
		return
	}
	hook := telegram.Webhook{URL: "http://" + listener.Addr().String(), Listener: listener}
	f.during(ctx, until, func(ctx context.Context) { tell(c.Receive(ctx, hook, panels())) })
}

func (f *failing) during(ctx context.Context, until func() bool, do func(context.Context)) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan struct{})
	go func() {
		do(ctx)
		close(ended)
	}()
	for !until() && ctx.Err() == nil {
		select {
		case <-ended:
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
	cancel()
	<-ended
}

// panels answers with a panel that a press changes, or with a file.
func panels() *scripted {
	return &scripted{answer: func(m bot.Message) bot.Reply {
		r := said("panel")
		r.Edit, r.Buttons = m.Pressed, [][]bot.Button{{{Label: "Go", Command: "/go"}}}
		if m.Text == "/file" {
			r.File = &bot.File{Name: "a.csv", Bytes: []byte("a,b")}
		}
		return r
	}}
}

// A call that is never answered ends, whatever it is.
func TestEveryCallEnds(t *testing.T) {
	t.Parallel()
	deaf := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	})}
	inBubbleOf(t, deaf, func(t *testing.T, c *telegram.Client) {
		t.Helper()
		e := edition("one")
		d := news.Delivery{Key: news.DeliveryKey{Address: news.Address{Chat: reader}}, Parts: c.Parts(e)}
		for name, act := range map[string]func(context.Context) error{
			"connect": func(ctx context.Context) error {
				_, err := telegram.Connect(ctx, telegram.Options{Token: marked, HTTP: deaf})
				return err
			},
			"send": func(ctx context.Context) error { return errors.New(string(sendPart(ctx, c, d, e).Outcome)) },
			"menus": func(ctx context.Context) error {
				return c.Menus(ctx, []bot.Command{{Name: "help", Menu: true, Summary: "help"}}, nil)
			},
		} {
			begun := time.Now()
			if err := act(t.Context()); err == nil {
				t.Errorf("%s: no error", name)
			}
			if took := time.Since(begun); took > 4*30*time.Second {
				t.Errorf("%s took %v", name, took)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			begun = time.Now()
			if err := act(ctx); err == nil || time.Since(begun) > time.Second {
				t.Errorf("%s outlasts its context: %v after %v", name, err, time.Since(begun))
			}
			cancel()
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		begun := time.Now()
		if err := c.Listen(ctx, &scripted{}); err != nil || time.Since(begun) > time.Minute+10*time.Second {
			t.Errorf("listening ended with %v after %v", err, time.Since(begun))
		}
	})
}

// inBubbleOf runs with a client that has connected, and whose calls go through
// something else from then on, in a bubble of time.
func inBubbleOf(t *testing.T, through *http.Client, do func(*testing.T, *telegram.Client)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var connected atomic.Bool
		store, err := sqlite.OpenMemory(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { store.Close() })
		c, err := telegram.Connect(t.Context(), telegram.Options{Token: marked, Store: store, HTTP: &http.Client{
			Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
				if !connected.Swap(true) {
					return getMe(), nil
				}
				return through.Transport.RoundTrip(r)
			}),
		}})
		if err != nil {
			t.Fatal(err)
		}
		do(t, c.Unpaced())
	})
}
