package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"readout/bot"
	"readout/bot/telegram"
	"readout/bot/telegram/sandbox"
	"readout/digest/news"
	"readout/storage/sqlite"
)

// marked is a token that nothing else looks like.
const marked = "4242424242:AA-markedMARKEDmarkedMARKEDmarked_x"

func connectWith(t *testing.T, url, token string) error {
	t.Helper()
	_, err := telegram.Connect(t.Context(), telegram.Options{Token: token, URL: url})
	return err
}

func isErrToken(err error) bool { return errors.Is(err, telegram.ErrToken) }

// refused is a client of a world whose server has gone since.
func refused(t *testing.T, w *world) *telegram.Client {
	t.Helper()
	gone := httptest.NewServer(w.there)
	c, err := telegram.Connect(t.Context(), telegram.Options{
		Token: w.there.Token(), URL: gone.URL, Store: w.store,
		HTTP: &http.Client{Transport: &http.Transport{DisableKeepAlives: true}},
	})
	if err != nil {
		t.Fatal(err)
	}
	gone.Close()
	return c.Unpaced()
}

// S1: whatever breaks, wherever, the token is in no error, receipt or line of
// the log.
func TestS1TheTokenIsNowhere(t *testing.T) {
	t.Parallel()
	for name, fault := range tellingFaults() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(faulty(fault))
			defer server.Close()
			everywhere(t, server.URL, server.Client())
		})
	}
	t.Run("no such host", func(t *testing.T) {
		t.Parallel()
		failing := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			if strings.HasSuffix(r.URL.Path, "getMe") {
				return getMe(), nil
			}
			return nil, &net.DNSError{Err: "no such host", Name: "api.telegram.example"}
		})}
		everywhere(t, "http://api.telegram.example", failing)
	})
	t.Run("TLS", func(t *testing.T) {
		t.Parallel()
		server := httptest.NewTLSServer(http.NotFoundHandler())
		defer server.Close()
		noToken(t, "connect", fmt.Sprint(connectWith(t, server.URL, marked)))
	})
	t.Run("nothing listens", func(t *testing.T) {
		t.Parallel()
		server := httptest.NewServer(http.NotFoundHandler())
		server.Close()
		noToken(t, "connect", fmt.Sprint(connectWith(t, server.URL, marked)))
	})
}

// tellingFaults are ways in which a server fails, many of which tell the token.
func tellingFaults() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"echoed by a gateway": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusBadGateway)
			fmt.Fprintf(w, "<html>cannot reach %s, %s</html>", r.URL, url.QueryEscape(marked))
		},
		"echoed by an error": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprintf(w, `{"ok":false,"error_code":400,"description":"Bad Request: no %s here, nor %s"}`, r.URL.Path, url.QueryEscape(marked))
		},
		"unauthorized": func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprintf(w, `{"ok":false,"error_code":401,"description":"Unauthorized: %s"}`, r.URL.Path)
		},
		"cut short": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `{"ok":true,"result":{"path":"%s`, r.URL.Path)
		},
		"redirected": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://127.0.0.1:1"+r.URL.Path, http.StatusFound)
		},
		"redirected to nowhere": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "://"+r.URL.Path)
			w.WriteHeader(http.StatusFound)
		},
		"reset":             func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"asked to wait":     func(w http.ResponseWriter, r *http.Request) { answer429(w, r) },
		"an answer of junk": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `[{"a":`) },
		"too slow": func(_ http.ResponseWriter, r *http.Request) {
			select {
			case <-r.Context().Done():
			case <-time.After(time.Second):
			}
		},
	}
}

// everywhere calls every method of a client that can connect and do nothing
// else.
func everywhere(t *testing.T, url string, through *http.Client) {
	t.Helper()
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	log := &diary{}
	c, err := telegram.Connect(t.Context(), telegram.Options{Token: marked, URL: url, Store: store, HTTP: through, Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	if err != nil {
		t.Fatalf("connect: %v", err)
	}
	c.Unpaced()
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	e := edition("one")
	d := news.Delivery{Key: news.DeliveryKey{Address: news.Address{Chat: reader}}, Parts: c.Parts(e)}
	noToken(t, "send", fmt.Sprintf("%+v", c.Send(ctx, d, e, 0)))
	noToken(t, "menus", fmt.Sprint(c.Menus(ctx, []bot.Command{{Name: "help", Menu: true, Summary: "help"}}, []int64{reader})))
	noToken(t, "listen", fmt.Sprint(c.Listen(ctx, &scripted{})))
	noToken(t, "the log", log.String())
	if log.String() == "" && ctx.Err() == nil {
		t.Error("nobody was told")
	}
}

func noToken(t *testing.T, where, text string) {
	t.Helper()
	_, secret, _ := strings.Cut(marked, ":")
	if strings.Contains(text, secret) || strings.Contains(text, "markedMARKED") {
		t.Errorf("%s tells the token: %s", where, text)
	}
}

// faulty knows who it is, and breaks at everything else.
func faulty(fault http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/getMe") {
			_, _ = io.WriteString(w, me)
			return
		}
		fault(w, r)
	})
}

const me = `{"ok":true,"result":{"id":4242424242,"is_bot":true,"first_name":"B","username":"b_bot"}}`

func getMe() *http.Response {
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(me)), Header: http.Header{}}
}

func answer429(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusTooManyRequests)
	fmt.Fprintf(w, `{"ok":false,"error_code":429,"description":"Too Many Requests: %s","parameters":{"retry_after":1}}`, r.URL.Path)
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// A panic of the bot that quotes the token is logged without it.
func TestAPanicDoesNotTellTheToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{Token: marked})
	w.listen(&scripted{answer: func(m bot.Message) bot.Reply {
		if m.Text == "poison" {
			panic("broken at " + w.url + "/bot" + marked)
		}
		return said(m.Text)
	}})
	w.say(sandbox.Speech{Chat: reader, Text: "poison"})
	w.say(sandbox.Speech{Chat: reader, Text: "health"})
	if a := w.wait(reader, 0); a.Text != "health" {
		t.Errorf("got %q", a.Text)
	}
	if !w.log.has("broke the program") {
		t.Error("nobody was told of the panic")
	}
	noToken(t, "the log", w.log.String())
}
