package bot_test

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"readout/bot"
	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

var lives = flag.Int("lives", 4, "how many readers' fortnights of trouble are lived through")

// A reader lives two weeks in which whatever can go wrong does: settings are
// changed while a digest is on its way, the chat is blocked, put off and moved,
// the program is down, the store fails, clocks jump, deliveries are held. What
// the reader got in all is judged: no part came twice but one that may repeat,
// parts came in order, no digest begins before the one before it ended or leaves
// out what it does not count, and when it is quiet again, each morning is served
// on the minute.
func TestAnyLife(t *testing.T) {
	t.Parallel()
	for seed := range *lives {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			t.Parallel()
			l := begin(t, uint64(seed))
			l.trouble(14 * 24 * time.Hour)
			l.calm()
			l.judge()
		})
	}
}

// life is a reader with its bot and desk, and what it got.
type life struct {
	*room
	*rand.Rand
	failing *failing
	desk    *digest.Desk
	items   int
	diary   []string

	fates []news.Receipt
	dies  bool // while the next part is on its way
	gone  bool
	got   []piece
}

// piece is a part that came.
type piece struct {
	key       news.DeliveryKey
	part      int
	at        time.Time
	mayRepeat bool
}

// failing is a store that can fail.
type failing struct {
	storage.Store
	fails bool
}

var errDisk = errors.New("disk full")

func (f *failing) MarkPart(ctx context.Context, c storage.Claim, key news.DeliveryKey, i int, p news.Part) error {
	if f.fails {
		return errDisk
	}
	return f.Store.MarkPart(ctx, c, key, i, p)
}

func (f *failing) BeginDelivery(ctx context.Context, c storage.Claim, d news.Delivery, e news.Edition) (news.Delivery, error) {
	if f.fails {
		return d, errDisk
	}
	return f.Store.BeginDelivery(ctx, c, d, e)
}

func (f *failing) FinishDelivery(ctx context.Context, c storage.Claim, key news.DeliveryKey, at time.Time, change func(*news.Subscriber) error) error {
	if f.fails {
		return errDisk
	}
	return f.Store.FinishDelivery(ctx, c, key, at, change)
}

func begin(t *testing.T, seed uint64) *life {
	l := &life{room: open(t), Rand: rand.New(rand.NewPCG(seed, 7))}
	l.failing = &failing{Store: l.store}
	l.restart()
	l.say("/subscribe energy")
	l.say("/settings length full")
	return l
}

// restart is a new process on the same store.
func (l *life) restart() {
	l.desk = digest.New(l.failing, nil, slog.New(slog.DiscardHandler), digest.Options{})
}

func (l *life) Parts(e news.Edition) []news.Part {
	var parts []news.Part
	for i := 0; i < len(e.Blocks); i += 2 {
		parts = append(parts, news.Part{From: i, To: min(i+2, len(e.Blocks))})
	}
	return parts
}

func (*life) Serves(news.Address) bool { return true }

func (*life) Ready(context.Context, news.Address) (news.Receipt, bool) { return news.Receipt{}, true }

func (l *life) Send(_ context.Context, d news.Delivery, _ news.Edition, i int) news.Receipt {
	came := piece{key: d.Key, part: i, at: l.now, mayRepeat: d.Parts[i].Unsure > 0}
	came.key.Address = here
	switch {
	case l.dies:
		l.dies = false
		if l.IntN(2) == 0 {
			l.got = append(l.got, came)
		}
		panic("killed")
	case l.gone:
		return news.Receipt{Outcome: news.Gone, Reason: "blocked"}
	case len(l.fates) > 0:
		r := l.fates[0]
		l.fates = l.fates[1:]
		if r.Outcome == news.Unsure && l.IntN(2) == 0 {
			l.got = append(l.got, came)
		}
		return r
	}
	l.got = append(l.got, came)
	return news.Receipt{Outcome: news.Arrived, Message: fmt.Sprint(len(l.got))}
}

// trouble lets something happen every few hours.
func (l *life) trouble(long time.Duration) {
	for end := l.now.Add(long); l.now.Before(end); {
		if due := l.subscriber().Due.At; l.IntN(2) == 0 && due.After(l.now) && due.Sub(l.now) < 24*time.Hour {
			// Trouble is worst around a digest.
			l.until(due.Add(time.Duration(l.IntN(20)-10) * time.Minute))
		} else {
			l.until(l.now.Add(time.Duration(l.IntN(600)) * time.Minute))
		}
		l.publish()
		l.befalls()
	}
}

// until serves the reader whenever a digest is due, up to a moment.
func (l *life) until(end time.Time) {
	for l.now.Before(end) {
		next := end
		if due := l.subscriber().Due.At; !due.IsZero() && due.Before(end) {
			// A desk beats on full minutes; what waits for long is looked at less
			// often here.
			beat := time.Minute
			if l.now.Sub(due) > time.Hour {
				beat = 15 * time.Minute
			}
			next = due
			if !due.After(l.now) {
				next = l.now.Truncate(time.Minute).Add(beat)
			}
		}
		l.now = next
		if err := l.desk.Deliver(l.t.Context(), func() time.Time { return l.now }, l); err != nil && !errors.Is(err, errDisk) {
			l.t.Fatal(err)
		}
	}
}

// publish files an article with one meeting of its own.
func (l *life) publish() {
	l.items++
	name := fmt.Sprintf("Xaver%c%c Quell", 'a'+rune(l.items/26), 'a'+rune(l.items%26))
	text := "Minister " + name + " met the miner Tom Reyes in Ganja on Monday."
	r := news.Report{Article: news.Article{
		ID: news.IdentityOf("life", name), Source: "life", Outlet: "Life", URL: "https://life.example/" + fmt.Sprint(l.items),
		Title: "Mines: " + name, Text: text, Language: "en", Published: l.now, Seen: l.now, Fingerprint: text,
	}}
	r.Facts.Meetings = []news.Meeting{{Participants: []string{name, "Tom Reyes"}, Place: "Ganja", Evidence: news.Evidence{Span: news.Span{End: len(text)}, Rule: "test/told", Confidence: 95}}}
	if _, err := l.store.SaveReports(l.t.Context(), storage.Intake{Reports: []news.Report{r}}); err != nil {
		l.t.Fatal(err)
	}
}

// befalls is one thing that happens.
func (l *life) befalls() {
	what := l.IntN(16)
	l.diary = append(l.diary, fmt.Sprintf("%s %d", l.now.UTC().Format("2 15:04"), what))
	switch what {
	case 0:
		l.say("/timezone " + []string{"Baku", "London", "New York", "Kiritimati", "Honolulu", "Apia"}[l.IntN(6)])
	case 1:
		l.say("/time " + []string{"8:00", "8:00 18:00", "0:00 6:00 12:00 18:00", "23:30", "7:55 8:00 8:05"}[l.IntN(5)])
	case 2:
		l.say("/days " + []string{"daily", "weekdays", "mon, thu"}[l.IntN(3)])
	case 3:
		l.say("/pause " + []string{"1d", "3d", "2h", "until resume"}[l.IntN(4)])
	case 4:
		l.say("/resume")
	case 5:
		l.say("/settings empty " + []string{"line", "nothing"}[l.IntN(2)])
	case 6, 7:
		for range 1 + l.IntN(3) {
			l.fates = append(l.fates, []news.Receipt{
				{Outcome: news.Later, After: time.Duration(l.IntN(100)) * time.Minute}, {Outcome: news.Unsure}, {Outcome: news.Later, After: 14 * time.Hour},
				{Outcome: news.Arrived, Message: "x"}, {Outcome: news.Lost, After: 10 * time.Minute},
			}[l.IntN(5)])
		}
		l.fates = slices.DeleteFunc(l.fates, func(r news.Receipt) bool { return r.Outcome == news.Arrived })
	case 8:
		l.dies = true
	case 9:
		l.gone = true
	case 10:
		l.gone = false
		l.bot.Note(l.t.Context(), l.now, bot.Event{What: bot.Returned, At: here, Kind: "private", From: l.as.From})
	case 11: // The program is down.
		l.now = l.now.Add(time.Duration(l.IntN(40*60)) * time.Minute)
		l.restart()
		if err := l.store.EndClaims(l.t.Context()); err != nil {
			l.t.Fatal(err)
		}
	case 12: // The store fails.
		l.failing.fails = true
		l.until(l.now.Add(time.Duration(l.IntN(30)) * time.Minute))
		l.failing.fails = false
	case 13: // The clock goes back.
		l.now = l.now.Add(-time.Duration(l.IntN(180)) * time.Minute)
	case 14:
		l.hold()
	case 15:
		l.say("/hide football")
	}
}

// hold holds all deliveries, or lets them go on.
func (l *life) hold() {
	_, err := l.store.UpdateDuty(l.t.Context(), func(d *news.Duty) error {
		if d.Held.IsZero() {
			d.Hold(l.now, root)
		} else {
			d.Release(l.now)
		}
		return nil
	})
	if err != nil {
		l.t.Fatal(err)
	}
}

// calm ends all trouble and lives on for some days.
func (l *life) calm() {
	l.fates, l.dies, l.gone = nil, false, false
	if duty, err := l.store.Duty(l.t.Context()); err != nil {
		l.t.Fatal(err)
	} else if !duty.Held.IsZero() {
		l.hold()
	}
	l.say("/resume")
	l.say("/days daily")
	l.say("/settings empty line")
	l.say("/timezone Baku")
	l.say("/time 8:00")
	l.until(l.now.Add(72 * time.Hour).Truncate(24 * time.Hour).Add(12 * time.Hour))
	before := len(l.got)
	from := l.now
	for range 3 {
		l.publish()
		l.until(l.now.Add(24 * time.Hour))
	}
	var at []string
	for _, p := range l.got[before:] {
		if p.part == 0 {
			at = append(at, p.at.Sub(from).String())
		}
	}
	// From noon, 08:00 in Baku is 16 hours away.
	if want := "16h0m0s 40h0m0s 64h0m0s"; strings.Join(at, " ") != want {
		l.t.Errorf("when it is calm, digests come after %v\n%s", at, l.told())
	}
}

// judge looks at all that came.
func (l *life) judge() {
	l.t.Helper()
	last := map[news.DeliveryKey]int{}
	times := map[piece]int{}
	for _, p := range l.got {
		one := piece{key: p.key, part: p.part}
		if times[one]++; times[one] > 2 || times[one] == 2 && !p.mayRepeat {
			l.t.Errorf("part %d of %s came %d times, which it says: %t", p.part, p.key, times[one], p.mayRepeat)
		}
		if p.part < last[p.key] {
			l.t.Errorf("part %d of %s came after part %d", p.part, p.key, last[p.key])
		}
		last[p.key] = p.part
	}
	for _, d := range l.delivered() {
		for i, p := range d.Parts {
			if times[piece{key: d.Key, part: i}] == 0 && p.State != news.Unknown {
				l.t.Errorf("part %d of %s never came, and is %q", i, d.Key, p.State)
			}
		}
	}
	l.judgeWindows()
	if l.t.Failed() {
		l.t.Log(l.told())
	}
}

// delivered are the digests that came whole or but for what may have arrived, in
// the order of what they hold. One that was broken off when the chat was gone for
// long is begun anew, and none of them.
func (l *life) delivered() []news.Delivery {
	l.t.Helper()
	var all []news.Delivery
	for d, err := range l.store.DeliveriesTo(l.t.Context(), here) {
		if err != nil {
			l.t.Fatal(err)
		}
		some := slices.ContainsFunc(d.Parts, func(p news.Part) bool { return p.State == news.Sent || p.State == news.Unknown })
		if some && !d.Finished.IsZero() {
			all = append(all, d)
		}
	}
	slices.SortStableFunc(all, func(a, b news.Delivery) int {
		return cmp.Or(int(a.Window.Until-b.Window.Until), a.Window.Since.Compare(b.Window.Since))
	})
	return all
}

// judgeWindows holds that what was delivered follows on one another, and what
// lies between is counted.
func (l *life) judgeWindows() {
	l.t.Helper()
	all := l.delivered()
	for i, d := range all[1:] {
		before := all[i]
		if gap := d.Window.After - before.Window.Until; gap != d.Window.Left {
			l.t.Errorf("%s holds %+v after %s with %+v", d.Key, d.Window, before.Key, before.Window)
		}
	}
	if last := all[len(all)-1].Window.Until; last < int64(l.items) {
		l.t.Errorf("%d of %d articles were reached", last, l.items)
	}
}

// told is the diary, for whoever looks into a life.
func (l *life) told() string {
	lines := []string{strings.Join(l.diary, ", ")}
	for _, p := range l.got {
		lines = append(lines, fmt.Sprintf("%s: part %d of %s, may repeat: %t", p.at.UTC().Format("2 15:04"), p.part, p.key, p.mayRepeat))
	}
	return strings.Join(lines, "\n")
}
