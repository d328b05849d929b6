package faults

import (
	"io"
	"net/http"
	"strings"
)

// pages are web pages with faults, and one without.
func pages() []Fault {
	text := "<p>" + strings.Repeat("The ferries of the coast ran on time again, the harbour office said, and would do so all winter. ", 10) + "</p>"
	const open = "<!doctype html><html lang=en><title>Ferries on time</title><body><article><h1>Ferries on time</h1>"
	page := func(path, says, body string) Fault {
		return Fault{Path: "/page/" + path, Says: says, serve: fixed("text/html; charset=utf-8", body)}
	}
	laden := func(path, says string, times int, words string) Fault {
		return Fault{Path: "/page/" + path, Says: says, serve: func(_ *server, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, open)
			again(w, times, words)
			_, _ = io.WriteString(w, text)
		}}
	}
	return []Fault{
		page("good", "a page without a fault", open+text+"</article></html>"),
		page("forbidden", "a page that robots.txt asks not to read", open+text+"</article></html>"),
		laden("deep", "100,000 elements in one another", 100_000, "<div>"),
		laden("unclosed", "elements of style that are never closed", 30_000, "<b><i><a href=x>"),
		laden("tables", "tables within tables", 30_000, "<table><tr><td>"),
		laden("misnested", "select and math within one another", 20_000, "<select><math><svg><mi>"),
		laden("paragraphs", "30,000 paragraphs", 30_000, "<p>word word word, word</p>"),
		laden("attributes", "more attributes than an element has words", 1, "<p "+strings.Repeat("a=b ", 10_000)+">"),
		laden("comment", "a comment that never ends", 1, "<!--"+strings.Repeat("-", 1<<16)),
		laden("scripts", "2 MB of scripts before the text", 2000, "<script>"+strings.Repeat("var x = 1;", 100)+"</script>"),
		page("empty", "a page without an article", "<html><body></body></html>"),
		{Path: "/page/later", Says: "503 the first time, a page after that", serve: func(s *server, w http.ResponseWriter, _ *http.Request) {
			if s.turn("/page/later") == 0 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			send(w, "text/html; charset=utf-8", open+text+"</article></html>")
		}},
		{Path: "/robots.txt", Says: "asks everybody not to read /page/forbidden", serve: fixed("text/plain", "User-agent: *\nDisallow: /page/forbidden\n")},
	}
}
