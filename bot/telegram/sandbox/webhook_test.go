package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"readout/bot/telegram/sandbox"
)

// Updates of a chat come to a webhook in their order, with its secret, again
// until they are taken; other chats do not wait for that.
func TestAWebhookIsBroughtUpdates(t *testing.T) {
	t.Parallel()
	b := newBot(t, sandbox.Options{})
	got, refuse := make(chan update, 10), make(chan bool, 1)
	refuse <- true
	hook := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "s3cret" {
			t.Error("the secret is missing")
		}
		var u update
		if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
			t.Error(err)
		}
		if u.Message.From.ID == 7 {
			select {
			case <-refuse:
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			default:
			}
		}
		got <- u
	}))
	t.Cleanup(hook.Close)
	b.start(7)
	b.start(7)
	works[bool](b, "setWebhook", fields{"url": hook.URL, "secret_token": "s3cret"})
	b.start(8)
	beside, first, second := <-got, <-got, <-got
	if beside.Message.From.ID != 8 {
		t.Errorf("another chat waited: %+v came first", beside)
	}
	if first.Message.From.ID != 7 || second.Message.From.ID != 7 || second.ID != first.ID+1 {
		t.Errorf("got %+v, then %+v", first, second)
	}
	info := works[struct {
		URL   string
		Fault string `json:"last_error_message"`
	}](b, "getWebhookInfo", nil)
	if info.URL != hook.URL || info.Fault != "Wrong response from the webhook: 503 Service Unavailable" {
		t.Errorf("info %+v", info)
	}
	works[bool](b, "deleteWebhook", nil)
	b.start(9)
	for _, u := range works[[]update](b, "getUpdates", nil) {
		if u.ID == first.ID {
			t.Error("an update that was brought came again")
		}
	}
	b.fails("setWebhook", fields{"url": "http://bot.example.org"}, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
	b.fails("setWebhook", fields{"url": hook.URL, "secret_token": "a b"}, "Bad Request: secret token contains unallowed characters")
}
