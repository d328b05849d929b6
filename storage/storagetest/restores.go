package storagetest

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var restores = []exam{
	{"reports come back as they were listed", examRestoreReports},
	{"restored reports are found and counted", examRestoredFound},
	{"a restored report replaces the one that is there", examRestoreReplaces},
	{"reports that have no sequence of their own are refused", examRestoreSeq},
	{"subscribers come back without claims", examRestoreSubscribers},
	{"deliveries and editions come back as they were", examRestoreDeliveries},
	{"an edition gets back the Made that it had", examRestoreEditionMade},
	{"what was shown comes back in its order", examRestoreShown},
	{"restoring nothing", examRestoreNothing},
	{"a part says so until it is whole", examUnfinished},
}

func examUnfinished(t *testing.T, s storage.Store) {
	wantUnfinished(t, s, "")
	for _, goOn := range []string{"restore --add sunday.db", "copy --add", "copy --add", "", ""} {
		must(t, s.SetUnfinished(t.Context(), goOn))
		wantUnfinished(t, s, goOn)
	}
}

func wantUnfinished(t *testing.T, s storage.Store, goOn string) {
	t.Helper()
	same(t, "unfinished", got[string](t)(s.Unfinished(t.Context())), goOn)
}

// examRestoreReports keeps a list in hand, as another store would give it.
func examRestoreReports(t *testing.T, s storage.Store) {
	var list []news.Report
	for n := range several {
		r := write(fmt.Sprintf("r%03d", n), n%5, "T").people("Ana Prado").
			meeting("Ana Prado met Tom Reyes.", "Lyon", "2031-03-03", "Ana Prado", "Tom Reyes").
			said("Prado said so.", "Ana Prado").Report
		// Sequences may have gaps.
		r.Article.Seq = int64(n*2 + 3)
		r.Article.Edited = hours(n)
		list = append(list, r)
	}
	list[4].Article.Edited = time.Time{}
	list[5].Article.Published = list[5].Article.Seen
	// In any order, some twice.
	for _, part := range [][]news.Report{list[40:], list[:50], list[60:65]} {
		must(t, s.RestoreReports(t.Context(), part))
	}
	same(t, "reports", collect(t, s.AllReports(t.Context(), 0)), list)
	same(t, "head", got[int64](t)(s.Head(t.Context())), int64(several*2+1))
	same(t, "the next sequence", save(t, s, write("new", 9, "N")), storage.Saved{New: 1, Head: several*2 + 2})
	same(t, "read again", save(t, s, write("r005", 0, "T")), storage.Saved{Known: 1, Head: several*2 + 2})
}

func examRestoredFound(t *testing.T, s storage.Store) {
	r := write("a", 3, "Talks").people("Ana Prado").
		meeting("Ana Prado met Tom Reyes.", "Lyon", "2031-03-03", "Ana Prado", "Tom Reyes").
		visit("Reyes goes to Malta.", "Malta", "2031-03-05", "2031-03-07", "Tom Reyes").
		said("Prado said that the pact will hold.", "Ana Prado").Report
	r.Article.Seq = 7
	for range 2 {
		must(t, s.RestoreReports(t.Context(), []news.Report{r}))
	}
	same(t, "report", got[news.Report](t)(s.Report(t.Context(), "a")), r)
	for _, q := range []storage.Query{
		{Words: "talks"}, {Kind: storage.Meetings, Place: "lyon", From: "2031-03-03", To: "2031-03-03", People: [][]string{{"Tom Reyes"}}},
		{Kind: storage.Visits, Place: "malta", From: "2031-03-06"}, {Kind: storage.Statements, Words: `"pact will"`},
		{Sources: []news.SourceID{"bell"}}, {Outlet: "bell"},
	} {
		same(t, fmt.Sprintf("%+v", q), find(t, s, q), []string{"a"})
	}
	same(t, "stats", got[storage.Stats](t)(s.Stats(t.Context())), storage.Stats{
		Reports: 1, Meetings: 1, Statements: 1, Visits: 1, Names: 2, Oldest: r.Article.Seen, Newest: r.Article.Published,
	})
	same(t, "names", got[[]storage.NameUse](t)(s.FindNames(t.Context(), []string{"ana"}, false, 9)),
		[]storage.NameUse{{Name: "Ana Prado", Reports: 1, Latest: r.Article.Published}})
	same(t, "fingerprints", got[map[news.ArticleID]string](t)(s.Fingerprints(t.Context(), []news.ArticleID{"a"})),
		map[news.ArticleID]string{"a": r.Article.Fingerprint})
	same(t, "the sequence before it", got[int64](t)(s.SeqBefore(t.Context(), r.Article.Seen)), int64(6))
}

func examRestoreReplaces(t *testing.T, s storage.Store) {
	save(t, s, write("a", 1, "Old").people("Ana Prado").meeting("They met.", "Lyon", "2031-03-03", "Ana Prado", "Tom Reyes"), write("b", 2, "B"))
	r := write("a", 5, "New").people("Mira Olsen").Report
	r.Article.Seq, r.Article.Published, r.Article.Fingerprint = 1, r.Article.Seen, "another"
	must(t, s.RestoreReports(t.Context(), []news.Report{r}))
	same(t, "report", got[news.Report](t)(s.Report(t.Context(), "a")), r)
	same(t, "the old facts", find(t, s, storage.Query{Kind: storage.Meetings}), []string{})
	same(t, "the old words", find(t, s, storage.Query{Words: "old"}), []string{})
	same(t, "the new name", find(t, s, storage.Query{People: [][]string{{"Mira Olsen"}}}), []string{"a"})
	same(t, "names", len(got[[]storage.NameUse](t)(s.FindNames(t.Context(), nil, false, 9))), 1)

	// At another sequence too.
	r.Article.Seq = 9
	must(t, s.RestoreReports(t.Context(), []news.Report{r}))
	same(t, "in order", idsOf(collect(t, s.AllReports(t.Context(), 0))), []string{"b", "a"})
	same(t, "found once", find(t, s, storage.Query{Words: "new"}), []string{"a"})
	same(t, "head", got[int64](t)(s.Head(t.Context())), int64(9))
}

func examRestoreSeq(t *testing.T, s storage.Store) {
	save(t, s, write("a", 1, "A"), write("b", 2, "B"))
	before := collect(t, s.AllReports(t.Context(), 0))
	at := func(id string, seq int64) news.Report {
		r := write(id, 3, "C").Report
		r.Article.Seq = seq
		return r
	}
	for name, bad := range map[string]news.Report{
		"no sequence": at("d", 0), "one below": at("d", -1), "another's": at("d", 2),
		"another's, of one that is there": at("a", 2), "one of the same list": at("d", 5), "no id": at("", 6),
	} {
		if err := s.RestoreReports(t.Context(), []news.Report{at("c", 5), bad}); err == nil {
			t.Errorf("%s: restored", name)
		}
		// One act: the good one is not there either.
		same(t, name, collect(t, s.AllReports(t.Context(), 0)), before)
		same(t, name+": head", got[int64](t)(s.Head(t.Context())), int64(2))
		same(t, name+": found", find(t, s, storage.Query{Words: "C"}), []string{})
	}
}

func examRestoreSubscribers(t *testing.T, s storage.Store) {
	var list []news.Subscriber
	for n := range several {
		sub := news.Subscriber{
			Address: news.Address{Chat: int64(n-9) << 40, Thread: n % 2}, Kind: "group", Name: fmt.Sprint("n", n), Joined: hours(n),
			Topics: []news.TopicID{"alps"}, Schedule: news.Schedule{Times: []news.TimeOfDay{480}, Zone: "Asia/Baku"}, Hidden: []string{"sport"},
			Cursor: int64(n), Since: hours(-n), Due: slotAt(hours(n)),
		}
		list = append(list, sub)
	}
	list[3].Due, list[4].PausedUntil, list[4].Paused, list[5].Gone = news.Slot{}, hours(9), true, "blocked"
	c := holder(t, s, list[0].Address)
	for range 2 {
		must(t, s.RestoreSubscribers(t.Context(), list[:40]))
		must(t, s.RestoreSubscribers(t.Context(), list[40:]))
	}
	same(t, "subscribers", collect(t, s.AllSubscribers(t.Context())), list)
	same(t, "next due", got[time.Time](t)(s.NextDue(t.Context())), noon)
	// Whoever held the one that was there before does so no more.
	claims := claim(t, s, noon, 9)
	if len(claims) != 1 || claims[0].Subscriber.Address != list[0].Address || claims[0].Fence <= c.Fence {
		t.Errorf("claimed %+v after fence %d", claims, c.Fence)
	}
	if err := s.FinishDelivery(t.Context(), c, news.DeliveryKey{}, noon, served); !errors.Is(err, storage.ErrLost) {
		t.Errorf("the holder from before: %v", err)
	}
	same(t, "who is due", mapped(claim(t, s, hours(2), 9), func(c storage.Claim) news.Address { return c.Subscriber.Address }),
		[]news.Address{list[0].Address, list[1].Address, list[2].Address})
	sub := got[news.Subscriber](t)(s.UpdateSubscriber(t.Context(), list[7].Address, func(sub *news.Subscriber) error { sub.Cursor++; return nil }))
	same(t, "life goes on", sub.Cursor, int64(8))
}

func examRestoreDeliveries(t *testing.T, s storage.Store) {
	var list []news.Delivery
	var made []news.Edition
	for n := range several {
		e := edition(n, hours(-n))
		d := deliveryOf(news.Address{Chat: int64(n%3) - 1, Thread: n % 2}, news.Day("2031-01-01").Add(n), e, hours(n))
		d.Parts[0] = news.Part{To: 1, State: news.Sent, Message: "m", Tries: 2, Unsure: 1}
		if n%2 == 0 {
			d.Finished = hours(n + 1)
		}
		list, made = append(list, d), append(made, e)
	}
	stale := list[3]
	stale.Edition, stale.Begun, stale.Finished = "another", hours(-99), hours(-98)
	must(t, s.RestoreDeliveries(t.Context(), []news.Delivery{stale}))
	for range 2 {
		must(t, s.RestoreDeliveries(t.Context(), list))
		must(t, s.RestoreEditions(t.Context(), made))
	}
	slices.SortFunc(list, func(a, b news.Delivery) int {
		p, q := a.Key.Address, b.Key.Address
		return cmp.Or(cmp.Compare(p.Chat, q.Chat), cmp.Compare(p.Thread, q.Thread), cmp.Compare(a.Key.Date, b.Key.Date))
	})
	slices.SortFunc(made, func(a, b news.Edition) int { return cmp.Compare(a.ID, b.ID) })
	same(t, "deliveries", collect(t, s.AllDeliveries(t.Context())), list)
	same(t, "editions", collect(t, s.AllEditions(t.Context())), made)

	// They are known where the work goes on: nothing is begun twice.
	at := list[0].Key.Address
	again := list[0]
	again.Parts, again.Begun = nil, hours(99)
	same(t, "begun", got[news.Delivery](t)(s.BeginDelivery(t.Context(), holder(t, s, at), again, made[0])), list[0])
	// And in what is pruned.
	same(t, "pruned", got[int](t)(s.PruneEditions(t.Context(), hours(1000))), several)
	same(t, "deliveries left", len(collect(t, s.AllDeliveries(t.Context()))), 0)
}

func examRestoreEditionMade(t *testing.T, s storage.Store) {
	must(t, s.SaveEdition(t.Context(), edition(1, hours(5))))
	must(t, s.RestoreEditions(t.Context(), []news.Edition{edition(1, hours(2))}))
	same(t, "edition", got[news.Edition](t)(s.Edition(t.Context(), edition(1, noon).ID)), edition(1, hours(2)))
	same(t, "pruned", got[int](t)(s.PruneEditions(t.Context(), hours(3))), 1)
}

func examRestoreShown(t *testing.T, s storage.Store) {
	var list []storage.Shown
	for _, at := range []news.Address{{Chat: -7}, {Chat: 3, Thread: 2}} {
		for n := range several {
			list = append(list, storage.Shown{Address: at, Message: fmt.Sprint("m", (n*37)%several), Edition: edition(n%3, noon).ID, At: hours(n % 4)})
		}
	}
	must(t, s.MarkShown(t.Context(), storage.Shown{Address: list[0].Address, Message: "m0", Edition: "e0", At: hours(9)}))
	for range 2 {
		must(t, s.RestoreShown(t.Context(), list[:50]))
		must(t, s.RestoreShown(t.Context(), list[50:]))
		same(t, "shown", collect(t, s.AllShown(t.Context())), list)
	}
	last := got[storage.Shown](t)(s.LastShown(t.Context(), news.Address{Chat: -7}, ""))
	same(t, "last", last, list[67])
	same(t, "of a message", got[storage.Shown](t)(s.LastShown(t.Context(), news.Address{Chat: -7}, list[9].Message)), list[9])
}

func examRestoreNothing(t *testing.T, s storage.Store) {
	must(t, s.RestoreReports(t.Context(), nil))
	must(t, s.RestoreSubscribers(t.Context(), nil))
	must(t, s.RestoreDeliveries(t.Context(), nil))
	must(t, s.RestoreEditions(t.Context(), nil))
	must(t, s.RestoreShown(t.Context(), nil))
	same(t, "head", got[int64](t)(s.Head(t.Context())), int64(0))
}
