package main

import (
	"flag"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var rows = flag.Int("rows", 500, "how many readers' digests were under way or due when the program died, in TestRecovery; of more than that, the time to take them up is judged")

// recovered is how long it may take to take up whatever was under way.
const recovered = 5 * time.Second

// A program that died left the digests of many: half of them on their way under
// its claims, half of them due. The next one takes them up, and tells that the
// first may have come before.
func TestRecovery(t *testing.T) {
	t.Parallel()
	archive, reader := archiveOfOneMorning(t)
	for _, s := range eachStore() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			r := morning{stores: s, archive: archive, reader: reader}.begin(t)
			r.leave(*rows)
			begun := time.Now()
			p := r.process("", slotOfKilled+":30")
			r.await("taken up", func() bool { return len(r.texts()) > 0 })
			took := time.Since(begun)
			t.Logf("%d rows: the first digest left %s after the start", *rows, took.Round(10*time.Millisecond))
			r.end(p)
			if _, mayRepeat := unmarked(r.texts()[0]); !mayRepeat {
				t.Errorf("the first says %.60q", r.texts()[0])
			}
			if took > recovered && *rows > 500 {
				t.Errorf("%s is more than %s", took, recovered)
			}
		})
	}
}

// leave fills the store with what a program that died left: the reader's digest
// and those of others, due a little later.
func (r *attempt) leave(n int) {
	r.Helper()
	ctx := r.Context()
	store, err := openStore(ctx, r.store)
	if err != nil {
		r.Fatal(err)
	}
	defer store.Close()
	due := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	first, err := store.Subscriber(ctx, r.reader)
	if err != nil {
		r.Fatal(err)
	}
	e := news.NewEdition([]news.Block{{Kind: news.Heading, Text: news.Say("All")}, {Kind: news.Note, Text: news.Say("That is all.")}}, nil, due)
	// Two parts, as the mark of one that may repeat stands in their count.
	d := news.Delivery{Edition: e.ID, Begun: due, Parts: []news.Part{{To: 1, State: news.Sending, Tries: 1}, {From: 1, To: 2}}}
	var readers []news.Subscriber
	var under []news.Delivery
	for i := range n {
		s := first
		if i > 0 {
			s.Address = news.Address{Chat: 5_000_000 + int64(i)}
			s.Due.At = due.Add(time.Millisecond)
		}
		readers = append(readers, s)
		if i%2 == 0 {
			d.Key = news.DeliveryKey{Address: s.Address, Date: s.Due.Date, Slot: s.Due.Time.String()}
			under = append(under, d)
		}
	}
	for from := 0; from < n; from += 1000 {
		if err := store.RestoreSubscribers(ctx, readers[from:min(from+1000, n)]); err != nil {
			r.Fatal(err)
		}
	}
	for from := 0; from < len(under); from += 1000 {
		if err := store.RestoreDeliveries(ctx, under[from:min(from+1000, len(under))]); err != nil {
			r.Fatal(err)
		}
	}
	r.check(store.RestoreEditions(ctx, []news.Edition{e}))
	r.check(claimAll(r, store, due.Add(time.Second)))
}

func (r *attempt) check(err error) {
	r.Helper()
	if err != nil {
		r.Fatal(err)
	}
}

// claimAll claims whoever is due, as the program that died had.
func claimAll(r *attempt, store storage.Store, now time.Time) error {
	for {
		claims, err := store.ClaimDue(r.Context(), now, "the late one", time.Hour, 1000)
		if err != nil || len(claims) == 0 {
			return err
		}
	}
}
