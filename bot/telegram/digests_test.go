package telegram_test

import (
	"flag"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"readout/bot/telegram"
	"readout/bot/telegram/sandbox"
	"readout/digest/news"
	"readout/storage/sqlite"
)

var digests = flag.Int("digests", 100, "how many generated digests are sent to the sandbox")

// Generated digests, of any script and with hostile titles, are all taken as
// they are: none is refused, none loses a style or a letter on the way.
//
//	go test ./bot/telegram -run EveryDigestIsTaken -digests 10000
func TestEveryDigestIsTaken(t *testing.T) {
	t.Parallel()
	there := sandbox.New(sandbox.Options{})
	t.Cleanup(there.Close)
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	log := &diary{}
	c, err := telegram.Connect(t.Context(), telegram.Options{
		Token: there.Token(), URL: "http://telegram.example", Store: store, Log: slog.New(slog.NewTextHandler(log, nil)),
		HTTP: &http.Client{Transport: within(there)},
	})
	if err != nil {
		t.Fatal(err)
	}
	c.Unpaced()
	if _, err := there.Say(sandbox.Speech{Chat: reader, Text: "/start"}); err != nil {
		t.Fatal(err)
	}
	var sent []string
	for n := range *digests {
		r := rand.New(rand.NewPCG(uint64(n), 2))
		e := hostileEdition(r, []int{3, 10, 30, 60}[n%4])
		d := news.Delivery{Key: news.DeliveryKey{Address: news.Address{Chat: reader}}, Parts: c.Parts(e)}
		for i := range d.Parts {
			if receipt := c.Send(t.Context(), d, e, i); receipt.Outcome != news.Arrived {
				t.Fatalf("digest %d, part %d: %+v", n, i, receipt)
			}
			_, plain := telegram.Shown(e, d.Parts, i)
			sent = append(sent, plain)
		}
	}
	arrivals := there.Arrivals(reader)
	if len(arrivals) != len(sent) {
		t.Fatalf("%d messages arrived of %d", len(arrivals), len(sent))
	}
	for i, a := range arrivals {
		if got, want := a.Text, strings.Trim(sent[i], " \n"); got != want {
			t.Fatalf("message %d shows\n%+q\nand not\n%+q", i, got, want)
		}
	}
	for _, v := range there.Violations() {
		t.Errorf("lost or punished: %+v", v)
	}
	if log.has("sent otherwise") {
		t.Errorf("some were refused at first:\n%.2000s", log)
	}
	t.Logf("%d digests in %d messages", *digests, len(sent))
}

// within asks a server without a network between.
func within(h http.Handler) http.RoundTripper {
	return roundTripper(func(r *http.Request) (*http.Response, error) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Result(), nil
	})
}
