package sandbox_test

import (
	"testing"

	"readout/bot/telegram/sandbox"
)

func TestAMessageArrivesAsItIsShown(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	chat := b.start(7)
	m := works[sandbox.Message](b, "sendMessage", fields{
		"chat_id": chat, "text": " <b>Morning</b>, see /help\n", "parse_mode": "HTML",
		"reply_markup": fields{"inline_keyboard": [][]fields{{{"text": "More", "callback_data": "m:1"}}}},
	})
	if m.Text != "Morning, see /help" || len(m.Entities) != 2 || m.Entities[1].Type != "bot_command" || m.From.ID != b.Bot().ID {
		t.Errorf("got %+v", m)
	}
	log := b.Arrivals(chat)
	if len(log) != 1 || log[0].Message != m.ID || log[0].Text != m.Text || log[0].Keyboard.Rows[0][0].Text != "More" {
		t.Errorf("log %+v", log)
	}
	if len(b.Repeats(chat)) != 0 {
		t.Error("there is no repeat yet")
	}
	works[sandbox.Message](b, "sendMessage", fields{
		"chat_id": "7", "text": "<b>Morning</b>, see /help", "parse_mode": "html",
		"reply_markup": fields{"inline_keyboard": [][]fields{{{"text": "More", "callback_data": "m:2"}}}},
	})
	if n := len(b.Repeats(chat)); n != 1 {
		t.Errorf("%d repeats, want 1", n)
	}
}
