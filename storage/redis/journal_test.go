package redis_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/redis"
)

// found is how many reports of Ana Prado the archive finds.
func found(t *testing.T, s *redis.Store) int {
	t.Helper()
	page, err := s.Search(t.Context(), storage.Query{People: [][]string{{"Ana Prado"}}, Limit: 100})
	must(t, err)
	return len(page.Reports)
}

// TestSavedWhileOthersIndex holds that a reading is saved while others are
// busy with making theirs be found, however long that takes, and is found
// when they are done.
func TestSavedWhileOthersIndex(t *testing.T) {
	t.Parallel()
	s := open(t, imitation(t), redis.Options{})
	release := s.HoldJournal()
	done := make(chan error, 3)
	for n := range int64(3) {
		go func() { _, err := s.SaveReports(t.Context(), reading(n, 5)); done <- err }()
	}
	deadline := time.After(2 * time.Second)
	for head := int64(0); head < 15; {
		select {
		case err := <-done:
			t.Fatalf("a reading was done before it could be found: %v", err)
		case <-deadline:
			t.Fatalf("head %d: nothing is saved while others index", head)
		default:
		}
		var err error
		head, err = s.Head(t.Context())
		must(t, err)
	}
	release()
	for range 3 {
		must(t, <-done)
	}
	if n := found(t, s); n != 15 {
		t.Errorf("%d reports are found", n)
	}
}

// TestStopWhileOthersIndex holds that a save that waits for others ends soon
// after its context, and that the next one makes up for it.
func TestStopWhileOthersIndex(t *testing.T) {
	t.Parallel()
	s := open(t, imitation(t), redis.Options{})
	release := s.HoldJournal()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	saved, err := s.SaveReports(ctx, reading(0, 5))
	if took := time.Since(began); err != nil || saved.New != 5 || took > 10*time.Second {
		t.Errorf("%+v, %v, after %v", saved, err, took)
	}
	if _, err := s.SaveReports(ctx, reading(1, 5)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("begun after the end: %v", err)
	}
	release()
	if _, err := s.Report(t.Context(), "0-0"); err != nil {
		t.Error(err)
	}
	_, err = s.SaveReports(t.Context(), storage.Intake{Reports: []news.Report{told("later", 1, "Ana Prado")}})
	must(t, err)
	if n := found(t, s); n != 6 {
		t.Errorf("%d reports are found", n)
	}
}
