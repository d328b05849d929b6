package storagetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var manners = []exam{
	{"a closed store says so", examClosed},
	{"an ended context ends every call", examCancelled},
	{"a consumer may call the store while it lists", examCallsWhileListing},
	{"a list shows what is saved ahead of it", examSavedAhead},
	{"a list ends with its context", examListCancelled},
	{"an act broken off is done whole or not at all", examBrokenOff},
	{"many sides at once", examManySides},
}

// calls are all methods, with arguments that are fine.
func calls(s storage.Store) map[string]func(context.Context) error {
	e := edition(1, noon)
	d := deliveryOf(chat(1), "2031-03-04", e, noon)
	calls := map[string]func(context.Context) error{
		"SaveReports": func(c context.Context) error { _, err := s.SaveReports(c, storage.Intake{}); return err },
		"Report":      func(c context.Context) error { _, err := s.Report(c, "a"); return err },
		"Fingerprints": func(c context.Context) error {
			_, err := s.Fingerprints(c, []news.ArticleID{"a"})
			return err
		},
		"Head":             func(c context.Context) error { _, err := s.Head(c); return err },
		"SeqBefore":        func(c context.Context) error { _, err := s.SeqBefore(c, noon); return err },
		"Search":           func(c context.Context) error { _, err := s.Search(c, storage.Query{}); return err },
		"FindNames":        func(c context.Context) error { _, err := s.FindNames(c, []string{"a"}, true, 1); return err },
		"Stats":            func(c context.Context) error { _, err := s.Stats(c); return err },
		"SaveAlias":        func(c context.Context) error { return s.SaveAlias(c, news.Alias{Name: "a", Of: "b", Made: noon}) },
		"DeleteAlias":      func(c context.Context) error { return s.DeleteAlias(c, "a") },
		"SaveNotice":       func(c context.Context) error { return s.SaveNotice(c, news.Notice{ID: "a", Told: noon}) },
		"DeleteNotice":     func(c context.Context) error { return s.DeleteNotice(c, "a") },
		"SaveSource":       func(c context.Context) error { return s.SaveSource(c, feed("a", noon)) },
		"Source":           func(c context.Context) error { _, err := s.Source(c, "a"); return err },
		"DeleteSource":     func(c context.Context) error { return s.DeleteSource(c, "a") },
		"SavePolling":      func(c context.Context) error { return s.SavePolling(c, "a", news.Polling{}) },
		"ClaimSources":     func(c context.Context) error { _, err := s.ClaimSources(c, noon, lease, 1); return err },
		"SaveTopic":        func(c context.Context) error { return s.SaveTopic(c, news.Topic{ID: "a"}) },
		"Topic":            func(c context.Context) error { _, err := s.Topic(c, "a"); return err },
		"DeleteTopic":      func(c context.Context) error { return s.DeleteTopic(c, "a") },
		"Subscriber":       func(c context.Context) error { _, err := s.Subscriber(c, chat(1)); return err },
		"UpdateSubscriber": func(c context.Context) error { _, err := s.UpdateSubscriber(c, chat(1), served); return err },
		"DeleteSubscriber": func(c context.Context) error { return s.DeleteSubscriber(c, chat(1)) },
		"ClaimDue":         func(c context.Context) error { _, err := s.ClaimDue(c, noon, "o", lease, 1); return err },
		"ReleaseClaim":     func(c context.Context) error { return s.ReleaseClaim(c, storage.Claim{}, noon) },
		"EndClaims":        func(c context.Context) error { return s.EndClaims(c) },
		"Now":              func(c context.Context) error { _, err := s.Now(c); return err },
		"NextDue":          func(c context.Context) error { _, err := s.NextDue(c); return err },
		"BeginDelivery":    func(c context.Context) error { _, err := s.BeginDelivery(c, storage.Claim{}, d, e); return err },
		"MarkPart":         func(c context.Context) error { return s.MarkPart(c, storage.Claim{}, d.Key, 0, news.Part{}) },
		"FinishDelivery":   func(c context.Context) error { return s.FinishDelivery(c, storage.Claim{}, d.Key, noon, served) },
		"Delivery":         func(c context.Context) error { _, err := s.Delivery(c, d.Key); return err },
		"SaveEdition":      func(c context.Context) error { return s.SaveEdition(c, e) },
		"Edition":          func(c context.Context) error { _, err := s.Edition(c, e.ID); return err },
		"MarkShown":        func(c context.Context) error { return s.MarkShown(c, storage.Shown{Address: chat(1), At: noon}) },
		"LastShown":        func(c context.Context) error { _, err := s.LastShown(c, chat(1), ""); return err },
		"PruneEditions":    func(c context.Context) error { _, err := s.PruneEditions(c, noon); return err },
		"MoveChat":         func(c context.Context) error { return s.MoveChat(c, 901, 902) },
		"SaveKeyboard":     func(c context.Context) error { return s.SaveKeyboard(c, keyboard("k00", chat(1))) },
		"BindKeyboard":     func(c context.Context) error { return s.BindKeyboard(c, "k00", chat(1), "m1") },
		"Keyboard":         func(c context.Context) error { _, err := s.Keyboard(c, "k00"); return err },
		"PruneKeyboards":   func(c context.Context) error { _, err := s.PruneKeyboards(c, hours(-1)); return err },
		"BeginUpdate":      func(c context.Context) error { _, err := s.BeginUpdate(c, "bot", 1, noon); return err },
		"EndUpdate":        func(c context.Context) error { return s.EndUpdate(c, "bot", 1, noon) },
		"PruneUpdates":     func(c context.Context) error { _, err := s.PruneUpdates(c, hours(-1)); return err },
		"TakeLease":        func(c context.Context) error { _, err := s.TakeLease(c, "poll", "o", noon, lease); return err },
		"DropLease": func(c context.Context) error {
			return s.DropLease(c, storage.Lease{Name: "poll", Owner: "o", Fence: 1})
		},
		"Lease":          func(c context.Context) error { _, err := s.Lease(c, "poll"); return err },
		"SaveGuest":      func(c context.Context) error { return s.SaveGuest(c, guest(1, news.Allowed)) },
		"Guest":          func(c context.Context) error { _, err := s.Guest(c, 1); return err },
		"DeleteGuest":    func(c context.Context) error { return s.DeleteGuest(c, 1) },
		"FirstAdmin":     func(c context.Context) error { return s.FirstAdmin(c, guest(1, news.Admin)) },
		"Door":           func(c context.Context) error { _, err := s.Door(c); return err },
		"SetDoor":        func(c context.Context) error { return s.SetDoor(c, news.Open) },
		"SaveInvitation": func(c context.Context) error { return s.SaveInvitation(c, invitation("i00", 9)) },
		"Admit":          func(c context.Context) error { _, err := s.Admit(c, "i00", guest(1, ""), noon); return err },
		"RestoreReports": func(c context.Context) error {
			r := write("r00", 0, "T").Report
			r.Article.Seq = 1
			return s.RestoreReports(c, []news.Report{r})
		},
		"RestoreSubscribers": func(c context.Context) error {
			return s.RestoreSubscribers(c, []news.Subscriber{{Address: chat(1)}})
		},
		"RestoreDeliveries": func(c context.Context) error { return s.RestoreDeliveries(c, []news.Delivery{d}) },
		"SetUnfinished":     func(c context.Context) error { return s.SetUnfinished(c, "copy --add") },
		"Unfinished":        func(c context.Context) error { _, err := s.Unfinished(c); return err },
		"RestoreEditions":   func(c context.Context) error { return s.RestoreEditions(c, []news.Edition{e}) },
		"RestoreShown": func(c context.Context) error {
			return s.RestoreShown(c, []storage.Shown{{Address: chat(1), Message: "m00", Edition: e.ID, At: noon}})
		},
	}
	for name, walk := range lists(s) {
		calls[name] = func(c context.Context) error { _, err := walk(c, nil); return err }
	}
	return calls
}

// lists are all methods that list, each calling a function at every element.
func lists(s storage.Store) map[string]func(context.Context, func()) (int, error) {
	return map[string]func(context.Context, func()) (int, error){
		"AllReports":     func(c context.Context, at func()) (int, error) { return walk(s.AllReports(c, 0), at) },
		"AllAliases":     func(c context.Context, at func()) (int, error) { return walk(s.AllAliases(c), at) },
		"AllSources":     func(c context.Context, at func()) (int, error) { return walk(s.AllSources(c), at) },
		"AllTopics":      func(c context.Context, at func()) (int, error) { return walk(s.AllTopics(c), at) },
		"AllSubscribers": func(c context.Context, at func()) (int, error) { return walk(s.AllSubscribers(c), at) },
		"DeliveriesTo":   func(c context.Context, at func()) (int, error) { return walk(s.DeliveriesTo(c, chat(1)), at) },
		"AllDeliveries":  func(c context.Context, at func()) (int, error) { return walk(s.AllDeliveries(c), at) },
		"AllEditions":    func(c context.Context, at func()) (int, error) { return walk(s.AllEditions(c), at) },
		"AllShown":       func(c context.Context, at func()) (int, error) { return walk(s.AllShown(c), at) },
		"AllKeyboards":   func(c context.Context, at func()) (int, error) { return walk(s.AllKeyboards(c), at) },
		"AllNotices":     func(c context.Context, at func()) (int, error) { return walk(s.AllNotices(c), at) },
		"AllGuests":      func(c context.Context, at func()) (int, error) { return walk(s.AllGuests(c), at) },
		"AllInvitations": func(c context.Context, at func()) (int, error) { return walk(s.AllInvitations(c), at) },
	}
}

func walk[T any](list iter.Seq2[T, error], at func()) (n int, err error) {
	for _, err := range list {
		if err != nil {
			return n, err
		}
		n++
		if at != nil {
			at()
		}
	}
	return n, nil
}

// several is more than any store reads at a time.
const several = 70

// populate puts so many things into every role.
func populate(t testing.TB, s storage.Store, things int) {
	t.Helper()
	c := holder(t, s, chat(1))
	for n := range things {
		save(t, s, write(fmt.Sprintf("r%02d", n), n, "T"))
		saveFeeds(t, s, feed(news.SourceID(fmt.Sprintf("s%02d", n)), hours(n)))
		must(t, s.SaveAlias(t.Context(), news.Alias{Name: fmt.Sprintf("a%02d", n), Of: "b", Made: noon}))
		must(t, s.SaveTopic(t.Context(), news.Topic{ID: news.TopicID(fmt.Sprintf("t%02d", n))}))
		reader(t, s, chat(int64(n+1)), hours(-1))
		e := edition(n, noon)
		got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, deliveryOf(chat(1), news.Day("2031-01-01").Add(n), e, hours(n)), e))
		must(t, s.MarkShown(t.Context(), storage.Shown{Address: chat(1), Message: fmt.Sprintf("m%02d", n), Edition: e.ID, At: hours(n)}))
		must(t, s.SaveKeyboard(t.Context(), keyboard(fmt.Sprintf("k%02d", n), chat(1))))
		must(t, s.SaveGuest(t.Context(), guest(int64(n+1), news.Allowed)))
		must(t, s.SaveNotice(t.Context(), news.Notice{ID: fmt.Sprintf("n%02d", n), Told: noon}))
		must(t, s.SaveInvitation(t.Context(), invitation(fmt.Sprintf("i%02d", n), 9)))
	}
}

func examClosed(t *testing.T, s storage.Store) {
	populate(t, s, 2)
	must(t, s.Close())
	for name, call := range calls(s) {
		if err := call(t.Context()); !errors.Is(err, storage.ErrClosed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, s.Close())
}

func examCancelled(t *testing.T, s storage.Store) {
	populate(t, s, 2)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for name, call := range calls(s) {
		if err := call(ended); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
	late, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	if _, err := s.Head(late); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("after the deadline: %v", err)
	}
	same(t, "the store goes on", got[int64](t)(s.Head(t.Context())), int64(2))
}

func examCallsWhileListing(t *testing.T, s storage.Store) {
	populate(t, s, several)
	for name, list := range lists(s) {
		calls := 0
		n, err := list(t.Context(), func() {
			if calls++; calls%30 != 1 {
				return
			}
			must(t, s.SaveTopic(t.Context(), news.Topic{ID: "t00"}))
			reader(t, s, chat(1), hours(1))
			got[storage.Page](t)(s.Search(t.Context(), storage.Query{Limit: 1}))
		})
		must(t, err)
		same(t, name, n, several)
	}
	for name, list := range lists(s) {
		// A list inside of a list, broken off.
		for range s.AllTopics(t.Context()) {
			n, err := list(t.Context(), nil)
			must(t, err)
			same(t, name, n, several)
			break
		}
	}
}

func examSavedAhead(t *testing.T, s storage.Store) {
	save(t, s, write("first", 0, "T"))
	n := 0
	for _, err := range s.AllReports(t.Context(), 0) {
		must(t, err)
		if n++; n == 1 {
			for i := range several {
				save(t, s, write(fmt.Sprint("more", i), 0, "T"))
			}
		}
	}
	// Whether those in the same step are seen is the store's affair; nothing
	// may come twice or out of order.
	if n != 1 && n != 1+several {
		t.Errorf("%d reports were listed", n)
	}
	same(t, "from there", len(collect(t, s.AllReports(t.Context(), 1))), several)
}

func examListCancelled(t *testing.T, s storage.Store) {
	populate(t, s, 3)
	for name, list := range lists(s) {
		ctx, cancel := context.WithCancel(t.Context())
		n, err := list(ctx, cancel)
		if n != 1 || !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %d elements, then %v", name, n, err)
		}
		cancel()
	}
}

func examManySides(t *testing.T, s storage.Store) {
	populate(t, s, 3)
	race(t, func() (none []int, err error) {
		for name, call := range calls(s) {
			err := call(t.Context())
			if err != nil && !errors.Is(err, storage.ErrNotFound) && !errors.Is(err, storage.ErrLost) {
				return none, fmt.Errorf("%s: %w", name, err)
			}
		}
		return none, nil
	})
}

// examBrokenOff ends contexts at all moments of an act.
func examBrokenOff(t *testing.T, s storage.Store) {
	must(t, s.SaveSource(t.Context(), feed("bell", noon)))
	began := time.Now()
	whole := 0
	attempt := func(n int, after time.Duration) {
		ctx, cancel := context.WithTimeout(t.Context(), after)
		defer cancel()
		in := storage.Intake{Source: "bell", State: news.Polling{ETag: fmt.Sprint(n)}}
		for i := range 20 {
			in.Reports = append(in.Reports, write(fmt.Sprintf("%d-%d", n, i), n, "Talks").people("Ana Prado").Report)
		}
		before := got[int64](t)(s.Head(t.Context()))
		_, err := s.SaveReports(ctx, in)
		if err != nil && !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("broken off: %v", err)
		}
		state := got[news.Source](t)(s.Source(t.Context(), "bell")).State.ETag
		switch head := got[int64](t)(s.Head(t.Context())); {
		case head == before+20 && state == fmt.Sprint(n):
			whole++
		case head != before || state == fmt.Sprint(n) || err == nil:
			t.Errorf("head %d after %d with the state %q of attempt %d, %v", head, before, state, n, err)
		}
	}
	attempt(0, time.Hour)
	usual := time.Since(began)
	for n := range 12 {
		attempt(n+1, usual*time.Duration(n)/8)
	}
	same(t, "reports", len(find(t, s, storage.Query{People: [][]string{{"Ana Prado"}}, Limit: 100})), 20*whole)
}
