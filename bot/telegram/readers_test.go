//go:build unix

package telegram_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"readout/bot/telegram"
	"readout/digest"
	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

// BenchmarkEqualReaders delivers one morning's digests to readers of fifty
// topics. Nothing that is kept of a single reader costs anything here, and no
// network lies between, so that what is left is the work of the desk and of the
// client: up to the request, and with the request. It tells the processor's time
// and the heap, garbage included, that a reader takes beyond the first of each
// topic, for whom all is gathered, composed and laid out.
//
//	go test ./bot/telegram -run '^$' -bench EqualReaders -benchtime 1x
func BenchmarkEqualReaders(b *testing.B) {
	for _, way := range []string{"up to the request", "whole"} {
		first := deliverTo(b, topicsRead, way == "whole")
		for range 4 {
			first.time = min(first.time, deliverTo(b, topicsRead, way == "whole").time)
		}
		for _, readers := range []int{1_000, 10_000, 100_000} {
			b.Run(fmt.Sprintf("%s/%d", way, readers), func(b *testing.B) {
				var all spent
				for b.Loop() {
					took := deliverTo(b, readers, way == "whole")
					all.time += took.time - first.time
					all.heap += took.heap - first.heap
				}
				each := float64(b.N) * float64(readers-topicsRead)
				b.ReportMetric(float64(all.time.Microseconds())/each, "us/reader")
				b.ReportMetric(float64(all.heap)/each, "B/reader")
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// BenchmarkRenderingAgain is the second reader of an edition, and all after it:
// the message and its buttons.
func BenchmarkRenderingAgain(b *testing.B) {
	client, err := telegram.Connect(b.Context(), telegram.Options{Token: "12:abc", Store: &streetOf{}, HTTP: &http.Client{Transport: roundTripper(taken)}})
	if err != nil {
		b.Fatal(err)
	}
	e := news.NewEdition(edition("one", "two", "three").Blocks, edition("four", "five").Blocks, monday)
	d := news.Delivery{Key: news.DeliveryKey{Address: news.Address{Chat: reader}, Date: "2031-03-03", Slot: "08:00"}, Parts: client.Parts(e)}
	b.ReportAllocs()
	for b.Loop() {
		client.Prepare(b.Context(), d, e, 0)
	}
}

// spent is the processor's time and the bytes of heap that something takes.
type spent struct {
	time time.Duration
	heap int64
}

func spentNow(b *testing.B) spent {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return spent{time.Duration(used.Utime.Nano() + used.Stime.Nano()), int64(m.TotalAlloc)}
}

func deliverTo(b *testing.B, readers int, whole bool) spent {
	b.Helper()
	s := newStreetOf(b, readers)
	client, err := telegram.Connect(b.Context(), telegram.Options{Token: "12:abc", Store: s, HTTP: &http.Client{Transport: roundTripper(taken)}})
	if err != nil {
		b.Fatal(err)
	}
	var courier digest.Courier = client.Unpaced()
	if !whole {
		courier = unsent{client}
	}
	desk := digest.New(s, nil, slog.New(slog.DiscardHandler), digest.Options{})
	runtime.GC()
	before := spentNow(b)
	if err := desk.Deliver(b.Context(), func() time.Time { return s.due }, courier); err != nil {
		b.Fatal(err)
	}
	after := spentNow(b)
	if len(s.left) > 0 || s.finished != readers {
		b.Fatalf("%d of %d readers were served", s.finished, readers)
	}
	return spent{after.time - before.time, after.heap - before.heap}
}

// taken is Telegram's answer to whatever is asked.
func taken(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{}, Request: r,
		Body: io.NopCloser(strings.NewReader(`{"ok":true,"result":{"id":12,"is_bot":true,"username":"ReadoutBot","message_id":5}}`)),
	}, nil
}

// unsent is a client that waits for nobody's turn and stops where the request
// would begin.
type unsent struct{ *telegram.Client }

func (u unsent) Ready(context.Context, news.Address) (news.Receipt, bool) {
	return news.Receipt{}, true
}

func (u unsent) Send(ctx context.Context, d news.Delivery, e news.Edition, part int) news.Receipt {
	u.Prepare(ctx, d, e, part)
	return news.Receipt{Outcome: news.Arrived, Message: "5"}
}

// streetOf is a store of the news in which what is kept of each reader costs
// nothing: it notes that they were served, and no more.
type streetOf struct {
	storage.Store
	due time.Time

	mu       sync.Mutex
	left     []news.Subscriber
	finished int
}

const topicsRead = 50

func newStreetOf(b *testing.B, readers int) *streetOf {
	b.Helper()
	store, err := sqlite.OpenMemory(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { store.Close() })
	s := &streetOf{Store: store, due: monday.Add(8 * time.Hour)}
	s.print(b)
	for n := range readers {
		reader := news.Subscriber{Address: news.Address{Chat: int64(n + 2)}, Joined: monday.Add(-48 * time.Hour), Since: s.due.Add(-24 * time.Hour)}
		reader.Topics = []news.TopicID{news.TopicID(fmt.Sprint("topic-", n%topicsRead))}
		reader.Schedule.Times = []news.TimeOfDay{8 * 60}
		reader.Plan(s.due.Add(-time.Second))
		s.left = append(s.left, reader)
	}
	return s
}

// print fills the store with a day's news: for each topic twenty articles in
// which two people meet and one of them speaks.
func (s *streetOf) print(b *testing.B) {
	b.Helper()
	var reports []news.Report
	for topic := range topicsRead {
		id := news.TopicID(fmt.Sprint("topic-", topic))
		if err := s.SaveTopic(b.Context(), news.Topic{ID: id, Name: fmt.Sprint("Topic ", topic), Any: []string{fmt.Sprint("word", topic)}}); err != nil {
			b.Fatal(err)
		}
		for n := range 20 {
			reports = append(reports, told(topic, n, s.due.Add(-time.Duration(n+1)*time.Hour)))
		}
	}
	if _, err := s.SaveReports(b.Context(), storage.Intake{Reports: reports}); err != nil {
		b.Fatal(err)
	}
}

func told(topic, n int, at time.Time) news.Report {
	host, guest := fmt.Sprintf("Given%d Host%d", topic, n), fmt.Sprintf("Given%d Guest%d", topic, n)
	said := fmt.Sprintf("the harbour of word%d will be open to every ship by the spring of next year, number %d", topic, n)
	text := fmt.Sprintf("%s met %s on Sunday. He said %s.", host, guest, said)
	proof := news.Evidence{Rule: "bench", Confidence: 90, Span: news.Span{Start: 0, End: len(text)}}
	from := strings.Index(text, said)
	return news.Report{
		Article: news.Article{
			ID: news.ArticleID(fmt.Sprintf("%d-%d", topic, n)), Published: at, Seen: at, Outlet: "Harbour Post", Source: "post",
			Title: fmt.Sprintf("Harbour %d of %d", n, topic), Text: text, URL: fmt.Sprintf("https://harbourpost.example/%d/%d", topic, n),
		},
		Facts: news.Facts{
			People:     []news.Person{{Name: host, Roles: []string{"Minister"}}, {Name: guest}},
			Meetings:   []news.Meeting{{Kind: news.InPerson, Status: news.Held, Participants: []string{host, guest}, Day: news.DayOf(at, time.UTC), DayBasis: news.Stated, Main: true, Evidence: proof}},
			Statements: []news.Statement{{Speaker: host, Content: []news.Span{{Start: from, End: from + len(said)}}, Evidence: proof}},
		},
	}
}

func (s *streetOf) NextDue(context.Context) (time.Time, error) { return s.due, nil }

func (s *streetOf) ClaimDue(_ context.Context, _ time.Time, _ string, _ time.Duration, limit int) ([]storage.Claim, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := min(limit, len(s.left))
	claims := make([]storage.Claim, n)
	for i, reader := range s.left[:n] {
		claims[i].Subscriber = reader
	}
	s.left = s.left[n:]
	return claims, nil
}

func (s *streetOf) Delivery(context.Context, news.DeliveryKey) (news.Delivery, error) {
	return news.Delivery{}, storage.ErrNotFound
}

func (s *streetOf) BeginDelivery(_ context.Context, _ storage.Claim, d news.Delivery, _ news.Edition) (news.Delivery, error) {
	return d, nil
}

func (s *streetOf) MarkPart(context.Context, storage.Claim, news.DeliveryKey, int, news.Part) error {
	return nil
}

func (s *streetOf) FinishDelivery(_ context.Context, c storage.Claim, _ news.DeliveryKey, _ time.Time, change func(*news.Subscriber) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.finished++
	return change(&c.Subscriber)
}

func (s *streetOf) MarkShown(context.Context, storage.Shown) error                   { return nil }
func (s *streetOf) SaveKeyboard(context.Context, storage.Keyboard) error             { return nil }
func (s *streetOf) BindKeyboard(context.Context, string, news.Address, string) error { return nil }
