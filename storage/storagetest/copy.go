package storagetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

// Opener makes an empty store that shares nothing with others and is closed at
// the end of the test.
type Opener func(t *testing.T) storage.Store

// RunCopy examines copying between the stores of two keepers, or of one.
func RunCopy(t *testing.T, open, other Opener) {
	for _, e := range []struct {
		name    string
		examine func(t *testing.T, open, other Opener)
	}{
		{"there and back", examThereAndBack},
		{"work goes on in the copy", examCopyLives},
		{"a target that holds something is refused", examCopyRefuses},
		{"a copy broken off serves nobody, and can be completed", examCopyBrokenOff},
		{"a store that is written meanwhile", examCopyMeanwhile},
		{"every difference is found", examCompare},
	} {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			e.examine(t, open, other)
		})
	}
}

// few is enough where the length of lists does not matter.
const few = 7

// furnish puts so many things into every role, and various ones besides.
func furnish(t testing.TB, s storage.Store, things int) {
	t.Helper()
	populate(t, s, things)
	settle(t, s, news.Address{Chat: groupChat, Thread: 7})
	d := write("whole", 3, `"Quoted" & <marked> 首相`).people("Ana Prado").
		meeting("Ana Prado met Tom Reyes.", "Lyon", "2031-03-03", "Ana Prado", "Tom Reyes").
		visit("Reyes goes to Malta.", "Malta", "2031-03-05", "2031-03-07", "Tom Reyes").said("Prado said so.", "Ana Prado")
	d.Article.Text += "\x00\r\n\u2028 😀"
	save(t, s, d, write("later", 4, "L"))
	d.Article.Fingerprint, d.Article.Seen = "edited", hours(9)
	save(t, s, d)
	must(t, s.SavePolling(t.Context(), "s03", news.Polling{URL: "https://s03.example/feed", Next: hours(3), Failures: 2, Reason: "403", ETag: `W/"x"`}))
	must(t, s.SetDoor(t.Context(), news.ByInvite))
	got[news.Duty](t)(s.UpdateDuty(t.Context(), func(d *news.Duty) error {
		d.Look(hours(-9))
		d.Look(hours(-5))
		d.Hold(noon, 7)
		return nil
	}))
	must(t, s.SaveInvitation(t.Context(), news.Invitation{Code: "sesame", Made: noon, By: 1, Until: hours(5), Uses: 9}))
	admit(t, s, "sesame", 4711, noon)
	must(t, s.FirstAdmin(t.Context(), guest(4712, news.Admin)))
	got[news.Subscriber](t)(s.UpdateSubscriber(t.Context(), chat(3), func(sub *news.Subscriber) error {
		sub.Name, sub.Cursor, sub.Since, sub.Paused, sub.PausedUntil = "Reader", 50, hours(-2), true, hours(7)
		return nil
	}))
	must(t, s.MarkShown(t.Context(), storage.Shown{Address: chat(1), Message: "m03", Edition: edition(1, noon).ID, At: hours(1)}))
}

func copied(t testing.TB, from, to storage.Store, o storage.CopyOptions) []storage.Tally {
	t.Helper()
	return got[[]storage.Tally](t)(storage.Copy(t.Context(), from, to, o))
}

// wantEqual returns what both have alike.
func wantEqual(t testing.TB, a, b storage.Store) []storage.Tally {
	t.Helper()
	c := got[storage.Comparison](t)(storage.Compare(t.Context(), a, b))
	for _, d := range c.Differences {
		t.Error(d)
	}
	return c.Same
}

func examThereAndBack(t *testing.T, open, other Opener) {
	a, b, again := open(t), other(t), open(t)
	furnish(t, a, several)
	last := map[string]int{}
	there := copied(t, a, b, storage.CopyOptions{Progress: func(p storage.Tally) {
		if p.N < last[p.Noun] || p.N > last[p.Noun]+100 {
			t.Errorf("%d %s after %d", p.N, p.Noun, last[p.Noun])
		}
		last[p.Noun] = p.N
	}})
	back := copied(t, b, again, storage.CopyOptions{})
	same(t, "copied back", back, there)
	tallies := map[string]int{}
	for _, c := range there {
		tallies[c.Noun] = c.N
		same(t, "progress of "+c.Noun, last[c.Noun], c.N)
		if c.N == 0 {
			t.Errorf("the exam holds no %s", c.Noun)
		}
	}
	for _, pair := range [][2]storage.Store{{a, b}, {b, again}, {a, again}} {
		for _, alike := range wantEqual(t, pair[0], pair[1]) {
			same(t, alike.Noun, alike.N, tallies[alike.Noun])
		}
	}
}

func examCopyLives(t *testing.T, open, other Opener) {
	a, b := open(t), other(t)
	furnish(t, a, few)
	held := claim(t, a, noon, 100)
	copied(t, a, b, storage.CopyOptions{})
	claims := claim(t, b, noon, 100)
	if len(claims) <= len(held) {
		t.Errorf("%d can be claimed; the %d that were held must be among them", len(claims), len(held))
	}
	for _, c := range claims {
		if c.Subscriber.Address != (news.Address{Chat: groupChat, Thread: 7}) {
			continue
		}
		// What was on its way goes on, and is not begun anew.
		d := deliveryOf(c.Subscriber.Address, "2031-03-04", edition(9, noon), hours(5))
		begun := got[news.Delivery](t)(b.BeginDelivery(t.Context(), c, d, edition(9, noon)))
		same(t, "sent before", begun.Parts[0].State, news.Sent)
		must(t, b.FinishDelivery(t.Context(), c, d.Key, hours(5), served))
	}
	head := got[int64](t)(a.Head(t.Context()))
	same(t, "the next sequence", save(t, b, write("brand new", 5, "N")).Head, head+1)
	same(t, "found", find(t, b, storage.Query{Kind: storage.Meetings, People: [][]string{{"Tom Reyes"}}}), []string{"whole"})
	if err := b.FirstAdmin(t.Context(), guest(5000, news.Admin)); !errors.Is(err, storage.ErrLost) {
		t.Errorf("a second first admin: %v", err)
	}
}

func examCopyRefuses(t *testing.T, open, other Opener) {
	from := open(t)
	must(t, from.SaveTopic(t.Context(), news.Topic{ID: "alps"}))
	for noun, put := range map[string]func(storage.Store) error{
		"subscribers": func(s storage.Store) error {
			return s.RestoreSubscribers(t.Context(), []news.Subscriber{{Address: chat(1)}})
		},
		"door":    func(s storage.Store) error { return s.SetDoor(t.Context(), news.Open) },
		"reports": func(s storage.Store) error { save(t, s, write("a", 0, "A")); return nil },
		"messages": func(s storage.Store) error {
			return s.MarkShown(t.Context(), storage.Shown{Address: chat(1), At: noon})
		},
	} {
		to := other(t)
		must(t, put(to))
		_, err := storage.Copy(t.Context(), from, to, storage.CopyOptions{})
		if err == nil || !strings.Contains(err.Error(), "not empty") || !strings.Contains(err.Error(), noun) {
			t.Errorf("%s there: %v", noun, err)
		}
		same(t, "topics", len(collect(t, to.AllTopics(t.Context()))), 0)
		copied(t, from, to, storage.CopyOptions{Add: true})
		same(t, "topics", len(collect(t, to.AllTopics(t.Context()))), 1)
	}
}

func examCopyBrokenOff(t *testing.T, open, other Opener) {
	from := open(t)
	furnish(t, from, few)
	to := other(t)
	if _, err := storage.Copy(t.Context(), broken{from}, to, storage.CopyOptions{GoOn: "again"}); err == nil {
		t.Error("a source that cannot be read was copied")
	}
	wantUnfinished(t, to, "")
	for _, noun := range []string{"guests", "deliveries", "messages", "editions", "sources", "reports"} {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := storage.Copy(ctx, from, to, storage.CopyOptions{Add: true, GoOn: "after " + noun, Progress: func(p storage.Tally) {
			if p.Noun == noun {
				cancel()
			}
		}})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("broken off at %s: %v", noun, err)
		}
		cancel()
		same(t, "readers after "+noun, len(collect(t, to.AllSubscribers(t.Context()))), 0)
		same(t, "due after "+noun, got[time.Time](t)(to.NextDue(t.Context())), time.Time{})
		wantUnfinished(t, to, "after "+noun)
	}
	copied(t, from, to, storage.CopyOptions{Add: true})
	wantEqual(t, from, to)
	wantUnfinished(t, to, "after reports") // until somebody has compared them
	wantUnfinished(t, from, "")
	// What is there is not put there again, but what differs is.
	changed := got[news.Report](t)(to.Report(t.Context(), "r05"))
	changed.Article.Title = "Changed"
	must(t, to.RestoreReports(t.Context(), []news.Report{changed}))
	put := &counted{Store: to}
	copied(t, from, put, storage.CopyOptions{Add: true})
	same(t, "reports put again", put.reports, []news.ArticleID{"r05"})
	same(t, "readers put again", put.readers, 0)
	wantEqual(t, from, to)
}

// broken is a store whose readers cannot be read.
type broken struct{ storage.Store }

func (broken) AllSubscribers(context.Context) iter.Seq2[news.Subscriber, error] {
	return func(yield func(news.Subscriber, error) bool) { yield(news.Subscriber{}, errors.New("unreadable")) }
}

// counted counts what is restored.
type counted struct {
	storage.Store
	reports []news.ArticleID
	readers int
}

func (c *counted) RestoreReports(ctx context.Context, reports []news.Report) error {
	for _, r := range reports {
		c.reports = append(c.reports, r.Article.ID)
	}
	return c.Store.RestoreReports(ctx, reports)
}

func (c *counted) RestoreSubscribers(ctx context.Context, readers []news.Subscriber) error {
	c.readers += len(readers)
	return c.Store.RestoreSubscribers(ctx, readers)
}

// examCopyMeanwhile copies a store while readers are served from it, a step
// after every act of the copy.
func examCopyMeanwhile(t *testing.T, open, other Opener) {
	from, to := open(t), other(t)
	saveFeeds(t, from, feed("bell", noon))
	n := 0
	for ; n < few; n++ {
		serveOn(t, from, n)
	}
	copied(t, from, to, storage.CopyOptions{Progress: func(storage.Tally) { serveOn(t, from, n); n++ }})

	same(t, "readers", len(collect(t, to.AllSubscribers(t.Context()))), 5)
	head := got[int64](t)(to.Head(t.Context()))
	for _, sub := range collect(t, to.AllSubscribers(t.Context())) {
		if sub.Cursor > head {
			t.Errorf("the cursor of %s is %d, beyond the head %d", sub.Address, sub.Cursor, head)
		}
	}
	for _, d := range collect(t, to.AllDeliveries(t.Context())) {
		_, err := to.Edition(t.Context(), d.Edition)
		must(t, err)
	}
	for _, sh := range collect(t, to.AllShown(t.Context())) {
		_, err := to.Edition(t.Context(), sh.Edition)
		must(t, err)
	}
	for _, s := range collect(t, to.AllSources(t.Context())) {
		if s.State.ETag == "" {
			continue
		}
		_, err := to.Report(t.Context(), news.ArticleID(s.State.ETag))
		must(t, err)
	}
}

// serveOn reads one report, of which the state of the source tells, and serves
// a reader up to it.
func serveOn(t *testing.T, s storage.Store, n int) {
	r := write(fmt.Sprint("meanwhile", n), n, "T").Report
	in := storage.Intake{Reports: []news.Report{r}, Source: "bell", State: news.Polling{ETag: string(r.Article.ID)}}
	saved := got[storage.Saved](t)(s.SaveReports(t.Context(), in))
	c := holder(t, s, chat(int64(n%5)))
	e := edition(n, noon)
	d := deliveryOf(c.Subscriber.Address, news.Day("2031-01-01").Add(n), e, noon)
	got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, d, e))
	must(t, s.MarkShown(t.Context(), storage.Shown{Address: c.Subscriber.Address, Message: fmt.Sprint("m", n), Edition: e.ID, At: noon}))
	must(t, s.FinishDelivery(t.Context(), c, d.Key, noon, func(sub *news.Subscriber) error {
		sub.Cursor, sub.Due = saved.Head, news.Slot{}
		return nil
	}))
}

func examCompare(t *testing.T, open, other Opener) {
	a, b := open(t), other(t)
	furnish(t, a, few)
	copied(t, a, b, storage.CopyOptions{})
	wantEqual(t, a, b)
	changed := got[news.Report](t)(a.Report(t.Context(), "r05"))
	changed.Article.Title = "Changed"
	must(t, b.RestoreReports(t.Context(), []news.Report{changed}))
	must(t, b.SaveTopic(t.Context(), news.Topic{ID: "only here"}))
	must(t, b.DeleteAlias(t.Context(), "a00"))
	must(t, b.SetDoor(t.Context(), news.Open))
	must(t, b.SaveGuest(t.Context(), guest(-5, news.Banned)))
	must(t, b.MarkShown(t.Context(), storage.Shown{Address: news.Address{Chat: groupChat, Thread: 7}, Message: "m0", Edition: edition(0, noon).ID, At: noon}))
	save(t, b, write("one more", 1, "O"))
	c := got[storage.Comparison](t)(storage.Compare(t.Context(), a, b))
	same(t, "differences", mapped(c.Differences, storage.Difference.String), []string{
		"guests -5: only in the second",
		"door invitation: not the same",
		"messages -4007/7 m0: not the same",
		"messages -4007/7 m1: not the same",
		"topics only here: only in the second",
		"aliases a00: only in the first",
		"reports r05: not the same",
		"reports one more: only in the second",
		"archive head: not the same",
		"archive stats: not the same",
	})
	same(t, "equal", c.Equal(), false)
	for id := range 200 {
		must(t, b.SaveGuest(t.Context(), guest(int64(-1000-id), news.Banned)))
	}
	c = got[storage.Comparison](t)(storage.Compare(t.Context(), a, b))
	same(t, "differences", len(c.Differences)+c.Others, 210)
}
