package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/configs"
	"readout/digest/news"
	"readout/storage/sqlite"
)

func TestWhatAnAdminMadeOfATopicStandsUntilItsEntryChanges(t *testing.T) {
	t.Parallel()
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	start := func(about string) {
		t.Helper()
		c := configs.Config{Topics: []configs.Topic{{Name: "Lakes", About: about, Any: []string{"lake"}}}}
		if err := seed(t.Context(), store, c, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	mustBe := func(want string) {
		t.Helper()
		if topic, err := store.Topic(t.Context(), "lakes"); err != nil || topic.About != want {
			t.Errorf("about %q, want %q (%v)", topic.About, want, err)
		}
	}
	start("Water")
	mustBe("Water")
	topic, err := store.Topic(t.Context(), "lakes")
	if err != nil {
		t.Fatal(err)
	}
	topic.About = "Shared water"
	if err := store.SaveTopic(t.Context(), topic); err != nil {
		t.Fatal(err)
	}
	start("Water")
	mustBe("Shared water")
	start("Water and dams")
	mustBe("Water and dams")
}

func TestAFeedThatMovedIsNotMovedBack(t *testing.T) {
	t.Parallel()
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	moved := news.Source{ID: "post", URL: "https://new.example/feed", State: news.Polling{MovedFrom: "https://old.example/feed", ETag: "7"}}
	if err := store.SaveSource(t.Context(), moved); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ configured, want string }{
		{"https://old.example/feed", "https://new.example/feed"},
		{"https://other.example/feed", "https://other.example/feed"},
	} {
		if err := seed(t.Context(), store, configs.Config{Feeds: []configs.Feed{{ID: "post", URL: c.configured}}}, time.Now()); err != nil {
			t.Fatal(err)
		}
		if s, err := store.Source(t.Context(), "post"); err != nil || s.URL != c.want {
			t.Errorf("configured as %s, read at %s (%v)", c.configured, s.URL, err)
		}
	}
}

// A feed taken out of the configuration is put aside at the next start, and
// read on once it is named again; what was added otherwise is none of the
// configuration's business.
func TestSeedPutsAsideWhatTheConfigurationNamesNoMore(t *testing.T) {
	t.Parallel()
	store, err := sqlite.OpenMemory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.SaveSource(t.Context(), news.Source{ID: "chat", URL: "https://chat.example/feed"}); err != nil {
		t.Fatal(err)
	}
	first := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	post, wire := configs.Feed{ID: "post", URL: "https://post.example/feed"}, configs.Feed{ID: "wire", URL: "https://wire.example/feed"}
	for i, step := range []struct {
		feeds []configs.Feed
		read  []news.SourceID
	}{
		{[]configs.Feed{post, wire}, []news.SourceID{"chat", "post", "wire"}},
		{[]configs.Feed{wire}, []news.SourceID{"chat", "wire"}},
		{nil, []news.SourceID{"chat"}},
		{[]configs.Feed{post}, []news.SourceID{"chat", "post"}},
	} {
		if err := seed(t.Context(), store, configs.Config{Feeds: step.feeds}, first.Add(time.Duration(i)*time.Hour)); err != nil {
			t.Fatal(err)
		}
		all, err := listed(store.AllSources(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		var read []news.SourceID
		for _, s := range all {
			if s.Paused != (s.Listing == news.Dropped) {
				t.Errorf("step %d: %+v", i, s)
			}
			if !s.Paused {
				read = append(read, s.ID)
			}
		}
		if diff := cmp.Diff(step.read, read); diff != "" {
			t.Errorf("step %d (-want +got):\n%s", i, diff)
		}
	}
	s, err := store.Source(t.Context(), "post")
	want := []news.Gap{{Since: first.Add(time.Hour), Until: first.Add(3 * time.Hour), Reason: news.NotListed}}
	if diff := cmp.Diff(want, s.State.Gaps); err != nil || diff != "" {
		t.Errorf("%v, ledger (-want +got):\n%s", err, diff)
	}
}
