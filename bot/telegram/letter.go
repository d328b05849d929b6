package telegram

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"regexp"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"readout/digest/news"
)

// letter is one message to a chat.
type letter struct {
	to     news.Address
	text   *page
	keys   string // the keyboard in JSON; "" for none
	silent bool
	// paid asks for it to be taken beyond the free rate.
	paid bool
	// replyTo and edit are ids of messages; 0 for none.
	replyTo, edit int
	// timeless asks for moments to be no more than their words.
	timeless bool
	// bare asks for the words without markup.
	bare bool
	// bound keeps it to its thread: it goes nowhere else if that is gone.
	bound bool
	// about names it in the log; "" for an answer.
	about string
}

// mends is how often a letter is changed into one that may be taken.
const mends = 4

// post sends a letter once. One that Telegram will not have as it is, and has
// thereby surely not sent, is mended and tried again: without its markup, its
// buttons, its thread where it is not bound to that. It returns the message's id.
func (c *Client) post(ctx context.Context, l letter) (string, *failure) {
	for tries := 0; ; tries++ {
		id, bad := c.attempt(ctx, l)
		if bad == nil {
			c.pace.arrived()
			return id, nil
		}
		if bad.code == 429 {
			c.pace.hit(l.to.Chat, bad.after)
		}
		mended, how := l.mended(bad)
		if how == "" || tries == mends {
			return "", bad
		}
		c.watch.Mended(how)
		c.log.Log(ctx, how.level(), "message sent otherwise", slog.String("chat", l.to.String()), slog.String("about", l.about),
			slog.String("without", string(how)), slog.String("error", bad.Error()))
		l = mended
	}
}

// attempt makes one request of a letter.
func (c *Client) attempt(ctx context.Context, l letter) (string, *failure) {
	method := "sendMessage"
	if l.edit != 0 {
		method = "editMessageText"
	}
	result, bad := c.call(ctx, request{method: method, params: l.params()})
	if bad != nil {
		if l.edit != 0 && bad.code == 400 && bad.says("message is not modified") {
			return strconv.Itoa(l.edit), nil
		}
		return "", bad
	}
	if l.edit != 0 {
		return strconv.Itoa(l.edit), nil // An edited message keeps its id.
	}
	var sent struct {
		ID int `json:"message_id"`
	}
	if err := json.Unmarshal(result, &sent); err != nil || sent.ID == 0 {
		return "", &failure{method: method, code: 200, unreadable: true, reached: true, said: "a message without an id"}
	}
	return strconv.Itoa(sent.ID), nil
}

func (l letter) params() tgbotapi.Params {
	p := tgbotapi.Params{"chat_id": strconv.FormatInt(l.to.Chat, 10), "link_preview_options": `{"is_disabled":true}`}
	if l.bare {
		p["text"] = bareText(l.text.plain.String())
	} else {
		p["text"], p["parse_mode"] = l.text.html.String(), "HTML"
		if l.timeless {
			p["text"] = momentTags.ReplaceAllString(p["text"], "")
		}
	}
	p.AddNonEmpty("reply_markup", l.keys)
	if l.edit != 0 {
		p.AddNonZero("message_id", l.edit)
		return p
	}
	p.AddNonZero("message_thread_id", l.to.Thread)
	p.AddBool("disable_notification", l.silent)
	p.AddBool("allow_paid_broadcast", l.paid)
	if l.replyTo != 0 {
		p["reply_parameters"] = fmt.Sprintf(`{"message_id":%d,"allow_sending_without_reply":true}`, l.replyTo)
	}
	return p
}

// momentTags are those of page.moment: what others write holds no tag.
var momentTags = regexp.MustCompile(`</?tg-time[^>]*>`)

// bareText is as much of a text as one message holds without markup.
func bareText(s string) string {
	if blank(s) {
		return "…"
	}
	if units(s) <= perMessage().units {
		return s
	}
	n := 0
	for end := 0; ; {
		next := end + cluster(s[end:])
		if n += units(s[end:next]); n > perMessage().units-1 {
			return s[:end] + "…"
		}
		end = next
	}
}
