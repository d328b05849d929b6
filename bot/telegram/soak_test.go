package telegram_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"readout/bot"
	"readout/bot/telegram"
	"readout/digest"
	"readout/digest/news"
	"readout/storage/sqlite"
)

var soak = flag.Duration("soak", 2*time.Hour, "for how long, by a clock that costs no time, it is looked whether anything grows")

// L4: feeds are read, people ask, digests go out and Telegram fails now and
// then, for as long as it is told. Neither goroutines nor open files nor the
// heap grow after the first hour, and no goroutine is left at the end.
//
//	go test ./bot/telegram -run L4 -soak 24h -v
func TestL4NothingGrows(t *testing.T) {
	before := runtime.NumGoroutine()
	synctest.Test(t, func(t *testing.T) {
		there := &livelyTelegram{}
		stop := there.live(t)
		begun := time.Now()
		time.Sleep(time.Hour / 2)
		early := grown()
		time.Sleep(time.Until(begun.Add(*soak - samples*between)))
		late := grown()
		stop()
		t.Logf("%v: %d polls, %d messages, %d digests; goroutines %d to %d, files %d to %d, heap %d to %d KB (%+.1f %%)", *soak, there.polls, there.messages, there.bulk,
			early.goroutines, late.goroutines, early.files, late.files, early.heap>>10, late.heap>>10, 100*(float64(late.heap)/float64(early.heap)-1))
		if late.goroutines > early.goroutines || late.files > early.files+storeFiles || late.heap > early.heap+early.heap/50+64<<10 {
			t.Errorf("%+v became %+v", early, late)
		}
		if there.messages < 100 || there.bulk < 10 {
			t.Errorf("little happened: %d messages, %d of digests", there.messages, there.bulk)
		}
	})
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines were there before, %d are after", before, runtime.NumGoroutine())
}

// size is what a program holds.
type size struct {
	goroutines, files int
	heap              uint64
}

// storeFiles is what the store may open when several ask at once, and keep: the
// file and its journal, for each of those who read.
const storeFiles = 2 * 4

// It is looked a few times, since at any one moment something may be under way.
const (
	samples = 3
	between = 10 * time.Minute
)

// grown is the least that was held at some moments.
func grown() size {
	least := size{1 << 30, 1 << 30, 1 << 60}
	for range samples {
		time.Sleep(between - 7*time.Second)
		synctest.Wait()
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		files, _ := os.ReadDir("/proc/self/fd") // Elsewhere than on Linux there is none.
		least = size{min(least.goroutines, runtime.NumGoroutine()), min(least.files, len(files)), min(least.heap, m.HeapAlloc)}
		time.Sleep(7 * time.Second)
	}
	return least
}

// livelyTelegram hands out something that somebody says or presses at each
// poll, and fails in one way or another now and then. Of what it is sent it
// keeps nothing.
type livelyTelegram struct {
	mu                    sync.Mutex
	polls, messages, bulk int
}

// live lets a whole bot live with it, until stop.
func (l *livelyTelegram) live(t *testing.T) (stop func()) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "soak.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l.furnish(t, store)
	client, err := telegram.Connect(t.Context(), telegram.Options{Token: marked, Store: store, HTTP: &http.Client{Transport: roundTripper(l.answer)}})
	if err != nil {
		t.Fatal(err)
	}
	desk := digest.New(store, steadyNews{}, slog.New(slog.DiscardHandler), digest.Options{Lookback: 30 * time.Minute})
	who := bot.New(bot.Options{Store: store, Desk: desk, Door: news.Open, Zone: "UTC", Name: client.Name()})
	ctx, cancel := context.WithCancel(t.Context())
	var work sync.WaitGroup
	work.Go(func() { desk.Run(ctx, time.Now, client) })
	work.Go(func() { _ = client.Listen(ctx, who) })
	return func() {
		cancel()
		work.Wait()
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}
}

// furnish makes twenty readers of everything, each with four digests a day.
func (l *livelyTelegram) furnish(t *testing.T, store *sqlite.Store) {
	t.Helper()
	now := time.Now()
	if err := store.SaveTopic(t.Context(), news.Topic{ID: "all", Name: "All"}); err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		id := fmt.Sprint("feed", n)
		if err := store.SaveSource(t.Context(), news.Source{ID: news.SourceID(id), URL: "https://" + id + ".example/", Added: now}); err != nil {
			t.Fatal(err)
		}
	}
	var all []news.Subscriber
	for n := range 20 {
		s := news.Subscriber{Address: news.Address{Chat: int64(500 + n)}, Kind: "private", Joined: now, Since: now, Topics: []news.TopicID{"all"}}
		for quarter := range 4 {
			s.Schedule.Times = append(s.Schedule.Times, news.TimeOfDay((quarter*6*60+n*18)%(24*60)))
		}
		s.Plan(now)
		all = append(all, s)
	}
	if err := store.RestoreSubscribers(t.Context(), all); err != nil {
		t.Fatal(err)
	}
}

func (l *livelyTelegram) answer(r *http.Request) (*http.Response, error) {
	var body string
	if r.Body != nil {
		text, _ := io.ReadAll(r.Body)
		body = string(text)
	}
	form, _ := url.ParseQuery(body)
	status, text := http.StatusOK, `{"ok":true,"result":true}`
	switch method := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]; method {
	case "getMe":
		text = me
	case "getUpdates":
		select {
		case <-time.After(20 * time.Second):
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
		status, text = l.poll()
	case "sendMessage", "editMessageText":
		var err error
		if status, text, err = l.take(form); err != nil {
			return nil, err
		}
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(text)), Request: r}, nil
}

func (l *livelyTelegram) poll() (int, string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.polls++
	n := l.polls
	if n%19 == 0 {
		return http.StatusBadGateway, "<html>"
	}
	said := []string{"/status", "/digest 24h", "/settings", "/met Olsen", "what did Berg say?", "/topics", "/who Berg", "1", "/more", "/nonsense"}[n%10]
	chat := 500 + n%20
	return http.StatusOK, fmt.Sprintf(`{"ok":true,"result":[{"update_id":%d,"message":{"message_id":%[1]d,"date":0,"from":{"id":%d,"first_name":"A"},"chat":{"id":%[2]d,"type":"private"},"text":%q}}]}`, n, chat, said)
}

func (l *livelyTelegram) take(form url.Values) (int, string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.messages++
	if strings.Contains(form.Get("text"), "That is all") {
		l.bulk++
	}
	switch {
	case l.messages%41 == 0:
		return http.StatusTooManyRequests, `{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 3","parameters":{"retry_after":3}}`, nil
	case l.messages%67 == 0:
		return 0, "", errors.New("connection reset")
	case l.messages%83 == 0:
		return http.StatusBadRequest, `{"ok":false,"error_code":400,"description":"Bad Request: can't parse entities: Unclosed start tag at byte offset 1"}`, nil
	}
	return http.StatusOK, `{"ok":true,"result":{"message_id":7}}`, nil
}

// steadyNews brings an article with each reading of a feed, and fails at one in
// seven.
type steadyNews struct{}

func (steadyNews) Fetch(_ context.Context, s news.Source) (news.Batch, error) {
	now := time.Now()
	n := now.Unix() / 60
	if n%7 == 0 {
		return news.Batch{}, errors.New("503")
	}
	id := fmt.Sprintf("%s-%d", s.ID, n)
	text := fmt.Sprintf("President Ida Berg of Veldland met with Prime Minister Tor Olsen of Ostmark in Lyon on Monday. Berg said that pier number %d would be open to every ship by spring.", n)
	return news.Batch{Title: string(s.ID), Articles: []news.Article{{
		ID: news.ArticleID(id), Source: s.ID, Outlet: string(s.ID), URL: "https://" + string(s.ID) + ".example/" + id, Title: "Pier " + id, Text: text,
		Published: now, Seen: now, Language: "en", Fingerprint: id,
	}}}, nil
}

func (steadyNews) Page(_ context.Context, a news.Article) (news.Article, error) { return a, nil }
func (steadyNews) Read(context.Context, string) (news.Article, error) {
	return news.Article{}, errors.New("no such page")
}
func (steadyNews) Discover(context.Context, string) ([]news.Source, error) { return nil, nil }
