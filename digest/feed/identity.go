package feed

import (
	"net/url"
	"strings"
	"time"

	"readout/digest/news"
)

// keys chooses what tells the items of one fetch apart for good: the GUID
// where it is there and means one item only, else the link under the same
// terms, else title and day. An item listed twice has one key.
func keys(entries []entry, base *url.URL) []string {
	links, titles := make([]string, len(entries)), make([]string, len(entries))
	for i, e := range entries {
		links[i] = canonical(resolve(base, e.link))
		titles[i] = titleKey(e)
	}
	// A GUID shared by items with different links is no identity, nor a link
	// shared by items with different titles.
	place := func(i int) string {
		if links[i] != "" {
			return links[i]
		}
		return titles[i]
	}
	guids, pages := map[string]string{}, map[string]string{}
	for i, e := range entries {
		mark(guids, e.guid, place(i))
		mark(pages, links[i], titles[i])
	}
	chosen := make([]string, len(entries))
	for i, e := range entries {
		switch {
		case guids[e.guid] != "":
			chosen[i] = "guid " + e.guid
		case pages[links[i]] != "":
			chosen[i] = "link " + links[i]
		default:
			chosen[i] = "title " + titles[i]
		}
	}
	return chosen
}

// mark notes what a name stands for, and "" once it stands for two things.
func mark(means map[string]string, name, thing string) {
	if before, seen := means[name]; name == "" || seen && before != thing {
		means[name] = ""
		return
	}
	means[name] = thing
}

// titleKey never depends on when the item was seen, so that one without a
// date stays the same from day to day.
func titleKey(e entry) string {
	title := oneLine(e.title)
	if title == "" {
		title = clip(plain(e.content+" "+e.summary, 1000), 200)
	}
	if e.published.IsZero() {
		return title
	}
	return title + " " + string(news.DayOf(e.published, time.UTC))
}

// resolve makes a link absolute. It is nil unless the link is http or https,
// of a sane length and with a host. A user name in it is dropped.
func resolve(base *url.URL, link string) *url.URL {
	link = strings.TrimSpace(link)
	if link == "" || len(link) > maxLink {
		return nil
	}
	u, err := url.Parse(link)
	if err != nil {
		return nil
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	u.User = nil
	return u
}

// baseOf is what relative links of a feed start from: the site that the feed
// names, else its own address.
func baseOf(site, address string) *url.URL {
	own, err := url.Parse(address)
	if err != nil || own.Scheme == "file" {
		own = nil
	}
	if u := resolve(own, site); u != nil {
		return u
	}
	return own
}

// canonical is the form in which links to one page are equal: without scheme,
// fragment, default port, tracking parameters and last slash.
func canonical(u *url.URL) string {
	if u == nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	link := host + strings.TrimRight(u.EscapedPath(), "/")
	if query := untracked(u.RawQuery); query != "" {
		link += "?" + query
	}
	return link
}

// untracked drops the parameters that say where a reader came from.
func untracked(query string) string {
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(strings.ToLower(part), "=")
		if name != "" && !isTracking(name) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

func isTracking(name string) bool {
	switch name {
	case "fbclid", "gclid", "dclid", "yclid", "msclkid", "mc_cid", "mc_eid", "igshid", "cmpid", "ftag", "ocid", "partner":
		return true
	}
	return strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "at_") || strings.HasPrefix(name, "ns_")
}
