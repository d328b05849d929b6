package telegram_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"readout/bot"
	"readout/bot/telegram"
	"readout/bot/telegram/sandbox"
	"readout/digest/news"
	"readout/storage/sqlite"
)

// world is a Telegram, a store, and a bot that speaks to both.
type world struct {
	t      *testing.T
	there  *sandbox.Server
	url    string
	store  *sqlite.Store
	client *telegram.Client
	log    *diary
}

func newWorld(t *testing.T, o sandbox.Options) *world {
	t.Helper()
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, there: sandbox.New(o), store: store, log: &diary{}}
	server := httptest.NewServer(w.there)
	w.url = server.URL
	t.Cleanup(func() {
		w.there.Close()
		server.Close()
		store.Close()
	})
	w.client = w.connect()
	return w
}

// connect makes another client on the same store, as a restart would.
func (w *world) connect() *telegram.Client {
	w.t.Helper()
	c, err := telegram.Connect(w.t.Context(), telegram.Options{
		Token: w.there.Token(), URL: w.url, Store: w.store, Log: slog.New(slog.NewTextHandler(w.log, nil)),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return c.Unpaced()
}

// listen lets the client listen until the returned stop, which fails the test
// where it does not end.
func (w *world) listen(who telegram.Answerer) (stop func()) {
	return w.listenBy(w.client, who)
}

func (w *world) listenBy(c *telegram.Client, who telegram.Answerer) (stop func()) {
	ctx, cancel := context.WithCancel(w.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- c.Listen(ctx, who) }()
	stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				w.t.Errorf("listening ended with %v", err)
			}
		case <-time.After(20 * time.Second):
			w.t.Error("listening does not end")
		}
	})
	w.t.Cleanup(stop)
	return stop
}

// say speaks in a chat and returns the message's id.
func (w *world) say(s sandbox.Speech) int {
	w.t.Helper()
	m, err := w.there.Say(s)
	if err != nil {
		w.t.Fatal(err)
	}
	return m.ID
}

// wait waits for the next thing the bot says in a chat behind the n-th arrival.
func (w *world) wait(chat int64, n int) sandbox.Arrival {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 20*time.Second)
	defer cancel()
	for {
		if all := w.there.Arrivals(chat); len(all) > n {
			return all[n]
		}
		since := 0
		if all := w.there.Arrivals(0); len(all) > 0 {
			since = all[len(all)-1].Seq
		}
		if len(w.there.Arrivals(chat)) > n {
			continue
		}
		if _, err := w.there.Wait(ctx, sandbox.News{Chat: chat, Since: max(since, 1) - 1}); err != nil {
			w.t.Fatalf("%v; the log says:\n%s", err, w.log)
		}
		if ctx.Err() != nil {
			w.t.Fatal("nothing came")
		}
	}
}

// fine fails the test where Telegram would have lost something silently.
func (w *world) fine() {
	w.t.Helper()
	for _, v := range w.there.Violations() {
		w.t.Errorf("lost or punished: %+v", v)
	}
}

// edition is a digest of lines.
func edition(lines ...string) news.Edition {
	blocks := []news.Block{{Kind: news.Heading, Text: news.Text{{Words: "World", Style: news.Bold}}}}
	for i, l := range lines {
		blocks = append(blocks, news.Block{Kind: news.Item, Number: i + 1, Text: news.Say(l)})
	}
	return news.NewEdition(blocks, nil, monday)
}

// delivery is a digest on its way.
func (w *world) delivery(at news.Address, e news.Edition) news.Delivery {
	return news.Delivery{
		Key: news.DeliveryKey{Address: at, Slot: "08:00"}, Edition: e.ID, Parts: w.client.Parts(e), Begun: monday,
	}
}

func (w *world) send(at news.Address, e news.Edition) news.Receipt {
	return sendPart(w.t.Context(), w.client, w.delivery(at, e), e)
}

// scripted answers as it is told and remembers what it heard.
type scripted struct {
	answer func(bot.Message) bot.Reply
	note   func(bot.Event) bot.Reply

	mu     sync.Mutex
	heard  []bot.Message
	events []bot.Event
}

func (s *scripted) Answer(_ context.Context, _ time.Time, m bot.Message) bot.Reply {
	s.mu.Lock()
	s.heard = append(s.heard, m)
	s.mu.Unlock()
	if s.answer == nil {
		return said("you said " + m.Text)
	}
	return s.answer(m)
}

func (s *scripted) Note(_ context.Context, _ time.Time, e bot.Event) bot.Reply {
	s.mu.Lock()
	s.events = append(s.events, e)
	s.mu.Unlock()
	if s.note == nil {
		return bot.Reply{}
	}
	return s.note(e)
}

// messages are those heard so far.
func (s *scripted) messages() []bot.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.heard)
}

func (s *scripted) texts() []string {
	var out []string
	for _, m := range s.messages() {
		out = append(out, m.Text)
	}
	return out
}

// told are the events so far, once there are n.
func (s *scripted) told(t *testing.T, n int) []bot.Event {
	t.Helper()
	for range 400 {
		s.mu.Lock()
		events := slices.Clone(s.events)
		s.mu.Unlock()
		if len(events) >= n {
			return events
		}
		select {
		case <-time.After(25 * time.Millisecond):
		case <-t.Context().Done():
		}
	}
	t.Fatalf("fewer than %d events", n)
	return nil
}

func said(words string) bot.Reply {
	return bot.Reply{Blocks: []news.Block{{Kind: news.Note, Text: news.Say(words)}}}
}

func texts(all []sandbox.Arrival) []string {
	var out []string
	for _, a := range all {
		out = append(out, a.Text)
	}
	return out
}

// diary is a log that can be read while it is written.
type diary struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (d *diary) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.b.Write(p)
}

func (d *diary) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.b.String()
}

func (d *diary) has(words string) bool { return strings.Contains(d.String(), words) }

// withoutUpdates is a store that remembers no updates, so that other ones may
// have the same ids.
type withoutUpdates struct{ *sqlite.Store }

func (withoutUpdates) BeginUpdate(context.Context, string, int64, time.Time) (int, error) {
	return 1, nil
}

func (withoutUpdates) EndUpdate(context.Context, string, int64, time.Time) error { return nil }

// sendPart sends the first part of a delivery when its turn has come, as the
// desk does.
func sendPart(ctx context.Context, c *telegram.Client, d news.Delivery, e news.Edition) news.Receipt {
	if r, ready := c.Ready(ctx, d.Key.Address); !ready {
		return r
	}
	return c.Send(ctx, d, e, 0)
}
