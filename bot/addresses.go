package bot

import (
	"net/url"
	"slices"
	"strings"
)

const (
	// mostAdded is how many addresses one message is read for.
	mostAdded = 10
	// longestURL is how long an address can be.
	longestURL = 1000
)

// addresses are what was typed after /feed_add.
type addresses struct {
	urls []string
	// save tells to go through with it; left counts addresses over the bound.
	save bool
	left int
}

// parseAddresses reads web addresses parted by blanks or commas, and the word
// "save". An address without a scheme is taken for https.
func parseAddresses(arg string) (addresses, error) {
	var a addresses
	for _, word := range strings.FieldsFunc(arg, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' || r == '\t' }) {
		if word == "save" {
			a.save = true
			continue
		}
		address, err := parseAddress(word)
		if err != nil {
			return a, err
		}
		switch {
		case slices.Contains(a.urls, address):
		case len(a.urls) == mostAdded:
			a.left++
		default:
			a.urls = append(a.urls, address)
		}
	}
	return a, nil
}

// parseAddress reads one web address; nothing else is ever opened for a chat.
func parseAddress(typed string) (string, error) {
	word := typed
	if !strings.Contains(word, "://") {
		word = "https://" + word
	}
	u, err := url.Parse(word)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !strings.ContainsAny(u.Hostname(), ".:") && u.Hostname() != "localhost" || len(word) > longestURL || u.User != nil {
		return "", complain(say("*%s* is no web address.", echo(typed)), say("For example: `https://harbourpost.example/feed`"))
	}
	u.Fragment = ""
	return u.String(), nil
}
