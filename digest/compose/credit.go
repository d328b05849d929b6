package compose

import (
	"fmt"
	"slices"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
)

// credit names who tells something: the first outlet with its link and its own
// source, how many more there are, and from how many origins.
func (v *view) credit(pages []*page) news.Text {
	if len(pages) == 0 {
		return nil
	}
	first := pages[0]
	out := news.Text{{Words: outletOf(first), Link: first.Article.URL}}
	if from := provenance(first); from != "" {
		out = append(out, news.Run{Words: ", citing " + from})
	}
	if more := len(outletsOf(pages)) - 1; more > 0 {
		if len(out) > 1 {
			out = append(out, news.Run{Words: ","})
		}
		out = append(out, news.Run{Words: fmt.Sprintf(" and %d more (%s)", more, counted(originsOf(pages), "origin"))})
	}
	return out
}

func outletOf(p *page) string {
	for _, name := range []string{p.Article.Outlet, string(p.Article.Source)} {
		if name = clean(name); name != "" {
			return name
		}
	}
	return "unnamed source"
}

// provenance is whom the outlet itself cites, without a leading article.
func provenance(p *page) string {
	from := cut(clean(p.Facts.Provenance), 80)
	for _, article := range []string{"the ", "The "} {
		from = strings.TrimPrefix(from, article)
	}
	return from
}

func outletsOf(pages []*page) []string {
	var outlets []string
	for _, p := range pages {
		if o := outletOf(p); !slices.Contains(outlets, o) {
			outlets = append(outlets, o)
		}
	}
	return outlets
}

// originsOf counts the releases behind the pages: reprints are one, and so is
// a page with the one whose outlet it cites.
func originsOf(pages []*page) int {
	var origins []*page
	for _, p := range pages {
		if !slices.Contains(origins, p.origin) && !citesOneOf(p, pages) {
			origins = append(origins, p.origin)
		}
	}
	return max(1, len(origins))
}

func citesOneOf(p *page, pages []*page) bool {
	return p.Facts.Provenance != "" && slices.ContainsFunc(pages, func(q *page) bool {
		return q.number < p.number && q.Article.Outlet != p.Article.Outlet &&
			len(text.Tokens(q.Article.Outlet)) > 0 && text.Holds(p.Facts.Provenance, q.Article.Outlet)
	})
}
