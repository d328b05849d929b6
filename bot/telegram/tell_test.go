package telegram_test

import (
	"testing"

	"readout/bot"
	"readout/bot/telegram/sandbox"
	"readout/digest/news"
)

func TestTell(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	w.say(sandbox.Speech{Chat: reader, From: sandbox.User{ID: reader, FirstName: "Eva"}, Text: "/start"})
	r := said("The store does not answer.")
	r.Buttons = [][]bot.Button{{{Label: "Health", Command: "/health"}}}
	w.client.Tell(t.Context(), news.Address{Chat: reader}, r)
	if got := w.wait(reader, 0); got.Text != "The store does not answer." || len(w.there.Arrivals(reader)) != 1 {
		t.Errorf("got %+v", got)
	}
	w.client.Tell(t.Context(), news.Address{Chat: 4711}, r)
	if !w.log.has("answer not sent") {
		t.Errorf("a chat that is not there is not logged: %s", w.log)
	}
	w.fine()
}
