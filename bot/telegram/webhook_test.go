package telegram_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"readout/bot"
	"readout/bot/telegram"
	"readout/bot/telegram/sandbox"
	"readout/storage/sqlite"
)

// receive lets a client take updates as they are brought, until the returned
// stop, and returns where.
func (w *world) receive(c *telegram.Client, who telegram.Answerer) (url string, stop func()) {
	w.t.Helper()
	listener, err := new(net.ListenConfig).Listen(w.t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		w.t.Fatal(err)
	}
	url = "http://" + listener.Addr().String() + "/updates"
	ctx, cancel := context.WithCancel(w.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.Receive(ctx, telegram.Webhook{URL: url, Listener: listener}, who) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Errorf("receiving ended with %v", err)
		}
	})
	w.t.Cleanup(stop)
	return url, stop
}

func TestAWebhookTakesWhatIsBrought(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	who := &scripted{}
	w.say(sandbox.Speech{Chat: reader, Text: "before it was set"})
	if err := w.there.Inject(sandbox.Fault{Method: "webhook", Kind: "repeat", Skip: 1, Times: 2}); err != nil {
		t.Fatal(err)
	}
	w.receive(w.client, who)
	w.wait(reader, 0)
	w.say(sandbox.Speech{Chat: reader, Text: "brought three times"})
	w.wait(reader, 1)
	w.say(sandbox.Speech{Chat: reader, Text: "last"})
	w.wait(reader, 2)
	if got, want := who.texts(), []string{"before it was set", "brought three times", "last"}; !slices.Equal(got, want) {
		t.Errorf("heard %q, want %q", got, want)
	}
	w.fine()
}

// A11: who does not know the secret is not heard, what is too large is not
// read, and what comes again does nothing.
func TestA11TheDoorOfTheWebhook(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	who := &scripted{}
	url, _ := w.receive(w.client, who)
	secret := telegram.Secrets(w.there.Token())[1]
	update := func(id int, text string) string {
		return fmt.Sprintf(`{"update_id": %d, "message": {"message_id": %d, "date": 1, "text": %q, "chat": {"id": 501, "type": "private"}, "from": {"id": 501, "first_name": "Eva"}}}`, id, id, text)
	}
	w.say(sandbox.Speech{Chat: reader, Text: "/start"})
	w.wait(reader, 0)
	large := update(90, strings.Repeat("x", 10<<20))
	for _, c := range []struct {
		name, method, secret string
		body                 io.Reader
		want                 int
	}{
		{"no secret", http.MethodPost, "", strings.NewReader(update(80, "no secret")), 401},
		{"a wrong secret", http.MethodPost, secret[1:] + "x", strings.NewReader(update(81, "wrong secret")), 401},
		{"the token for a secret", http.MethodPost, w.there.Token(), strings.NewReader(update(82, "token")), 401},
		{"a look", http.MethodGet, secret, http.NoBody, 405},
		{"ten megabytes", http.MethodPost, secret, strings.NewReader(large), 413},
		{"ten megabytes that come as they come", http.MethodPost, secret, io.MultiReader(strings.NewReader(large)), 413},
		{"ten megabytes without a secret", http.MethodPost, "", strings.NewReader(large), 401},
		{"no update at all", http.MethodPost, secret, strings.NewReader(`{"update_id": 83, "message": {"chat": "none"}}`), 200},
		{"no JSON", http.MethodPost, secret, strings.NewReader("<html>"), 200},
		{"an update", http.MethodPost, secret, strings.NewReader(update(84, "once")), 200},
		{"the same again", http.MethodPost, secret, strings.NewReader(update(84, "once")), 200},
		{"an older one", http.MethodPost, secret, strings.NewReader(update(5, "older")), 200},
		{"that one again", http.MethodPost, secret, strings.NewReader(update(5, "older")), 200},
	} {
		if got := brought(t, c.method, url, c.secret, c.body); got != c.want {
			t.Errorf("%s: status %d, want %d", c.name, got, c.want)
		}
	}
	if got, want := who.texts(), []string{"/start", "once", "older"}; !slices.Equal(got, want) {
		t.Errorf("heard %q, want %q", got, want)
	}
	for _, line := range w.there.Sightings(w.log.String()) {
		t.Errorf("the log tells the token: %s", line)
	}
	if w.log.has(secret) {
		t.Errorf("the log tells the secret: %s", w.log)
	}
}

// brought makes a call as Telegram does and returns its status.
func brought(t *testing.T, method, url, secret string, body io.Reader) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, body)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	r.Header.Set("Expect", "100-continue") // What is refused at once is not sent.
	answer, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true, ExpectContinueTimeout: 10 * time.Second}}).Do(r)
	if err != nil {
		t.Logf("cut off: %v", err)
		return 0
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

// An update is answered for only when what it does is stored; where it cannot
// be, it is brought again.
func TestAWebhookAnswersAfterTheEffect(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	begun, release := make(chan struct{}), make(chan struct{})
	var broken atomic.Bool
	c, err := telegram.Connect(t.Context(), telegram.Options{
		Token: w.there.Token(), URL: w.url, Store: failingUpdates{w.store, &broken}, Log: slog.New(slog.NewTextHandler(w.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	who := &scripted{answer: func(m bot.Message) bot.Reply {
		close(begun)
		<-release
		return said(m.Text)
	}}
	url, _ := w.receive(c.Unpaced(), who)
	secret := telegram.Secrets(w.there.Token())[1]
	const body = `{"update_id": 7, "message": {"message_id": 1, "date": 1, "text": "slow", "chat": {"id": 501, "type": "private"}, "from": {"id": 501, "first_name": "Eva"}}}`
	broken.Store(true)
	if got := brought(t, http.MethodPost, url, secret, strings.NewReader(body)); got != http.StatusServiceUnavailable {
		t.Errorf("with a store that fails: status %d", got)
	}
	broken.Store(false)
	answered := make(chan int, 2)
	go func() { answered <- brought(t, http.MethodPost, url, secret, bytes.NewReader([]byte(body))) }()
	<-begun
	go func() { answered <- brought(t, http.MethodPost, url, secret, bytes.NewReader([]byte(body))) }()
	select {
	case got := <-answered:
		t.Errorf("answered with %d before it was handled", got)
	case <-time.After(100 * time.Millisecond):
	}
	close(release)
	if one, other := <-answered, <-answered; one != 200 || other != 200 {
		t.Errorf("status %d and %d", one, other)
	}
	if got := who.texts(); !slices.Equal(got, []string{"slow"}) {
		t.Errorf("heard %q", got)
	}
}

// failingUpdates is a store that notes no updates while it is broken.
type failingUpdates struct {
	*sqlite.Store
	broken *atomic.Bool
}

func (s failingUpdates) BeginUpdate(ctx context.Context, from string, id int64, now time.Time) (int, error) {
	if s.broken.Load() {
		return 0, errors.New("disk full")
	}
	return s.Store.BeginUpdate(ctx, from, id, now)
}

// Who asks for updates again takes away the webhook that this program had set,
// and no other's.
func TestAWebhookOfOursMakesRoomForPolling(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	_, stop := w.receive(w.client, &scripted{})
	w.say(sandbox.Speech{Chat: reader, Text: "one"})
	w.wait(reader, 0)
	stop()
	w.say(sandbox.Speech{Chat: reader, Text: "two"})
	who := &scripted{}
	w.listenBy(w.connect(), who)
	w.wait(reader, 1)
	if got := who.texts(); !slices.Equal(got, []string{"two"}) || !w.log.has("earlier configuration is removed") {
		t.Errorf("heard %q; the log says\n%s", got, w.log)
	}
}

func TestAWebhookOfOthersStays(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		there, c, log := inBubble(t)
		ask(t, there, "setWebhook", `{"url": "http://127.0.0.1:1/theirs"}`)
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if err := c.Listen(ctx, &scripted{}); err != nil {
			t.Error(err)
		}
		if got := ask(t, there, "getWebhookInfo", `{}`); !strings.Contains(got, "/theirs") {
			t.Errorf("the webhook is %s", got)
		}
		if !log.has("a webhook is set for this bot") {
			t.Errorf("the log says\n%s", log)
		}
		there.Close()
	})
}

// A webhook that somebody else changes is set again within a minute; a token
// that is revoked ends it.
func TestAWebhookIsLookedAfter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		there, c, log := inBubble(t)
		ended := make(chan error, 1)
		hook := telegram.Webhook{URL: "https://bot.example/updates", Listener: deaf{make(chan struct{}), &sync.Once{}}}
		go func() { ended <- c.Receive(t.Context(), hook, &scripted{}) }()
		synctest.Wait()
		ask(t, there, "deleteWebhook", `{}`)
		time.Sleep(time.Minute)
		synctest.Wait()
		if got := ask(t, there, "getWebhookInfo", `{}`); !strings.Contains(got, "https://bot.example/updates?readout=") || !log.has("somebody else has changed") {
			t.Errorf("the webhook is %s, the log says\n%s", got, log)
		}
		if err := there.Inject(sandbox.Fault{Method: "getWebhookInfo", Kind: "refuse", Code: 502, Times: 2}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Minute)
		if err := there.Inject(sandbox.Fault{Method: "*", Kind: "refuse", Code: 401, Times: -1}); err != nil {
			t.Fatal(err)
		}
		if err := <-ended; !isErrToken(err) {
			t.Errorf("ended with %v", err)
		}
		there.Close()
	})
}

// A listener that ends is told of at once, whether the webhook stands or
// Telegram has asked to wait before it is set.
func TestTheEndOfTheListener(t *testing.T) {
	t.Parallel()
	for _, waits := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			there, c, _ := inBubble(t)
			if waits {
				if err := there.Inject(sandbox.Fault{Method: "setWebhook", Kind: "refuse", RetryAfter: 600}); err != nil {
					t.Fatal(err)
				}
			}
			hook := telegram.Webhook{URL: "https://bot.example/updates", Listener: deaf{make(chan struct{}), &sync.Once{}}}
			begun := time.Now()
			time.AfterFunc(time.Second, func() { hook.Listener.Close() })
			if err := c.Receive(t.Context(), hook, &scripted{}); !errors.Is(err, net.ErrClosed) || time.Since(begun) != time.Second {
				t.Errorf("ended after %v with %v", time.Since(begun), err)
			}
			there.Close()
		})
	}
}

// inBubble is a Telegram and a client that no network lies between, for tests
// of time.
func inBubble(t *testing.T) (*sandbox.Server, *telegram.Client, *diary) {
	t.Helper()
	there, log := sandbox.New(sandbox.Options{}), &diary{}
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	c, err := telegram.Connect(t.Context(), telegram.Options{
		Token: there.Token(), URL: "http://telegram.example", Store: store, HTTP: &http.Client{Transport: within(there)},
		Log: slog.New(slog.NewTextHandler(log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return there, c.Unpaced(), log
}

// ask calls a method as another program with the token does.
func ask(t *testing.T, there *sandbox.Server, method, body string) string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://telegram.example/bot"+there.Token()+"/"+method, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	answer, err := within(there).RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// deaf is a listener to which nobody comes.
type deaf struct {
	closed chan struct{}
	once   *sync.Once
}

func (d deaf) Accept() (net.Conn, error) {
	<-d.closed
	return nil, net.ErrClosed
}

func (d deaf) Close() error {
	d.once.Do(func() { close(d.closed) })
	return nil
}

func (deaf) Addr() net.Addr { return &net.TCPAddr{} }
