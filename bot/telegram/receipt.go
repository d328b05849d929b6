package telegram

import (
	"log/slog"
	"net/http"
	"time"

	"readout/digest/news"
)

const (
	// soon is after how long a send is tried again where nobody says.
	soon = 15 * time.Second
	// refusedBot is how long everything waits where Telegram will have nothing
	// to do with this bot; somebody has to mend that.
	refusedBot = 10 * time.Minute
	// lostChat is how long a chat waits that Telegram does not find. Another
	// bot's token finds none, and must not end all subscriptions; and a chat may
	// be there again while its reader sits and waits.
	lostChat = 10 * time.Minute
)

// topicDeleted is why nothing comes into a forum's topic that is no more.
const topicDeleted = "topic deleted"

// ends are what Telegram says where a chat cannot be written to, in lower case
// and with blanks, and the word for it. The first that fits counts.
var ends = []struct{ said, reason string }{
	{"bot was blocked by the user", "blocked"},
	{"user is deactivated", "deactivated"},
	{"can't initiate conversation", "never started"},
	{"can't send messages to bots", "is a bot"},
	{"can't send messages to the bot", "is a bot"},
	{"bot was kicked", "kicked"},
	{"bot is not a member", "not a member"},
	{"group chat was deleted", "deleted"},
	{"group chat was deactivated", "deleted"},
	{"topic closed", "topic closed"},
	{"topic deleted", topicDeleted},
	{"message thread not found", topicDeleted},
	{"not enough rights", "no right to write"},
	{"have no write access", "no right to write"},
	{"need administrator rights", "no right to write"},
	{"chat write forbidden", "no right to write"},
	{"chat restricted", "no right to write"},
	{"chat admin required", "no right to write"},
	{"chat send plain forbidden", "no right to write"},
	{"allow payment required", "asks for payment"},
}

// outcome is what a failed send comes to.
func (c *Client) outcome(to news.Address, f *failure) news.Receipt {
	r := news.Receipt{Outcome: news.Denied, Reason: f.said}
	switch {
	case f.code == http.StatusTooManyRequests:
		r = news.Receipt{Outcome: news.Later, Reason: "asked to wait", After: max(f.after, time.Second), Everybody: c.pace.everybody()}
	case f.to != 0:
		r = news.Receipt{Outcome: news.Moved, Reason: "became a supergroup", To: news.Address{Chat: f.to, Thread: to.Thread}}
	case f.botRefused():
		c.log.Error("Telegram refuses this bot", slog.String("error", f.Error()))
		c.pace.leave(refusedBot)
		r = news.Receipt{Outcome: news.Later, Reason: f.said, After: refusedBot, Everybody: true}
	case f.unsure():
		r.Outcome = news.Unsure
	case f.nowhere():
		r.Outcome, r.After = news.Lost, lostChat
	case f.code == http.StatusRequestEntityTooLarge:
	case f.code == 0 || f.unreadable || f.code == http.StatusConflict:
		r.Outcome, r.After = news.Later, soon
	default:
		if reason := f.end(); reason != "" {
			r = news.Receipt{Outcome: news.Gone, Reason: reason}
		}
	}
	return r
}

// botRefused reports whether it is the bot that Telegram refuses, not this
// message.
func (f *failure) botRefused() bool {
	switch f.code {
	case http.StatusUnauthorized, http.StatusNotFound, http.StatusMisdirectedRequest:
		return !f.unreadable
	}
	return f.says("frozen method invalid")
}

// nowhere reports whether Telegram finds no such chat, or one that has moved it
// does not say where; that it tells by an update.
func (f *failure) nowhere() bool {
	return f.code == http.StatusBadRequest && f.says("chat not found", "peer id invalid", "chat id is empty", "to a supergroup chat")
}

// end is why the chat cannot be written to; "" if it can.
func (f *failure) end() string {
	for _, e := range ends {
		if f.says(e.said) {
			return e.reason
		}
	}
	if f.code == http.StatusForbidden {
		return f.said
	}
	return ""
}
