package news_test

import (
	"testing"

	"readout/digest/news"
)

func TestAnAddressMakesAnID(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]news.SourceID{
		"https://www.example.org/world/rss.xml":         "example-org-world-rss-xml",
		"http://example.org/world/rss.xml/":             "example-org-world-rss-xml",
		"https://example.org:8443/feed?format=rss&l=en": "example-org-8443-feed-format-rss-l-en",
		"https://Xəbər.example/Feed":                    "xəbər-example-feed",
		"file:///feeds/herald.xml":                      "feeds-herald-xml",
		"not an address\x7f":                            "not-an-address",
		"":                                              "",
	} {
		if got := news.SourceIDOf(address); got != want {
			t.Errorf("%q makes %q, want %q", address, got, want)
		}
	}
}

func TestSameAddress(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"http://post.example/feed", "https://www.Post.example/feed/", true},
		{"https://post.example", "https://post.example/", true},
		{"https://post.example/Feed", "https://post.example/feed", false},
		{"https://post.example/feed?a=1", "https://post.example/feed", false},
		{"https://post.example:8080/feed", "https://post.example/feed", false},
		{"https://wwwpost.example/feed", "https://post.example/feed", false},
		{"feeds/a.xml", "feeds/b.xml", false},
		{"https://post.example/feed?utm_source=x&utm_medium=y", "https://post.example/feed", true},
		{"https://post.example/feed/?a=1&fbclid=z#top", "http://www.post.example/feed?a=1", true},
		{"https://post.example?a=1", "https://post.example/?a=1", true},
		{"https://post.example/feed?a=1", "https://post.example/feed?a=2", false},
		{"file:///feeds/a.xml", "file:///feeds/a.xml", true},
	} {
		if got := news.SameAddress(c.a, c.b); got != c.same || news.SameAddress(c.b, c.a) != got {
			t.Errorf("%s and %s: %t", c.a, c.b, got)
		}
	}
}
