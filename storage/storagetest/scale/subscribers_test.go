package scale_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"readout/digest/news"
)

var subscribers = flag.Int("subscribers", 200, "how many readers TestSubscribers puts into each store")

// morning is when all readers are due, within three hours after it.
var morning = time.Date(2031, 3, 4, 5, 0, 0, 0, time.UTC)

// mostPerReader is how many bytes of Redis a reader with the settings that
// everybody begins with may take, where there are enough of them for what all
// share not to count.
const mostPerReader, enough = 1024, 10_000

// TestSubscribers fills each store with readers and measures what they take,
// how they are claimed, changed, read and served.
//
//	go test ./storage/storagetest/scale -run Subscribers -subscribers 1000000 -timeout 60m -v
func TestSubscribers(t *testing.T) {
	var tb table
	for _, k := range keepers(t) {
		t.Run(k.name, func(t *testing.T) { measureReaders(t, k, &tb) })
	}
	tb.write(t.Output(), fmt.Sprintf("%d readers", *subscribers), "SQLite", "Redis")
}

// usual is a reader as /start and the choice of two topics leave one.
func usual(n int) news.Subscriber {
	s := news.Subscriber{
		Address: news.Address{Chat: 100_000_000 + int64(n)*7919}, Kind: "private", Name: fmt.Sprint("Reader ", n), Language: "en",
		Joined: morning.AddDate(0, -3, 0), Topics: []news.TopicID{"energy", "asia"},
		Schedule: news.Schedule{Times: []news.TimeOfDay{480}, Zone: "Europe/Warsaw"},
		Cursor:   120_000, Since: morning.AddDate(0, 0, -1),
	}
	// Schedules know whole minutes.
	s.Due = news.Slot{Date: "2031-03-04", Time: 480, At: morning.Add(time.Duration(n*3*60 / *subscribers) * time.Minute)}
	return s
}

func measureReaders(t *testing.T, k keeper, tb *table) {
	n := *subscribers
	empty := k.size()
	begun := time.Now()
	for some := range slices.Chunk(slices.Collect(countTo(n)), 500) {
		readers := make([]news.Subscriber, len(some))
		for i, number := range some {
			readers[i] = usual(number)
		}
		if err := k.RestoreSubscribers(t.Context(), readers); err != nil {
			t.Fatal(err)
		}
	}
	filled := time.Since(begun)
	each := (k.size() - empty) / int64(n)
	tb.add("bytes a reader", fmt.Sprint(each))
	if k.ask != nil && n >= enough && each > mostPerReader {
		t.Errorf("a reader takes %d bytes, at most %d may be", each, mostPerReader)
	}
	tb.add("put there", rate(n, filled))
	acts := min(n, 20_000)
	measureClaims(t, k, tb)
	measureServing(t, k, tb)
	reads, whole := timed(t, acts, 8, func(ctx context.Context, i int) error {
		_, err := k.Subscriber(ctx, usual(i*31%n).Address)
		return err
	})
	tb.add("read, 8 at once", fmt.Sprintf("%s; %s", rate(acts, whole), reads))
	changes, whole := timed(t, min(acts, 5000), 8, func(ctx context.Context, i int) error {
		_, err := k.UpdateSubscriber(ctx, usual(i*17%n).Address, func(s *news.Subscriber) error { s.Silent = !s.Silent; return nil })
		return err
	})
	tb.add("settings changed, 8 at once", fmt.Sprintf("%s; %s", rate(min(acts, 5000), whole), changes))
	begun = time.Now()
	listed := 0
	for _, err := range k.AllSubscribers(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		listed++
	}
	if listed != n {
		t.Errorf("%d readers are listed, %d were put there", listed, n)
	}
	tb.add("all of them listed", rate(n, time.Since(begun)))
	if k.ask != nil {
		whereItGoes(t, k, n)
		t.Logf("a round trip to the server: %s", roundTrip(t, k.ask))
	}
}

func countTo(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// due is a moment at which all readers are due.
var due = morning.Add(4 * time.Hour)

// measureClaims takes a hundred of those who are due at a time, as all are: the
// next hundred each time, as those of the last are served by then.
func measureClaims(t *testing.T, k keeper, tb *table) {
	var taken times
	for round := range max(1, min(*subscribers/200, 200)) {
		begun := time.Now()
		claims, err := k.ClaimDue(t.Context(), due, "scale", time.Hour, 100)
		taken = append(taken, time.Since(begun))
		if err != nil || len(claims) != 100 {
			t.Fatalf("%d were claimed, %v", len(claims), err)
		}
		for i, c := range claims {
			if want := usual(100*round + i).Due; c.Subscriber.Due != want {
				t.Fatalf("claim %d is of one due at %s, not %s", 100*round+i, c.Subscriber.Due.At, want.At)
			}
		}
		timed(t, len(claims), 8, func(ctx context.Context, i int) error {
			return k.FinishDelivery(ctx, claims[i], news.DeliveryKey{}, morning, tomorrow)
		})
	}
	tb.add("100 due claimed", taken.String())
	next, _ := timed(t, 50, 1, func(ctx context.Context, _ int) error { _, err := k.NextDue(ctx); return err })
	tb.add("who is due next", next.String())
}

// tomorrow is when a reader is due who was served.
func tomorrow(s *news.Subscriber) error {
	s.Cursor = 121_000
	s.Due.Date, s.Due.At = "2031-03-05", s.Due.At.AddDate(0, 0, 1)
	return nil
}

// measureServing stores a digest of one part for each of those claimed, notes
// it as on its way and as sent, and ends it: all that is written for a reader.
func measureServing(t *testing.T, k keeper, tb *table) {
	before := k.size()
	claims, err := k.ClaimDue(t.Context(), due, "scale", time.Hour, min(*subscribers/2, 5000))
	if err != nil {
		t.Fatal(err)
	}
	e := news.NewEdition([]news.Block{{Kind: news.Item, Text: news.Say("Ana Prado met Tom Reyes in Lyon.")}}, nil, morning)
	served, whole := timed(t, len(claims), 8, func(ctx context.Context, i int) error {
		c := claims[i]
		d := news.Delivery{
			Key: news.DeliveryKey{Address: c.Subscriber.Address, Date: "2031-03-04", Slot: "08:00"}, Edition: e.ID,
			Window: news.Window{After: 120_000, Until: 121_000, Since: morning.AddDate(0, 0, -1), At: morning},
			Parts:  []news.Part{{To: 1}}, Begun: morning,
		}
		if _, err := k.BeginDelivery(ctx, c, d, e); err != nil {
			return err
		}
		for _, p := range []news.Part{{To: 1, State: news.Sending}, {To: 1, State: news.Sent, Message: fmt.Sprint(700_000 + i)}} {
			if err := k.MarkPart(ctx, c, d.Key, 0, p); err != nil {
				return err
			}
		}
		return k.FinishDelivery(ctx, c, d.Key, morning, tomorrow)
	})
	tb.add("digests stored, noted and ended, 8 at once", fmt.Sprintf("%s; %s", rate(len(claims), whole), served))
	tb.add("bytes a digest, kept for 90 days", fmt.Sprint((k.size()-before)/int64(len(claims))))
}

// whereItGoes sums up what keys of each kind take, by Redis's own estimate.
func whereItGoes(t *testing.T, k keeper, n int) {
	ctx, kinds := t.Context(), map[string]int64{}
	count := map[string]int{}
	scan := k.ask.Scan(ctx, 0, "*", 1000).Iterator()
	for scan.Next(ctx) {
		_, name, _ := strings.Cut(scan.Val(), "}:")
		kind, _, single := strings.Cut(name, ":")
		count[kind]++
		// Of what every reader has its own, one in a hundred is looked at.
		if single && n > 10_000 && count[kind]%100 != 0 {
			continue
		}
		bytes, err := k.ask.MemoryUsage(ctx, scan.Val(), 20).Result()
		if err != nil {
			t.Fatal(err)
		}
		if single && n > 10_000 {
			bytes *= 100
		}
		kinds[kind] += bytes
	}
	if err := scan.Err(); err != nil {
		t.Fatal(err)
	}
	for _, kind := range slices.SortedFunc(maps.Keys(kinds), func(a, b string) int { return int(kinds[b] - kinds[a]) }) {
		t.Logf("%-12s %7d keys %6d bytes a reader", kind, count[kind], kinds[kind]/int64(n))
	}
}
