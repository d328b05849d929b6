package digest_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"readout/digest"
	"readout/digest/news"
	"readout/storage"
)

// scythe ends the work at a point of ingest, once it is set to it. What runs
// there ends as a process would: nothing after it is done.
type scythe struct {
	point string
	kills int
}

func (s *scythe) pass(point string) {
	if s.point == point {
		s.point = ""
		s.kills++
		runtime.Goexit()
	}
}

// mortal is a store whose callers may die around a commit.
type mortal struct {
	storage.Store
	scythe *scythe
}

func (m mortal) SaveReports(ctx context.Context, in storage.Intake) (storage.Saved, error) {
	m.scythe.pass("K2 before the commit")
	saved, err := m.Store.SaveReports(ctx, in)
	m.scythe.pass("K3 after the commit")
	return saved, err
}

// ticker is a feed of numbered items, the last ten of them, that its reader
// may die in.
type ticker struct {
	*wire
	scythe *scythe
	last   int
}

func (f *ticker) Fetch(_ context.Context, s news.Source) (news.Batch, error) {
	tag := fmt.Sprint(f.last)
	f.scythe.pass("K1 after the answer")
	if s.State.ETag == tag {
		return news.Batch{Unchanged: true}, nil
	}
	b := news.Batch{Title: "Ticker", ETag: tag}
	for n := max(1, f.last-9); n <= f.last; n++ {
		title := fmt.Sprint("Item ", n)
		b.Articles = append(b.Articles, news.Article{
			ID: news.IdentityOf(s.ID, title), Source: s.ID, Title: title, Text: "Short.", Fingerprint: title, Published: monday, Seen: monday,
		})
	}
	return b, nil
}

func (f *ticker) Page(_ context.Context, a news.Article) (news.Article, error) {
	if a.Title == fmt.Sprint("Item ", f.last) {
		f.scythe.pass("K2 within the batch")
	}
	a.Text = visit
	return a, nil
}

// A hundred deaths at each point, in any order: no item is lost, none is kept
// twice, and none is taken for poison that was under way in one death only.
func TestK1ToK3KilledIngest(t *testing.T) {
	t.Parallel()
	points := []string{"K1 after the answer", "K2 within the batch", "K2 before the commit", "K3 after the commit"}
	h := open(t)
	h.feed("ticker")
	reaper := &scythe{}
	f := &ticker{wire: h.wire, scythe: reaper}
	chance := rand.New(rand.NewPCG(1, 2))
	now := monday
	for round := range 100 * len(points) {
		f.last += 1 + chance.IntN(3)
		reaper.point = points[round%len(points)]
		for range 2 {
			h.Desk = digest.New(mortal{h.store, reaper}, f, slog.New(slog.DiscardHandler), digest.Options{Owner: "test"})
			now = now.Add(16 * time.Minute)
			h.ingest(now)
		}
	}
	kept := map[string]int{}
	for r, err := range h.store.AllReports(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		kept[r.Article.Title]++
		if r.Article.Parked != "" || r.Article.Text != visit {
			t.Errorf("%s: parked %q, text %q", r.Article.Title, r.Article.Parked, r.Article.Text)
		}
	}
	for n := 1; n <= f.last; n++ {
		if title := fmt.Sprint("Item ", n); kept[title] != 1 {
			t.Errorf("%s is kept %d times", title, kept[title])
		}
	}
	if reaper.kills != 100*len(points) {
		t.Errorf("%d deaths", reaper.kills)
	}
}
