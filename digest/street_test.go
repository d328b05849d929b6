package digest_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"readout/digest"
	"readout/digest/feed"
	"readout/digest/feed/faults"
	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

// street is a desk that reads real feeds: those of the server of faults, and
// under /said what a test says.
type street struct {
	*digest.Desk
	t      *testing.T
	store  storage.Store
	reader *feed.Reader
	url    string

	mu     sync.Mutex
	now    time.Time
	said   http.HandlerFunc
	asked  int
	header http.Header
}

func walk(t *testing.T) *street {
	t.Helper()
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	s := &street{t: t, store: store, now: monday}
	mux := http.NewServeMux()
	mux.Handle("/", faults.New(faults.Options{Patience: time.Second, Pause: time.Millisecond, Most: 1 << 20}))
	mux.HandleFunc("/said", func(w http.ResponseWriter, req *http.Request) {
		s.mu.Lock()
		s.asked++
		s.header = req.Header
		said := s.said
		s.mu.Unlock()
		said(w, req)
	})
	moves(mux)
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	s.url = srv.URL
	s.reader = feed.New(feed.Options{Allow: []string{strings.TrimPrefix(srv.URL, "http://")}, Now: s.clock})
	s.reopen()
	return s
}

// reopen is a new process on the same store.
func (s *street) reopen() {
	s.Desk = digest.New(s.store, s.reader, slog.New(slog.DiscardHandler), digest.Options{Owner: "test"})
}

func (s *street) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *street) answer(with http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.said = with
}

// say answers with a feed of items.
func (s *street) say(items string) {
	s.answer(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, rss(items)) })
}

func rss(items string) string {
	return `<rss version="2.0"><channel><title>Street</title><link>https://street.example/</link>` + items + `</channel></rss>`
}

// long is text that needs no page.
var long = strings.Repeat("The ferries of the coast ran on time again. ", 20)

// story is an item; date may be "".
func story(guid, link, title string, at time.Time) string {
	date := ""
	if !at.IsZero() {
		date = "<pubDate>" + at.Format(time.RFC1123Z) + "</pubDate>"
	}
	return fmt.Sprintf("<item><guid isPermaLink='false'>%s</guid><link>https://street.example/%s</link><title>%s</title>%s<description>%s</description></item>",
		guid, link, title, date, long)
}

// stories are numbered ones, the newest first, an hour apart up to a moment.
func stories(from, to int, last time.Time) string {
	var b strings.Builder
	for n := to; n >= from; n-- {
		b.WriteString(story(fmt.Sprint("g", n), fmt.Sprint("p", n), fmt.Sprint("Story ", n), last.Add(-time.Duration(to-n)*time.Hour)))
	}
	return b.String()
}

// add adds the source "s" at a path of the server.
func (s *street) add(path string) {
	s.t.Helper()
	if err := s.store.SaveSource(s.t.Context(), news.Source{ID: "s", URL: s.url + path, Added: monday}); err != nil {
		s.t.Fatal(err)
	}
}

// after reads what is due a while later.
func (s *street) after(wait time.Duration) digest.Ingested {
	s.t.Helper()
	s.mu.Lock()
	s.now = s.now.Add(wait)
	s.mu.Unlock()
	n, err := s.Ingest(s.t.Context(), s.clock)
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

// next reads when the source says that it is due.
func (s *street) next() digest.Ingested {
	s.t.Helper()
	return s.after(max(0, s.source().State.Next.Sub(s.clock())))
}

func (s *street) source() news.Source {
	s.t.Helper()
	source, err := s.store.Source(s.t.Context(), "s")
	if err != nil {
		s.t.Fatal(err)
	}
	return source
}

// kept are the titles of the reports kept, in their order; those filed are in
// brackets.
func (s *street) kept() []string {
	s.t.Helper()
	var titles []string
	for r, err := range s.store.AllReports(s.t.Context(), 0) {
		if err != nil {
			s.t.Fatal(err)
		}
		title := r.Article.Title
		if r.Article.Filed {
			title = "[" + title + "]"
		}
		titles = append(titles, title)
	}
	return titles
}

// announced counts the reports that are not filed.
func (s *street) announced() (announced, filed int) {
	for _, title := range s.kept() {
		if strings.HasPrefix(title, "[") {
			filed++
		} else {
			announced++
		}
	}
	return announced, filed
}
