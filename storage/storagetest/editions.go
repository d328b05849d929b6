package storagetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
)

var editions = []exam{
	{"one comes back whole", examEdition},
	{"equal content is one edition, with the later Made", examEqualEditions},
	{"listed by id", examEditions},
	{"what a message shows, and what was shown last", examShown},
	{"what was shown is listed in the order in which it was noted", examAllShown},
	{"pruning keeps what may be asked about", examPrune},
	{"pruning many", examPruneMany},
}

func examEdition(t *testing.T, s storage.Store) {
	e := news.NewEdition([]news.Block{
		{Kind: news.Heading, Text: news.Text{{Words: "Alps", Style: news.Bold}, {Words: " & <seas>\n", Link: "https://bell.example/?a=1&b=2"}}},
		{Kind: news.Item, Number: 1, Text: news.Say("Ana Prado – Tom Reyes"), Proofs: []news.Proof{
			{Article: "a", Outlet: "The Bell", Title: "T", URL: "u", Published: noon, Sentence: "“So it was.”", Rule: "meet/x", Confidence: 80, Provenance: "the ministry"},
		}},
	}, []news.Block{{Kind: news.Item, Number: 2, Text: news.Say("more")}}, noon)
	must(t, s.SaveEdition(t.Context(), e))
	same(t, "edition", got[news.Edition](t)(s.Edition(t.Context(), e.ID)), e)
	if _, err := s.Edition(t.Context(), "none"); !errors.Is(err, storage.ErrNotFound) {
		t.Errorf("an edition that is not there: %v", err)
	}
}

func examEqualEditions(t *testing.T, s storage.Store) {
	for _, hour := range []int{1, 5, 3} {
		must(t, s.SaveEdition(t.Context(), edition(1, hours(hour))))
	}
	same(t, "editions", collect(t, s.AllEditions(t.Context())), []news.Edition{edition(1, hours(5))})
}

func examEditions(t *testing.T, s storage.Store) {
	var want []news.EditionID
	for n := range several {
		e := edition(n, noon)
		want = append(want, e.ID)
		must(t, s.SaveEdition(t.Context(), e))
	}
	slices.Sort(want)
	same(t, "ids", mapped(collect(t, s.AllEditions(t.Context())), func(e news.Edition) news.EditionID { return e.ID }), want)
}

func examShown(t *testing.T, s storage.Store) {
	at := news.Address{Chat: 1, Thread: 2}
	shown := func(message string, e news.EditionID, hour int) storage.Shown {
		return storage.Shown{Address: at, Message: message, Edition: e, At: hours(hour)}
	}
	for _, sh := range []storage.Shown{shown("m1", "e1", 1), shown("m2", "e2", 2), shown("m3", "e3", 2), shown("m0", "e0", 0)} {
		must(t, s.MarkShown(t.Context(), sh))
	}
	must(t, s.MarkShown(t.Context(), storage.Shown{Address: chat(1), Message: "m1", Edition: "other", At: hours(9)}))
	last := func(message string) storage.Shown {
		return got[storage.Shown](t)(s.LastShown(t.Context(), at, message))
	}
	same(t, "last", last(""), shown("m3", "e3", 2))
	same(t, "of a message", last("m1"), shown("m1", "e1", 1))
	must(t, s.MarkShown(t.Context(), shown("m1", "e4", 2)))
	same(t, "an edited message", last("m1"), shown("m1", "e4", 2))
	same(t, "is the last", last(""), shown("m1", "e4", 2))
	for _, where := range []storage.Shown{{Address: at, Message: "m9"}, {Address: chat(9)}} {
		if _, err := s.LastShown(t.Context(), where.Address, where.Message); !errors.Is(err, storage.ErrNotFound) {
			t.Errorf("nothing shown: %v", err)
		}
	}
}

func examAllShown(t *testing.T, s storage.Store) {
	var want []storage.Shown
	for _, at := range []news.Address{{Chat: -7}, {Chat: 3}, {Chat: 3, Thread: 2}} {
		for n := range several {
			// Neither the instant nor the message's id says when it was noted.
			sh := storage.Shown{Address: at, Message: fmt.Sprint("m", (n*37)%several), Edition: "e1", At: hours(n * 31 % 50)}
			want = append(want, sh)
		}
	}
	for n := range want {
		// The addresses take turns.
		must(t, s.MarkShown(t.Context(), want[n%3*several+n/3]))
	}
	same(t, "shown", collect(t, s.AllShown(t.Context())), want)
	again := want[several]
	again.Edition = "e2"
	must(t, s.MarkShown(t.Context(), again))
	want = append(append(slices.Clone(want[:several]), want[several+1:2*several]...), append([]storage.Shown{again}, want[2*several:]...)...)
	same(t, "one noted again is the last", collect(t, s.AllShown(t.Context())), want)
}

func examPrune(t *testing.T, s storage.Store) {
	c := holder(t, s, chat(1))
	deliver := func(n int, day news.Day, begun, finished time.Time) {
		e := edition(n, hours(-100))
		d := deliveryOf(chat(1), day, e, begun)
		d.Finished = finished
		got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, d, e))
	}
	deliver(1, "2031-03-01", hours(-80), hours(-79))
	deliver(2, "2031-03-02", hours(-50), hours(-48)) // begun before the limit, finished after
	deliver(3, "2031-03-03", hours(-20), hours(-19))
	deliver(4, "2031-02-01", hours(-90), time.Time{}) // given up
	deliver(8, "2031-03-04", hours(-49), time.Time{}) // still on its way
	for n, made := range map[int]time.Time{5: hours(-100), 6: hours(-10), 7: hours(-100)} {
		must(t, s.SaveEdition(t.Context(), edition(n, made)))
	}
	for n, at := range map[int]time.Time{1: hours(-70), 5: hours(-70), 7: hours(-5)} {
		must(t, s.MarkShown(t.Context(), storage.Shown{Address: chat(int64(n)), Message: "m", Edition: edition(n, noon).ID, At: at}))
	}

	same(t, "gone", got[int](t)(s.PruneEditions(t.Context(), hours(-49))), 4)
	for n, want := range map[int]bool{1: false, 2: false, 3: true, 4: false, 5: false, 6: true, 7: true, 8: true} {
		_, err := s.Edition(t.Context(), edition(n, noon).ID)
		same(t, fmt.Sprintf("edition %d is kept", n), err == nil, want)
	}
	for n, want := range map[int64]bool{1: false, 5: false, 7: true} {
		_, err := s.LastShown(t.Context(), chat(n), "")
		same(t, fmt.Sprintf("what showed edition %d is kept", n), err == nil, want)
	}
	dates := mapped(collect(t, s.AllDeliveries(t.Context())), func(d news.Delivery) news.Day { return d.Key.Date })
	same(t, "deliveries", dates, []news.Day{"2031-03-02", "2031-03-03", "2031-03-04"})
	same(t, "again", got[int](t)(s.PruneEditions(t.Context(), hours(-49))), 0)
}

func examPruneMany(t *testing.T, s storage.Store) {
	c := holder(t, s, chat(1))
	for n := range several {
		e := edition(n, hours(-100))
		d := deliveryOf(chat(1), news.Day("2030-01-01").Add(n), e, hours(-90))
		got[news.Delivery](t)(s.BeginDelivery(t.Context(), c, d, e))
	}
	same(t, "on their way", got[int](t)(s.PruneEditions(t.Context(), hours(-90))), 0)
	same(t, "deliveries", len(collect(t, s.AllDeliveries(t.Context()))), several)
	same(t, "gone", got[int](t)(s.PruneEditions(t.Context(), noon)), several)
	same(t, "deliveries left", len(collect(t, s.AllDeliveries(t.Context()))), 0)
	same(t, "editions left", len(collect(t, s.AllEditions(t.Context()))), 0)
}
