package digest_test

import (
	"fmt"
	"testing"
	"time"

	"readout/digest"
	"readout/digest/news"
)

// unlike are readers of one morning who differ in one thing each, but the last,
// who is like the first.
func unlike() []func(*news.Subscriber) {
	since := func(ago time.Duration) func(*news.Subscriber) {
		return func(s *news.Subscriber) { s.Since = morning(3).Add(-ago) }
	}
	silent := func(s *news.Subscriber) { s.Topics, s.Empty = []news.TopicID{"zebras"}, news.Nothing }
	return []func(*news.Subscriber){
		since(24 * time.Hour),
		since(30 * time.Hour),
		// The window of both begins two days back; of one, a feed was torn before.
		func(s *news.Subscriber) { since(50 * time.Hour)(s); silent(s) },
		func(s *news.Subscriber) { since(70 * time.Hour)(s); silent(s) },
		func(s *news.Subscriber) { since(24 * time.Hour)(s); s.Topics = []news.TopicID{"ferries"} },
		func(s *news.Subscriber) { since(24 * time.Hour)(s); s.Topics = []news.TopicID{"own"} },
		func(s *news.Subscriber) { since(24 * time.Hour)(s); s.Topics = []news.TopicID{"ferries", "all"} },
		func(s *news.Subscriber) { since(24 * time.Hour)(s); s.Followed = []string{"Tom Reyes"} },
		func(s *news.Subscriber) { since(24 * time.Hour)(s); s.Hidden = []string{"border"} },
		func(s *news.Subscriber) { since(24 * time.Hour)(s); s.Off = []news.Section{news.Met} },
		func(s *news.Subscriber) { since(24 * time.Hour)(s); s.Length = news.Short },
		func(s *news.Subscriber) {
			since(24 * time.Hour)(s)
			s.Schedule = news.Schedule{Zone: "Asia/Kathmandu", Times: []news.TimeOfDay{13*60 + 45}}
		},
		func(s *news.Subscriber) {
			since(24 * time.Hour)(s)
			s.Schedule.Times = []news.TimeOfDay{8 * 60, 18 * 60}
		},
		func(s *news.Subscriber) { since(24 * time.Hour)(s); s.Doubtful = morning(2) },
		since(24 * time.Hour),
	}
}

// Readers who share an edition would each get the very same alone.
func TestInCompanyAsAlone(t *testing.T) {
	t.Parallel()
	readers := unlike()
	together := editionsOf(t, readers, func(int) bool { return true })
	for i := range readers {
		if alone := editionsOf(t, readers, func(n int) bool { return n == i })[i]; together[i] != alone {
			t.Errorf("reader %d gets %q with the others, and %q alone", i, together[i], alone)
		}
	}
	last := len(readers) - 1
	if together[0] == "" || together[0] != together[last] {
		t.Errorf("equal readers get %q and %q", together[0], together[last])
	}
}

// editionsOf are what the readers of one morning got; "" is nothing.
func editionsOf(t *testing.T, readers []func(*news.Subscriber), comes func(int) bool) []news.EditionID {
	t.Helper()
	h := subscribed(t, func(s *news.Subscriber) { s.Paused = true })
	torn := news.Polling{URL: "https://hill.example/feed", Gaps: []news.Gap{{Since: morning(0), Until: morning(0).Add(3 * time.Hour), Reason: "403", Torn: true}}}
	if err := h.store.SaveSource(t.Context(), news.Source{ID: "hill", URL: torn.URL, Added: monday, State: torn}); err != nil {
		t.Fatal(err)
	}
	for _, topic := range []news.Topic{{ID: "zebras", Any: []string{"zebra"}}, {ID: "ferries", Name: "Ferries", Any: []string{"Kessler"}}, {ID: "own", Name: "Own", Owner: news.Address{Chat: 105}}} {
		if err := h.store.SaveTopic(t.Context(), topic); err != nil {
			t.Fatal(err)
		}
	}
	for n, text := range []string{talks, visit} {
		h.wire.publish("herald", fmt.Sprint("Again ", n), text, morning(2).Add(time.Hour))
	}
	h.ingest(morning(2).Add(2 * time.Hour))
	for i, change := range readers {
		if comes(i) {
			h.subscribeAt(news.Address{Chat: int64(100 + i)}, morning(2).Add(time.Hour), change)
		}
	}
	h.ingest(morning(3).Add(-time.Minute))
	h.deliver(morning(3))
	out := make([]news.EditionID, len(readers))
	for d, err := range h.store.AllDeliveries(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out[d.Key.Address.Chat-100] = d.Edition
	}
	return out
}

// BenchmarkComposingAgain is the second reader of a digest, and all after it.
func BenchmarkComposingAgain(b *testing.B) {
	due := morning(0)
	s := news.Subscriber{Address: reader, Topics: []news.TopicID{"all"}, Since: due.Add(-24 * time.Hour)}
	s.Schedule = news.Schedule{Zone: "Asia/Baku", Times: []news.TimeOfDay{12 * 60}}
	s.Plan(due.Add(-time.Second))
	again := digest.Again(s, due)
	b.ReportAllocs()
	for b.Loop() {
		again()
	}
}
