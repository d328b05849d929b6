package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"readout/bot/telegram/sandbox"
	"readout/digest/news"
	"readout/storage/storagetest/redisserver"
)

// The occasions on which a process that reads a feed is killed.
const (
	parsing  = "K1 the feed has answered, and is not parsed yet"
	within   = "K2 a page in the middle of a batch is asked for"
	before   = "K2 before the commit"
	during   = "K3 some moment of the commit, or just after"
	after    = "K3 after the commit, which nobody was told of"
	snapshot = "K12 while the store is copied or made smaller"
)

// The program is killed at every step of reading a feed and started again, on
// one store all along: no item is lost, and none is kept twice or parked.
func TestKilledReading(t *testing.T) {
	t.Parallel()
	for _, s := range eachStore() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := newReading(t, s)
			for range *kills {
				for _, at := range []string{parsing, within, before, during, after, snapshot} {
					r.publish()
					r.killed(at)
				}
				r.undisturbed()
			}
			r.wantEachOnce()
			t.Logf("killed %d times while %d items came: none was lost, none is there twice", r.deaths, r.last)
		})
	}
}

// reading is a feed of numbered items, each with a page, and a store into
// which one process after another reads it.
type reading struct {
	*attempt
	site   *httptest.Server
	server *redisserver.Server // nil where the store is a file
	now    time.Time
	deaths int

	mu   sync.Mutex
	last int
	// onFeed and onPage are called when the feed has been answered, and when
	// the page of the last item but one is asked for.
	onFeed, onPage func()
}

// listedItems are more than come between two readings that nobody disturbs.
const listedItems = 40

func newReading(t *testing.T, s testStores) *reading {
	t.Helper()
	r := &reading{attempt: &attempt{T: t, telegram: sandbox.New(sandbox.Options{})}, now: time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)}
	r.site = httptest.NewServer(http.HandlerFunc(r.serve))
	t.Cleanup(r.site.Close)
	web := httptest.NewServer(r.telegram)
	t.Cleanup(web.Close)
	t.Cleanup(r.telegram.Close)
	r.api = web.URL
	if s.name == "redis" {
		r.server = redisserver.Start(t)
		r.store = r.server.URL()
	} else {
		r.store = s.empty(t)
	}
	r.env = []string{"READOUT_ALLOW_HOSTS=" + strings.TrimPrefix(r.site.URL, "http://")}
	store, err := openStore(t.Context(), r.store)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.SaveSource(t.Context(), news.Source{ID: "site", URL: r.site.URL + "/feed", Added: r.now}); err != nil {
		t.Fatal(err)
	}
	return r
}

// publish adds a few items.
func (r *reading) publish() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.last += 2 + rand.IntN(3)
}

func (r *reading) serve(w http.ResponseWriter, req *http.Request) {
	r.mu.Lock()
	last, onFeed, onPage := r.last, r.onFeed, r.onPage
	r.mu.Unlock()
	switch page := strings.TrimPrefix(req.URL.Path, "/page/"); {
	case req.URL.Path == "/feed":
		_, _ = io.WriteString(w, r.feed(last))
		w.(http.Flusher).Flush()
		onFeed()
	case page == req.URL.Path:
		http.NotFound(w, req)
	default:
		if page == fmt.Sprint(last-1) {
			onPage()
		}
		fmt.Fprintf(w, "<html><body><article><h1>Item %s</h1><p>%s</p></article></body></html>", page,
			strings.Repeat("President Ana Prado of Veldland met with Prime Minister Tom Reyes of Ostmark in Lyon on Monday. ", 10))
	}
}

func (r *reading) feed(last int) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>Site</title>`)
	for n := last; n > max(0, last-listedItems); n-- {
		fmt.Fprintf(&b, "<item><title>Item %[1]d</title><link>%[2]s/page/%[1]d</link><guid isPermaLink='false'>g%[1]d</guid><description>Short.</description></item>", n, r.site.URL)
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

// on sets what happens on the occasions of onFeed and onPage.
func (r *reading) on(feed, page func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.onFeed, r.onPage = feed, page
}

// killed starts a process at a time when the feed is due, and has it die.
func (r *reading) killed(at string) {
	r.Helper()
	born := make(chan *exec.Cmd, 1)
	struck := make(chan struct{})
	kill := sync.OnceFunc(func() { r.strike(at, <-born, struck) })
	idle := func() {}
	r.on(idle, idle)
	switch at {
	case parsing:
		r.on(kill, idle)
	case within, snapshot:
		r.on(idle, kill)
	}
	p := r.start(at + ":1")
	born <- p
	r.awaitDeath(p, at)
	if at == snapshot {
		<-struck
	}
	r.deaths++
	if at == snapshot && r.server != nil {
		r.server.Restart()
	}
}

// strike kills a process that asks for something, at once or, where its store
// is to be made smaller or copied, in the midst of that. It closes struck when
// nothing of it is under way any more.
func (r *reading) strike(at string, p *exec.Cmd, struck chan<- struct{}) {
	kill := func() { _ = p.Process.Kill() }
	if at != snapshot {
		kill()
		close(struck)
		return
	}
	// The answer comes meanwhile, and the process goes on to its commit.
	go func() {
		defer close(struck)
		defer kill()
		switch {
		case r.server != nil:
			if err := r.server.Say("BGREWRITEAOF"); err != nil {
				r.Error(err)
			}
			soon(20 * time.Millisecond)
			r.server.Kill()
		case r.deaths/6%2 == 0:
			r.copyBrokenOff()
		default:
			// A store that is closed is made smaller.
			_ = p.Process.Signal(syscall.SIGTERM)
			soon(40 * time.Millisecond)
		}
	}()
}

// soon waits for a moment of its own choice.
func soon(most time.Duration) { time.Sleep(rand.N(most)) }

// copyBrokenOff begins a backup and kills it. What there is of it under its
// name must be whole.
func (r *reading) copyBrokenOff() {
	file := filepath.Join(filepath.Dir(strings.TrimPrefix(r.store, "sqlite:")), "copy.db")
	p := exec.Command("readout", "backup", "--store", r.store, file)
	if err := p.Start(); err != nil {
		r.Error(err)
		return
	}
	soon(150 * time.Millisecond)
	_ = p.Process.Kill()
	_ = p.Wait()
	if _, err := os.Stat(file); err == nil {
		if says, err := inspect(r.Context(), file); err != nil {
			r.Errorf("a backup that was broken off: %s, %v", says, err)
		}
		_ = os.Remove(file)
	}
}

func (r *reading) start(doom string) *exec.Cmd {
	r.now = r.now.Add(16 * time.Minute)
	return r.process(doom, r.now.Format(time.RFC3339))
}

func (r *reading) awaitDeath(p *exec.Cmd, at string) {
	r.Helper()
	watch := time.AfterFunc(patience, func() { _ = p.Process.Kill() })
	_ = p.Wait()
	// One that is asked to end as well may be quicker than its death.
	if code := p.ProcessState.ExitCode(); !watch.Stop() || code > 0 || code == 0 && at != snapshot {
		r.Fatalf("was to die: %s: %s", at, p.ProcessState)
	}
}

// undisturbed starts a process, waits until it has read all, and asks it to
// end.
func (r *reading) undisturbed() {
	r.Helper()
	r.publish()
	r.on(func() {}, func() {})
	p := r.start("")
	defer func() { _ = p.Process.Kill() }()
	for end := time.Now().Add(patience); r.head() < int64(r.last); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			r.Fatalf("%d of %d items after %s", r.head(), r.last, patience)
		}
	}
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		r.Fatal(err)
	}
	if err := p.Wait(); err != nil {
		r.Errorf("asked to end: %v", err)
	}
}

func (r *reading) head() int64 {
	store, err := openArchive(r.Context(), r.store)
	if err != nil {
		return 0 // The process is making the file its own.
	}
	defer store.Close()
	head, err := store.Head(r.Context())
	if err != nil {
		r.Error(err)
	}
	return head
}

func (r *reading) wantEachOnce() {
	r.Helper()
	store, err := openArchive(r.Context(), r.store)
	if err != nil {
		r.Fatal(err)
	}
	defer store.Close()
	kept := map[string]int{}
	for one, err := range store.AllReports(r.Context(), 0) {
		if err != nil {
			r.Fatal(err)
		}
		kept[one.Article.Title]++
		if one.Article.Parked != "" || len(one.Facts.Meetings) != 1 {
			r.Errorf("%s: parked %q, text %.40q", one.Article.Title, one.Article.Parked, one.Article.Text)
		}
	}
	for n := 1; n <= r.last; n++ {
		if title := fmt.Sprint("Item ", n); kept[title] != 1 {
			r.Errorf("%s is kept %d times", title, kept[title])
		}
		delete(kept, fmt.Sprint("Item ", n))
	}
	if len(kept) > 0 {
		r.Errorf("never published: %v", kept)
	}
	if file, isFile := strings.CutPrefix(r.store, "sqlite:"); isFile {
		if says, err := inspect(r.Context(), file); err != nil {
			r.Errorf("the store: %s, %v", says, err)
		}
	}
}
