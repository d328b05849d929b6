package telegram_test

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"readout/bot"
	"readout/bot/telegram"
	"readout/bot/telegram/sandbox"
)

// witness notes what an observer is told.
type witness struct {
	mu      sync.Mutex
	calls   []telegram.Call
	updates []bool
	mended  []telegram.Part
}

func (w *witness) Called(c telegram.Call) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls = append(w.calls, c)
}

func (w *witness) Mended(without telegram.Part) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mended = append(w.mended, without)
}

func (w *witness) UpdateDone(skipped bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.updates = append(w.updates, skipped)
}

// told reports whether there was such a call.
func (w *witness) told(c telegram.Call) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Contains(w.calls, c)
}

func (w *witness) done() []bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.updates)
}

func TestAnObserverIsTold(t *testing.T) {
	t.Parallel()
	w, saw := newWorld(t, sandbox.Options{}), &witness{}
	options := telegram.Options{
		Token: w.there.Token(), URL: w.url, Store: w.store, Log: slog.New(slog.NewTextHandler(w.log, nil)), Observer: saw,
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if _, err := telegram.Connect(ended, options); err == nil {
		t.Error("connected after the end")
	}
	client, err := telegram.Connect(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []sandbox.Fault{
		{Method: "getUpdates", Kind: "refuse", Code: 409, Times: 1},
		{Method: "sendMessage", Kind: "refuse", Code: 429, Description: "Too Many Requests: retry after 1", RetryAfter: 1, Times: 1},
	} {
		if err := w.there.Inject(f); err != nil {
			t.Fatal(err)
		}
	}
	stop := w.listenBy(client.Unpaced(), &scripted{answer: func(m bot.Message) bot.Reply {
		if m.Text == "panic" {
			panic("broken")
		}
		return said(m.Text)
	}})
	for _, text := range []string{"one", "panic", "two"} {
		w.say(sandbox.Speech{Chat: reader, From: sandbox.User{ID: reader, FirstName: "Eva"}, Text: text})
	}
	w.wait(reader, 1)
	stop()
	for _, want := range []telegram.Call{
		{Method: "getMe"},
		{Method: "getUpdates", Failed: true, Conflict: true},
		{Method: "getUpdates"},
		{Method: "sendMessage", Failed: true, Wait: time.Second},
		{Method: "sendMessage"},
		{Method: "getMe", Failed: true, Broken: true},
	} {
		if !saw.told(want) {
			t.Errorf("not told of %+v, but of %+v", want, saw.calls)
		}
	}
	if got := saw.done(); !slices.Equal(got, []bool{false, true, false}) {
		t.Errorf("updates skipped: %v", got)
	}
}
