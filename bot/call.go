package bot

import (
	"strings"
	"time"
	"unicode"

	"readout/digest/news"
)

// longest is how many characters of a message are read, Telegram's own limit.
const longest = 4096

// call is one message being answered: whose, when, and what follows the
// command.
type call struct {
	Message
	now time.Time
	arg string
	// reader is the chat's subscriber; where known is false there is none, and
	// reader holds the address and the instance's zone only.
	reader news.Subscriber
	known  bool
	// named tells that the command carried this bot's name.
	named bool
	pass
}

// today is the date on the reader's wall.
func (c call) today() news.Day { return news.DayOf(c.now, c.reader.Schedule.Location()) }

// day is the date of an instant on the reader's wall.
func (c call) day(t time.Time) news.Day { return news.DayOf(t, c.reader.Schedule.Location()) }

// with is the call after its reader was changed.
func (c call) with(s news.Subscriber) call {
	c.reader, c.known = s, true
	return c
}

// private reports whether the chat is one person's.
func (c call) private() bool { return c.Kind == "" || c.Kind == "private" }

// settles reports whether the writer may change this chat's settings. What is
// written in a channel comes from its admins; its buttons are for anyone to
// press.
func (c call) settles() bool {
	return c.private() || c.Admin || c.Kind == "channel" && !c.Pressed
}

// postsForAll reports whether what a button is answered with would be read by
// a whole channel on the word of somebody who may not post there. Anybody who
// reads a channel can press its buttons.
func (c call) postsForAll() bool { return c.Kind == "channel" && c.Pressed && !c.Admin }

// unheard is what such a person is told, aside.
func (c call) unheard() Reply {
	if c.shut {
		return Reply{}
	}
	return Reply{Notice: "Only the admins of this channel can do that here."}
}

// refusal tells somebody who lacks the right to it what is wrong: the one who
// pressed a button aside, since the others in the chat did not ask.
func (c call) refusal(wrong, hint news.Text, rows ...[]Button) (Reply, error) {
	if c.Pressed {
		return Reply{Notice: wrong.String()}, nil
	}
	return Reply{}, complain(wrong, hint, rows...)
}

// parseCommand parts "/time@Bot 8:00" into "time", "Bot" and "8:00". The last
// result is false for a message that is no command.
func parseCommand(text string) (name, to, arg string, is bool) {
	after, is := strings.CutPrefix(text, "/")
	if !is {
		return "", "", "", false
	}
	word := after
	if at := strings.IndexFunc(after, unicode.IsSpace); at >= 0 {
		word, arg = after[:at], strings.TrimSpace(after[at:])
	}
	name, to, _ = strings.Cut(word, "@")
	return strings.ToLower(name), to, arg, true
}

// isWordy tells letters and digits, which words are made of.
func isWordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// clean makes a message fit to be read: valid, without control characters and
// marks that turn the direction of writing, and of bounded length.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r) || r == unicode.ReplacementChar:
			return ' '
		case unicode.Is(unicode.Bidi_Control, r) || r == '\u200b' || r == '\ufeff':
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, " "))
	n := 0
	for at := range s {
		if n == longest {
			s = s[:at]
			break
		}
		n++
	}
	return strings.TrimSpace(s)
}
