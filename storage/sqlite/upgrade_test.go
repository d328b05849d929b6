package sqlite_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

// TestD11Upgrade opens files of every released version of the schema, each
// holding the same few things.
func TestD11Upgrade(t *testing.T) {
	t.Parallel()
	steps, err := sqlite.SchemaSteps()
	if err != nil {
		t.Fatal(err)
	}
	for version := 1; version <= len(steps); version++ {
		t.Run(fmt.Sprint("from version ", version), func(t *testing.T) {
			t.Parallel()
			content, err := os.ReadFile(filepath.Join("testdata", fmt.Sprintf("version-%d.sql", version)))
			if err != nil {
				t.Fatal(err)
			}
			path := dbPath(t)
			run(t, path, steps[:version]...)
			run(t, path, fmt.Sprintf("PRAGMA user_version = %d", version), string(content))
			s := open(t, path)
			wantUpgraded(t, s)
			if version >= 3 {
				wantTraffic(t, s)
			}
			if version >= 4 {
				wantNotices(t, s)
			}
			if version >= 5 {
				wantDuty(t, s)
			}
			if goOn, err := s.Unfinished(t.Context()); err != nil || (goOn != "") != (version >= 6) {
				t.Errorf("unfinished: %q, %v", goOn, err)
			}
		})
	}
}

// wantNotices holds what files have had since version 4.
func wantNotices(t *testing.T, s *sqlite.Store) {
	t.Helper()
	for n, err := range s.AllNotices(t.Context()) {
		if want := (news.Notice{ID: "feeds bell", Told: time.Date(2031, 3, 4, 8, 0, 0, 0, time.UTC)}); err != nil || n != want {
			t.Errorf("notice: %+v, %v", n, err)
		}
		return
	}
	t.Error("no notice")
}

// wantTraffic holds what files have had since version 3.
func wantTraffic(t *testing.T, s *sqlite.Store) {
	t.Helper()
	ctx, later := t.Context(), time.Date(2031, 3, 5, 0, 0, 0, 0, time.UTC)
	if k, err := s.Keyboard(ctx, "k1"); err != nil || len(k.Commands) != 2 {
		t.Errorf("keyboard: %+v, %v", k, err)
	}
	for id, want := range map[int64]int{7: 0, 8: 2, 9: 1} {
		if tries, err := s.BeginUpdate(ctx, "bot", id, later); err != nil || tries != want {
			t.Errorf("update %d was begun %d times, %v; want %d", id, tries, err, want)
		}
	}
	if l, err := s.TakeLease(ctx, "poll", "another", later, time.Minute); err != nil || l.Fence != 4 {
		t.Errorf("lease: %+v, %v", l, err)
	}
	if err := s.FirstAdmin(ctx, news.Guest{ID: 6}); !errors.Is(err, storage.ErrLost) {
		t.Errorf("a second first admin: %v", err)
	}
	if door, err := s.Door(ctx); err != nil || door != news.ByInvite {
		t.Errorf("door %q, %v", door, err)
	}
	for id, want := range []error{nil, storage.ErrNotFound} {
		if _, err := s.Admit(ctx, "open-sesame", news.Guest{ID: int64(id + 7)}, later); !errors.Is(err, want) {
			t.Errorf("guest %d: %v, want %v", id+7, err, want)
		}
	}
}

// wantDuty holds what files have had since version 5.
func wantDuty(t *testing.T, s *sqlite.Store) {
	t.Helper()
	d, err := s.Duty(t.Context())
	if err != nil || d.By != 5 || d.Held.Hour() != 11 || d.Seen.Hour() != 12 || len(d.Outages) != 1 {
		t.Errorf("duty %+v, %v", d, err)
	}
}

func wantUpgraded(t *testing.T, s *sqlite.Store) {
	t.Helper()
	ctx, at := t.Context(), news.Address{Chat: 42}
	page, err := s.Search(ctx, storage.Query{
		Kind: storage.Meetings, People: [][]string{{"Tom Reyes"}}, Place: "lyon", Words: "prado", Outlet: "bell", From: "2031-03-03",
		Sources: []news.SourceID{"bell"},
	})
	if err != nil || len(page.Reports) != 1 || page.Reports[0].Facts.Meetings[0].Place != "Lyon" {
		t.Errorf("report: %+v, %v", page, err)
	}
	known, err := storage.Who(ctx, s, "t reyes")
	if err != nil || len(known) != 1 || known[0].Name != "Tom Reyes" {
		t.Errorf("people: %+v, %v", known, err)
	}
	source, err := s.Source(ctx, "bell")
	if err != nil || source.State.ETag != "x" {
		t.Errorf("source: %+v, %v", source, err)
	}
	if topic, err := s.Topic(ctx, "ports"); err != nil || topic.Name != "Ports" {
		t.Errorf("topic: %+v, %v", topic, err)
	}
	shown, err := s.LastShown(ctx, at, "")
	if err != nil {
		t.Error(err)
	}
	if e, err := s.Edition(ctx, shown.Edition); err != nil || e.Blocks[0].Text.String() != "Ports" {
		t.Errorf("edition: %+v, %v", e, err)
	}
	// Work goes on: the claim of then has run out, and the delivery that was
	// begun is finished.
	claims, err := s.ClaimDue(ctx, time.Date(2031, 3, 4, 9, 0, 0, 0, time.UTC), "tester", time.Minute, 1)
	if err != nil || len(claims) != 1 || claims[0].Fence != 2 {
		t.Fatalf("claims: %+v, %v", claims, err)
	}
	key := news.DeliveryKey{Address: at, Date: "2031-03-04", Slot: "08:00"}
	if err := s.FinishDelivery(ctx, claims[0], key, time.Now(), func(*news.Subscriber) error { return nil }); err != nil {
		t.Error(err)
	}
	fill(t, s, 1, 3)
	if head, err := s.Head(ctx); err != nil || head != 3 {
		t.Errorf("head %d, %v", head, err)
	}
	if err := s.Check(ctx); err != nil {
		t.Error(err)
	}
}
