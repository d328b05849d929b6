package storage_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest/news"
	"readout/storage"
)

func TestReplace(t *testing.T) {
	t.Parallel()
	noon := time.Date(2031, 3, 4, 12, 0, 0, 0, time.UTC)
	later := noon.Add(time.Hour)
	old := news.Article{ID: "a", Seq: 7, Title: "old", Fingerprint: "1", Published: noon, Seen: noon.Add(time.Minute), Edited: noon.Add(2 * time.Minute)}
	for name, c := range map[string]struct {
		now, want news.Article
		saved     storage.Saved
	}{
		"known": {
			news.Article{ID: "a", Title: "new", Fingerprint: "1", Published: later, Seen: later.Add(time.Minute)},
			news.Article{ID: "a", Seq: 7, Title: "new", Fingerprint: "1", Published: later, Seen: old.Seen, Edited: old.Edited},
			storage.Saved{New: 1, Known: 1},
		},
		"edited": {
			news.Article{ID: "a", Seq: 9, Fingerprint: "2", Published: later, Seen: later.Add(time.Minute), Edited: noon},
			news.Article{ID: "a", Seq: 7, Fingerprint: "2", Published: later, Seen: old.Seen, Edited: later.Add(time.Minute)},
			storage.Saved{New: 1, Edited: 1},
		},
		"no date told": {
			news.Article{ID: "a", Fingerprint: "1", Published: later, Seen: later.Add(time.Microsecond)},
			news.Article{ID: "a", Seq: 7, Fingerprint: "1", Published: noon, Seen: old.Seen, Edited: old.Edited},
			storage.Saved{New: 1, Known: 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			saved := storage.Saved{New: 1}
			got := saved.Replace(news.Report{Article: old}, news.Report{Article: c.now})
			if diff := cmp.Diff(c.want, got.Article); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if saved != c.saved {
				t.Errorf("counted %+v, want %+v", saved, c.saved)
			}
		})
	}
}

func TestAfterAReading(t *testing.T) {
	t.Parallel()
	source := news.Source{ID: "bell", URL: "new", State: news.Polling{ETag: "1"}}
	for read, want := range map[string]news.Source{
		"":    {ID: "bell", URL: "new", Title: "The Bell", State: news.Polling{ETag: "2"}},
		"new": {ID: "bell", URL: "new", Title: "The Bell", State: news.Polling{ETag: "2", URL: "new"}},
		"old": source,
	} {
		got := storage.Intake{State: news.Polling{ETag: "2", URL: read}, Title: "The Bell"}.After(source)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("read from %q (-want +got):\n%s", read, diff)
		}
	}
	named := source
	named.Title = "Bell"
	if got := (storage.Intake{Title: "The Bell"}).After(named); got.Title != "Bell" {
		t.Errorf("a name was replaced by %q", got.Title)
	}
}

func TestResaved(t *testing.T) {
	t.Parallel()
	old := news.Source{URL: "a", State: news.Polling{ETag: "1"}}
	if got, moved := storage.Resaved(old, news.Source{URL: "a", Title: "T"}); moved || got.State.ETag != "1" || got.Title != "T" {
		t.Errorf("same address: %+v, %v", got, moved)
	}
	if got, moved := storage.Resaved(old, news.Source{URL: "b", State: news.Polling{ETag: "2"}}); !moved || got.State.ETag != "" {
		t.Errorf("another address: %+v, %v", got, moved)
	}
}
