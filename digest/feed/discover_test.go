package feed_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"readout/digest/feed"
	"readout/digest/news"
)

// site answers by path; anything else is not found.
func site(t *testing.T, o feed.Options, at map[string]string) (*feed.Reader, string) {
	t.Helper()
	r, s := serve(t, o, func(w http.ResponseWriter, req *http.Request) {
		body, ok := at[req.URL.Path]
		if !ok {
			http.NotFound(w, req)
			return
		}
		_, _ = io.WriteString(w, body)
	})
	return r, strings.TrimSuffix(s.URL, "/feed")
}

func TestDiscoverKnowsAFeed(t *testing.T) {
	t.Parallel()
	r, base := site(t, feed.Options{}, map[string]string{"/rss": small})
	got, err := r.Discover(t.Context(), " "+base+"/rss ")
	if diff := cmp.Diff([]news.Source{{URL: base + "/rss", Title: "Small"}}, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestDiscoverReadsTheHeadOfAPage(t *testing.T) {
	t.Parallel()
	r, base := site(t, feed.Options{Allow: []string{"wiki.local"}}, map[string]string{"/": `<html><head><title>Harbour &amp; Sea</title>
<link rel="stylesheet" href="/style.css">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="alternate" hreflang="fr" href="/fr">
<LINK REL="Alternate" TYPE="application/atom+xml; charset=utf-8" TITLE="World &lt;news&gt;" HREF="atom/world?a=1&amp;b=2"/>
<link rel="alternate" type="application/rss+xml" href="https://other.example/feed">
<link rel="alternate" type="application/rss+xml" href="https://other.example/feed">
<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
<link rel="alternate" type="application/rss+xml" href="http://2130706433/">
</head><body><p>Text</p></body></html>`})
	got, err := r.Discover(t.Context(), base)
	want := []news.Source{
		{URL: base + "/atom/world?a=1&b=2", Title: "World <news>"},
		{URL: "https://other.example/feed", Title: "Harbour & Sea"},
		{URL: base + "/comments/feed", Title: "Comments"},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestDiscoverTriesTheUsualPlaces(t *testing.T) {
	t.Parallel()
	r, base := site(t, feed.Options{}, map[string]string{"/blog/": "<html><body>no head</body></html>", "/feed": "<html>not here</html>", "/feed.xml": small})
	got, err := r.Discover(t.Context(), base+"/blog/?page=2")
	if diff := cmp.Diff([]news.Source{{URL: base + "/feed.xml", Title: "Small"}}, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestDiscoverFindsNothing(t *testing.T) {
	t.Parallel()
	r, base := site(t, feed.Options{}, map[string]string{"/": "<html><p>Hello</p></html>"})
	for address, want := range map[string]string{
		base:                 "no feed found there",
		base + "/missing":    "the server answers 404 Not Found",
		"file:///etc/hosts":  `only http and https addresses are read, not "file"`,
		"/etc/hosts":         "the address has no host",
		"":                   "the address has no host",
		"mailto:a@b.example": "an address with a user name or password in it is not read",
	} {
		if got, err := r.Discover(t.Context(), address); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, %v", address, got, err)
		}
	}
}
