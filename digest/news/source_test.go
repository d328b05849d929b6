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
