package digest_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest"
	"readout/digest/news"
)

// witness notes what an observer is told.
type witness struct {
	mu  sync.Mutex
	saw []string
}

func (w *witness) note(format string, values ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.saw = append(w.saw, fmt.Sprintf(format, values...))
}

func (w *witness) all() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]string(nil), w.saw...)
}

func (w *witness) BeatBegan(name string)            { w.note("%s begins", name) }
func (w *witness) BeatEnded(name string, err error) { w.note("%s ends: %v", name, err) }
func (w *witness) PartSent(r news.Receipt)          { w.note("part %s", r.Outcome) }
func (w *witness) ReaderServed(err error)           { w.note("reader: %v", err) }

func (w *witness) FeedRead(came digest.Ingested, err error) {
	w.note("feed: %d read, %d failed, %d new: %v", came.Read, came.Failed, came.New, err)
}

func observed(w *witness) func(*digest.Options) {
	return func(o *digest.Options) { o.Observer = w }
}

func TestAnObserverIsTold(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		do   func(h house)
		want []string
	}{
		{"of a reading", func(h house) {
			h.wire.publish("herald", "Kessler in Tallinn", visit, morning(0))
			h.ingest(morning(0))
		}, []string{"feed: 1 read, 0 failed, 1 new: <nil>"}},
		{"of a feed that cannot be read", func(h house) {
			h.wire.broken["herald"] = errors.New("403")
			h.ingest(morning(0))
		}, []string{"feed: 0 read, 1 failed, 0 new: <nil>"}},
		{"of a digest", func(h house) { h.deliver(morning(0)) }, []string{"part sent", "reader: <nil>"}},
		{"of a refused part", func(h house) {
			h.post.fates = []news.Receipt{{Outcome: news.Denied}}
			h.deliver(morning(0))
		}, []string{"part refused", "reader: <nil>"}},
		{"of a part put off", func(h house) {
			h.post.fates = []news.Receipt{{Outcome: news.Later, After: time.Hour}}
			h.deliver(morning(0))
		}, []string{"part later", "reader: <nil>"}},
		{"of nothing where nobody is due", func(h house) { h.deliver(morning(0).Add(-time.Hour)) }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h, w := subscribed(t), &witness{}
			h.reopen(observed(w))
			c.do(h)
			if diff := cmp.Diff(c.want, w.all()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestAnObserverIsToldOfBeats(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h, w := open(t), &witness{}
		h.reopen(observed(w))
		time.Sleep(30 * time.Second)
		ctx, end := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() {
			defer close(done)
			h.Read(ctx, time.Now)
		}()
		time.Sleep(45 * time.Second)
		end()
		<-done
		want := []string{"ingest begins", "ingest ends: <nil>", "prune begins", "prune ends: <nil>", "ingest begins", "ingest ends: <nil>"}
		if diff := cmp.Diff(want, w.all()); diff != "" {
			t.Errorf("the first beat is at once, the next at the full minute; -want +got:\n%s", diff)
		}
		// One that has not begun when the context ends is none.
		h.Read(ctx, time.Now)
		if got := w.all(); len(got) != len(want) {
			t.Errorf("told of %q", got)
		}
		h.store.Close()
	})
}
