package telegram_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"readout/bot"
	"readout/bot/telegram"
	"readout/bot/telegram/sandbox"
)

// A file sent in private is heard of, forwarded or not, without its caption; in
// a group it is nobody's business. Its content can be had within bounds.
func TestAFileIsHeardOfAndHandedOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{HearsAll: true})
	group := w.supergroup()
	who := &scripted{answer: func(m bot.Message) bot.Reply { return said("heard") }}
	w.listen(who)
	list := &sandbox.File{Name: "feeds.opml", Type: "text/x-opml", Bytes: []byte("<opml/>")}
	w.say(sandbox.Speech{Chat: group, From: ada, Document: list})
	w.say(sandbox.Speech{Chat: reader, Text: "/stop", Document: list})
	w.say(sandbox.Speech{Chat: reader, Document: list, Forwarded: true})
	w.wait(reader, 1)
	heard := who.messages()
	if len(heard) != 2 {
		t.Fatalf("heard %+v", heard)
	}
	for _, m := range heard {
		if m.Text != "" || m.File == nil || m.File.Name != "feeds.opml" || m.File.Size != 7 {
			t.Errorf("heard %+v", m)
		}
	}
	id := heard[0].File.ID
	if b, err := w.client.File(t.Context(), id, 7); err != nil || string(b) != "<opml/>" {
		t.Errorf("got %q, %v", b, err)
	}
	for about, bad := range map[string]struct {
		id   string
		most int64
		want string
	}{"too large": {id, 6, "it is too large"}, "unknown": {"../../etc/passwd", 100, "Telegram does not hand it out"}} {
		if b, err := w.client.File(t.Context(), bad.id, bad.most); err == nil || err.Error() != bad.want {
			t.Errorf("%s: got %q, %v", about, b, err)
		}
	}
	w.fine()
}

// What a server says of a file is not believed: neither its size, nor a path
// that leads elsewhere. The token is in no error.
func TestAFileIsWithinBoundsWhateverIsSaidOfIt(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"documents/endless": "it is too large",
		"documents/none":    "Telegram does not hand it out",
		"/etc/passwd":       "Telegram does not say where it is",
		"../sendMessage":    "Telegram does not say where it is",
		"x?a=b":             "Telegram does not say where it is",
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
				switch asked := req.URL.Path; {
				case strings.HasSuffix(asked, "/getMe"):
					fmt.Fprint(rw, me)
				case strings.HasSuffix(asked, "/getFile"):
					fmt.Fprintf(rw, `{"ok":true,"result":{"file_id":"f","file_size":3,"file_path":%q}}`, path)
				case strings.HasSuffix(asked, "/endless"):
					_, _ = rw.Write(make([]byte, 4096))
				default:
					rw.WriteHeader(http.StatusNotFound)
				}
			}))
			defer server.Close()
			log := &diary{}
			c, err := telegram.Connect(t.Context(), telegram.Options{Token: marked, URL: server.URL, Log: slog.New(slog.NewTextHandler(log, nil))})
			if err != nil {
				t.Fatal(err)
			}
			if b, err := c.Unpaced().File(t.Context(), "f", 1000); err == nil || err.Error() != want || strings.Contains(log.String(), marked) {
				t.Errorf("got %d bytes, %v; the log says:\n%s", len(b), err, log)
			}
		})
	}
}

// A file that never comes is told of in words for people, too.
func TestAFileThatNeverComes(t *testing.T) {
	t.Parallel()
	for _, silent := range []string{"/getFile", "/documents/a"} {
		there := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			if strings.HasSuffix(r.URL.Path, silent) {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}
			body := `{"ok":true,"result":{"file_id":"f","file_path":"documents/a"}}`
			return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Request: r, Body: io.NopCloser(strings.NewReader(body))}, nil
		})}
		inBubbleOf(t, there, func(t *testing.T, c *telegram.Client) {
			t.Helper()
			if _, err := c.File(t.Context(), "f", 1000); err == nil || err.Error() != "Telegram does not hand it out" {
				t.Errorf("%s: %v", silent, err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			if _, err := c.File(ctx, "f", 1000); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s, whoever asks waits no longer: %v", silent, err)
			}
		})
	}
}

// Work that takes long is one message, which tells how far it is.
func TestLongWorkIsToldInOneMessage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sandbox.Options{})
	w.listen(&scripted{answer: func(bot.Message) bot.Reply {
		r := said("begun")
		r.Next = func(context.Context) bot.Reply {
			r := said("half way")
			r.Next = func(context.Context) bot.Reply { return said("done") }
			return r
		}
		return r
	}})
	w.say(sandbox.Speech{Chat: reader, Text: "go"})
	w.wait(reader, 2)
	all := w.there.Arrivals(reader)
	for i, want := range []string{"begun", "half way", "done"} {
		if a := all[i]; a.Text != want || a.Message != all[0].Message || a.Edit != (i > 0) {
			t.Errorf("%d: %+v", i, a)
		}
	}
	w.fine()
}
