package main

import (
	"testing"
	"time"

	"readout/configs"
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
