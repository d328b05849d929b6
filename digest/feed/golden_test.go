package feed_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest/feed"
	"readout/digest/news"
)

var update = flag.Bool("update", false, "rewrite the golden files of testdata")

// now is when all golden feeds are read.
var now = time.Date(2026, 3, 6, 12, 0, 0, 0, time.UTC)

func TestParse(t *testing.T) {
	t.Parallel()
	for _, path := range glob(t, "testdata/*.xml", "testdata/*.json") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			d := feed.Document{URL: "https://feeds.example/rss/all.xml", Body: read(t, path)}
			b, err := feed.Parse(d, news.Source{ID: "s"}, now)
			golden(t, strings.TrimSuffix(path, filepath.Ext(path))+".txt", show(b, err))
		})
	}
}

func glob(t *testing.T, patterns ...string) []string {
	t.Helper()
	var paths []string
	for _, p := range patterns {
		found, err := filepath.Glob(p)
		if err != nil || len(found) == 0 {
			t.Fatalf("glob %s: %d files, %v", p, len(found), err)
		}
		paths = append(paths, found...)
	}
	return paths
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(read(t, path)), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// show writes a batch for people.
func show(b news.Batch, err error) string {
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	var w strings.Builder
	fmt.Fprintf(&w, "title: %s\nlanguage: %s\n", b.Title, b.Language)
	for _, reason := range slices.Sorted(maps.Keys(b.Skipped)) {
		fmt.Fprintf(&w, "skipped: %d %s\n", b.Skipped[reason], reason)
	}
	for _, a := range b.Articles {
		fmt.Fprintf(&w, "\n-- %s --\n%s\nurl: %s\noutlet: %s\nlanguage: %s\n", a.ID[:8], a.Title, a.URL, a.Outlet, a.Language)
		fmt.Fprintf(&w, "published: %s\n", a.Published.Format(time.RFC3339))
		if a.Text != "" {
			fmt.Fprintf(&w, "\n%s\n", a.Text)
		}
	}
	return w.String()
}
