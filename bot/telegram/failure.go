package telegram

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// failure is a call that brought no result.
type failure struct {
	method string
	// code is Telegram's, or else that of the HTTP answer; 0 where there was
	// none.
	code int
	// said is what Telegram or the network said, without the token.
	said string
	// after is how long Telegram asks to wait, to where the chat moved.
	after time.Duration
	to    int64
	// unreadable tells that there was an answer, but none of the Bot API's.
	unreadable bool
	// reached tells that the request may have got there whole.
	reached bool
	cause   error
}

func (f *failure) Error() string {
	if f.code == 0 || f.unreadable && f.code == http.StatusOK {
		return fmt.Sprintf("telegram: %s: %s", f.method, f.said)
	}
	return fmt.Sprintf("telegram: %s: %d %s", f.method, f.code, f.said)
}

// Is tells a context's end; the cause itself stays inside, since nobody has
// looked at what it prints.
func (f *failure) Is(target error) bool { return f.cause != nil && errors.Is(f.cause, target) }

// unsure reports whether the request may have been obeyed all the same.
func (f *failure) unsure() bool {
	switch {
	case f.code == 0:
		return f.reached
	case f.code >= 500:
		return true
	}
	return f.code < 400
}

// revoked reports whether Telegram does not know the token any more. A page of
// something on the way says nothing of it.
func (f *failure) revoked() bool { return f.code == http.StatusUnauthorized && !f.unreadable }

// hooked reports whether updates cannot be asked for since a webhook is set.
func (f *failure) hooked() bool {
	return f.method == "getUpdates" && f.code == http.StatusConflict && f.says("webhook is active")
}

// says reports whether Telegram said one of these things. Its wording moves:
// letters' case, and "_" for a blank, do not count.
func (f *failure) says(things ...string) bool {
	said := strings.ReplaceAll(strings.ToLower(f.said), "_", " ")
	for _, thing := range things {
		if strings.Contains(said, thing) {
			return true
		}
	}
	return false
}

// redact takes the token out of a text from outside, however it is written.
func (c *Client) redact(text string) string {
	secret := c.token
	if _, after, found := strings.Cut(secret, ":"); found && len(after) >= 8 {
		secret = after
	}
	for _, form := range []string{c.token, url.QueryEscape(c.token), secret, hookSecret(c.token)} {
		text = strings.ReplaceAll(text, form, "<token>")
	}
	return text
}
