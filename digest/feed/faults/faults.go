// Package faults is a web server with the faults of the web: an address for
// each, slow and endless answers, bombs, redirects, wrong encodings, broken
// feeds, feeds that change their minds. It is what the tests of the reader of
// feeds read, and an operator may point any reader at it.
//
// It knows nothing of ours. Every answer ends: when the client goes, or at
// the bounds of Options.
package faults

import (
	"cmp"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Options bound what an answer may cost the server. The zero value of each
// means its default.
type Options struct {
	// Patience is how long an endless answer goes on (2 minutes).
	Patience time.Duration
	// Pause lies between the bytes of a slow answer (1 second).
	Pause time.Duration
	// Most is how many bytes an endless answer sends, before compression
	// (1 GiB).
	Most int64
}

// Fault is one address of the server.
type Fault struct {
	// Path begins with "/"; one that ends in "/" stands for all below it.
	Path string
	// Says is in words for people: what is wrong there.
	Says string
	// Endless answers end at the bounds of Options only.
	Endless bool

	serve func(*server, http.ResponseWriter, *http.Request)
}

// All lists the faults by path.
func All() []Fault {
	all := slices.Concat(sound(), slow(), bodies(), redirects(), answers(), broken(), heavy(), restless(), pages())
	slices.SortFunc(all, func(a, b Fault) int { return cmp.Compare(a.Path, b.Path) })
	return all
}

// server remembers how often each path was asked for.
type server struct {
	options Options

	mu    sync.Mutex
	asked map[string]int
}

// New makes the server. Its front page lists the faults. It counts requests
// by path, so that feeds can change from one to the next; everything else is
// the same for every client.
func New(o Options) http.Handler {
	o.Patience = cmp.Or(o.Patience, 2*time.Minute)
	o.Pause = cmp.Or(o.Pause, time.Second)
	o.Most = cmp.Or(o.Most, 1<<30)
	s := &server{options: o, asked: map[string]int{}}
	mux := http.NewServeMux()
	for _, f := range All() {
		mux.HandleFunc(f.Path, func(w http.ResponseWriter, req *http.Request) { f.serve(s, w, req) })
	}
	mux.HandleFunc("/{$}", index)
	return mux
}

func index(w http.ResponseWriter, _ *http.Request) {
	var b strings.Builder
	b.WriteString("<!doctype html><title>Faults</title><h1>Faults of the web, by path</h1>\n<table>\n")
	for _, f := range All() {
		path := html.EscapeString(f.Path)
		fmt.Fprintf(&b, "<tr><td><a href=%q>%s</a><td>%s\n", path, path, html.EscapeString(f.Says))
	}
	b.WriteString("</table>\n")
	send(w, "text/html; charset=utf-8", b.String())
}

// turn counts the requests for a path, from 0.
func (s *server) turn(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	// Paths are the table's own but for those below a slash.
	if len(s.asked) > 10_000 {
		clear(s.asked)
	}
	s.asked[path]++
	return s.asked[path] - 1
}

// send answers with a body of a kind. An error means that the client has
// gone, which is its affair.
func send(w http.ResponseWriter, kind, body string) {
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write([]byte(body))
}

const rssKind = "application/rss+xml; charset=utf-8"
