package digest_test

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"readout/digest"
	"readout/digest/feed"
	"readout/digest/news"
	"readout/storage/sqlite"
)

var roundOf = flag.Int("round", 0, "read so many feeds of a server on this machine in three rounds, 30 % of them dead and 5 % never ending, and tell how long it takes")

// town is a server that is many hosts, one address of the loopback each, with
// a feed on each of them.
type town struct {
	port   string
	answer time.Duration
}

func (w town) ServeHTTP(rw http.ResponseWriter, req *http.Request) {
	switch kind := strings.TrimPrefix(req.URL.Path, "/"); kind {
	case "endless":
		for ; req.Context().Err() == nil; time.Sleep(w.answer) {
			_, _ = io.WriteString(rw, " ")
			rw.(http.Flusher).Flush()
		}
	case "broken":
		rw.WriteHeader(http.StatusBadGateway)
	case "silent":
		<-req.Context().Done()
	default:
		time.Sleep(w.answer)
		host, _, _ := net.SplitHostPort(req.Host)
		_, _ = io.WriteString(rw, rss(story(kind+host, host, "Ferries of "+host, monday)+story("x"+host, "x"+host, "Bridges of "+host, monday)))
	}
}

// kindOf shares 500 feeds out: 150 dead in three ways, 25 that never end.
func kindOf(i int) string {
	switch {
	case i%20 == 7:
		return "endless"
	case i%10 < 3:
		return []string{"refused", "broken", "silent"}[i%3]
	}
	return "good"
}

// TestL3RoundOnTheLoopback makes the figures of docs/performance.md.
func TestL3RoundOnTheLoopback(t *testing.T) {
	if *roundOf == 0 {
		t.Skip("-round asks for none")
	}
	listener, err := net.Listen("tcp4", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(listener.Addr().String())
	w := town{port: port, answer: 200 * time.Millisecond}
	srv := &http.Server{Handler: w}
	go func() { _ = srv.Serve(listener) }()
	defer srv.Close()
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	now := monday
	var allow []string
	kinds := map[string]int{}
	for i := range *roundOf {
		host, kind, at := fmt.Sprintf("127.1.%d.%d", i/250, 1+i%250), kindOf(i), port
		if kind == "refused" {
			at = "1"
		}
		kinds[kind]++
		allow = append(allow, host)
		if err := store.SaveSource(t.Context(), news.Source{ID: news.SourceID(fmt.Sprintf("%s-%d", kind, i)), URL: "http://" + host + ":" + at + "/" + kind, Added: now}); err != nil {
			t.Fatal(err)
		}
	}
	const total, silence = 3 * time.Second, time.Second
	reader := feed.New(feed.Options{Allow: allow, Total: total, Headers: silence})
	desk := digest.New(store, reader, slog.New(slog.DiscardHandler), digest.Options{Owner: "test"})
	least := (time.Duration(kinds["good"])*w.answer + time.Duration(kinds["silent"])*silence + time.Duration(kinds["endless"])*total) / 8
	for round := range 3 {
		now = now.Add(24 * time.Hour)
		begun := time.Now()
		var n digest.Ingested
		peak := heapWhile(func() { n, err = desk.Ingest(t.Context(), func() time.Time { return now.Add(time.Since(begun)) }) })
		took := time.Since(begun)
		if err != nil || n.Read != kinds["good"] || n.Failed != *roundOf-kinds["good"] {
			t.Fatalf("%+v, %v", n, err)
		}
		slowest := time.Duration(0)
		for s, err := range store.AllSources(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			slowest = max(slowest, s.State.Took)
		}
		t.Logf("round %d: %d read, %d not, %v; %s, an eighth of the work is %s; the slowest good one took %s of %s; heap at most %.1f MiB, %d goroutines after",
			round+1, n.Read, n.Failed, kinds, took.Round(10*time.Millisecond), least, slowest.Round(time.Millisecond), w.answer, float64(peak)/(1<<20), runtime.NumGoroutine())
		if took > 2*least+total {
			t.Errorf("a round took %s, an eighth of the work is %s", took, least)
		}
	}
}

// heapWhile is the largest heap that a look every ten milliseconds sees.
func heapWhile(do func()) uint64 {
	done, peak := make(chan struct{}), make(chan uint64)
	go func() {
		var m runtime.MemStats
		most := uint64(0)
		for {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
			select {
			case <-done:
				peak <- most
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	do()
	close(done)
	return <-peak
}

// stuck is a Fetcher of feeds that take half a minute each.
type stuck struct {
	*wire
	open, most atomic.Int32
}

func (f *stuck) Fetch(_ context.Context, s news.Source) (news.Batch, error) {
	n := f.open.Add(1)
	defer f.open.Add(-1)
	f.most.Store(max(f.most.Load(), n))
	time.Sleep(30 * time.Second)
	return news.Batch{Title: "Stuck"}, nil
}

// L7: with every worker busy and many feeds waiting, the feeds wait in the
// store, digests leave at their slot and what is asked is answered.
func TestL7BusyWorkersHoldUpNothingElse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := open(t)
		defer h.store.Close()
		h.feed("herald")
		begun := time.Now()
		h.subscribe(begun)
		h.wire.publish("herald", "Talks in Lyon", talks, begun)
		h.ingest(begun)
		for i := range 200 {
			h.feed(fmt.Sprintf("stuck-%d", i))
		}
		f := &stuck{wire: h.wire}
		h.on(f)
		slot := h.reader().Due.At
		// Between two turns of the workers at the slot.
		start := slot.Add(-70 * time.Second)
		time.Sleep(time.Until(start))
		ended := make(chan digest.Ingested)
		go func() {
			n, err := h.Ingest(t.Context(), time.Now)
			if err != nil {
				t.Error(err)
			}
			ended <- n
		}()
		time.Sleep(time.Until(slot))
		if f.open.Load() != 8 {
			t.Errorf("%d feeds are being read", f.open.Load())
		}
		if got := h.deliver(time.Now()); len(got) != 1 || !strings.Contains(got[0], "Reyes") {
			t.Errorf("at the slot: %q", got)
		}
		if _, err := h.Preview(t.Context(), digest.Request{Reader: h.reader()}, time.Now()); err != nil {
			t.Error(err)
		}
		if late := time.Since(slot); late > 0 {
			t.Errorf("%s late", late)
		}
		n := <-ended
		if took := time.Since(start); n.Read != 201 || f.most.Load() > 8 || took > (201/8+1)*30*time.Second {
			t.Errorf("%+v, %d side by side, in %s", n, f.most.Load(), took)
		}
	})
}
