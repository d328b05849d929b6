package telegram_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"readout/bot/telegram"
	"readout/digest/news"
)

// Telegram asks to be left alone; an answer to a person waits for that, up to
// two minutes, and one to a group half a minute.
func TestAnAnswerWaitsWhereItIsAskedTo(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		chat    int64
		seconds int
		arrives bool
	}{
		"a person, a while":   {reader, 100, true},
		"a person, too long":  {reader, 200, false},
		"a group, shortly":    {groupID, 20, true},
		"a group, for longer": {groupID, 100, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				busy := &busyTelegram{until: time.Now().Add(time.Duration(c.seconds) * time.Second)}
				client, err := telegram.Connect(t.Context(), telegram.Options{Token: "12:abc", HTTP: &http.Client{Transport: busy}})
				if err != nil {
					t.Fatal(err)
				}
				begun := time.Now()
				client.Tell(t.Context(), news.Address{Chat: c.chat}, said("an answer"))
				if (busy.taken > 0) != c.arrives || busy.refused != 1 {
					t.Errorf("taken %d times and refused %d times after %v", busy.taken, busy.refused, time.Since(begun))
				}
				if !c.arrives && time.Since(begun) > time.Second {
					t.Errorf("given up after %v, in vain", time.Since(begun))
				}
			})
		})
	}
}

// Those who wait long hold up what comes behind them, so they are few.
func TestFewAnswersWaitLong(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		busy := &busyTelegram{until: time.Now().Add(100 * time.Second)}
		client, err := telegram.Connect(t.Context(), telegram.Options{Token: "12:abc", HTTP: &http.Client{Transport: busy}})
		if err != nil {
			t.Fatal(err)
		}
		ended := make(chan time.Duration, 10)
		begun := time.Now()
		for n := range int64(10) {
			go func() {
				client.Tell(t.Context(), news.Address{Chat: reader + n}, said("an answer"))
				ended <- time.Since(begun)
			}()
			synctest.Wait()
		}
		waited := 0
		for range 10 {
			if <-ended > 10*time.Second {
				waited++
			}
		}
		if waited == 0 || waited > 4 {
			t.Errorf("%d answers waited", waited)
		}
	})
}

// busyTelegram takes nothing until a moment, and says so.
type busyTelegram struct {
	until time.Time

	mu             sync.Mutex
	taken, refused int
}

func (b *busyTelegram) RoundTrip(r *http.Request) (*http.Response, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	status, body := http.StatusOK, `{"ok":true,"result":{"id":12,"is_bot":true,"username":"ReadoutBot","message_id":5}}`
	left := time.Until(b.until)
	switch {
	case strings.HasSuffix(r.URL.Path, "/getMe"):
	case left > 0:
		b.refused++
		status = http.StatusTooManyRequests
		body = fmt.Sprintf(`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after %d","parameters":{"retry_after":%[1]d}}`, int(left.Seconds()))
	default:
		b.taken++
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}
