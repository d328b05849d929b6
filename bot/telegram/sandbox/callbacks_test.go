package sandbox_test

import (
	"testing"
	"time"

	"readout/bot/telegram/sandbox"
)

func TestAPressIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "Choose", "reply_markup": keys(button("Lakes", "t:1"))})
	if _, err := b.Press(sandbox.Tap{Chat: 7, Message: m.ID, Label: "Rivers"}); err == nil {
		t.Error("a button that is not there was pressed")
	}
	press := must(b.Press(sandbox.Tap{Chat: 7, Message: m.ID, Label: "Lakes"}))(t)
	list := works[[]update](b, "getUpdates", fields{"offset": -1})
	got := list[0].Callback
	if got.ID != press.ID || got.Data != "t:1" || got.From.ID != 7 || got.Message.Text != "Choose" {
		t.Errorf("got %+v", got)
	}
	if waiting := b.Unanswered(); len(waiting) != 1 || waiting[0].ID != press.ID {
		t.Errorf("unanswered: %v", waiting)
	}
	works[bool](b, "answerCallbackQuery", fields{"callback_query_id": press.ID, "text": "Followed", "show_alert": true})
	if a, ok := b.Answer(press.ID); !ok || !a.Answered || a.Text != "Followed" || !a.Alert {
		t.Errorf("answer %v %+v", ok, a)
	}
	const old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
	b.fails("answerCallbackQuery", fields{"callback_query_id": press.ID}, old)
	b.fails("answerCallbackQuery", fields{"callback_query_id": "1"}, old)
	if waiting := b.Unanswered(); len(waiting) != 0 {
		t.Errorf("unanswered: %v", waiting)
	}
}

func TestAPressIsAnsweredWithinItsLife(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	b := newBot(t, sandbox.Options{Now: func() time.Time { return now }, CallbackLife: 15 * time.Second})
	b.start(7)
	m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "x", "reply_markup": keys(button("A", "a"))})
	early := must(b.Press(sandbox.Tap{Chat: 7, Message: m.ID, Data: "a"}))(t)
	late := must(b.Press(sandbox.Tap{Chat: 7, Message: m.ID, Data: "a"}))(t)
	now = now.Add(15 * time.Second)
	works[bool](b, "answerCallbackQuery", fields{"callback_query_id": early.ID})
	now = now.Add(time.Second)
	b.fails("answerCallbackQuery", fields{"callback_query_id": late.ID},
		"Bad Request: query is too old and response timeout expired or query ID is invalid")
}
