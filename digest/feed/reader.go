package feed

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"readout/digest/news"
)

// Reader reads feeds and pages. It may be used by several goroutines at once;
// no host sees more than two connections of it at a time.
type Reader struct {
	options Options
	guard   guard
	client  *http.Client
}

// New makes a reader. It reads nothing yet.
func New(o Options) *Reader {
	o = o.withDefaults()
	g := newGuard(o.Allow, o.Dial)
	return &Reader{options: o, guard: g, client: newClient(g, o)}
}

func (r *Reader) now() time.Time { return r.options.Now() }

// load reads a web address, or a file if the address names one.
func (r *Reader) load(ctx context.Context, address string, known validators) (Document, error) {
	if path, ok := localPath(address); ok {
		return r.open(path, known)
	}
	return r.get(ctx, address, known)
}

// Fetch reads a feed from its http, https or file address (a plain path is a
// file), with the validators of the source's State. The articles come oldest
// first, at most 300 of them; each has an id that does not change from one
// fetch to the next. Errors are of type *Error, or the context's.
//
// The batch of a feed that was read only in part carries no validators, so
// that it is read in full again.
func (r *Reader) Fetch(ctx context.Context, s news.Source) (news.Batch, error) {
	d, err := r.load(ctx, s.URL, validators{s.State.ETag, s.State.Modified})
	if err != nil {
		return news.Batch{}, err
	}
	if d.Unchanged {
		return news.Batch{Unchanged: true, ETag: d.ETag, Modified: d.Modified}, nil
	}
	b, err := Parse(d, s, r.now())
	if err != nil {
		return news.Batch{}, err
	}
	r.keepOut(d.URL, b.Articles)
	return b, nil
}

// keepOut drops links from a feed outside to hosts that the operator listed:
// they would be followed inside on a stranger's word.
func (r *Reader) keepOut(from string, articles []news.Article) {
	if u, err := url.Parse(from); err != nil || u.Scheme == "file" || r.guard.lists(u) {
		return
	}
	for i := range articles {
		if u, err := url.Parse(articles[i].URL); err != nil || r.guard.lists(u) {
			articles[i].URL = ""
		}
	}
}
