package feed_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"readout/digest/feed"
)

// P12: the pieces of the reader that see strangers' bytes first, each by
// itself. FuzzParse and FuzzPage try them together.

func FuzzDate(f *testing.F) {
	for _, date := range []string{
		"", "Wed, 04 Mar 2026 08:00:00 GMT", "2026-03-04T08:00:00+25:00", "31st of Marchember", "Mon, 01 Jan 0000 00:00:00 GMT",
		"99999999999999999999", "2026-02-30", "4 mars 2026", "1772611200", "Wed, 04 Mar 2026 08:00:00 XYZ",
	} {
		f.Add(date)
	}
	f.Fuzz(func(t *testing.T, date string) {
		b, err := parse(rss("<item><title>t</title><pubDate><![CDATA[" + strings.ReplaceAll(date, "]]>", "") + "]]></pubDate></item>"))
		if err != nil || len(b.Articles) != 1 {
			t.Fatalf("%d articles, %v", len(b.Articles), err)
		}
		check(t, b.Articles[0])
		cases.Check(t, "P12", !t.Failed(), "the date %q", date)
	})
}

func FuzzCharset(f *testing.F) {
	for _, seed := range []struct{ body, label string }{
		{"<rss>", ""}, {"\xff\xfe<\x00r\x00", ""}, {"\xfe\xff\x00<", "utf-16"}, {"\xef\xbb\xbf<a>\xe9</a>", "utf-8"}, {"\x1b$B", "iso-2022-jp"},
		{"\xed\xa0\x80\xed\xb0\x80", "utf-8"}, {"<\x00\x00\x00", "utf-32"}, {"\x81\x30\x81\x30", "gb18030"}, {"a\x00b\x01", "koi8-r"},
	} {
		f.Add([]byte(seed.body), seed.label)
	}
	f.Fuzz(func(t *testing.T, body []byte, label string) {
		got := feed.Decode(feed.Document{Body: body, Type: "text/xml; charset=" + label})
		ok := utf8.Valid(got) && !strings.ContainsAny(string(got), "\x00\x01\x7f\ufeff") && len(got) <= 8<<20
		cases.Check(t, "P12", ok, "%q as %q is %q", body, label, got)
	})
}

func FuzzPlain(f *testing.F) {
	for _, markup := range []string{
		"", "<p>a<p>b", "a &amp; b &lt;3", "<script>x</script>y", "<p", "&#0;&#xD800;&#x110000;", "<svg><title>x</svg>", "a\u202eb\ufeff",
		strings.Repeat("<b>", 3000) + "x", "&lt;p&gt;escaped&lt;/p&gt;", "<![CDATA[x]]>", "\xff\xfe",
	} {
		f.Add(markup)
	}
	f.Fuzz(func(t *testing.T, markup string) {
		got := feed.Plain(markup)
		ok := utf8.ValidString(got) && len(got) <= 1<<20 && strings.TrimSpace(got) == got && !strings.Contains(got, "\n\n\n")
		cases.Check(t, "P12", ok, "%q is %q", markup, got)
	})
}
