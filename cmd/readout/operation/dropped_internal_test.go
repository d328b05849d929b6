package operation

import (
	"strings"
	"testing"
	"time"

	"readout/digest/news"
)

// Admins are told, once, of a feed that the configuration names no more.
func TestAFeedThatWasDroppedIsTold(t *testing.T) {
	t.Parallel()
	now := time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)
	s := news.Source{ID: "post", Title: "Post", Listing: news.Listed}
	if events := eventsOf(s, now); len(events) > 0 {
		t.Errorf("told of a feed that is listed: %v", events)
	}
	s.Drop(now)
	told := eventsOf(s, now.Add(time.Hour))
	if len(told) != 1 {
		t.Fatalf("told %v", told)
	}
	for id, words := range told {
		if id != "dropped post 1930377600" || !strings.HasPrefix(words, "Post is no longer in the configuration") {
			t.Errorf("%s: %s", id, words)
		}
	}
	if later := eventsOf(s, now.Add(4*24*time.Hour)); len(later) > 0 {
		t.Errorf("told again: %v", later)
	}
}
