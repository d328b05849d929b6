package feed_test

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"codeberg.org/readeck/go-readability"
	"github.com/mmcdole/gofeed"

	"readout/digest/feed"
	"readout/digest/news"
)

// heavyFeed is a feed of 100 items of 4 KB.
func heavyFeed() []byte {
	var b strings.Builder
	text := strings.Repeat("<p>The harbour office said that <b>all</b> ferries ran on time &amp; would do so all winter.</p>", 40)
	for i := range 100 {
		fmt.Fprintf(&b, "<item><title>Item %d</title><link>https://bench.example/%d?utm_source=rss</link><guid>g%d</guid><pubDate>Wed, 04 Mar 2026 08:00:00 GMT</pubDate><description><![CDATA[%s]]></description></item>", i, i, i, text)
	}
	return []byte(rss(b.String()))
}

func BenchmarkParse(b *testing.B) {
	body := heavyFeed()
	first, err := feed.Parse(feed.Document{Body: body}, news.Source{ID: "s"}, now)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if _, err := feed.Parse(feed.Document{Body: body}, news.Source{ID: "s", State: news.Polling{Known: first.Known}}, now); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParserAlone is the library by itself, to compare with.
func BenchmarkParserAlone(b *testing.B) {
	body := heavyFeed()
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if _, err := gofeed.NewParser().Parse(bytes.NewReader(body)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParseBesideTheParser takes both by turns, and tells by how much the
// best of ours is longer than the best of the library's.
func BenchmarkParseBesideTheParser(b *testing.B) {
	body := heavyFeed()
	compareTimes(b, func() error {
		_, err := feed.Parse(feed.Document{Body: body}, news.Source{ID: "s"}, now)
		return err
	}, func() error {
		_, err := gofeed.NewParser().Parse(bytes.NewReader(body))
		return err
	})
}

// compareTimes reports the ratio of the shortest times of two works. The
// shortest are what a busy machine disturbs least.
func compareTimes(b *testing.B, ours, alone func() error) {
	b.Helper()
	shortest := func(best time.Duration, work func() error) time.Duration {
		begun := time.Now()
		if err := work(); err != nil {
			b.Fatal(err)
		}
		return min(best, time.Since(begun))
	}
	one, other := time.Hour, time.Hour
	for b.Loop() {
		one, other = shortest(one, ours), shortest(other, alone)
	}
	b.ReportMetric(float64(one)/float64(other), "ratio")
	b.ReportMetric(float64(one.Microseconds())/1000, "ms-ours")
	b.ReportMetric(float64(other.Microseconds())/1000, "ms-alone")
}

// heavyPage is a page of 50 KB, half of it beside the article.
func heavyPage() []byte {
	var b strings.Builder
	b.WriteString("<!doctype html><html lang=en><head><title>Ferries on time</title></head><body><nav>")
	for i := range 200 {
		fmt.Fprintf(&b, "<div class=menu><a href='/%d'>Section %d</a> <span>and more of it</span></div>", i, i)
	}
	b.WriteString("</nav><article><h1>Ferries on time</h1>")
	for range 60 {
		b.WriteString("<p>The harbour office said that <b>all</b> ferries ran on time &amp; would do so all winter. ")
		b.WriteString("Nobody had expected it, the mayor added, and <a href='/more'>asked for more</a> of the same, in every season, for years to come.</p>")
	}
	b.WriteString("</article><footer>All rights reserved</footer></body></html>")
	return []byte(b.String())
}

// BenchmarkPageBesideTheLibrary finds the readable text of a page in a file, by
// turns with the library that does the finding.
func BenchmarkPageBesideTheLibrary(b *testing.B) {
	path := filepath.Join(b.TempDir(), "page.html")
	page := heavyPage()
	if err := os.WriteFile(path, page, 0o600); err != nil {
		b.Fatal(err)
	}
	r := feed.New(feed.Options{})
	compareTimes(b, func() error {
		a, err := r.Read(b.Context(), path)
		if err == nil && len(a.Text) < 10_000 {
			err = fmt.Errorf("%d bytes", len(a.Text))
		}
		return err
	}, func() error {
		_, err := readability.FromReader(bytes.NewReader(page), &url.URL{Scheme: "https", Host: "bench.example"})
		return err
	})
}
