package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/bot"
	"readout/bot/telegram/sandbox"
	"readout/cmd/readout/operation"
	"readout/configs"
	"readout/digest/news"
	"readout/storage/sqlite"
)

// stageOf is a Telegram with somebody who runs the bot, and the environment of
// a program on it.
func stageOf(t *testing.T, listen string) (*sandbox.Server, system) {
	t.Helper()
	there := sandbox.New(sandbox.Options{})
	web := httptest.NewServer(there)
	t.Cleanup(web.Close)
	t.Cleanup(there.Close)
	env := map[string]string{
		"TELEGRAM_API_URL": web.URL, "TELEGRAM_BOT_TOKEN": there.Token(), "READOUT_ADMINS": "77", "READOUT_LISTEN": listen,
		"READOUT_STORE": "sqlite:" + filepath.Join(t.TempDir(), "readout.db"),
	}
	return there, system{in: strings.NewReader(""), out: io.Discard, err: io.Discard, env: func(name string) string { return env[name] }, clock: time.Now}
}

// The program serves its health while it runs, tells admins of it in the chat,
// and ends in order.
func TestOperation(t *testing.T) {
	t.Parallel()
	there, sys := stageOf(t, "127.0.0.1:0")
	printed, out := io.Pipe()
	sys.out = out
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	code := make(chan int, 1)
	go func() { code <- run(ctx, []string{"run"}, sys) }()
	at := addressOf(t, printed)
	awaitAnswer(t, at+"/health/ready", `"state": "ready"`)
	awaitAnswer(t, at+"/health/live", `"live": true`)
	awaitAnswer(t, at+"/health", `"lease": "held"`)
	awaitAnswer(t, at+"/metrics", `readout_telegram_calls_total{method="getMe",result="ok"} 1`)
	checked(t, strings.TrimPrefix(at, "http://"), fine, "goes on")
	for i, c := range []struct{ says, want string }{
		{"/health", "Readout is ready"}, {"/errors", "No warning and no error"}, {"/version", "Readout " + version()},
	} {
		if _, err := there.Say(sandbox.Speech{Chat: 77, From: sandbox.User{ID: 77, FirstName: "Root"}, Text: c.says}); err != nil {
			t.Fatal(err)
		}
		if got := arrived(t, there, i); !strings.Contains(got, c.want) {
			t.Errorf("%s is answered %q", c.says, got)
		}
	}
	stop()
	if got := <-code; got != fine {
		t.Errorf("exit code %d", got)
	}
}

// checked asks readout check --health of an address.
func checked(t *testing.T, listen string, code int, says string) {
	t.Helper()
	var said bytes.Buffer
	got := run(t.Context(), []string{"check", "--health"}, system{in: strings.NewReader(""), out: &said, err: &said, clock: time.Now, env: func(name string) string {
		return map[string]string{"READOUT_LISTEN": listen}[name]
	}})
	if got != code || !strings.Contains(said.String(), says) {
		t.Errorf("%s: code %d, want %d and %q in %s", listen, got, code, says, &said)
	}
}

func TestCheckHealth(t *testing.T) {
	t.Parallel()
	web := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		rw.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(rw, `{"live": false, "reasons": ["the beat \"ingest\" has given no sign"]}`)
	}))
	defer web.Close()
	other := httptest.NewServer(http.NotFoundHandler())
	defer other.Close()
	_, port, err := net.SplitHostPort(web.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	checked(t, web.Listener.Addr().String(), failed, `the beat "ingest" has given no sign`)
	checked(t, "0.0.0.0:"+port, failed, `the beat "ingest" has given no sign`)
	checked(t, "[::]:"+port, failed, `the beat "ingest" has given no sign`)
	checked(t, other.Listener.Addr().String(), failed, "something else answers there: 404")
	checked(t, "127.0.0.1:1", failed, "nobody answers")
	checked(t, configs.Off, failed, "listen is off")
}

// addressOf is where a program prints that it serves its health.
func addressOf(t *testing.T, printed io.Reader) string {
	t.Helper()
	found := make(chan string, 1)
	go func() {
		var all bytes.Buffer
		part := make([]byte, 512)
		for {
			n, err := printed.Read(part)
			all.Write(part[:n])
			if m := regexp.MustCompile(`(http://\S+)/health\n`).FindSubmatch(all.Bytes()); m != nil && len(found) == 0 {
				found <- string(m[1])
			}
			if err != nil {
				return
			}
		}
	}()
	select {
	case at := <-found:
		return at
	case <-time.After(patience):
		t.Fatal("no address is printed")
		return ""
	}
}

func awaitAnswer(t *testing.T, url, want string) {
	t.Helper()
	got := ""
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if got = fetch(t, url); strings.Contains(got, want) {
			return
		}
	}
	t.Errorf("%s does not come to answer %s, but\n%s", url, want, got)
}

// arrived is the n-th message to the admin.
func arrived(t *testing.T, there *sandbox.Server, n int) string {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if all := there.Arrivals(77); len(all) > n {
			return all[n].Text
		}
	}
	t.Fatalf("message %d does not come", n)
	return ""
}

func TestAPortInUseIsAClearError(t *testing.T) {
	t.Parallel()
	taken, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	_, sys := stageOf(t, taken.Addr().String())
	var said bytes.Buffer
	sys.err = &said
	if code := run(t.Context(), []string{"run"}, sys); code != failed {
		t.Errorf("exit code %d", code)
	}
	if want := "address already in use: name another address with READOUT_LISTEN"; !strings.Contains(said.String(), want) {
		t.Errorf("got %s, want %s", &said, want)
	}
}

// L10: a program that stands still is ended, in order where that is possible,
// and else by force.
func TestL10AProgramThatIsStuckIsEnded(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		obeys  bool
		forced int
	}{{"in order", true, 0}, {"by force", false, 1}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var said bytes.Buffer
				log, warnings := watched(slog.New(slog.NewTextHandler(&said, nil)), "", time.Now)
				progress, forced, hung := operation.NewProgress(), 0, make(chan struct{})
				s := &service{
					clock: time.Now, log: log, config: configs.Config{Listen: configs.Off},
					watch: operation.New(operation.Options{Progress: progress, Warnings: warnings, Store: (*sqlite.Store)(nil), Clock: time.Now}),
					exit: func(code int) {
						if code != fine {
							forced++
						}
						close(hung)
					},
				}
				err := s.operate(t.Context(), func(ctx context.Context) error {
					progress.BeatBegan("ingest")
					if c.obeys {
						<-ctx.Done()
					} else {
						<-hung
					}
					return nil
				})
				if !errors.Is(err, operation.ErrStuck) || forced != c.forced {
					t.Errorf("ended with %v, %d times by force", err, forced)
				}
				if !strings.Contains(said.String(), "goroutine ") || strings.Count(said.String(), "\n") != 1 {
					t.Errorf("the log says %.300s", &said)
				}
			})
		})
	}
}

// A work that ends, ends, and nothing goes on beside it.
func TestWorkUnderWatchEndsAsItDoes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		log, warnings := watched(slog.New(slog.DiscardHandler), "", time.Now)
		s := &service{log: log, config: configs.Config{Listen: configs.Off}, watch: operation.New(operation.Options{
			Progress: operation.NewProgress(), Warnings: warnings, Clock: time.Now,
		})}
		want := errors.New("revoked")
		if err := s.operate(t.Context(), func(context.Context) error { return want }); !errors.Is(err, want) {
			t.Errorf("got %v", err)
		}
	})
}

// The second net of the log holds for what is remembered of it as well.
func TestWhatIsRememberedHoldsNoToken(t *testing.T) {
	t.Parallel()
	const token = "1234567:remembered-by-nobody"
	log, warnings := watched(slog.New(slog.DiscardHandler), token, time.Now)
	log.Warn("asked "+token, slog.String("url", "https://x/bot"+token))
	if got := warnings.Last(); len(got) != 1 || strings.Contains(got[0].Text, token) || !strings.Contains(got[0].Text, "<token>") {
		t.Errorf("got %+v", got)
	}
}

// heardBy notes what is written unasked, by chat.
type heardBy map[int64]string

func (w heardBy) Tell(_ context.Context, to news.Address, r bot.Reply) {
	w[to.Chat] += r.Blocks[0].Text.String() + "\n"
}

func TestAdminsAreAlerted(t *testing.T) {
	t.Parallel()
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	s := &service{store: store, log: slog.New(slog.DiscardHandler), config: configs.Config{Admins: []int64{77}}}
	heard := heardBy{}
	alert := s.alert(heard, []int64{77})
	alert(t.Context(), operation.Alert{Words: "The store does not answer.", Hint: "/health"})
	if err := store.SaveGuest(t.Context(), news.Guest{ID: 78, Standing: news.Admin}); err != nil {
		t.Fatal(err)
	}
	alert(t.Context(), operation.Alert{Words: "The store answers again."})
	store.Close()
	alert(t.Context(), operation.Alert{Words: "The store does not answer."})
	want := heardBy{
		77: "The store does not answer. /health\nThe store answers again.\nThe store does not answer.\n",
		78: "The store answers again.\nThe store does not answer.\n",
	}
	if diff := cmp.Diff(want, heard); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
