package sqlite_test

import (
	"database/sql"
	"errors"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

// claimed opens a file with one subscriber waiting for later, and claims the
// source and the other subscriber for a day.
func claimed(t *testing.T, path string) storage.Claim {
	t.Helper()
	s := open(t, path)
	if err := s.SaveSource(t.Context(), news.Source{ID: "bell", URL: "https://bell.example/feed"}); err != nil {
		t.Fatal(err)
	}
	for chat := range int64(2) {
		due := func(sub *news.Subscriber) error { sub.Due = news.Slot{At: noon}; return nil }
		if _, err := s.UpdateSubscriber(t.Context(), news.Address{Chat: 1 + chat}, due); err != nil {
			t.Fatal(err)
		}
	}
	sources, subscribers := claimAll(t, s, noon)
	if len(sources) != 1 || len(subscribers) != 2 {
		t.Fatalf("claimed %+v, %+v", sources, subscribers)
	}
	if err := s.ReleaseClaim(t.Context(), subscribers[1], noon.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return subscribers[0]
}

var noon = time.Date(2031, 3, 4, 12, 0, 0, 0, time.UTC)

func claimAll(t *testing.T, s storage.Store, now time.Time) ([]news.Source, []storage.Claim) {
	t.Helper()
	sources, err := s.ClaimSources(t.Context(), now, 24*time.Hour, 9)
	if err != nil {
		t.Fatal(err)
	}
	subscribers, err := s.ClaimDue(t.Context(), now, "tester", 24*time.Hour, 9)
	if err != nil {
		t.Fatal(err)
	}
	return sources, subscribers
}

func TestClaimsEndWithTheProcess(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	old := claimed(t, path)
	s := open(t, path)
	err := s.FinishDelivery(t.Context(), old, news.DeliveryKey{}, noon, func(*news.Subscriber) error { return nil })
	if !errors.Is(err, storage.ErrLost) {
		t.Errorf("the claim of the dead: %v", err)
	}
	sources, subscribers := claimAll(t, s, noon.Add(time.Second))
	if len(sources) != 1 || len(subscribers) != 1 {
		t.Fatalf("claimed again: %+v, %+v", sources, subscribers)
	}
	if c := subscribers[0]; c.Subscriber.Address != old.Subscriber.Address || c.Fence <= old.Fence {
		t.Errorf("%s with fence %d after %d", c.Subscriber.Address, c.Fence, old.Fence)
	}
	if _, later := claimAll(t, s, noon.Add(time.Hour)); len(later) != 1 {
		t.Errorf("whoever waited is claimed %d times", len(later))
	}
}

func TestLeasesEndWithTheProcess(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	s := open(t, path)
	old, err := s.TakeLease(t.Context(), "poll", "the dead", noon, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = open(t, path)
	if l, err := s.Lease(t.Context(), "poll"); err != nil || l.Owner != "the dead" || !l.Until.IsZero() {
		t.Errorf("after opening: %+v, %v", l, err)
	}
	if l, err := s.TakeLease(t.Context(), "poll", "the living", noon, time.Hour); err != nil || l.Fence <= old.Fence {
		t.Errorf("taken: %+v, %v", l, err)
	}
}

func TestWhoHoldsAClaimStandsInTheFile(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	claimed(t, path)
	s := open(t, path)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	want := func(want string) {
		t.Helper()
		var owner string
		err := db.QueryRowContext(t.Context(), `SELECT owner FROM subscribers WHERE chat = 1`).Scan(&owner)
		if err != nil || owner != want {
			t.Errorf("held by %q, %v; want %q", owner, err, want)
		}
	}
	want("")
	_, claims := claimAll(t, s, noon)
	want("tester")
	if err := s.ReleaseClaim(t.Context(), claims[0], noon); err != nil {
		t.Fatal(err)
	}
	want("")
}

func TestReadingEndsNoClaim(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	writer := open(t, path)
	if err := writer.SaveSource(t.Context(), news.Source{ID: "bell", URL: "https://bell.example/feed"}); err != nil {
		t.Fatal(err)
	}
	claimAll(t, writer, noon)
	reader, err := sqlite.OpenReader(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if again, _ := claimAll(t, writer, noon); len(again) != 0 {
		t.Errorf("claimed again: %+v", again)
	}
}
