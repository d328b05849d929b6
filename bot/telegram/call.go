package telegram

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

const (
	// callTime is how long a call may take; an upload gets longer.
	callTime   = 30 * time.Second
	uploadTime = 2 * time.Minute
	// longestAnswer is how many bytes of an answer are read. Telegram cuts a
	// batch of updates at about four million.
	longestAnswer = 8 << 20
)

// request is one call of a method.
type request struct {
	method string
	params tgbotapi.Params
	files  []tgbotapi.RequestFile
	// time is how long it may take; 0 is callTime.
	time time.Duration
}

// call makes a request and returns its result, or what went wrong. Of the
// library it takes the encoding of requests, the plain and the uploading ones,
// and the types; its log, which is global and would tell the token, speaks only
// in its debug mode and in its own polling, neither of which is used.
func (c *Client) call(ctx context.Context, r request) (json.RawMessage, *failure) {
	if r.time == 0 {
		r.time = callTime
	}
	ctx, cancel := context.WithTimeout(ctx, r.time)
	defer cancel()
	x := &exchange{ctx: ctx, http: c.http, may: c.may}
	if r.method == "getMe" {
		x.may = always
	}
	api := tgbotapi.BotAPI{Token: c.token, Client: x}
	api.SetAPIEndpoint(c.url)
	var answer *tgbotapi.APIResponse
	var err error
	if len(r.files) > 0 {
		answer, err = api.UploadFiles(r.method, r.params, r.files)
	} else {
		answer, err = api.MakeRequest(r.method, r.params)
	}
	if err == nil {
		c.watch.Called(Call{Method: r.method})
		return answer.Result, nil
	}
	bad := c.failed(r.method, x, answer, err)
	c.watch.Called(callOf(bad, errors.Is(err, context.Canceled)))
	return nil, bad
}

// failed tells what kind of failure an error is.
func (c *Client) failed(method string, x *exchange, answer *tgbotapi.APIResponse, err error) *failure {
	f := &failure{method: method, code: x.status, reached: x.reached()}
	var refused *tgbotapi.Error
	switch {
	case errors.As(err, &refused):
		f.said, f.to = c.redact(refused.Message), refused.MigrateToChatID
		f.after = cmp.Or(time.Duration(refused.RetryAfter)*time.Second, x.after, waitIn(f.said))
		// The library drops the code of a failed upload from its error.
		if answer != nil && answer.ErrorCode != 0 {
			f.code = answer.ErrorCode
		}
	case x.status != 0:
		f.unreadable, f.said = true, http.StatusText(x.status)+" with an answer that is not the Bot API's"
		f.after = x.after
	default:
		f.cause = bare(err)
		f.said = c.redact(f.cause.Error())
	}
	if f.after > 0 {
		f.code = http.StatusTooManyRequests
	}
	return f
}

var retryAfter = regexp.MustCompile(`(?i)^Too Many Requests: retry after ([0-9]{1,6})`)

// waitIn is the wait that Telegram's words ask for, where nothing else does.
func waitIn(said string) time.Duration {
	found := retryAfter.FindStringSubmatch(said)
	if found == nil {
		return 0
	}
	seconds, err := strconv.Atoi(found[1])
	if err != nil {
		return 0
	}
	return time.Duration(seconds) * time.Second
}
