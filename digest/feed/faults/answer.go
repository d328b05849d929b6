package faults

import (
	"net/http"
	"strconv"
	"strings"
)

func answers() []Fault {
	return []Fault{
		{Path: "/status/", Says: "the status at the end of the path, with ?retry= as its Retry-After", serve: status},
		{Path: "/unchanged/always", Says: "304, whatever it is asked", serve: unchanged},
		{Path: "/unchanged/stuck", Says: "304 to any validator, although its items change", serve: stuck},
		{Path: "/unchanged/weak", Says: "a weak validator that must come back as it was", serve: weak},
		{Path: "/unchanged/body", Says: "304 with a body", serve: raw("HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n<rss>")},
		{Path: "/unchanged/same", Says: "200 with the same bytes every time, and no validators", serve: fixed(rssKind, rss(from(1, 3)...))},
	}
}

func status(_ *server, w http.ResponseWriter, req *http.Request) {
	code, err := strconv.Atoi(strings.TrimPrefix(req.URL.Path, "/status/"))
	if err != nil || code < 200 || code > 599 {
		http.NotFound(w, req)
		return
	}
	if retry := req.URL.Query().Get("retry"); retry != "" {
		w.Header().Set("Retry-After", retry)
	}
	w.WriteHeader(code)
}

func unchanged(_ *server, w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusNotModified)
}

// stuck has one item more at every request, and hides them all from whoever
// sends a validator.
func stuck(s *server, w http.ResponseWriter, req *http.Request) {
	last := 3 + s.turn("/unchanged/stuck")
	if req.Header.Get("If-None-Match") != "" {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("ETag", `"stuck"`)
	send(w, rssKind, rss(from(1, last)...))
}

func weak(_ *server, w http.ResponseWriter, req *http.Request) {
	const etag = `W/"a, b"`
	w.Header().Set("ETag", etag)
	if req.Header.Get("If-None-Match") == etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	send(w, rssKind, rss(from(1, 3)...))
}
