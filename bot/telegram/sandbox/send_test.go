package sandbox_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"readout/bot/telegram/sandbox"
)

func TestAMessageArrivesAsItIsShown(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	chat := b.start(7)
	m := works[sandbox.Message](b, "sendMessage", fields{
		"chat_id": chat, "text": " <b>Morning</b>, see /help\n", "parse_mode": "HTML",
		"reply_markup": keys(button("More", "m:1")),
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
		"chat_id": "7", "text": "<b>Morning</b>, see /help", "parse_mode": "html", "reply_markup": keys(button("More", "m:2")),
	})
	if n := len(b.Repeats(chat)); n != 1 {
		t.Errorf("%d repeats, want 1", n)
	}
}

func button(label, data string) fields { return fields{"text": label, "callback_data": data} }

// keys is a keyboard of one row.
func keys(row ...fields) fields { return fields{"inline_keyboard": [][]fields{row}} }

func TestTextsAreRefusedByTheirLimits(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	links := strings.Repeat(`<a href="https://news.test/`+strings.Repeat("x", 250)+`">a</a> `, 40)
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "Bad Request: message text is empty"},
		{"nothing to see", " \n\u200b ", "Bad Request: text must be non-empty"},
		{"too long", strings.Repeat("a", 4097), "Bad Request: message is too long"},
		{"too long before parsing", strings.Repeat("&amp;", 6554), "Bad Request: text is too long"},
		{"bad markup", "1 < 2", `Bad Request: can't parse entities: Unsupported start tag "" at byte offset 2`},
		{"long links", links, "Bad Request: ENTITIES_TOO_LONG"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := b.call("sendMessage", fields{"chat_id": 7, "text": c.text, "parse_mode": "HTML"})
			if a.Description != c.want || a.OK != (c.want == "") {
				t.Errorf("%q, want %q", a.Description, c.want)
			}
		})
	}
	b.fails("sendMessage", fields{"chat_id": 7, "text": "x", "parse_mode": "BBCode"}, "Bad Request: unsupported parse_mode")
	b.fails("sendMessage", fields{"text": "x"}, "Bad Request: chat_id is empty")
}

func TestSilentLossesAreViolations(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": strings.Repeat("<b>a</b> ", 120), "parse_mode": "HTML"})
	if len(m.Entities) != 100 {
		t.Errorf("%d entities, want 100", len(m.Entities))
	}
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": strings.Repeat("📰", 4096)})
	if v := b.Violations(); len(v) != 2 || v[0].Kind != "entities lost" || v[0].Detail != "20 past the hundredth" || v[1].Kind != "long text" {
		t.Errorf("violations: %v", v)
	}
}

func TestEntitiesMayBeGivenInsteadOfMarkup(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	m := works[sandbox.Message](b, "sendMessage", fields{
		"chat_id": 7, "text": "📰 <b>", "entities": []fields{{"type": "bold", "offset": 0, "length": 2}},
	})
	if m.Text != "📰 <b>" || len(m.Entities) != 1 || m.Entities[0].Length != 2 {
		t.Errorf("got %+v", m)
	}
	b.fails("sendMessage", fields{"chat_id": 7, "text": "📰", "entities": []fields{{"type": "bold", "offset": 0, "length": 1}}},
		"Bad Request: entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol")
}

func TestMentionsNeedAPersonWhoIsKnown(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	m := works[sandbox.Message](b, "sendMessage", fields{
		"chat_id": 7, "parse_mode": "HTML", "text": `<a href="tg://user?id=7">Ann</a> <a href="tg://user?id=8">Bea</a>`,
	})
	if len(m.Entities) != 1 || m.Entities[0].User.FirstName != "Ann" {
		t.Errorf("got %+v", m.Entities)
	}
}

func TestKeyboardsAreRefusedByTheirLimits(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	var many [][]fields
	for i := range 101 {
		many = append(many, []fields{button("B", fmt.Sprint(i))})
	}
	for _, c := range []struct {
		name   string
		markup fields
		want   string
	}{
		{"64 bytes", keys(button("B", strings.Repeat("ä", 32))), ""},
		{"65 bytes", keys(button("B", strings.Repeat("ä", 32)+"x")), "Bad Request: BUTTON_DATA_INVALID"},
		{"no data", keys(button("B", "")), "Bad Request: BUTTON_DATA_INVALID"},
		{"no act", keys(fields{"text": "B"}),
			"Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"},
		{"a link", keys(fields{"text": "B", "url": "news.test/x"}), ""},
		{"a wrong link", keys(fields{"text": "B", "url": "javascript:1"}),
			"Bad Request: inline keyboard button URL 'javascript:1' is invalid: Wrong HTTP URL"},
		{"too many", fields{"inline_keyboard": many}, "Bad Request: reply markup is too long"},
		{"too heavy", keys(fields{"text": "B", "url": "https://news.test/" + strings.Repeat("x", 11000)}),
			"Bad Request: reply markup is too long"},
		{"none", fields{"inline_keyboard": [][]fields{}}, ""},
		{"the reader's own", fields{"remove_keyboard": true}, ""},
		{"unknown", fields{"buttons": 1}, "Bad Request: object expected as reply markup"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a := b.call("sendMessage", fields{"chat_id": 7, "text": "x", "reply_markup": c.markup})
			if a.Description != c.want || a.OK != (c.want == "") {
				t.Errorf("%q, want %q", a.Description, c.want)
			}
		})
	}
}

func TestARepliedMessageHasToBeThere(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	first := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "one"})
	m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "two", "reply_parameters": fields{"message_id": first.ID}})
	if m.ReplyTo == nil || m.ReplyTo.Text != "one" {
		t.Errorf("got %+v", m.ReplyTo)
	}
	gone := fields{"message_id": 99}
	b.fails("sendMessage", fields{"chat_id": 7, "text": "x", "reply_parameters": gone}, "Bad Request: message to be replied not found")
	b.fails("sendMessage", fields{"chat_id": 7, "text": "x", "reply_to_message_id": 99}, "Bad Request: message to be replied not found")
	gone["allow_sending_without_reply"] = true
	works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "x", "reply_parameters": gone})
}

func TestLinkPreviewsAreObjects(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	off := fields{"is_disabled": true}
	m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "x", "link_preview_options": off})
	if string(m.LinkPreview) != `{"is_disabled":true}` {
		t.Errorf("got %s", m.LinkPreview)
	}
	for _, wrong := range []string{"{", "7", "[1]"} {
		b.fails("sendMessage", fields{"chat_id": 7, "text": "x", "link_preview_options": wrong},
			"Bad Request: can't parse link preview options JSON object")
	}
	if len(b.Arrivals(7)) != 1 {
		t.Error("something arrived")
	}
}

func TestEdits(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	b.start(7)
	m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "one", "reply_markup": keys(button("A", "a"))})
	text := func(text string, more fields) fields {
		p := fields{"chat_id": 7, "message_id": m.ID, "text": text}
		for name, value := range more {
			p[name] = value
		}
		return p
	}
	const same = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same " +
		"as a current content and reply markup of the message"
	b.fails("editMessageText", text("one", fields{"reply_markup": keys(button("A", "a"))}), same)
	b.fails("editMessageReplyMarkup", fields{"chat_id": 7, "message_id": m.ID, "reply_markup": keys(button("A", "a"))}, same)
	b.fails("editMessageText", fields{"chat_id": 7, "message_id": 99, "text": "x"}, "Bad Request: message to edit not found")
	b.fails("editMessageText", fields{"chat_id": 7, "message_id": 1, "text": "x"}, "Bad Request: message can't be edited")
	b.fails("editMessageText", text(strings.Repeat("a", 4097), nil), "Bad Request: message is too long")
	two := works[sandbox.Message](b, "editMessageText", text("two", nil))
	if two.Text != "two" || two.Keyboard != nil || two.EditDate == 0 || two.ID != m.ID {
		t.Errorf("got %+v", two)
	}
	log := b.Arrivals(7)
	if len(log) != 2 || !log[1].Edit || log[1].Text != "two" {
		t.Errorf("log %+v", log)
	}
	works[bool](b, "deleteMessage", fields{"chat_id": 7, "message_id": m.ID})
	b.fails("deleteMessage", fields{"chat_id": 7, "message_id": m.ID}, "Bad Request: message to delete not found")
	b.fails("editMessageText", text("three", nil), "Bad Request: message to edit not found")
}

func TestOldMessagesAreNotDeleted(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	b := newBot(t, sandbox.Options{Now: func() time.Time { return now }})
	b.start(7)
	m := works[sandbox.Message](b, "sendMessage", fields{"chat_id": 7, "text": "x"})
	now = now.Add(48 * time.Hour)
	b.fails("deleteMessage", fields{"chat_id": 7, "message_id": m.ID}, "Bad Request: message can't be deleted")
	now = now.Add(-time.Second)
	works[bool](b, "deleteMessage", fields{"chat_id": 7, "message_id": m.ID})
	if log := b.Arrivals(7); len(log) != 2 || !log[1].Deleted {
		t.Errorf("log %+v", log)
	}
}
