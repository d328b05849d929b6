package feed_test

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"readout/digest/feed"
	"readout/digest/news"
)

func TestReadPages(t *testing.T) {
	t.Parallel()
	r := feed.New(feed.Options{Now: func() time.Time { return now }})
	for _, path := range glob(t, "testdata/pages/*.html") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			a, err := r.Read(t.Context(), path)
			golden(t, strings.TrimSuffix(path, ".html")+".txt", showArticle(a, err))
		})
	}
}

func showArticle(a news.Article, err error) string {
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	return fmt.Sprintf("%s\noutlet: %s\nlanguage: %s\npublished: %s\n\n%s\n", a.Title, a.Outlet, a.Language, a.Published.Format(time.RFC3339), a.Text)
}

// pages serves testdata/pages, and counts the requests.
func pages(t *testing.T) (r *feed.Reader, base string, asked *int) {
	t.Helper()
	asked = new(int)
	r, s := serve(t, feed.Options{}, func(w http.ResponseWriter, req *http.Request) {
		*asked++
		http.ServeFile(w, req, filepath.Join("testdata/pages", filepath.Base(req.URL.Path)))
	})
	return r, strings.TrimSuffix(s.URL, "feed"), asked
}

func TestPageFillsAShortText(t *testing.T) {
	t.Parallel()
	r, base, _ := pages(t)
	short := news.Article{ID: "x", URL: base + "article.html", Title: "By the feed", Text: "Energy was on the table.", Published: now, Seen: now, Fingerprint: "f"}
	got, err := r.Page(t.Context(), short)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(got.Text, "Minister Ana Prado met Tom Reyes") || strings.Contains(got.Text, "Privacy") {
		t.Errorf("text %q", got.Text)
	}
	want := short
	want.Text = got.Text
	want.Outlet, want.Language = "Harbour Gazette", "en-GB"
	want.Published = time.Date(2026, 3, 4, 8, 30, 0, 0, time.UTC)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPageKeepsWhatTheFeedSays(t *testing.T) {
	t.Parallel()
	r, base, _ := pages(t)
	a := news.Article{URL: base + "article.html", Outlet: "Northern Wire", Language: "no", Published: now.Add(-time.Hour), Seen: now}
	got, err := r.Page(t.Context(), a)
	if err != nil || got.Outlet != a.Outlet || got.Language != a.Language || !got.Published.Equal(a.Published) || got.Text == "" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestPageIsNotReadInVain(t *testing.T) {
	t.Parallel()
	r, base, asked := pages(t)
	for _, a := range []news.Article{
		{URL: base + "article.html", Text: full, Outlet: "Northern Wire", Published: now.Add(-time.Hour), Seen: now},
		{Text: "no link"},
	} {
		if got, err := r.Page(t.Context(), a); err != nil || !cmp.Equal(got, a) {
			t.Errorf("got %+v, %v", got, err)
		}
	}
	if *asked != 0 {
		t.Errorf("%d requests", *asked)
	}
}

// full is text that a feed gives whole.
var full = strings.Repeat("Words that a feed gives whole. ", 20)

// An article whose feed gives its text and not its date, or says nowhere who
// publishes it, has that from its page, and the feed's own words stay.
func TestPageDatesAndNamesAFullText(t *testing.T) {
	t.Parallel()
	r, base, _ := pages(t)
	printed := time.Date(2026, 3, 4, 8, 30, 0, 0, time.UTC)
	for name, c := range map[string]struct{ given, want news.Article }{
		"no date":   {news.Article{Outlet: "Northern Wire", Published: now}, news.Article{Outlet: "Northern Wire", Published: printed}},
		"no outlet": {news.Article{Published: printed.Add(time.Hour)}, news.Article{Outlet: "Harbour Gazette", Published: printed.Add(time.Hour)}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := c.given
			a.URL, a.Text, a.Seen = base+"article.html", full, now
			got, err := r.Page(t.Context(), a)
			if err != nil || got.Text != full || got.Outlet != c.want.Outlet || !got.Published.Equal(c.want.Published) {
				t.Errorf("%v: outlet %q, published %s, %d bytes", err, got.Outlet, got.Published, len(got.Text))
			}
		})
	}
}

// Nobody reads "an unnamed outlet" where there is a link: its host is a name.
func TestAnOutletThatNobodyNamesIsItsHost(t *testing.T) {
	t.Parallel()
	r := feed.New(feed.Options{Now: func() time.Time { return now }})
	a, err := r.Page(t.Context(), news.Article{URL: "http://www.Gazette.invalid/1", Text: full, Seen: now, Published: now})
	if err == nil || a.Outlet != "gazette.invalid" {
		t.Errorf("%v: outlet %q", err, a.Outlet)
	}
	const untitled = `<rss version="2.0"><channel><link>https://www.wire.example/</link><item><title>No link</title></item></channel></rss>`
	b, err := feed.Parse(feed.Document{Body: []byte(untitled)}, news.Source{}, now)
	if err != nil || len(b.Articles) != 1 || b.Articles[0].Outlet != "wire.example" {
		t.Errorf("%v: %+v", err, b.Articles)
	}
}

func TestPageReturnsTheArticleWithAnError(t *testing.T) {
	t.Parallel()
	r, base, _ := pages(t)
	for _, page := range []string{"nothing.html", "no-such-page.html"} {
		a := news.Article{URL: base + page, Text: "Short.", Outlet: "Northern Wire"}
		if got, err := r.Page(t.Context(), a); err == nil || !cmp.Equal(got, a) {
			t.Errorf("%s: got %+v, %v", page, got, err)
		}
	}
}

func TestHostilePages(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"nested":             strings.Repeat("<div>", 100_000) + "x",
		"unclosed":           strings.Repeat("<b><i><a href=x>", 30_000) + "x",
		"paragraphs":         strings.Repeat("<p>word word word, word</p>", 30_000),
		"tables":             strings.Repeat("<table><tr><td>", 30_000),
		"attributes":         "<html " + strings.Repeat("a=b ", 100_000) + "><p>x",
		"misnested":          strings.Repeat("<select><math><svg><mi>", 20_000),
		"a picture":          "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
		"an endless comment": "<!--" + strings.Repeat("-", 2<<20),
	} {
		cases.Try(t, "X2 "+name, func(t *testing.T) {
			r, s := serve(t, feed.Options{}, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				_, _ = io.WriteString(w, body)
			})
			begin := time.Now()
			a, err := r.Page(t.Context(), news.Article{URL: s.URL})
			if err == nil && (len(a.Text) == 0 || len(a.Text) > 1<<20) {
				t.Errorf("%d bytes of text", len(a.Text))
			}
			if spent := time.Since(begin); spent > patience {
				t.Errorf("took %v", spent)
			}
			t.Log(time.Since(begin), len(a.Text), err)
		})
	}
}

func TestPageOfAnotherKindIsRefused(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"application/pdf", "image/png", "video/mp4"} {
		r, s := serve(t, feed.Options{}, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write(read(t, "testdata/pages/article.html"))
		})
		if _, err := r.Page(t.Context(), news.Article{URL: s.URL}); err == nil || err.Error() != "not a web page" {
			t.Errorf("%s: %v", kind, err)
		}
	}
}

// Scripts may be most of a page, and stand before its text.
func TestScriptsDoNotCountAgainstThePage(t *testing.T) {
	t.Parallel()
	article := string(read(t, "testdata/pages/article.html"))
	body := strings.Replace(article, "<article>", "<script>"+strings.Repeat("var x = 1;", 150_000)+"</script><article>", 1)
	r, s := serve(t, feed.Options{}, say(body))
	got, err := r.Page(t.Context(), news.Article{URL: s.URL})
	if err != nil || !strings.Contains(got.Text, "The pact will hold") {
		t.Errorf("got %q, %v", got.Text, err)
	}
}

func TestReadByHand(t *testing.T) {
	t.Parallel()
	r, base, _ := pages(t)
	a, err := r.Read(t.Context(), base+"json-ld.html?utm_source=x")
	if err != nil || a.Title != "Prado meets Reyes" || a.Source != "" || a.ID == "" || !a.Seen.Equal(now) {
		t.Fatalf("got %+v, %v", a, err)
	}
	again, err := r.Read(t.Context(), base+"json-ld.html")
	if err != nil || again.ID != a.ID {
		t.Errorf("a page has two ids: %s, %s, %v", a.ID, again.ID, err)
	}
}

func TestReadOfPlainText(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "note.txt")
	if err := os.WriteFile(path, []byte("\ufeffPrado meets Reyes\r\n\r\nThey met in Lyon,\r\nat 5 < 6 o'clock.\r\n\r\nThey &amp; others left.\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	a, err := feed.New(feed.Options{}).Read(t.Context(), path)
	if err != nil || a.Title != "Prado meets Reyes" || a.Text != "They met in Lyon, at 5 < 6 o'clock.\n\nThey &amp; others left." {
		t.Errorf("got %+v, %v", a, err)
	}
}

func TestReadRefusesWhatIsNoArticle(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for content, want := range map[string]string{
		"":              "the answer is empty",
		" \n ":          "the answer is empty",
		"\x7fELF\x00":   "not text",
		small:           "a feed, not an article",
		"<html></html>": "there is no article on the page",
	} {
		path := filepath.Join(dir, fmt.Sprintf("%x", want+content[:min(len(content), 3)]))
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if a, err := feed.New(feed.Options{}).Read(t.Context(), path); err == nil || err.Error() != want {
			t.Errorf("%q: got %+v, %v", content, a, err)
		}
	}
}

// X3: what no time limit could stop is cut before it is begun.
func TestX3PagesAreCut(t *testing.T) {
	t.Parallel()
	say := "<p>" + strings.Repeat("The harbour office said that all ferries ran on time, and would do so all winter. ", 10) + "</p>"
	for name, c := range map[string]struct {
		body string
		read bool
	}{
		"a page of 900 KB":             {"<article>" + say + strings.Repeat(say, 900<<10/len(say)) + "</article>", true},
		"a page of 40 MB":              {"<article>" + strings.Repeat(say, 40<<20/len(say)) + "</article>", true},
		"45,000 elements":              {"<article>" + say + strings.Repeat("<i>x</i>", 45_000) + "</article>", true},
		"60,000 elements":              {"<article>" + say + strings.Repeat("<i>x</i>", 60_000) + "</article>", false},
		"400 levels around it":         {strings.Repeat("<div>", 400) + say, true},
		"600 levels around it":         {strings.Repeat("<div>", 600) + say, false},
		"600 levels, not to be closed": {strings.Repeat("<font>", 600) + say, false},
		"a comment of 40 MB":           {"<article>" + say + "<!--" + strings.Repeat("-", 40<<20), true},
		"a script of 4 MB":             {"<article><script>" + strings.Repeat("x = 1;\n", 4<<20/7) + "</script>" + say, true},
	} {
		cases.Try(t, "X3 "+name, func(t *testing.T) {
			r, s := serve(t, feed.Options{}, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html><body>"+c.body) })
			begin := time.Now()
			a, err := r.Page(t.Context(), news.Article{URL: s.URL})
			if got := err == nil && strings.Contains(a.Text, "ferries ran on time"); got != c.read || len(a.Text) > 1<<20 || time.Since(begin) > patience {
				t.Errorf("read: %v, %d bytes after %s, %v", got, len(a.Text), time.Since(begin), err)
			}
		})
	}
}

func FuzzPage(f *testing.F) {
	f.Add([]byte("<html><title>t</title><p>" + strings.Repeat("words, words. ", 50)))
	f.Add([]byte("<div><br><br>x<table><script>"))
	f.Fuzz(func(t *testing.T, body []byte) {
		path := filepath.Join(t.TempDir(), "page")
		if err := os.WriteFile(path, append([]byte("<html>"), body...), 0o600); err != nil {
			t.Fatal(err)
		}
		a, err := feed.New(feed.Options{Now: func() time.Time { return now }}).Read(t.Context(), path)
		if err == nil {
			check(t, a)
		}
		cases.Check(t, "P12", !t.Failed(), "%q", body)
	})
}
