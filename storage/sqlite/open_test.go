package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

func dbPath(t *testing.T) string { return filepath.Join(t.TempDir(), "readout.db") }

// fill saves one report for each number in [from, to).
func fill(t testing.TB, s storage.Store, from, to int) {
	t.Helper()
	var in storage.Intake
	for n := from; n < to; n++ {
		in.Reports = append(in.Reports, numbered(n))
	}
	if _, err := s.SaveReports(t.Context(), in); err != nil {
		t.Fatal(err)
	}
}

func numbered(n int) news.Report {
	at := time.Date(2031, 3, 4, 0, n, 0, 0, time.UTC)
	return news.Report{
		Article: news.Article{ID: news.ArticleID(fmt.Sprint("r", n)), Title: "Talks", Text: strings.Repeat("Ana Prado met Tom Reyes. ", 20), Published: at, Seen: at},
		Facts:   news.Facts{People: []news.Person{{Name: "Ana Prado"}}},
	}
}

// heads reads every report, by a list and by a search, and counts them.
func heads(t testing.TB, s storage.Store) (int, error) {
	t.Helper()
	n := 0
	for _, err := range s.AllReports(t.Context(), 0) {
		if err != nil {
			return 0, err
		}
		n++
	}
	found := 0
	for q := (storage.Query{People: [][]string{{"Ana Prado"}}, Limit: 100}); ; {
		page, err := s.Search(t.Context(), q)
		if err != nil {
			return 0, err
		}
		found += len(page.Reports)
		if page.Next == "" {
			break
		}
		q.After = page.Next
	}
	if found != n {
		return 0, fmt.Errorf("%d listed, %d found", n, found)
	}
	return n, nil
}

func wantHeads(t testing.TB, s storage.Store, want int) {
	t.Helper()
	if n, err := heads(t, s); err != nil || n != want {
		t.Errorf("%d reports, %v; want %d", n, err, want)
	}
}

func TestWhatIsSavedIsThereAfterReopening(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"readout.db", "with blank, ? & #1 %20.db", "Zeitung-ä.db"} {
		path := filepath.Join(t.TempDir(), name)
		first := open(t, path)
		fill(t, first, 0, 5)
		if err := first.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Errorf("another file was written: %v", err)
		}
		second := open(t, path)
		wantHeads(t, second, 5)
		if err := second.Check(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func TestD9ASecondWriterIsRefused(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	first := open(t, path)
	link := filepath.Join(t.TempDir(), "link.db")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{path, link} {
		_, err := sqlite.Open(t.Context(), name, sqlite.Options{})
		want := fmt.Sprintf("readout.db is in use by another process (pid %d); stop it, or name another file", os.Getpid())
		if err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	fill(t, open(t, path), 0, 1)
}

func TestAPanicInAnActLeavesTheStoreWorking(t *testing.T) {
	t.Parallel()
	s := open(t, dbPath(t))
	func() {
		defer func() {
			if reason := recover(); reason != "oh" {
				t.Errorf("the panic came out as %v", reason)
			}
		}()
		t.Error(s.PanicInAct(t.Context(), "oh"))
	}()
	// A lost connection would be waited for.
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := s.SaveTopic(ctx, news.Topic{ID: "whole"}); err != nil {
		t.Fatal(err)
	}
	for topic, err := range s.AllTopics(t.Context()) {
		if err != nil || topic.ID != "whole" {
			t.Errorf("topic %q is there, %v", topic.ID, err)
		}
	}
}

func TestReadersWorkBesideAWriter(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	writer := open(t, path)
	fill(t, writer, 0, 3)
	reader, err := sqlite.OpenReader(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	wantHeads(t, reader, 3)
	for range reader.AllReports(t.Context(), 0) {
		fill(t, writer, 3, 6)
		break
	}
	wantHeads(t, reader, 6)
	if _, err := reader.SaveReports(t.Context(), storage.Intake{}); err == nil || !strings.Contains(err.Error(), "reading only") {
		t.Errorf("a reader wrote: %v", err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	wantHeads(t, reader, 6)
}

func TestReadersMayComeAtAnyMoment(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	writer := open(t, path)
	done := make(chan bool)
	go func() {
		defer close(done)
		for n := range 60 {
			fill(t, writer, n, n+1)
		}
	}()
	for open := true; open; {
		select {
		case <-done:
			open = false
		default:
		}
		reader, err := sqlite.OpenReader(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := heads(t, reader); err != nil && !strings.Contains(err.Error(), "listed") {
			t.Error(err)
		}
		reader.Close()
	}
}

func TestAFileIsItsOwnersAlone(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	fill(t, open(t, path), 0, 1)
	for _, end := range []string{"", "-wal", "-shm", ".lock"} {
		if info, err := os.Stat(path + end); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("readout.db%s: %v, %v", end, info, err)
		}
	}
}

func TestAReaderWorksAloneAndLeavesTheFileFree(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	writer := open(t, path)
	fill(t, writer, 0, 3)
	writer.Close()
	reader, err := sqlite.OpenReader(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	wantHeads(t, reader, 3)
	fill(t, open(t, path), 3, 4)
	wantHeads(t, reader, 4)
}

func TestFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	holding := func(content string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	asking := func(statement string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			s := open(t, path)
			fill(t, s, 0, 300)
			s.Close()
			run(t, path, statement)
		}
	}
	const foreign, damaged = "not a file of readout", "the file is damaged"
	for _, c := range []struct {
		name  string
		spoil func(t *testing.T, path string)
		want  string
	}{
		{"some text", holding("Dear diary, today nothing happened at all."), foreign},
		{"a short text", holding("x"), foreign},
		{"half a header", holding("SQLite for"), foreign},
		{"a header and nothing else", holding("SQLite format 3\x00"), foreign},
		{"a header and rubbish", holding("SQLite format 3\x00" + strings.Repeat("\xa5", 8192)), foreign},
		{"another program's", func(t *testing.T, path string) { run(t, path, `CREATE TABLE mine (x)`) }, foreign},
		{"one from a newer readout", asking(`PRAGMA user_version = 4711`), "newer readout"},
		{"one without a version", asking(`PRAGMA user_version = 0`), damaged},
		{"a file cut short", func(t *testing.T, path string) {
			asking(`PRAGMA user_version`)(t, path)
			if err := os.Truncate(path, 3*4096); err != nil {
				t.Fatal(err)
			}
		}, damaged},
		{"one whose last reports are gone", asking(`DELETE FROM reports WHERE seq > 100`), damaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			path := dbPath(t)
			c.spoil(t, path)
			_, writing := sqlite.Open(t.Context(), path, sqlite.Options{})
			_, reading := sqlite.OpenReader(t.Context(), path)
			for _, err := range []error{writing, reading} {
				if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "open readout.db: ") {
					t.Errorf("%v, want %q", err, c.want)
				}
			}
		})
	}
}

func TestPathsThatAreRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for path, want := range map[string]string{
		"":                                 "no file named",
		filepath.Join(dir, "none", "x.db"): "there is no folder",
		dir:                                "directory",
	} {
		if _, err := sqlite.Open(t.Context(), path, sqlite.Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", path, err, want)
		}
	}
	_, err := sqlite.OpenReader(t.Context(), filepath.Join(dir, "none.db"))
	if !errors.Is(err, os.ErrNotExist) && (err == nil || !strings.Contains(err.Error(), "no such file")) {
		t.Errorf("reading what is not there: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "none.db")); err == nil {
		t.Error("reading made a file")
	}
}

// TestNoReportIsSilentlyMissing flips bytes on every page of a file: whatever
// is listed from it afterwards is an error, or every report.
func TestNoReportIsSilentlyMissing(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	s := open(t, path)
	fill(t, s, 0, 80)
	s.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	noticed := 0
	for page := 0; page < len(whole); page += 4096 {
		for _, at := range []int{0, 3, 9, 100} {
			spoilt := bytes.Clone(whole)
			spoilt[page+at] ^= 0xff
			n, err := listSpoilt(t, spoilt)
			if err != nil {
				noticed++
			} else if n != 80 {
				t.Errorf("with byte %d of page %d flipped, %d reports are left", at, page/4096+1, n)
			}
		}
	}
	if noticed < 20 {
		t.Errorf("only %d flipped bytes were noticed", noticed)
	}
}

func listSpoilt(t *testing.T, content []byte) (n int, err error) {
	path := dbPath(t)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.OpenReader(t.Context(), path)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	for _, err := range s.AllReports(t.Context(), 0) {
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// run changes a file behind the store's back.
func run(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

// TestD9EveryCommitIsOnTheDisk holds that each commit is on the disk before it
// is said to be done, as digests are sent on the strength of it.
func TestD9EveryCommitIsOnTheDisk(t *testing.T) {
	t.Parallel()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "readout.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	const full = 2
	if got, err := s.Synchronous(t.Context()); err != nil || got != full {
		t.Errorf("synchronous is %d, %v", got, err)
	}
}
