package feed

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"readout/digest/news"
)

// Identity, by which an item is taken once and only once:
//
// The GUID tells an item, where it is there, means one item only in this
// reading, and holds from reading to reading; else the link under the same
// terms, without its tracking parameters; else title and day. What the source
// listed before is known again: by what told it then, and under a new GUID by
// its link and title together, or by its link alone where GUIDs do not hold.

// GUIDs hold if at least steadyShare per cent of the items with a known link
// have the GUID they had; of fewer than steadyLeast such items nothing can be
// said, and GUIDs are trusted.
const (
	steadyShare = 80
	steadyLeast = 5
)

// told is what an entry may be told by.
type told struct {
	// guid is without tracking, link canonical, title that of titleKey; each
	// is "" where it tells nothing.
	guid, link, title string
	trace             trace
	// echo means that it is new, but its link or title is not.
	echo bool
}

// identify names the article that each entry of one reading is. An entry
// listed twice is one article.
func identify(source news.SourceID, entries []entry, base *url.URL, known memory) []told {
	all := make([]told, len(entries))
	for i, e := range entries {
		link := canonical(resolve(base, e.link))
		all[i] = told{guid: guidKey(e.guid), link: link, title: titleKey(e)}
		all[i].trace = trace{guid: uint32(hashOf(all[i].guid)), link: hashOf(link), title: hashOf(foldTitle(e.title))}
	}
	shared(all)
	listed := known.index()
	steady := isSteady(all, listed)
	for i := range all {
		all[i].trace.article = news.IdentityOf(source, all[i].key(steady))
	}
	recognise(all, listed, steady)
	return all
}

// shared empties what tells two items apart for nobody: a GUID of items with
// different links, a link of items with different titles.
func shared(all []told) {
	guids, pages := map[string]string{}, map[string]string{}
	for _, t := range all {
		mark(guids, t.guid, cmp.Or(t.link, t.title))
		mark(pages, t.link, t.title)
	}
	for i := range all {
		t := &all[i]
		if guids[t.guid] == "" {
			t.guid, t.trace.guid = "", 0
		}
		if pages[t.link] == "" {
			t.link, t.trace.link = "", 0
		}
	}
}

// key is what tells the entry apart for good.
func (t told) key(steady bool) string {
	switch {
	case t.guid != "" && (steady || t.link == "" && t.title == ""):
		return "guid " + t.guid
	case t.link != "":
		return "link " + t.link
	}
	return "title " + t.title
}

// guidKey leaves out of a GUID that is a link what changes from one answer to
// the next.
func guidKey(guid string) string {
	head, query, has := strings.Cut(guid, "?")
	if !has || !strings.HasPrefix(guid, "http") {
		return guid
	}
	query, _, _ = strings.Cut(query, "#")
	kept := news.Untracked(query)
	if kept == query {
		return guid
	}
	return strings.TrimSuffix(head+"?"+kept, "?")
}

// isSteady reports whether GUIDs hold from reading to reading.
func isSteady(all []told, listed index) bool {
	same, compared := 0, 0
	for _, t := range all {
		before := listed.find(t.trace)
		if before == nil || before.guid == 0 || t.trace.guid == 0 {
			continue
		}
		compared++
		if before.guid == t.trace.guid {
			same++
		}
	}
	return compared < steadyLeast || same*100 >= compared*steadyShare
}

// recognise gives entries that the source listed before, and that are told by
// something else now, the article that they were.
func recognise(all []told, listed index, steady bool) {
	taken := map[news.ArticleID]bool{}
	for _, t := range all {
		taken[t.trace.article] = true
	}
	for i := range all {
		t := &all[i]
		if listed.articles[t.trace.article] {
			continue
		}
		before := listed.find(t.trace)
		if before != nil && !taken[before.article] && (!steady || t.trace.isAgain(*before)) {
			t.trace.article = before.article
			taken[before.article] = true
			continue
		}
		t.echo = listed.knows(t.trace)
	}
}

// isAgain reports whether an item is one of before, at the same place, where
// GUIDs hold: it has the same one, one of the two has none, or it was
// published again under a new one with its title.
func (t trace) isAgain(before trace) bool {
	return t.guid == before.guid || t.guid == 0 || before.guid == 0 || t.link != 0 && t.title == before.title
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
		title = gistOf(e)
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
// fragment, default port, tracking parameters, sessions and last slash.
func canonical(u *url.URL) string {
	if u == nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if port := u.Port(); port != "" && port != "80" && port != "443" {
		host += ":" + port
	}
	path, _, _ := strings.Cut(u.EscapedPath(), ";jsessionid=")
	link := host + strings.TrimRight(path, "/")
	if query := news.Untracked(u.RawQuery); query != "" {
		parts := strings.Split(query, "&")
		slices.Sort(parts)
		link += "?" + strings.Join(parts, "&")
	}
	return link
}
