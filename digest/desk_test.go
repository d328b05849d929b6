package digest_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"readout/digest"
	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

// wire is a Fetcher with behaviour: feeds hold what was published on them, and
// can be broken.
type wire struct {
	mu     sync.Mutex
	feeds  map[string][]news.Article
	broken map[string]error
	pages  map[string]string // by link; "" cannot be had
	sites  map[string][]news.Source
	asked  map[string]int
	// slow is how long a page takes; onFetch is called at every reading.
	slow    time.Duration
	onFetch func()
}

func newWire() *wire {
	return &wire{feeds: map[string][]news.Article{}, broken: map[string]error{}, pages: map[string]string{}, sites: map[string][]news.Source{}, asked: map[string]int{}}
}

func (w *wire) publish(feed, title, text string, at time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.feeds[feed] = append(w.feeds[feed], news.Article{
		ID: news.IdentityOf(news.SourceID(feed), title), Source: news.SourceID(feed), Outlet: strings.ToUpper(feed),
		URL: "https://" + feed + ".example/" + string(news.TopicIDOf(title)), Title: title, Text: text,
		Published: at, Seen: at, Language: "en", Fingerprint: title + text,
	})
}

func (w *wire) edit(feed string, item int, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	a := &w.feeds[feed][item]
	a.Text, a.Fingerprint = text, a.Title+text
}

func (w *wire) Fetch(_ context.Context, s news.Source) (news.Batch, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	name := string(s.ID)
	w.asked[name]++
	if w.onFetch != nil {
		w.onFetch()
	}
	if err := w.broken[name]; err != nil {
		return news.Batch{}, err
	}
	tag := fmt.Sprint(w.feeds[name])
	if s.State.ETag == tag {
		return news.Batch{Unchanged: true}, nil
	}
	return news.Batch{Title: strings.ToUpper(name), Articles: append([]news.Article(nil), w.feeds[name]...), ETag: tag}, nil
}

func (w *wire) Page(ctx context.Context, a news.Article) (news.Article, error) {
	if w.slow > 0 {
		select {
		case <-time.After(w.slow):
		case <-ctx.Done():
			return a, ctx.Err()
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	text, known := w.pages[a.URL]
	if !known {
		return a, nil
	}
	if text == "" {
		return a, errors.New("403")
	}
	a.Text = text
	return a, nil
}

// Discover finds the feed whose address it is, or those that a page names.
func (w *wire) Discover(_ context.Context, address string) ([]news.Source, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if named := w.sites[address]; len(named) > 0 {
		return named, nil
	}
	name := strings.TrimSuffix(strings.TrimPrefix(address, "https://"), ".example/feed")
	if _, ok := w.feeds[name]; !ok {
		return nil, errors.New("no feed found there")
	}
	return []news.Source{{URL: address, Title: strings.ToUpper(name)}}, nil
}

// Read finds the page of a link; its first line is the title.
func (w *wire) Read(_ context.Context, address string) (news.Article, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	page := w.pages[address]
	if page == "" {
		return news.Article{}, errors.New("403")
	}
	title, text, _ := strings.Cut(page, "\n")
	return news.Article{ID: news.IdentityOf("", address), URL: address, Title: title, Text: text, Published: monday, Seen: monday.Add(time.Hour), Fingerprint: page}, nil
}

// postman is a Courier with behaviour: it delivers, unless told what becomes
// of the coming sends.
type postman struct {
	mu      sync.Mutex
	fates   []news.Receipt
	arrived []string // the text of each part that arrived, in order
	sends   int
	size    int // blocks a part; 0 is all in one
	onSend  func()
	onParts func()
	// lost are the chats that are not found.
	lost map[int64]bool
	// turns are what it says of the next turns: the zero value that it is ready.
	turns   []news.Receipt
	onReady func()
	// elsewhere makes it serve nobody.
	elsewhere bool
	// slow is how long a send to a chat takes.
	slow map[int64]time.Duration
}

// sent is how many parts have arrived.
func (p *postman) sent() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.arrived)
}

func (p *postman) Parts(e news.Edition) []news.Part {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.onParts != nil {
		p.onParts()
	}
	if p.size == 0 {
		return []news.Part{{From: 0, To: len(e.Blocks)}}
	}
	var parts []news.Part
	for i := 0; i < len(e.Blocks); i += p.size {
		parts = append(parts, news.Part{From: i, To: min(i+p.size, len(e.Blocks))})
	}
	return parts
}

func (p *postman) Serves(to news.Address) bool { return !p.elsewhere }

// Ready is true but for those that turns are kept of.
func (p *postman) Ready(ctx context.Context, _ news.Address) (news.Receipt, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.onReady != nil {
		p.onReady()
	}
	if ctx.Err() != nil || len(p.turns) == 0 {
		return news.Receipt{Outcome: news.Later}, ctx.Err() == nil
	}
	receipt := p.turns[0]
	p.turns = p.turns[1:]
	return receipt, receipt.Outcome != news.Later
}

func (p *postman) Send(ctx context.Context, d news.Delivery, e news.Edition, i int) news.Receipt {
	if slow := p.slow[d.Key.Address.Chat]; slow > 0 {
		select {
		case <-time.After(slow):
		case <-ctx.Done():
			return news.Receipt{Outcome: news.Unsure, Reason: "timeout"}
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	part := d.Parts[i]
	p.sends++
	if p.onSend != nil {
		p.onSend()
	}
	receipt := news.Receipt{Outcome: news.Arrived, Message: fmt.Sprint(p.sends)}
	if len(p.fates) > 0 {
		receipt, p.fates = p.fates[0], p.fates[1:]
	}
	if p.lost[d.Key.Address.Chat] {
		receipt = news.Receipt{Outcome: news.Lost, After: 10 * time.Minute, Reason: "chat not found"}
	}
	if receipt.Outcome == news.Arrived {
		p.arrived = append(p.arrived, words(e.Blocks[part.From:part.To]))
	}
	return receipt
}

func words(blocks []news.Block) string {
	var lines []string
	for _, b := range blocks {
		lines = append(lines, b.Text.String())
	}
	return strings.Join(lines, "\n")
}

// house is a desk with its store, wire and postman at a moment of time.
type house struct {
	*digest.Desk
	store storage.Store
	wire  *wire
	post  *postman
	t     *testing.T
}

var (
	reader = news.Address{Chat: 7}
	monday = time.Date(2031, 3, 3, 0, 0, 0, 0, time.UTC)
)

func open(t *testing.T, change ...func(*digest.Options)) house {
	t.Helper()
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	h := house{store: store, wire: newWire(), post: &postman{}, t: t}
	h.reopen(change...)
	return h
}

// reopen is a new process on the same store.
func (h *house) reopen(change ...func(*digest.Options)) {
	options := digest.Options{Owner: "test"}
	for _, c := range change {
		c(&options)
	}
	h.Desk = digest.New(h.store, h.wire, slog.New(slog.DiscardHandler), options)
}

func (h *house) feed(name string) {
	h.t.Helper()
	if err := h.store.SaveSource(h.t.Context(), news.Source{ID: news.SourceID(name), URL: "https://" + name + ".example/feed", Added: monday}); err != nil {
		h.t.Fatal(err)
	}
}

// subscribe makes the reader one of everything at 08:00 UTC.
func (h *house) subscribe(now time.Time, change ...func(*news.Subscriber)) {
	h.t.Helper()
	if err := h.store.SaveTopic(h.t.Context(), news.Topic{ID: "all", Name: "All"}); err != nil {
		h.t.Fatal(err)
	}
	h.subscribeAt(reader, now, change...)
}

// subscribeAt makes a chat a reader of everything at 08:00 UTC.
func (h *house) subscribeAt(at news.Address, now time.Time, change ...func(*news.Subscriber)) {
	h.t.Helper()
	_, err := h.store.UpdateSubscriber(h.t.Context(), at, func(s *news.Subscriber) error {
		s.Topics, s.Schedule, s.Since, s.Joined = []news.TopicID{"all"}, news.Schedule{Times: []news.TimeOfDay{8 * 60}}, now, now
		for _, c := range change {
			c(s)
		}
		s.Plan(now)
		return nil
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// at is a clock that stands still.
func at(now time.Time) func() time.Time { return func() time.Time { return now } }

func (h *house) ingest(now time.Time) digest.Ingested {
	h.t.Helper()
	n, err := h.Ingest(h.t.Context(), at(now))
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

// deliver serves who is due at a moment and returns what arrived by it.
func (h *house) deliver(now time.Time) []string {
	h.t.Helper()
	before := len(h.post.arrived)
	if err := h.Deliver(h.t.Context(), at(now), h.post); err != nil {
		h.t.Fatal(err)
	}
	return h.post.arrived[before:]
}

func (h *house) reader() news.Subscriber {
	h.t.Helper()
	s, err := h.store.Subscriber(h.t.Context(), reader)
	if err != nil {
		h.t.Fatal(err)
	}
	return s
}

const (
	talks = "LYON, France, March 3. President Ana Prado of Veldland met with Prime Minister Tom Reyes of Ostmark in Lyon on Monday. Prado said that the border would stay open all winter."
	visit = "Foreign Minister Mira Kessler of Ostmark arrived in Tallinn on Tuesday. Kessler said that three agreements would be signed."
)
