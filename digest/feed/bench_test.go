package feed_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

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
