package feed

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"time"

	"readout/digest/news"
)

// Reader reads feeds and pages. It may be used by several goroutines at once;
// no host sees more than two requests of it at a time.
type Reader struct {
	options Options
	guard   guard
	client  *http.Client
	hosts   hosts
	rules   rulebook
}

// New makes a reader. It reads nothing yet.
func New(o Options) *Reader {
	o = o.withDefaults()
	r := &Reader{options: o, guard: newGuard(o.Allow, o.Dial)}
	r.client = newClient(r.guard, o, r.follow)
	return r
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
// The same bytes as those of State are Unchanged, whatever the server says of
// them. The batch of a feed that was read only in part carries neither
// validators nor Sum, so that it is read in full again.
func (r *Reader) Fetch(ctx context.Context, s news.Source) (news.Batch, error) {
	begun := r.now()
	d, err := r.load(ctx, s.URL, validators{s.State.ETag, s.State.Modified})
	if err != nil {
		return news.Batch{}, err
	}
	about := news.Batch{ETag: d.ETag, Modified: d.Modified, Moved: d.Moved, Took: r.now().Sub(begun)}
	if d.Unchanged {
		about.Unchanged = true
		return about, nil
	}
	if about.Sum = sumOf(d); about.Sum != "" && about.Sum == s.State.Sum {
		about.Unchanged = true
		return about, nil
	}
	// What was sent is of no more use, and may be as large again.
	d = d.inUTF8()
	b, err := Parse(d, s, r.now())
	if err != nil {
		return news.Batch{}, err
	}
	b.Moved, b.Took = about.Moved, about.Took
	r.keepOut(d.URL, b.Articles)
	return b, nil
}

// sumOf tells the bytes of one whole answer from another's.
func sumOf(d Document) string {
	if d.Cut {
		return ""
	}
	sum := sha256.Sum256(d.Body)
	return hex.EncodeToString(sum[:16])
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
