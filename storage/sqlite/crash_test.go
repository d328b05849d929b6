package sqlite_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

// crashVariable names, for a child of the test, the file to write until it is
// killed.
const crashVariable = "READOUT_TEST_CRASH_FILE"

func TestMain(m *testing.M) {
	// The examiner's random runs are slow under the race detector; the flag
	// asks for more of them.
	if err := flag.Set("rapid.checks", "20"); err != nil {
		panic(err)
	}
	if path := os.Getenv(crashVariable); path != "" {
		fmt.Println("failed:", saveForever(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

const perBatch = 5

// saveForever saves batches that can be told apart, and says so after each.
func saveForever(path string) error {
	ctx := context.Background()
	s, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return err
	}
	if err := s.SaveSource(ctx, news.Source{ID: "bell", URL: "https://bell.example/feed"}); err != nil {
		return err
	}
	head, err := s.Head(ctx)
	if err != nil {
		return err
	}
	for batch := int(head) / perBatch; ; batch++ {
		in := storage.Intake{Source: "bell", State: news.Polling{ETag: strconv.Itoa(batch)}}
		for i := range perBatch {
			in.Reports = append(in.Reports, numbered(batch*perBatch+i))
		}
		if _, err := s.SaveReports(ctx, in); err != nil {
			return err
		}
		fmt.Println(batch)
	}
}

func TestKilledWhileSaving(t *testing.T) {
	t.Parallel()
	path := dbPath(t)
	for range 20 {
		said := killed(t, path, time.Duration(rand.IntN(30))*time.Millisecond)
		reader, err := sqlite.OpenReader(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		if head, err := reader.Head(t.Context()); err != nil || head < int64(said+1)*perBatch {
			t.Errorf("a reader sees %d reports after batch %d, %v", head, said, err)
		}
		if err := reader.Close(); err != nil {
			t.Fatal(err)
		}
		s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		wantWholeBatches(t, s, said)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			break
		}
	}
}

// killed lets a child save, kills it some time after its first batch, and
// returns the last batch that it said was saved.
func killed(t *testing.T, path string, after time.Duration) int {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), crashVariable+"="+path)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	last := -1
	for lines := bufio.NewScanner(out); lines.Scan(); {
		batch, err := strconv.Atoi(strings.TrimSpace(lines.Text()))
		if err != nil {
			t.Errorf("the child said %q", lines.Text())
			break
		}
		if last < 0 {
			time.AfterFunc(after, func() { child.Process.Kill() })
		}
		last = batch
	}
	_ = child.Wait() // killed, as it should be
	return last
}

// wantWholeBatches holds that every batch that was said to be saved is there,
// each whole and with the state of its source.
func wantWholeBatches(t *testing.T, s *sqlite.Store, said int) {
	t.Helper()
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	n := 0
	for r, err := range s.AllReports(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if want := numbered(n).Article.ID; r.Article.Seq != int64(n+1) || r.Article.ID != want {
			t.Fatalf("sequence %d is %s, want %s", r.Article.Seq, r.Article.ID, want)
		}
		n++
	}
	wantHeads(t, s, n)
	source, err := s.Source(t.Context(), "bell")
	if err != nil {
		t.Fatal(err)
	}
	last := n/perBatch - 1
	if n%perBatch != 0 || source.State.ETag != strconv.Itoa(last) {
		t.Errorf("%d reports with the state of batch %s", n, source.State.ETag)
	}
	if last < said {
		t.Errorf("batch %d was saved, but only %d are there", said, last)
	}
}

func TestAFullDisk(t *testing.T) {
	t.Parallel()
	for _, room := range []int{0, 1, 3, 8} {
		s := open(t, dbPath(t))
		fill(t, s, 0, 20)
		if err := s.SaveSource(t.Context(), news.Source{ID: "bell", URL: "https://bell.example/feed"}); err != nil {
			t.Fatal(err)
		}
		if err := s.LimitPages(t.Context(), room); err != nil {
			t.Fatal(err)
		}
		in := storage.Intake{Source: "bell", State: news.Polling{ETag: "new"}}
		for n := range 100 {
			in.Reports = append(in.Reports, numbered(20+n))
		}
		_, err := s.SaveReports(t.Context(), in)
		if err == nil || !strings.Contains(err.Error(), "full") {
			t.Fatalf("saved on a full disk: %v", err)
		}
		wantHeads(t, s, 20)
		if source, err := s.Source(t.Context(), "bell"); err != nil || source.State.ETag != "" {
			t.Errorf("half saved: %+v, %v", source.State, err)
		}
		if err := s.LimitPages(t.Context(), -1); err != nil {
			t.Fatal(err)
		}
		fill(t, s, 20, 120)
		wantHeads(t, s, 120)
		if head, err := s.Head(t.Context()); err != nil || head != 120 {
			t.Errorf("head %d, %v", head, err)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Error(err)
		}
	}
}
