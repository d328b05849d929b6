package digest_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest"
	"readout/digest/news"
	"readout/storage/sqlite"
)

// A list is adopted once, however often and in whatever spelling its feeds
// come, and none takes the place of another.
func TestFeedsAreAdoptedOnce(t *testing.T) {
	t.Parallel()
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	dropped := news.Source{ID: "wire", URL: "https://wire.example/feed", Listing: news.Listed}
	dropped.Drop(monday)
	for _, s := range []news.Source{{ID: "post", URL: "https://post.example/feed", Title: "Post", Folders: []string{"Coast"}}, dropped} {
		if err := store.SaveSource(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	for round, want := range []int{2, 0} {
		list := []news.Source{
			{URL: "http://www.post.example/feed/?utm_source=reader", Title: "Another name", Folders: []string{"World"}},
			{URL: "https://wire.example/feed"},
			{URL: "https://new.example/a?b", Folders: []string{"World"}},
			{URL: "https://new.example/a/b"}, // Its id would be the one before.
			{URL: "https://NEW.example/a?b"},
		}
		added, err := digest.Adopt(t.Context(), store, list, monday.Add(time.Hour))
		if err != nil || added != want {
			t.Fatalf("round %d: %d added, %v", round, added, err)
		}
		if list[0].ID != "post" || list[1].ID != "wire" || list[2].ID != list[4].ID || list[2].ID == list[3].ID {
			t.Errorf("ids: %+v", list)
		}
		topics, err := digest.AdoptFolders(t.Context(), store, list)
		if err != nil || topics != 1 {
			t.Errorf("%d topics, %v", topics, err)
		}
	}
	post, err := store.Source(t.Context(), "post")
	if diff := cmp.Diff([]string{"Coast", "World"}, post.Folders); err != nil || diff != "" || post.Title != "Post" {
		t.Errorf("%v: %+v", err, post)
	}
	wire, err := store.Source(t.Context(), "wire")
	if err != nil || wire.Paused || wire.Listing != news.Unlisted {
		t.Errorf("not read again: %v %+v", err, wire)
	}
}
