package feed

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/url"
	"time"
)

// Document is what was found at an address.
type Document struct {
	// URL is where it was found in the end, after redirects.
	URL string
	// Type is the declared media type, with its charset; "" if none was.
	Type string
	Body []byte
	// Cut means that the body ends before its end: it was longer than the
	// bound, or the connection broke.
	Cut bool
	// ETag and Modified are the validators that came with it, verbatim.
	ETag, Modified string
	// Unchanged means that the server confirmed the validators it was sent,
	// and there is no body.
	Unchanged bool
	// Moved is where the address has moved for good, as every redirect on the
	// way said; "" if none did, or one did not.
	Moved string
}

// validators are what an earlier answer may be confirmed by.
type validators struct{ etag, modified string }

// question is one thing to ask the web.
type question struct {
	address string
	known   validators
	// limit bounds the body in bytes; 0 is that of the options.
	limit int64
}

func newClient(g guard, o Options, follow func(*http.Request, []*http.Request) error) *http.Client {
	return &http.Client{
		CheckRedirect: follow,
		Transport: &http.Transport{
			// A proxy would connect to targets that the guard never sees.
			Proxy:                  nil,
			DialContext:            g.dial,
			ForceAttemptHTTP2:      true,
			TLSHandshakeTimeout:    o.Dial,
			ResponseHeaderTimeout:  o.Headers,
			MaxResponseHeaderBytes: maxHeaders,
			MaxConnsPerHost:        perHost,
			MaxIdleConns:           32,
			IdleConnTimeout:        10 * time.Second,
			// Bodies are decompressed here, as servers err about them.
			DisableCompression: true,
		},
	}
}

// follow decides on a redirect. Only what was itself asked for at a listed
// host may lead to a listed host: a feed from outside has no say inside.
func (g guard) follow(req *http.Request, via []*http.Request) error {
	first, last := via[0].URL, via[len(via)-1].URL
	if len(via) > maxRedirects {
		return refuse("more than %d redirects", maxRedirects).because(nameTheEnd)
	}
	if err := g.check(req.URL); err != nil {
		return refuse("redirected, and %s", err).because(nameTheEnd)
	}
	if last.Scheme == "https" && req.URL.Scheme == "http" {
		return refuse("redirected from https to http").because(nameTheEnd)
	}
	if g.lists(req.URL) && !g.lists(first) {
		return refuse("redirected to %s, which is read only when asked for itself", clip(req.URL.Host, 200)).because(nameTheEnd)
	}
	req.Header.Del("Referer")
	return nil
}

// follow decides on a redirect by the guard, and by whether the host rests.
func (r *Reader) follow(req *http.Request, via []*http.Request) error {
	if err := r.guard.follow(req, via); err != nil {
		return err
	}
	return r.hosts.check(hostKey(req.URL), r.now())
}

// get fetches one web address.
func (r *Reader) get(ctx context.Context, address string, known validators) (Document, error) {
	return r.read(ctx, question{address: address, known: known})
}

// read fetches what a question asks for, when its host has a turn for it.
func (r *Reader) read(ctx context.Context, q question) (Document, error) {
	u, err := url.Parse(q.address)
	if err != nil {
		return Document{}, refuse("%q is no web address", clip(q.address, 200)).because(checkAddress)
	}
	if err := r.guard.check(u); err != nil {
		return Document{}, err
	}
	leave, err := r.turn(ctx, u)
	if err != nil {
		return Document{}, err
	}
	defer leave()
	late := passing("not read within %s", r.options.Total)
	limited, cancel := context.WithTimeoutCause(ctx, r.options.Total, late)
	defer cancel()
	d, err := r.ask(limited, u, q)
	if err != nil {
		return Document{}, explain(ctx, limited, err)
	}
	return d, nil
}

// turn waits for a turn at a host, for no longer than a fetch may take: a
// host that answers nobody must not hold up those who would read elsewhere.
func (r *Reader) turn(ctx context.Context, u *url.URL) (leave func(), err error) {
	busy := passing("its host is slow, and busy with other requests of ours")
	waiting, cancel := context.WithTimeoutCause(ctx, r.options.Total, busy)
	defer cancel()
	if leave, err = r.hosts.enter(waiting, hostKey(u), r.now()); err != nil {
		return nil, explain(ctx, waiting, err)
	}
	return leave, nil
}

func (r *Reader) ask(ctx context.Context, u *url.URL, q question) (Document, error) {
	resp, err := r.client.Do(r.request(ctx, u, q.known))
	if err != nil {
		return Document{}, err
	}
	defer resp.Body.Close()
	d, err := r.answer(resp, q)
	if ctx.Err() != nil {
		return Document{}, ctx.Err()
	}
	return d, err
}

func (r *Reader) request(ctx context.Context, u *url.URL, known validators) *http.Request {
	req := (&http.Request{Method: http.MethodGet, URL: u, Header: http.Header{}}).WithContext(ctx)
	req.Header.Set("User-Agent", r.options.UserAgent)
	req.Header.Set("Accept", "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5")
	req.Header.Set("Accept-Encoding", "gzip")
	if known.etag != "" {
		req.Header.Set("If-None-Match", known.etag)
	}
	if known.modified != "" {
		req.Header.Set("If-Modified-Since", known.modified)
	}
	return req
}

func (r *Reader) answer(resp *http.Response, q question) (Document, error) {
	if resp.StatusCode == http.StatusNotModified && q.known != (validators{}) {
		return Document{Unchanged: true, ETag: q.known.etag, Modified: q.known.modified, Moved: movedTo(resp)}, nil
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return Document{}, r.refused(resp)
	}
	d := Document{
		URL:      resp.Request.URL.String(),
		Type:     resp.Header.Get("Content-Type"),
		ETag:     clip(resp.Header.Get("ETag"), maxLink),
		Modified: clip(resp.Header.Get("Last-Modified"), maxLink),
		Moved:    movedTo(resp),
	}
	d.Body, d.Cut = readBody(resp.Body, cmp.Or(q.limit, r.options.Body))
	return d, nil
}

// refused is the error for an answer that is no success. A host that asks to
// be left alone is left alone by all who would read there.
func (r *Reader) refused(resp *http.Response) error {
	now := r.now()
	e := refusal(resp, now)
	if e.Wait > 0 {
		r.hosts.leaveAlone(hostKey(resp.Request.URL), e.Status, now, now.Add(e.Wait))
	}
	return e
}

// movedTo is where an answer was found, if every redirect on the way to it
// was for good.
func movedTo(resp *http.Response) string {
	if resp.Request.Response == nil {
		return ""
	}
	for hop := resp.Request.Response; hop != nil; hop = hop.Request.Response {
		if hop.StatusCode != http.StatusMovedPermanently && hop.StatusCode != http.StatusPermanentRedirect {
			return ""
		}
	}
	return resp.Request.URL.String()
}

// readBody reads at most limit bytes, decompressed if they are gzip, whatever
// the headers say. A body that breaks off is returned as far as it came.
func readBody(body io.Reader, limit int64) (b []byte, cut bool) {
	buffered := bufio.NewReader(body)
	body = buffered
	if magic, _ := buffered.Peek(2); bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(buffered)
		if err != nil {
			return nil, true
		}
		body = unzipped
	}
	b, err := readUpTo(body, limit+1)
	if int64(len(b)) > limit {
		return b[:limit], true
	}
	return b, err != nil
}

// readUpTo reads at most so many bytes.
func readUpTo(body io.Reader, most int64) ([]byte, error) {
	return readInto(make([]byte, 0, min(most, 64<<10)), body, most)
}

// readInto reads on, up to so many bytes in all. It doubles what it holds up to
// a mebibyte and then takes all that may come, of which the system gives what
// is used: growing step by step would leave the body behind as garbage once
// more.
func readInto(b []byte, body io.Reader, most int64) ([]byte, error) {
	for {
		if len(b) == cap(b) {
			if int64(len(b)) == most {
				return b, nil
			}
			room := min(most, 2*int64(cap(b)))
			if room > 1<<20 {
				room = most
			}
			b = append(make([]byte, 0, room), b...)
		}
		n, err := body.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			return b, err
		}
	}
}
