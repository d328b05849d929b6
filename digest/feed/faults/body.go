package faults

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
)

func bodies() []Fault {
	good := rss(from(1, 3)...)
	return []Fault{
		{Path: "/bomb/plain", Says: "zeros without end", Endless: true, serve: (*server).zeros},
		{Path: "/bomb/gzip", Says: "zeros without end, compressed a thousandfold", Endless: true, serve: (*server).bomb},
		{Path: "/bomb/nested", Says: "zeros compressed twice", serve: nested},
		{Path: "/gzip/undeclared", Says: "compressed, and not said so", serve: zipped("", good)},
		{Path: "/gzip/good", Says: "compressed, as it says", serve: zipped("gzip", good)},
		{Path: "/gzip/not", Says: "said to be compressed, and is not", serve: declared("gzip", good)},
		{Path: "/gzip/brotli", Says: "said to be compressed in a way that nobody asked for", serve: declared("br", "\x0b\x02\x80not really\x03")},
		{Path: "/gzip/nothing", Says: "nothing, said to be compressed", serve: declared("gzip", "")},
		{Path: "/gzip/torn", Says: "compressed, and torn off", serve: torn},
		{Path: "/empty", Says: "200 with an empty body", serve: fixed(rssKind, "")},
		{Path: "/blank", Says: "200 with white space only", serve: fixed(rssKind, " \r\n\t\n")},
		{Path: "/html", Says: "a web page with 200 in place of a feed", serve: fixed("text/html", "<!doctype html><html><title>Welcome</title><p>Our site is new.</html>")},
		{Path: "/html/as-rss", Says: "a web page that is said to be a feed", serve: fixed(rssKind, "<html><body><h1>Error</h1></body></html>")},
		{Path: "/video", Says: "a film", serve: fixed("video/mp4", "\x00\x00\x00\x18ftypmp42"+strings.Repeat("\x00\xff\x10", 1000))},
		{Path: "/picture", Says: "a picture that is said to be a feed", serve: fixed(rssKind, "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")},
	}
}

// fill writes zeros up to the bound.
func (s *server) fill(w io.Writer, req *http.Request) {
	zeros := make([]byte, 64<<10)
	for left := s.options.Most; left > 0 && req.Context().Err() == nil; left -= int64(len(zeros)) {
		if _, err := w.Write(zeros[:min(left, int64(len(zeros)))]); err != nil {
			return
		}
	}
}

func (s *server) zeros(w http.ResponseWriter, req *http.Request) {
	w.Header().Set("Content-Type", rssKind)
	s.fill(w, req)
}

func (s *server) bomb(w http.ResponseWriter, req *http.Request) {
	w.Header().Set("Content-Type", rssKind)
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	s.fill(z, req)
	_ = z.Close()
}

func nested(_ *server, w http.ResponseWriter, _ *http.Request) {
	inner := squeeze(strings.Repeat("\x00", 8<<20))
	w.Header().Set("Content-Encoding", "gzip")
	_, _ = w.Write(squeeze(string(inner)))
}

func squeeze(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	// Writing to memory does not fail.
	_, _ = io.WriteString(z, s)
	_ = z.Close()
	return b.Bytes()
}

func zipped(encoding, body string) func(*server, http.ResponseWriter, *http.Request) {
	return declared(encoding, string(squeeze(body)))
}

func declared(encoding, body string) func(*server, http.ResponseWriter, *http.Request) {
	return func(_ *server, w http.ResponseWriter, _ *http.Request) {
		if encoding != "" {
			w.Header().Set("Content-Encoding", encoding)
		}
		send(w, rssKind, body)
	}
}

func torn(_ *server, w http.ResponseWriter, _ *http.Request) {
	b := squeeze(rss(from(1, 3)...))
	w.Header().Set("Content-Encoding", "gzip")
	_, _ = w.Write(b[:len(b)-8])
}
