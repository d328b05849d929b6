package redis_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/redis"
	"readout/storage/storagetest/redisserver"
)

// TestServerKilledWhileSaving kills the server while a feed is saved, and
// holds that each reading is there whole, with the state that it left, and is
// found.
func TestServerKilledWhileSaving(t *testing.T) {
	t.Parallel()
	const perReading = 5
	server := redisserver.Start(t)
	if err := open(t, server.URL(), redis.Options{}).SaveSource(t.Context(), news.Source{ID: "bell", URL: "https://bell.example/feed"}); err != nil {
		t.Fatal(err)
	}
	for kill := range 8 {
		s := open(t, server.URL(), redis.Options{Timeout: time.Second})
		head := wantReadings(t, s, perReading)
		killed := make(chan struct{})
		time.AfterFunc(time.Duration(3*kill)*time.Millisecond, func() {
			defer close(killed)
			server.Kill()
		})
		said := head
		for n := head / perReading; ; n++ {
			saved, err := s.SaveReports(t.Context(), reading(n, perReading))
			if err != nil {
				break
			}
			said = saved.Head
		}
		s.Close()
		// A reading may end with an error before the process is gone, or before
		// it is told to go, where the machine is slow.
		<-killed
		server.Restart()
		s = open(t, server.URL(), redis.Options{})
		if head := wantReadings(t, s, perReading); head < said {
			t.Errorf("head %d after %d was said", head, said)
		}
		s.Close()
	}
}

func reading(n int64, reports int) storage.Intake {
	in := storage.Intake{Source: "bell", State: news.Polling{ETag: strconv.FormatInt(n, 10)}}
	for i := range reports {
		in.Reports = append(in.Reports, told(fmt.Sprintf("%d-%d", n, i), int(n), "Ana Prado", fmt.Sprint("Reader", n)))
	}
	return in
}

// wantReadings returns the head.
func wantReadings(t *testing.T, s *redis.Store, perReading int64) int64 {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	head, err := s.Head(ctx)
	if err != nil {
		t.Fatal(err)
	}
	n := int64(0)
	for r, err := range s.AllReports(ctx, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if want := news.ArticleID(fmt.Sprintf("%d-%d", n/perReading, n%perReading)); r.Article.ID != want || r.Article.Seq != n+1 {
			t.Fatalf("sequence %d is %s, want %s", r.Article.Seq, r.Article.ID, want)
		}
		n++
	}
	source, err := s.Source(ctx, "bell")
	if err != nil || n != head || n%perReading != 0 || n > 0 && source.State.ETag != strconv.FormatInt(n/perReading-1, 10) {
		t.Fatalf("head %d, %d reports, state of reading %q, %v", head, n, source.State.ETag, err)
	}
	uses, err := s.FindNames(ctx, []string{"prado"}, false, 1)
	if err != nil || n > 0 && int64(uses[0].Reports) != n {
		t.Fatalf("%d reports, and %+v, %v", n, uses, err)
	}
	for q := (storage.Query{Words: "lyon", Limit: 100}); ; {
		page, err := s.Search(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		n -= int64(len(page.Reports))
		if q.After = page.Next; q.After == "" {
			break
		}
	}
	if n != 0 {
		t.Errorf("%d reports are not found", n)
	}
	return head
}
