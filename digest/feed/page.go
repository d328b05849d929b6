package feed

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"codeberg.org/readeck/go-readability"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"

	"readout/digest/news"
)

// maxElements bounds the elements of a page, as the search for its readable
// part takes more than one pass.
const maxElements = 50_000

// Page reads the page that an article links to, where the article is short or
// its feed told no date or no outlet. It takes the page's text if the article
// is short and the page's text longer, and its date, outlet and language where
// the feed gave none; an outlet that nobody names is called
// by its host. A page that its site's robots.txt closes is not read. Without a
// link, or with nothing to look for, it returns the article as it is, and so it
// does with any error, but for the outlet; an error whose Temporary() is true
// may have passed later.
func (r *Reader) Page(ctx context.Context, a news.Article) (news.Article, error) {
	if a.URL == "" || !a.IsShort() && a.IsDated() && a.Outlet != "" {
		return a, nil
	}
	p, err := r.page(ctx, a)
	if a.IsShort() {
		a.Text = longer(a.Text, p.text)
	}
	a.Outlet = cmp.Or(a.Outlet, p.outlet, hostOf(a.URL))
	a.Language = cmp.Or(a.Language, p.language)
	if !a.IsDated() && !p.published.IsZero() {
		a.Published = p.published
	}
	return a, err
}

// page reads the page of an article, where its site lets it.
func (r *Reader) page(ctx context.Context, a news.Article) (page, error) {
	u, err := url.Parse(a.URL)
	if err != nil {
		return page{}, refuse("%q is no web address", clip(a.URL, 200))
	}
	if err := r.welcome(ctx, u); err != nil {
		return page{}, err
	}
	d, err := r.get(ctx, a.URL, validators{})
	if err != nil {
		return page{}, err
	}
	return readPage(d, a.Seen)
}

// hostOf is what an outlet is called that says nothing of itself.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

// Read reads one article by hand from the address of a page, or from a file
// (a plain path or a file: URL) that holds a page or plain text. It belongs
// to no source. Whoever reads on behalf of a stranger must pass web addresses
// only.
func (r *Reader) Read(ctx context.Context, address string) (news.Article, error) {
	d, err := r.load(ctx, address, validators{})
	if err != nil {
		return news.Article{}, err
	}
	now := r.now()
	p, err := readAny(d, now)
	if err != nil {
		return news.Article{}, err
	}
	a := news.Article{
		Title: p.title, Text: p.text, Outlet: p.outlet, Language: p.language,
		Published: p.published, Seen: now,
		Fingerprint: fingerprint(p.title, p.text, ""),
	}
	if a.Published.IsZero() {
		a.Published = now
	}
	key := "text " + a.Fingerprint
	if u := resolve(nil, d.URL); u != nil {
		a.URL = u.String()
		a.Outlet = cmp.Or(a.Outlet, hostOf(a.URL))
		key = "link " + canonical(u)
	}
	a.ID = news.IdentityOf("", key)
	return a, nil
}

// page is what can be read of one.
type page struct {
	title, text, outlet, language string
	published                     time.Time
}

// readAny reads a page, or plain text whose first line is its title.
func readAny(d Document, now time.Time) (page, error) {
	if isPage(d) {
		return readPage(d, now)
	}
	decoded, _ := decode(d)
	text := string(decoded)
	if _, err := Parse(d, news.Source{}, now); err == nil {
		return page{}, refuse("a feed, not an article")
	}
	if strings.TrimSpace(text) == "" {
		return page{}, refuse("the answer is empty")
	}
	if isBinary(d) {
		return page{}, refuse("not text")
	}
	title, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return page{title: clip(strings.TrimSpace(title), maxField), text: fold(rest)}, nil
}

// isPage tells HTML by its declared type, else by its first tag.
func isPage(d Document) bool {
	switch kind, _, _ := strings.Cut(strings.ToLower(d.Type), ";"); strings.TrimSpace(kind) {
	case "text/html", "application/xhtml+xml":
		return true
	case "text/plain":
		return false
	}
	head := bytes.TrimSpace(d.Body[:min(len(d.Body), 4096)])
	if !bytes.HasPrefix(head, []byte("<")) {
		return false
	}
	for t := range tags(head) {
		return isMarkup(t.local())
	}
	return false
}

// isBinary reports whether the document is declared to be a picture, a film,
// a PDF or the like, or looks like one.
func isBinary(d Document) bool {
	kind, _, _ := strings.Cut(strings.ToLower(d.Type), "/")
	return kind == "image" || kind == "video" || kind == "audio" || kind == "font" ||
		strings.HasPrefix(strings.ToLower(d.Type), "application/pdf") ||
		bytes.IndexByte(d.Body[:min(len(d.Body), 1024)], 0) >= 0
}

// fold is plain text of a file in paragraphs. It is no markup, so nothing is
// decoded in it.
func fold(text string) string {
	w := writer{limit: maxText, blank: true}
	w.text(text)
	return w.string()
}

func readPage(d Document, now time.Time) (p page, err error) {
	if isBinary(d) {
		return page{}, refuse("not a web page")
	}
	body := slim(decodePage(d))
	at, err := url.Parse(d.URL)
	if err != nil {
		at = &url.URL{}
	}
	err = guarded("page", func() error {
		// Parsed here, because the finder would guess the charset again.
		doc, err := html.Parse(bytes.NewReader(body))
		if err != nil {
			return err
		}
		finder := readability.NewParser()
		finder.MaxElemsToParse = maxElements
		found, err := finder.ParseAndMutate(doc, at)
		if err == nil {
			p = pageOf(found, now)
		}
		return err
	})
	if own := (*Error)(nil); errors.As(err, &own) {
		return page{}, own
	}
	if err != nil {
		return page{}, &Error{Reason: "the page cannot be read: " + clip(err.Error(), 200), Cause: err}
	}
	if p.text == "" {
		return page{}, refuse("there is no article on the page")
	}
	return p, nil
}

func pageOf(found readability.Article, now time.Time) page {
	p := page{
		title:    oneLine(html.EscapeString(found.Title)),
		outlet:   oneLine(html.EscapeString(found.SiteName)),
		language: languageTag(found.Language),
		text:     plain(found.Content, maxText),
	}
	if found.PublishedTime != nil {
		p.published = sane(found.PublishedTime.UTC(), now)
	}
	// A page shows its title above the text; the article has it already.
	if first, rest, _ := strings.Cut(p.text, "\n\n"); first == p.title {
		p.text = rest
	}
	return p
}

// decodePage turns a page into clean UTF-8 by its bytes, its header or its
// <meta>.
func decodePage(d Document) []byte {
	if utf8.Valid(d.Body) {
		return clean(d.Body)
	}
	e, _, _ := charset.DetermineEncoding(d.Body[:min(len(d.Body), 1024)], d.Type)
	text, _ := convert(d.Body, e.NewDecoder())
	return clean(text)
}

// slim leaves out scripts and styles, which may be most of a page, and keeps
// the first maxPage bytes of the rest. Scripts of data stay: they tell dates.
func slim(body []byte) []byte {
	var out bytes.Buffer
	z := html.NewTokenizer(bytes.NewReader(body))
	for skip := false; out.Len() < maxPage; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := bytes.Clone(z.Raw())
		switch kind {
		case html.StartTagToken:
			skip = isCode(z)
		case html.EndTagToken:
			if skip {
				skip = false
				continue
			}
		}
		if !skip && kind != html.CommentToken {
			out.Write(raw)
		}
	}
	return out.Bytes()[:min(out.Len(), maxPage)]
}

// isCode reports whether the start tag opens a script or style whose content
// says nothing to a reader.
func isCode(z *html.Tokenizer) bool {
	name, more := z.TagName()
	tag := atom.Lookup(name)
	for more && tag == atom.Script {
		var key, value []byte
		if key, value, more = z.TagAttr(); string(key) == "type" && string(value) == "application/ld+json" {
			return false
		}
	}
	return tag == atom.Script || tag == atom.Style
}
