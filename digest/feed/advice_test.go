package feed_test

import (
	"errors"
	"strings"
	"testing"

	"readout/digest/feed"
	"readout/digest/news"
)

func TestEveryFaultComesWithAdvice(t *testing.T) {
	t.Parallel()
	reader, base := web(t, feed.Options{})
	for address, want := range map[string]string{
		base + "/status/401":         "write to the publisher",
		base + "/status/404":         "look for its new address",
		base + "/status/410":         "look for its new address",
		base + "/status/503":         "try again later",
		base + "/html":               "name the feed itself",
		base + "/redirect/loop":      "open it in a browser",
		base + "/empty":              "only the publisher can mend it",
		base + "/cut/reset":          "try again later",
		"http://10.0.0.1/feed":       "allow only what is yours to show",
		"http://u:p@post.example/":   "leave them out",
		"gopher://post.example/feed": "check the spelling",
		"nowhere.xml":                "check the path",
	} {
		_, err := reader.Fetch(t.Context(), news.Source{ID: "odd", URL: address})
		var fault *feed.Error
		if !errors.As(err, &fault) || !strings.Contains(fault.Advice(), want) {
			t.Errorf("%s: %v has no advice %q", address, err, want)
		}
	}
	if got := (&feed.Error{Reason: "odd"}).Advice(); got == "" {
		t.Error("a fault of no kind has no advice")
	}
}
