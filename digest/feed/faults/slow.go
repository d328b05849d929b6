package faults

import (
	"fmt"
	"io"
	"net/http"
	"time"
)

func slow() []Fault {
	return []Fault{
		{Path: "/slow/silent", Says: "takes the request and says nothing", Endless: true, serve: silent},
		{Path: "/slow/body", Says: "a feed at a byte a second", Endless: true, serve: (*server).drip},
		{Path: "/slow/items", Says: "one item after another without end", Endless: true, serve: (*server).items},
		{Path: "/slow/headers", Says: "headers without end", Endless: true, serve: (*server).headers},
		{Path: "/slow/continue", Says: "100 Continue without end", Endless: true, serve: (*server).continues},
		{Path: "/cut/reset", Says: "closes the connection without an answer", serve: raw("")},
		{Path: "/cut/headers", Says: "closes the connection within the headers", serve: raw("HTTP/1.1 200 OK\r\nContent-Ty")},
		{Path: "/cut/garbage", Says: "answers with what is no HTTP", serve: raw("SSH-2.0-faults\r\n\r\n")},
		{Path: "/cut/body", Says: "promises more bytes than it sends", serve: short},
	}
}

func silent(s *server, _ http.ResponseWriter, req *http.Request) {
	select {
	case <-req.Context().Done():
	case <-time.After(s.options.Patience):
	}
}

// drip sends a feed byte by byte.
func (s *server) drip(w http.ResponseWriter, req *http.Request) {
	body := rss(from(1, 3)...)
	s.repeat(w, req, func(n int) string { return body[n%len(body):][:1] })
}

func (s *server) items(w http.ResponseWriter, req *http.Request) {
	w.Header().Set("Content-Type", rssKind)
	_, _ = io.WriteString(w, opening)
	s.repeat(w, req, func(n int) string { return numbered(n).xml() })
}

// repeat sends the pieces one by one, with a pause after each, until a bound
// is reached or the client goes.
func (s *server) repeat(w io.Writer, req *http.Request, piece func(n int) string) {
	end := time.After(s.options.Patience)
	beat := time.NewTicker(s.options.Pause)
	defer beat.Stop()
	for n := 0; ; n++ {
		if _, err := io.WriteString(w, piece(n)); err != nil {
			return
		}
		if f, ok := w.(http.Flusher); ok {
			f.Flush()
		}
		select {
		case <-beat.C:
		case <-end:
			return
		case <-req.Context().Done():
			return
		}
	}
}

func (s *server) headers(w http.ResponseWriter, req *http.Request) {
	hijacked(w, func(out io.Writer) {
		_, _ = io.WriteString(out, "HTTP/1.1 200 OK\r\n")
		s.repeat(out, req, func(n int) string { return fmt.Sprintf("X-Header-%d: on and on\r\n", n) })
	})
}

func (s *server) continues(w http.ResponseWriter, req *http.Request) {
	hijacked(w, func(out io.Writer) {
		s.repeat(out, req, func(int) string { return "HTTP/1.1 100 Continue\r\n\r\n" })
	})
}

// hijacked speaks on the bare connection, and closes it. Where there is none
// to be had (HTTP/2), it answers with an error.
func hijacked(w http.ResponseWriter, speak func(io.Writer)) {
	h, ok := w.(http.Hijacker)
	if !ok {
		http.Error(w, "this fault needs HTTP/1.1", http.StatusNotImplemented)
		return
	}
	conn, _, err := h.Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	speak(conn)
}

func raw(words string) func(*server, http.ResponseWriter, *http.Request) {
	return func(_ *server, w http.ResponseWriter, _ *http.Request) {
		hijacked(w, func(out io.Writer) { _, _ = io.WriteString(out, words) })
	}
}

// short breaks off within its third item.
func short(_ *server, w http.ResponseWriter, _ *http.Request) {
	body := rss(from(1, 3)...)
	hijacked(w, func(out io.Writer) {
		_, _ = fmt.Fprintf(out, "HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s", rssKind, len(body), body[:len(body)-100])
	})
}
