package feed_test

import (
	"bytes"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"

	"readout/digest/feed"
	"readout/digest/news"
)

// libraryShare is the least share, in per cent, of the library's own test
// files with items, of which we see all that it sees.
const libraryShare = 98

// The library's test data, a thousand files of all forms and faults that came
// with it: none stops us, and of nearly all we see what it sees.
func TestP5TheLibrarysOwnFiles(t *testing.T) {
	t.Parallel()
	files, held, well := 0, 0, 0
	for path, body := range libraryFiles(t) {
		alone := seenByLibrary(body)
		b, _ := feed.Parse(feed.Document{URL: "https://feeds.example/rss", Body: body}, news.Source{ID: "s"}, now)
		missing := unseen(alone, b)
		files++
		if len(alone)+len(b.Articles) == 0 {
			continue
		}
		held++
		if len(missing) > 0 || counted(b) < len(alone) {
			t.Logf("%s: of %d items %d are told of; not seen: %+v", path, len(alone), counted(b), missing)
			continue
		}
		well++
	}
	t.Logf("%d files, %d with items: %d seen at least as well (%.1f %%)", files, held, well, 100*float64(well)/float64(held))
	cases.Check(t, "P5", held > 300 && well*100 >= held*libraryShare, "%d of %d files", well, held)
}

// libraryFiles are the files of the test data of the parser of feeds, as they
// lie in the cache of modules.
func libraryFiles(t *testing.T) map[string][]byte {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "github.com/mmcdole/gofeed").Output()
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(strings.TrimSpace(string(out)), "testdata")
	files := map[string][]byte{}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(root, path)
		files[name] = read(t, path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// counted is how many items of a feed a batch tells of, those that it skipped
// included.
func counted(b news.Batch) int {
	n := len(b.Articles)
	for _, skipped := range b.Skipped {
		n += skipped
	}
	return n
}

// seenByLibrary are the items that the library sees by itself, as articles
// with a title, whether there is text, a link and a date.
func seenByLibrary(body []byte) []news.Article {
	f, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return nil
	}
	var all []news.Article
	for _, i := range f.Items {
		a := news.Article{Title: folded(i.Title), Text: folded(i.Content + " " + i.Description)}
		if strings.HasPrefix(i.Link, "http") {
			a.URL = i.Link
		}
		if at := i.PublishedParsed; at != nil && at.Year() >= 1990 && at.Before(now) {
			a.Published = *at
		}
		all = append(all, a)
	}
	return all
}

// unseen are the items with words of which no article of a batch says as much.
func unseen(items []news.Article, b news.Batch) []news.Article {
	return slices.DeleteFunc(slices.Clone(items), func(i news.Article) bool {
		// One without any words is skipped, and counted.
		return i.Title+i.Text == "" || slices.ContainsFunc(b.Articles, func(a news.Article) bool {
			return folded(a.Title) == i.Title && (a.Text != "" || i.Text == "") && (a.URL != "" || i.URL == "") &&
				(i.Published.IsZero() || i.Published.Equal(a.Published))
		})
	})
}

// folded leaves of a title what no markup changes.
func folded(title string) string { return strings.Join(strings.Fields(feed.Plain(title)), " ") }
