package feed

import (
	"bytes"
	"cmp"
	"context"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"readout/digest/news"
)

// maxFound bounds the feeds that one page may name.
const maxFound = 10

// Discover finds the feeds behind a web address: the address itself if it is
// a feed, else those that the page names, in its order but feeds of comments
// last, else the first of a few usual places that holds one. An address
// without a scheme is taken for https; files are never opened. The sources
// have a URL and a Title, no more. At least one is returned, or an error.
func (r *Reader) Discover(ctx context.Context, address string) ([]news.Source, error) {
	if address = strings.TrimSpace(address); !strings.Contains(address, "://") {
		address = "https://" + address
	}
	d, err := r.get(ctx, address, validators{})
	if err != nil {
		return nil, err
	}
	if b, err := Parse(d, news.Source{}, r.now()); err == nil {
		return []news.Source{{URL: address, Title: b.Title}}, nil
	}
	if found := r.named(d); len(found) > 0 {
		return found, nil
	}
	return r.guess(ctx, d.URL)
}

// guess tries the places where feeds usually are.
func (r *Reader) guess(ctx context.Context, page string) ([]news.Source, error) {
	base, err := url.Parse(page)
	if err != nil {
		return nil, refuse("no feed found there")
	}
	for _, path := range []string{"/feed", "/rss", "/feed.xml", "/atom.xml", "/index.xml"} {
		place := base.ResolveReference(&url.URL{Path: path}).String()
		d, err := r.get(ctx, place, validators{})
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			continue
		}
		if b, err := Parse(d, news.Source{}, r.now()); err == nil {
			return []news.Source{{URL: place, Title: b.Title}}, nil
		}
	}
	return nil, refuse("no feed found there")
}

// named are the feeds that a page's head names, and may be read.
func (r *Reader) named(d Document) []news.Source {
	base, err := url.Parse(d.URL)
	if err != nil {
		return nil
	}
	var found []news.Source
	links, title := alternates(decodePage(d))
	for _, l := range links {
		u := resolve(base, l.href)
		if u == nil || r.guard.check(u) != nil || r.guard.lists(u) && !r.guard.lists(base) {
			continue
		}
		s := news.Source{URL: u.String(), Title: oneLine(html.EscapeString(cmp.Or(l.title, title)))}
		same := func(other news.Source) bool { return other.URL == s.URL }
		if !slices.ContainsFunc(found, same) && len(found) < maxFound {
			found = append(found, s)
		}
	}
	slices.SortStableFunc(found, func(a, b news.Source) int { return cmp.Compare(isComments(a), isComments(b)) })
	return found
}

func isComments(s news.Source) int {
	if strings.Contains(strings.ToLower(s.URL+" "+s.Title), "comments") {
		return 1
	}
	return 0
}

// alternate is a <link rel="alternate"> to a feed.
type alternate struct{ href, title string }

// alternates are those of a page, and the page's own title.
func alternates(body []byte) (links []alternate, title string) {
	z := html.NewTokenizer(bytes.NewReader(body[:min(len(body), maxPage)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return links, title
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			switch atom.Lookup(name) {
			case atom.Title:
				if z.Next() == html.TextToken && title == "" {
					title = string(z.Text())
				}
			case atom.Link:
				if l, ok := readAlternate(z); ok {
					links = append(links, l)
				}
			case atom.Body:
				if len(links) > 0 {
					return links, title
				}
			}
		}
	}
}

func readAlternate(z *html.Tokenizer) (alternate, bool) {
	attributes := map[string]string{}
	for more := true; more; {
		var key, value []byte
		key, value, more = z.TagAttr()
		if len(attributes) < maxAttributes {
			attributes[string(key)] = string(value)
		}
	}
	kind, _, _ := strings.Cut(strings.ToLower(attributes["type"]), ";")
	switch strings.TrimSpace(kind) {
	case "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml":
	default:
		return alternate{}, false
	}
	rel := strings.Fields(strings.ToLower(attributes["rel"]))
	if !slices.Contains(rel, "alternate") && !slices.Contains(rel, "feed") || attributes["href"] == "" {
		return alternate{}, false
	}
	return alternate{attributes["href"], attributes["title"]}, true
}
