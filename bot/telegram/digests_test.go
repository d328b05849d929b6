package telegram_test

import (
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"readout/bot/telegram"
	"readout/bot/telegram/sandbox"
	"readout/digest/news"
	"readout/storage/sqlite"
)

var digests = flag.Int("digests", 100, "how many generated digests are sent to the sandbox")

// Generated digests, of any script and with hostile titles, are all taken as
// they are: none is refused, none loses a style, an item or its order on the
// way; of each tenth, every letter is compared. A run that is to end before all
// were sent says how many there were.
//
//	go test ./bot/telegram -run EveryDigestIsTaken -digests 100000 -timeout 60m -v
func TestEveryDigestIsTaken(t *testing.T) {
	t.Parallel()
	end, bounded := t.Deadline()
	if !bounded {
		end = time.Now().Add(24 * time.Hour)
	}
	end = end.Add(-30 * time.Second)
	var next, sent, messages, items atomic.Int64
	var all sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), *digests) {
		all.Go(func() {
			for from := int(next.Add(batch)) - batch; from < *digests && time.Now().Before(end) && !t.Failed(); from = int(next.Add(batch)) - batch {
				b := newBatch(t)
				for n := from; n < min(from+batch, *digests); n++ {
					b.send(n)
					sent.Add(1)
				}
				messages.Add(int64(b.close()))
				items.Add(int64(b.items))
			}
		})
	}
	all.Wait()
	t.Logf("%d digests of %d items in %d messages: 0 refused, 0 items lost, order kept", sent.Load(), items.Load(), messages.Load())
}

// batch is how many digests one sandbox takes, which remembers all of them.
const batch = 100

// batchOf is a client and the sandbox that it sends some digests to.
type batchOf struct {
	t      *testing.T
	there  *sandbox.Server
	store  *sqlite.Store
	client *telegram.Client
	log    *diary
	items  int
}

func newBatch(t *testing.T) *batchOf {
	b := &batchOf{t: t, there: sandbox.New(sandbox.Options{}), log: &diary{}}
	var err error
	if b.store, err = sqlite.OpenMemory(t.Context()); err != nil {
		t.Error(err)
		runtime.Goexit()
	}
	b.client, err = telegram.Connect(t.Context(), telegram.Options{
		Token: b.there.Token(), URL: "http://telegram.example", Store: b.store, Log: slog.New(slog.NewTextHandler(b.log, nil)),
		HTTP: &http.Client{Transport: within(b.there)},
	})
	if err != nil {
		t.Error(err)
		runtime.Goexit()
	}
	b.client.Unpaced()
	if _, err := b.there.Say(sandbox.Speech{Chat: reader, Text: "/start"}); err != nil {
		t.Error(err)
	}
	return b
}

// send sends the n-th digest to a chat of its own and looks at what came.
func (b *batchOf) send(n int) {
	r := rand.New(rand.NewPCG(uint64(n), 2))
	most := []int{3, 10, 30, 60}[n%4]
	if n%50 == 49 {
		most = 500
	}
	e := hostileEdition(r, most)
	chat := int64(1_000_000 + n)
	if _, err := b.there.Say(sandbox.Speech{Chat: chat, Text: "/start"}); err != nil {
		b.t.Error(err)
	}
	d := news.Delivery{Key: news.DeliveryKey{Address: news.Address{Chat: chat}}, Parts: b.client.Parts(e)}
	for i := range d.Parts {
		if receipt := b.client.Send(b.t.Context(), d, e, i); receipt.Outcome != news.Arrived {
			b.t.Errorf("digest %d, part %d: %+v", n, i, receipt)
		}
	}
	came := b.there.Arrivals(chat)
	if len(came) != len(d.Parts) {
		b.t.Errorf("digest %d: %d messages came of %d", n, len(came), len(d.Parts))
		return
	}
	for i, a := range came {
		b.ordered(n, e.Blocks[d.Parts[i].From:d.Parts[i].To], a.Text)
		if n%10 != 0 {
			continue
		}
		if _, plain := telegram.Shown(e, d.Parts, i); a.Text != strings.Trim(plain, " \n") {
			b.t.Errorf("digest %d, part %d shows\n%+q\nand not\n%+q", n, i, a.Text, plain)
		}
	}
}

// ordered looks for every item's number, at the beginning of a line and behind
// the one before.
func (b *batchOf) ordered(n int, blocks []news.Block, text string) {
	text = "\n" + text
	for _, block := range blocks {
		if block.Kind != news.Item {
			continue
		}
		b.items++
		_, behind, found := strings.Cut(text, fmt.Sprintf("\n%d ", block.Number))
		if !found {
			b.t.Errorf("digest %d: item %d is not there, or not in its place", n, block.Number)
			return
		}
		text = behind
	}
}

// close ends a batch and tells how many messages came.
func (b *batchOf) close() int {
	for _, v := range b.there.Violations() {
		b.t.Errorf("lost or punished: %+v", v)
	}
	if b.log.has("sent otherwise") {
		b.t.Errorf("some were refused at first:\n%.2000s", b.log)
	}
	messages := len(b.there.Arrivals(0))
	b.there.Close()
	if err := b.store.Close(); err != nil {
		b.t.Error(err)
	}
	return messages
}

// within asks a server without a network between.
func within(h http.Handler) http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Result(), nil
	})
}
