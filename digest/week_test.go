package digest_test

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest"
	"readout/digest/news"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// weekZones are forty zones; five readers live in each.
var weekZones = strings.Fields(`Africa/Abidjan Africa/Cairo Africa/Casablanca Africa/Johannesburg Africa/Lagos Africa/Nairobi
	America/Anchorage America/Bogota America/Caracas America/Chicago America/Denver America/Halifax America/Lima America/Los_Angeles
	America/Mexico_City America/New_York America/Nuuk America/Sao_Paulo America/St_Johns Asia/Baku Asia/Dhaka Asia/Dubai Asia/Jakarta
	Asia/Kathmandu Asia/Kolkata Asia/Manila Asia/Seoul Asia/Shanghai Asia/Tehran Asia/Tokyo Australia/Lord_Howe Australia/Sydney
	Europe/Berlin Europe/Istanbul Europe/London Pacific/Apia Pacific/Auckland Pacific/Chatham Pacific/Honolulu Pacific/Kiritimati`)

const (
	weekBlocker = 1032 // lives in Berlin, blocks the bot and comes back
	weekGroup   = 2032 // a group in Berlin that becomes a supergroup
	weekMoved   = 902032
)

// A week in the life: 200 readers in 40 zones, feeds that come and go, a
// program that is started again and again, a reader who blocks the bot, a group
// that moves, and the night in which Europe's clocks go ahead. What became of it
// is in testdata/week.txt, to be read.
func TestAWeekInTheLife(t *testing.T) {
	if raced {
		t.Skip("ten thousand beats under the race detector")
	}
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		w := newWeek(t)
		w.live()
		w.wantEverySlotOnce()
		w.store.Close()
		const golden = "testdata/week.txt"
		if *update {
			if err := os.WriteFile(golden, []byte(w.log.String()), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), w.log.String()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	})
}

// week is the house with its log, and what arrived on the day that it tells of.
type week struct {
	house
	ahead time.Duration // of the readers' clock before the machine's
	log   strings.Builder
	begun time.Time
	stop  func() // ends the process

	mu      sync.Mutex
	zones   map[int64]string
	blocked bool
	moved   bool
	today   map[string][]arrival
}

// arrival is one digest that came.
type arrival struct {
	at     time.Time
	zone   string
	late   bool
	unread bool
	news   bool
}

// local is what the reader's clock showed.
func (a arrival) local() string {
	return a.at.In(news.Schedule{Zone: a.zone}.Location()).Format("15:04")
}

func newWeek(t *testing.T) *week {
	w := &week{house: open(t), zones: map[int64]string{}, today: map[string][]arrival{}}
	w.begun = time.Date(2031, 3, 27, 0, 0, 0, 0, time.UTC) // a Thursday; clocks change on Sunday
	w.ahead = time.Until(w.begun)
	w.feed("herald")
	w.feed("courier")
	w.subscribe(w.begun, func(s *news.Subscriber) { s.Topics = nil })
	for i, zone := range weekZones {
		for n := range int64(5) {
			chat := 1000*(n+1) + int64(i)
			w.zones[chat] = zone
			w.subscribeAt(news.Address{Chat: chat}, w.begun, func(s *news.Subscriber) { s.Schedule.Zone = zone })
		}
	}
	w.zones[weekMoved] = w.zones[weekGroup]
	return w
}

func (w *week) clock() time.Time { return time.Now().Add(w.ahead).UTC() }

// start starts a process on the store. Feeds are read before digests are made,
// so that what these tell hangs on no race between the two.
func (w *week) start() {
	ctx, cancel := context.WithCancel(w.t.Context())
	desk := digest.New(w.store, w.wire, slog.New(slog.DiscardHandler), digest.Options{})
	var both sync.WaitGroup
	both.Go(func() { desk.Read(ctx, w.clock) })
	time.Sleep(time.Second)
	both.Go(func() { desk.Serve(ctx, w.clock, w) })
	w.stop = func() { cancel(); both.Wait() }
}

// until lets time pass, and tells at each midnight how the day was.
func (w *week) until(day int, clock string) {
	of, err := news.ParseTimeOfDay(clock)
	if err != nil {
		w.t.Fatal(err)
	}
	time.Sleep(w.begun.AddDate(0, 0, day).Add(time.Duration(of) * time.Minute).Sub(w.clock()))
}

// note tells what happens.
func (w *week) note(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.write(format, args...)
}

// write is note for who holds the lock.
func (w *week) write(format string, args ...any) {
	fmt.Fprintf(&w.log, "  %s  %s\n", w.clock().Format("15:04"), fmt.Sprintf(format, args...))
}

func (w *week) title(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.log.WriteString(text + "\n")
}

// day lives a day: what happens on it, and what came of it.
func (w *week) day(n int, happens func()) {
	w.title(w.begun.AddDate(0, 0, n).Format("Monday, 2 January"))
	happens()
	w.until(n+1, "00:00")
	w.sum()
}

// sum tells what came of a day.
func (w *week) sum() {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := slices.Concat(slices.Collect(maps.Values(w.today))...)
	count := func(is func(arrival) bool) (n int) {
		for _, a := range all {
			if is(a) {
				n++
			}
		}
		return n
	}
	fmt.Fprintf(&w.log, "         %d digests in %d zones: %d at 08:00 where the reader lives, %d late; %d with news, %d name an unread feed\n", len(all), len(w.today),
		count(func(a arrival) bool { return a.local() == "08:00" }), count(func(a arrival) bool { return a.late }),
		count(func(a arrival) bool { return a.news }), count(func(a arrival) bool { return a.unread }))
	for _, zone := range slices.Sorted(maps.Keys(w.zonesOf())) {
		told := slices.Contains([]string{"America/New_York", "Asia/Tokyo", "Europe/Berlin"}, zone)
		if told || slices.ContainsFunc(w.today[zone], func(a arrival) bool { return a.local() != "08:00" }) {
			fmt.Fprintf(&w.log, "         %s: %s\n", zone, tellTimes(w.today[zone]))
		}
	}
	clear(w.today)
}

// zonesOf are the zones that readers live in.
func (w *week) zonesOf() map[string]bool {
	all := map[string]bool{}
	for _, zone := range w.zones {
		all[zone] = true
	}
	return all
}

// tellTimes writes how many came when, by the clock of Greenwich and by theirs.
func tellTimes(all []arrival) string {
	times := map[string]int{}
	for _, a := range all {
		times[fmt.Sprintf("%s (%s there)", a.at.Format("15:04"), a.local())]++
	}
	var told []string
	for _, at := range slices.Sorted(maps.Keys(times)) {
		told = append(told, fmt.Sprintf("%d at %s", times[at], at))
	}
	return strings.Join(told, ", ")
}

func (w *week) live() {
	w.title("Times are Greenwich's. 200 readers, five in each of 40 zones, want a digest at 08:00 where they live." +
		"\nEach day tells of three zones, and of those where one came at another time.\nOn the first, two zones had had theirs at midnight, when this begins.\n")
	// Feeds are read some minutes off the slots, for the same reason.
	w.until(0, "00:07")
	w.start()
	w.day(0, func() {
		w.until(0, "01:30")
		w.report("herald", "Talks in Lyon", talks)
	})
	w.day(1, func() {
		w.until(1, "06:30")
		w.stop()
		w.note("the program goes down")
		w.until(1, "09:47")
		w.start()
		w.note("and is back: who was due since gets a digest that says so")
	})
	w.day(2, func() {
		w.until(2, "10:00")
		w.breaks("herald", context.DeadlineExceeded)
		w.note("the Herald answers no more")
	})
	w.day(3, func() {
		w.until(3, "01:00")
		w.note("Berlin's clocks go from 02:00 to 03:00")
		w.until(3, "05:59")
		w.stop()
		w.start()
		w.note("the program is started again, a minute before Berlin's digests")
	})
	w.day(4, func() {
		w.until(4, "05:00")
		w.set(&w.blocked, true)
		w.note("a reader in Berlin blocks the bot")
		w.until(4, "12:00")
		w.report("courier", "Kessler in Tallinn", visit)
	})
	w.day(5, func() {
		w.until(5, "05:30")
		w.set(&w.moved, true)
		w.note("a group in Berlin becomes a supergroup")
		w.until(5, "11:00")
		w.returns()
		w.note("the reader is back")
		w.until(5, "15:00")
		w.breaks("herald", nil)
		w.note("the Herald answers again")
	})
	w.day(6, func() {
		w.until(6, "23:00")
		w.stop()
		w.start()
		w.note("the program is started again, as Tokyo's digests leave")
	})
	w.stop()
}

func (w *week) report(feed, title, text string) {
	w.wire.publish(feed, title, text, w.clock())
	w.note("%s: %s", strings.ToUpper(feed), title)
}

func (w *week) breaks(feed string, err error) {
	w.wire.mu.Lock()
	defer w.wire.mu.Unlock()
	w.wire.broken[feed] = err
}

func (w *week) set(what *bool, to bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	*what = to
}

// returns is what the bot does when a reader comes back.
func (w *week) returns() {
	w.set(&w.blocked, false)
	_, err := w.store.UpdateSubscriber(w.t.Context(), news.Address{Chat: weekBlocker}, func(s *news.Subscriber) error {
		s.Gone = ""
		s.Plan(w.clock())
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *week) Parts(e news.Edition) []news.Part { return []news.Part{{To: len(e.Blocks)}} }

func (w *week) Serves(news.Address) bool { return true }

func (*week) Ready(context.Context, news.Address) (news.Receipt, bool) {
	return news.Receipt{}, true
}

func (w *week) Send(_ context.Context, d news.Delivery, e news.Edition, _ int) news.Receipt {
	w.mu.Lock()
	defer w.mu.Unlock()
	chat, text := d.Key.Address.Chat, words(e.Blocks)
	switch {
	case chat == weekBlocker && w.blocked:
		w.write("its digest of %s is refused: nothing more is sent to it", d.Key.Date)
		return news.Receipt{Outcome: news.Gone, Reason: "blocked"}
	case chat == weekGroup && w.moved:
		w.write("its digest of %s follows it", d.Key.Date)
		return news.Receipt{Outcome: news.Moved, To: news.Address{Chat: weekMoved}}
	}
	zone := w.zones[chat]
	w.today[zone] = append(w.today[zone], arrival{
		at: w.clock(), zone: zone, late: strings.Contains(text, "Late:"), unread: strings.Contains(text, "Unread"),
		news: strings.Contains(text, "Prado") || strings.Contains(text, "Kessler"),
	})
	return news.Receipt{Outcome: news.Arrived, Message: fmt.Sprint(chat, d.Key.Date)}
}

// wantEverySlotOnce compares what arrived with the readers' calendars.
func (w *week) wantEverySlotOnce() {
	missing := map[news.DeliveryKey]bool{}
	end := w.begun.AddDate(0, 0, 7)
	for s, err := range w.store.AllSubscribers(w.t.Context()) {
		if err != nil {
			w.t.Fatal(err)
		}
		for slot := s.Schedule.Next(w.begun); s.Active() && slot.At.Before(end); slot = s.Schedule.Next(slot.At) {
			missing[news.DeliveryKey{Address: s.Address, Date: slot.Date, Slot: slot.Time.String()}] = true
		}
	}
	slots, strange := len(missing), 0
	for d, err := range w.store.AllDeliveries(w.t.Context()) {
		if err != nil {
			w.t.Fatal(err)
		}
		if !missing[d.Key] {
			strange++
		}
		if d.Parts[0].State == news.Sent {
			delete(missing, d.Key)
		}
	}
	fmt.Fprintf(&w.log, "The week\n         %d mornings of readers, %d served, each once; %d digests that nobody waited for\n", slots, slots-len(missing), strange)
	left := slices.SortedFunc(maps.Keys(missing), func(a, b news.DeliveryKey) int { return strings.Compare(a.String(), b.String()) })
	for _, key := range left {
		fmt.Fprintf(&w.log, "         not served: %d on %s\n", key.Address.Chat, key.Date)
	}
}
