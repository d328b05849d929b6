package telegram_test

import (
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/bot"
	"readout/bot/telegram"
	"readout/bot/telegram/sandbox"
	"readout/digest/news"
)

// denial is something that Telegram says, and what becomes of a part of a digest
// then.
type denial struct {
	code int
	says string
	want news.Receipt
	// without is what it is sent without instead; "" where it is not sent.
	without telegram.Part
}

func gone(code int, says, reason string) denial {
	return denial{code: code, says: says, want: news.Receipt{Outcome: news.Gone, Reason: reason}}
}

func later(code int, says, reason string, after time.Duration) denial {
	return denial{code: code, says: says, want: news.Receipt{Outcome: news.Later, Reason: reason, After: after}}
}

func lost(says string) denial {
	return denial{code: 400, says: says, want: news.Receipt{Outcome: news.Lost, Reason: says, After: minutes}}
}

func refusesAll(code int, says string) denial {
	return denial{code: code, says: says, want: news.Receipt{Outcome: news.Later, Reason: says, After: minutes, Everybody: true}}
}

func denied(code int, says string) denial {
	return denial{code: code, says: says, want: news.Receipt{Outcome: news.Denied, Reason: says}}
}

func without(part telegram.Part, says string) denial {
	return denial{code: 400, says: says, want: news.Receipt{Outcome: news.Arrived}, without: part}
}

const (
	minutes = 10 * time.Minute
	noRight = "no right to write"
)

// denials are the answers that a sender must know, row by row; what belongs to
// other acts than sending is in the tests after this one.
var denials = []denial{
	gone(403, "Forbidden: bot was blocked by the user", "blocked"),
	gone(403, "Forbidden: user is deactivated", "deactivated"),
	gone(403, "Forbidden: bot can't initiate conversation with a user", "never started"),
	gone(403, "Forbidden: the bot can't send messages to the bot", "is a bot"),
	gone(403, "Forbidden: bot can't send messages to bots", "is a bot"),
	gone(403, "Forbidden: bot was kicked from the group chat", "kicked"),
	gone(403, "Forbidden: bot was kicked from the supergroup chat", "kicked"),
	gone(403, "Forbidden: bot was kicked from the channel chat", "kicked"),
	gone(403, "Forbidden: bot is not a member of the group chat", "not a member"),
	gone(403, "Forbidden: bot is not a member of the supergroup chat", "not a member"),
	gone(403, "Forbidden: bot is not a member of the channel chat", "not a member"),
	gone(403, "Forbidden: the group chat was deleted", "deleted"),
	lost("Bad Request: chat not found"),
	lost("Bad Request: private chat not found"),
	lost("Bad Request: PEER_ID_INVALID"),
	lost("Bad Request: chat_id is empty"),
	lost("Bad Request: group chat was upgraded to a supergroup chat"),
	without(telegram.Markup, "Bad Request: message is too long"),
	without(telegram.Markup, "Bad Request: text is too long"),
	without(telegram.Markup, "Bad Request: message caption is too long"),
	without(telegram.Markup, "Bad Request: ENTITIES_TOO_LONG"),
	without(telegram.Markup, `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`),
	without(telegram.Markup, "Bad Request: message text is empty"),
	without(telegram.Markup, "Bad Request: text must be non-empty"),
	gone(400, "Bad Request: message thread not found", "topic deleted"),
	gone(400, "Bad Request: TOPIC_CLOSED", "topic closed"),
	gone(400, "Bad Request: TOPIC_DELETED", "topic deleted"),
	gone(400, "Bad Request: not enough rights to send text messages to the chat", noRight),
	gone(400, "Bad Request: not enough rights to send photos to the chat", noRight),
	gone(400, "Bad Request: have no write access to the chat", noRight),
	gone(400, "Bad Request: need administrator rights in the channel chat", noRight),
	gone(400, "Bad Request: CHAT_WRITE_FORBIDDEN", noRight),
	gone(400, "Bad Request: CHAT_RESTRICTED", noRight),
	gone(400, "Bad Request: CHAT_ADMIN_REQUIRED", noRight),
	gone(400, "Bad Request: CHAT_SEND_PLAIN_FORBIDDEN", noRight),
	gone(400, "Bad Request: ALLOW_PAYMENT_REQUIRED_50", "asks for payment"),
	without(telegram.Buttons, "Bad Request: BUTTON_DATA_INVALID"),
	without(telegram.Buttons, "Bad Request: BUTTON_URL_INVALID"),
	without(telegram.Buttons, "Bad Request: reply markup is too long"),
	without(telegram.Buttons, `Bad Request: can't parse inline keyboard button: Field "text" must be of type String`),
	without(telegram.Buttons, "Bad Request: inline keyboard button URL 'x' is invalid: Wrong HTTP URL"),
	// Pictures are not sent; what is said of them ends the part.
	denied(400, "Bad Request: wrong file identifier/HTTP URL specified"),
	denied(400, "Bad Request: failed to get HTTP URL content"),
	denied(400, "Bad Request: PHOTO_INVALID_DIMENSIONS"),
	refusesAll(400, "Bad Request: FROZEN_METHOD_INVALID"),
	gone(400, `Bad Request: failed to send message #2 with the error message "bot was blocked by the user"`, "blocked"),
	refusesAll(401, "Unauthorized"),
	refusesAll(401, "Unauthorized: invalid token specified"),
	refusesAll(404, "Not Found"),
	refusesAll(404, "Not Found: method not found"),
	later(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", "", 15*time.Second),
	denied(413, "Request Entity Too Large"),
	refusesAll(421, "Misdirected Request: unallowed token specified"),
	later(429, "Too Many Requests: retry after 7", "asked to wait", 7*time.Second),
	{code: 500, says: "Internal Server Error: restart", want: news.Receipt{Outcome: news.Unsure, Reason: "Internal Server Error: restart"}},
	{code: 503, says: "Service Unavailable", want: news.Receipt{Outcome: news.Unsure, Reason: "Service Unavailable"}},
}

func TestEveryErrorHasItsAction(t *testing.T) {
	t.Parallel()
	w, saw := observed(t)
	for i, d := range denials {
		chat := int64(10_000 + i)
		w.say(sandbox.Speech{Chat: chat, Text: "/start"})
		w.inject(refuse(d.code, d.says))
		w.client.Unpaced()
		e := edition("one")
		e.More = []news.Block{{Kind: news.Item, Number: 2, Text: news.Say("more")}}
		if d.want.Reason == "" && d.want.Outcome == news.Later {
			d.want.Reason = d.says
		}
		got := w.send(news.Address{Chat: chat}, e)
		arrived := w.there.Arrivals(chat)
		if got.Outcome == news.Arrived {
			got.Message = ""
		}
		if got != d.want {
			t.Errorf("%d %s:\ngot  %+v\nwant %+v", d.code, d.says, got, d.want)
		}
		if told := saw.sentWithout(); d.without != "" && !slices.Equal(told, []telegram.Part{d.without}) || d.without == "" && len(told) > 0 {
			t.Errorf("%d %s: sent without %q, want %q", d.code, d.says, told, d.without)
		}
		if topic := strings.HasPrefix(d.want.Reason, "topic deleted"); len(arrived) != 0 != (d.without != "" || topic) {
			t.Errorf("%d %s: %d messages came", d.code, d.says, len(arrived))
		}
	}
	if n := strings.Count(w.log.String(), `level=ERROR msg="message sent otherwise"`); n != 12 || !w.log.has(`about="delivery 10017  08:00 part 0"`) {
		t.Errorf("%d errors of our own are told with their delivery:\n%s", n, w.log)
	}
}

// observed is a world in which the client's observer is looked at.
func observed(t *testing.T) (*world, *witness) {
	t.Helper()
	w, saw := newWorld(t, sandbox.Options{}), &witness{}
	c, err := telegram.Connect(t.Context(), telegram.Options{
		Token: w.there.Token(), URL: w.url, Store: w.store, Log: slog.New(slog.NewTextHandler(w.log, nil)), Observer: saw,
	})
	if err != nil {
		t.Fatal(err)
	}
	w.client = c.Unpaced()
	return w, saw
}

// sentWithout is what messages were sent without since the last look.
func (w *witness) sentWithout() []telegram.Part {
	w.mu.Lock()
	defer w.mu.Unlock()
	told := w.mended
	w.mended = nil
	return told
}

// A page of something on the way says nothing of the token, the bot or the chat.
func TestAPageOnTheWayIsNobodysWord(t *testing.T) {
	t.Parallel()
	for code, want := range map[int]news.Outcome{
		401: news.Later, 403: news.Later, 404: news.Later, 407: news.Later, 413: news.Denied, 502: news.Unsure, 504: news.Unsure,
	} {
		w := newWorld(t, sandbox.Options{})
		w.say(sandbox.Speech{Chat: reader, Text: "/start"})
		w.inject(sandbox.Fault{Kind: "html", Code: code})
		if r := w.send(news.Address{Chat: reader}, edition("one")); r.Outcome != want || r.After > time.Minute {
			t.Errorf("a page with status %d: %+v", code, r)
		}
	}
	w := newWorld(t, sandbox.Options{})
	w.inject(sandbox.Fault{Method: "getUpdates", Kind: "html", Code: 401})
	w.listen(&scripted{})
	w.say(sandbox.Speech{Chat: reader, Text: "on"})
	w.wait(reader, 0)
}

// What is said of replies, edits, presses and threads in an answer to a person.
func TestErrorsOfAnswers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault   sandbox.Fault
		without telegram.Part
		// stays tells that nothing new comes.
		stays bool
	}{
		"the message replied to is gone": {refuse(400, "Bad Request: message to be replied not found"), telegram.Reply, false},
		"its thread is gone":             {refuse(400, "Bad Request: message thread not found"), telegram.Thread, false},
		"a link of a button is none":     {refuse(400, "Bad Request: inline keyboard button URL 'https://x' is invalid: Wrong HTTP URL"), telegram.Links, false},
		"the panel is gone":              {edited(refuse(400, "Bad Request: message to edit not found")), telegram.Edit, false},
		"the panel cannot be edited":     {edited(refuse(400, "Bad Request: message can't be edited")), telegram.Edit, false},
		"the panel is the same":          {edited(refuse(400, "Bad Request: message is not modified: specified new message content and reply markup are exactly the same")), "", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, saw := observed(t)
			forum := w.supergroup()
			thread, err := w.there.OpenTopic(forum, "Lakes")
			if err != nil {
				t.Fatal(err)
			}
			w.listen(&scripted{answer: func(m bot.Message) bot.Reply {
				r := said("answer to " + strings.TrimPrefix(m.Text, "/"))
				r.Edit = m.Pressed
				r.Buttons = [][]bot.Button{{{Label: "Go", Command: "/go"}, {Label: "Read", Link: "https://a.example/"}}}
				return r
			}})
			if c.fault.Method == "" {
				w.inject(c.fault)
			}
			w.say(sandbox.Speech{Chat: forum, Thread: thread, From: ada, Text: "/panel"})
			first := w.wait(forum, 0)
			if c.fault.Method != "" {
				w.inject(c.fault)
				press, err := w.there.Press(sandbox.Tap{Chat: forum, Message: first.Message, Label: "Go", From: ada})
				if err != nil {
					t.Fatal(err)
				}
				w.toast(press.ID)
				if !c.stays {
					w.wait(forum, 1)
				}
			}
			want := []telegram.Part{c.without}
			if c.without == "" {
				want = nil
			}
			if got := saw.sentWithout(); !slices.Equal(got, want) {
				t.Errorf("sent without %q, want %q; the log says\n%s", got, want, w.log)
			}
			if c.without == telegram.Links && len(first.Keyboard.Rows[0]) != 1 {
				t.Errorf("the other button is gone too: %+v", first.Keyboard)
			}
		})
	}
}

func edited(f sandbox.Fault) sandbox.Fault {
	f.Method = "editMessageText"
	return f
}
