package main

import (
	"testing"
	"time"

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
