package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/digest/news"
	"readout/storage"
	"readout/storage/sqlite"
)

var things = flag.Int("things", 300, "how many articles and how many readers TestCopyKilled copies")

// A copy is killed in the middle of the articles and of the readers, and gone
// on with: nobody is served by what is there until then, and at the end both
// stores are the same. For as many as the page on several machines speaks of:
//
//	go test ./cmd/readout -run CopyKilled -things 100000 -timeout 60m -v
func TestCopyKilled(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "from.db")
	fillFile(t, file, *things)
	to := newServer(t)
	var goOn string
	for _, noun := range []string{"reports", "subscribers"} {
		begun := time.Now()
		copyUntil(t, file, to, noun)
		t.Logf("killed while %s were copied, after %s", noun, time.Since(begun).Round(time.Millisecond))
		if noun == "reports" {
			wantNobodyDue(t, to)
		}
		s, err := openStore(t.Context(), to)
		if err == nil {
			s.Close()
			t.Fatal("what is there would be served from")
		}
		_, goOn, _ = strings.Cut(err.Error(), "to go on with it: readout ")
	}
	begun := time.Now()
	out, err := readout(strings.Fields(goOn)...).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "equal: ") {
		t.Fatalf("gone on with: %v\n%s", err, out)
	}
	s, err := openStore(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	t.Logf("gone on with and compared in %s: %s", time.Since(begun).Round(time.Millisecond), lastLine(string(out)))
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

func copying(file, to string) *exec.Cmd {
	return readout("copy", "--add", "--from", "sqlite:"+file, "--to", to)
}

func readout(args ...string) *exec.Cmd {
	p := exec.Command("readout-dying", args...)
	p.Env = append(os.Environ(), "READOUT_CONFIG=", "READOUT_STORE=")
	return p
}

// copyUntil copies until half of a noun is there, and kills the program.
func copyUntil(t *testing.T, file, to, noun string) {
	t.Helper()
	target, err := openTarget(t.Context(), to)
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	there := func() bool {
		if noun == "reports" {
			head, err := target.Head(t.Context())
			return err == nil && head >= int64(*things/2)
		}
		_, err := target.Subscriber(t.Context(), readerOf(*things/2).Address)
		return err == nil
	}
	p := copying(file, to)
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	for late := time.Now().Add(10 * patience); !there() && time.Now().Before(late); {
		time.Sleep(2 * time.Millisecond)
	}
	_ = p.Process.Kill() // It may just have ended.
	_ = p.Wait()
	if !there() {
		t.Fatalf("half of the %s were never there", noun)
	}
}

func wantNobodyDue(t *testing.T, store string) {
	t.Helper()
	s, err := openTarget(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if next, err := s.NextDue(t.Context()); err != nil || !next.IsZero() {
		t.Errorf("somebody is due at %s, %v", next, err)
	}
}

func readerOf(n int) news.Subscriber {
	at := time.Date(2031, 3, 5, 8, 0, 0, 0, time.UTC)
	return news.Subscriber{
		Address: news.Address{Chat: int64(n) + 1}, Kind: "private", Name: fmt.Sprint("Reader ", n), Joined: at.AddDate(0, -1, 0), Topics: []news.TopicID{"all"},
		Schedule: news.Schedule{Times: []news.TimeOfDay{480}, Zone: "Europe/Warsaw"}, Due: news.Slot{Date: "2031-03-05", Time: 480, At: at},
	}
}

// fillFile puts so many articles and so many readers into a file.
func fillFile(t *testing.T, path string, n int) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	const step = 200
	for first := 0; first < n; first += step {
		var in storage.Intake
		var readers []news.Subscriber
		for i := first; i < min(first+step, n); i++ {
			at := time.Date(2031, 3, 4, 0, 0, i, 0, time.UTC)
			text := fmt.Sprintf("Ana Prado%d met Tom Reyes%d in Lyon. They spoke about bridge %d and about the tolls that are paid there.", i%997, i%1009, i)
			r := news.Report{Article: news.Article{ID: news.IdentityOf("wire", fmt.Sprint(i)), Source: "wire", Title: fmt.Sprint("Talks ", i), Text: text, Published: at, Seen: at}}
			r.Facts.Meetings = []news.Meeting{{
				Participants: []string{fmt.Sprint("Ana Prado", i%997), fmt.Sprint("Tom Reyes", i%1009)}, Place: "Lyon",
				Evidence: news.Evidence{Span: news.Span{Start: 0, End: strings.IndexByte(text, '.') + 1}, Rule: "met", Confidence: 90},
			}}
			in.Reports, readers = append(in.Reports, r), append(readers, readerOf(i))
		}
		if _, err := s.SaveReports(t.Context(), in); err != nil {
			t.Fatal(err)
		}
		if err := s.RestoreSubscribers(t.Context(), readers); err != nil {
			t.Fatal(err)
		}
	}
}
