package faults

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

func redirects() []Fault {
	to := func(status int, place string) func(*server, http.ResponseWriter, *http.Request) {
		return func(_ *server, w http.ResponseWriter, req *http.Request) { lead(w, req, status, place) }
	}
	return []Fault{
		{Path: "/redirect/permanent", Says: "301 to a good feed", serve: to(301, "/good")},
		{Path: "/redirect/permanent-308", Says: "308 to a good feed", serve: to(308, "/good")},
		{Path: "/redirect/temporary", Says: "302 to a good feed", serve: to(302, "/good")},
		{Path: "/redirect/mixed", Says: "301 to a 302 to a good feed", serve: to(301, "/redirect/temporary")},
		{Path: "/redirect/error", Says: "301 to a web page that tells of an error", serve: to(301, "/html")},
		{Path: "/redirect/once", Says: "301 to an error page the first time, good after that", serve: once},
		{Path: "/redirect/loop", Says: "a redirect to itself", serve: to(302, "/redirect/loop")},
		{Path: "/redirect/grow", Says: "a redirect to itself with a longer query each time", serve: grow},
		{Path: "/redirect/chain/", Says: "so many redirects as the number at the end says", serve: chain},
		{Path: "/redirect/metadata", Says: "a redirect to the metadata service of a cloud", serve: to(302, "http://169.254.169.254/latest/meta-data/")},
		{Path: "/redirect/inside", Says: "a redirect to another port of this machine", serve: to(302, "http://127.0.0.1:9/")},
		{Path: "/redirect/number", Says: "a redirect to this machine, written as a number", serve: to(302, "http://2130706433/")},
		{Path: "/redirect/file", Says: "a redirect to a file", serve: to(302, "file:///etc/passwd")},
		{Path: "/redirect/gopher", Says: "a redirect to gopher", serve: to(302, "gopher://127.0.0.1:70/")},
		{Path: "/redirect/nowhere", Says: "a redirect without an address", serve: to(302, "")},
		{Path: "/redirect/meta", Says: "a web page that refreshes to a feed", serve: fixed("text/html", `<html><meta http-equiv="refresh" content="0; url=/good"></html>`)},
	}
}

// lead redirects without correcting the address, as http.Redirect would.
func lead(w http.ResponseWriter, _ *http.Request, status int, place string) {
	if place != "" {
		w.Header().Set("Location", place)
	}
	w.WriteHeader(status)
}

func once(s *server, w http.ResponseWriter, req *http.Request) {
	if s.turn("/redirect/once") == 0 {
		lead(w, req, 301, "/html")
		return
	}
	send(w, rssKind, rss(from(1, 3)...))
}

func grow(_ *server, w http.ResponseWriter, req *http.Request) {
	lead(w, req, 302, "/redirect/grow?"+req.URL.RawQuery+"x")
}

// chain redirects so often as the path says, at most 1000 times.
func chain(_ *server, w http.ResponseWriter, req *http.Request) {
	left, err := strconv.Atoi(strings.TrimPrefix(req.URL.Path, "/redirect/chain/"))
	if err != nil || left > 1000 {
		http.NotFound(w, req)
		return
	}
	if left <= 0 {
		send(w, rssKind, rss(from(1, 3)...))
		return
	}
	lead(w, req, 302, fmt.Sprintf("/redirect/chain/%d", left-1))
}
