package telegram_test

import (
	"context"
	"flag"
	"fmt"
	"hash/fnv"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
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

var (
	chatsDue = flag.Int("chats", 1500, "how many chats are due at one moment")
	realTime = flag.Bool("realtime", false, "deliver to 4,200 chats by this machine's own clock")
)

// The rate of docs/telegram.md, and what one answer of Telegram takes.
const (
	perSecond = 25.0
	distance  = 100 * time.Millisecond
)

// L1, L2: many chats are due at once; one in a hundred answers asks to wait,
// one chat in twenty has blocked the bot, and one is to be left alone for an
// hour. All are served as fast as the rate allows, and people are answered
// meanwhile.
func TestL1AMorning(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		m := newMorning(t, *chatsDue)
		defer m.store.Close()
		m.telegram.stuck = 2 + int64(*chatsDue)/3
		begun := m.due
		ctx, stop := context.WithCancel(t.Context())
		var work sync.WaitGroup
		time.Sleep(time.Until(m.due) - time.Second)
		work.Go(func() { m.desk.Serve(ctx, time.Now, m.client) })
		work.Go(func() { m.ask(ctx) })
		m.until(7*time.Second, func() bool { return m.telegram.served() >= *chatsDue-1 })
		took := m.telegram.last.Sub(begun)
		stop()
		work.Wait()
		// Every attempt takes a place; those that were asked to wait at the very
		// end come some seconds after the last.
		least := time.Duration(float64(m.telegram.attempts) / perSecond * float64(time.Second))
		if most := least + least/20 + 12*time.Second; took > most || took < least*99/100 {
			t.Errorf("%d chats took %v, the rate alone allows for %v", *chatsDue, took, least)
		}
		for _, fault := range m.telegram.faults {
			t.Error(fault)
		}
		if slices.Max(m.answered) > distance+time.Second/perSecond+time.Millisecond || len(m.answered) < 10 {
			t.Errorf("of %d people one waited %v", len(m.answered), slices.Max(m.answered))
		}
		t.Logf("%d chats: %v, the rate alone %v (%+.1f %%); %d attempts, %d asked to wait; a person waited %v at most; heap %d to %d KB",
			*chatsDue, took.Round(time.Second), least.Round(time.Second), 100*(took.Seconds()/least.Seconds()-1), m.telegram.attempts, m.telegram.waits,
			slices.Max(m.answered), slices.Min(m.heap)>>10, slices.Max(m.heap)>>10)
	})
}

// While digests go out at full rate for two minutes and a half, the bot itself
// takes no longer for an answer, and what it keeps does not grow.
//
//	go test ./bot/telegram -run HandlerWhileDigestsGoOut -realtime -v
func TestHandlerWhileDigestsGoOut(t *testing.T) {
	if !*realTime {
		t.Skip("takes two minutes and a half; run with -realtime")
	}
	const perSecond, chats = 28, 4200
	m := newMorning(t, chats)
	defer m.store.Close()
	m.client.Paced(perSecond)
	b := bot.New(bot.Options{Store: m.store, Desk: m.desk, Door: news.Open, Zone: "UTC", Name: "ReadoutBot"})
	ctx, stop := context.WithCancel(t.Context())
	var work sync.WaitGroup
	begun := time.Now()
	work.Go(func() { m.desk.Serve(ctx, func() time.Time { return m.due.Add(time.Since(begun)) }, m.client) })
	var took []time.Duration
	var heap []uint64
	for i := 0; m.telegram.served() < chats && time.Since(begun) < 5*time.Minute; i++ {
		asked := time.Now()
		b.Answer(ctx, m.due, bot.Message{ID: fmt.Sprint(i), At: news.Address{Chat: int64(i%chats + 2)}, Kind: "private", Text: []string{"/status", "/help", "/topics", "/settings"}[i%4]})
		took = append(took, time.Since(asked))
		heap = append(heap, liveHeap())
		time.Sleep(50 * time.Millisecond)
	}
	lasted := time.Since(begun)
	stop()
	work.Wait()
	// The first half minute fills what is kept.
	heap = heap[len(heap)/5:]
	slices.Sort(took)
	p99 := took[len(took)*99/100]
	t.Logf("%d digests in %v, %.1f a second; %d answers: p50 %v, p99 %v, the longest %v; heap after each collection %d to %d KB",
		m.telegram.served(), lasted.Round(time.Second), float64(m.telegram.attempts)/lasted.Seconds(), len(took), took[len(took)/2], p99, took[len(took)-1],
		slices.Min(heap)>>10, slices.Max(heap)>>10)
	if p99 > 100*time.Millisecond {
		t.Errorf("p99 of answers is %v", p99)
	}
	first, last := heap[:len(heap)/4], heap[len(heap)*3/4:]
	if before, after := slices.Max(first), slices.Max(last); after > before+before/4 {
		t.Errorf("the heap grew from %d to %d KB", before>>10, after>>10)
	}
}

// liveHeap is what the last garbage collection found in use.
func liveHeap() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// morningOf is a desk with many readers who are due at one moment.
type morningOf struct {
	store    *sqlite.Store
	desk     *digest.Desk
	client   *telegram.Client
	telegram *countingTelegram
	due      time.Time
	answered []time.Duration // how long each person waited
	heap     []uint64
}

func newMorning(t *testing.T, chats int) *morningOf {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "morning.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m := &morningOf{store: store, telegram: &countingTelegram{chats: map[int64]*oneChat{}}}
	m.due = time.Now().Truncate(time.Hour).Add(time.Hour)
	var all []news.Subscriber
	for chat := range int64(chats) {
		m.telegram.chats[chat+2] = &oneChat{}
		s := news.Subscriber{Address: news.Address{Chat: chat + 2}, Joined: m.due, Topics: []news.TopicID{"all"}, Since: m.due.Add(-24 * time.Hour)}
		s.Schedule.Times = []news.TimeOfDay{news.TimeOfDay(m.due.UTC().Hour() * 60)}
		s.Plan(m.due.Add(-time.Second))
		all = append(all, s)
	}
	if err := store.SaveTopic(t.Context(), news.Topic{ID: "all", Name: "All"}); err != nil {
		t.Fatal(err)
	}
	if err := store.RestoreSubscribers(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	m.client, err = telegram.Connect(t.Context(), telegram.Options{Token: "12:abc", Store: store, HTTP: &http.Client{Transport: m.telegram}})
	if err != nil {
		t.Fatal(err)
	}
	m.desk = digest.New(store, nil, slog.New(slog.DiscardHandler), digest.Options{})
	return m
}

// ask lets a person have an answer every few seconds.
func (m *morningOf) ask(ctx context.Context) {
	for n := int64(1 << 40); ctx.Err() == nil; n++ {
		begun := time.Now()
		m.client.Tell(ctx, news.Address{Chat: n}, said("an answer"))
		m.answered = append(m.answered, time.Since(begun))
		select {
		case <-time.After(3170 * time.Millisecond):
		case <-ctx.Done():
		}
	}
}

// until waits for something, and looks at the heap meanwhile.
func (m *morningOf) until(step time.Duration, is func() bool) {
	for n := 0; !is(); n++ {
		time.Sleep(step)
		if n%20 == 0 {
			runtime.GC()
			var s runtime.MemStats
			runtime.ReadMemStats(&s)
			m.heap = append(m.heap, s.HeapAlloc)
		}
	}
}

// countingTelegram takes messages, asks to wait now and then, and finds fault
// with whoever sends too fast.
type countingTelegram struct {
	stuck int64 // is to be left alone for an hour

	mu              sync.Mutex
	chats           map[int64]*oneChat
	attempts, waits int
	done            int
	last            time.Time
	faults          []string
}

type oneChat struct {
	attempts int
	last     time.Time
	until    time.Time
}

func (c *countingTelegram) served() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.done
}

func (c *countingTelegram) RoundTrip(r *http.Request) (*http.Response, error) {
	status, body := http.StatusOK, `{"ok":true,"result":{"id":12,"is_bot":true,"username":"ReadoutBot","message_id":5}}`
	if strings.HasSuffix(r.URL.Path, "/sendMessage") {
		text, _ := io.ReadAll(r.Body)
		form, _ := url.ParseQuery(string(text))
		chat, _ := strconv.ParseInt(form.Get("chat_id"), 10, 64)
		status, body = c.take(chat)
	}
	time.Sleep(distance)
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

func (c *countingTelegram) take(id int64) (status int, body string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.attempts++
	chat, now := c.chats[id], time.Now()
	if chat == nil {
		chat = &oneChat{}
		c.chats[id] = chat
	}
	if now.Before(chat.until) {
		c.faults = append(c.faults, fmt.Sprintf("%d was sent to %v too early", id, chat.until.Sub(now)))
	}
	if chat.attempts > 0 && now.Sub(chat.last) < time.Second {
		c.faults = append(c.faults, fmt.Sprintf("%d was sent to again after %v", id, now.Sub(chat.last)))
	}
	chat.attempts++
	chat.last = now
	if wait := c.asks(id, chat.attempts); wait > 0 {
		c.waits++
		chat.until = now.Add(time.Duration(wait) * time.Second)
		return http.StatusTooManyRequests, fmt.Sprintf(`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after %d","parameters":{"retry_after":%[1]d}}`, wait)
	}
	if id < 1<<40 {
		c.done, c.last = c.done+1, now
	}
	if chance(id, 0)%20 == 0 && id < 1<<40 {
		return http.StatusForbidden, `{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}`
	}
	return http.StatusOK, `{"ok":true,"result":{"message_id":5}}`
}

// asks is for how many seconds an attempt is asked to wait.
func (c *countingTelegram) asks(id int64, attempt int) int {
	switch {
	case id == c.stuck:
		return 3600
	case chance(id, attempt)%100 == 0 && id < 1<<40:
		return 3 + int(id%8)
	}
	return 0
}

// chance is a number that looks like any other, and is always the same.
func chance(id int64, attempt int) uint32 {
	h := fnv.New32a()
	fmt.Fprintf(h, "%d %d", id, attempt)
	return h.Sum32()
}
