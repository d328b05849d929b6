package faults

import (
	"fmt"
	"io"
	"net/http"
	"strings"
)

// heavy are feeds with more of something than anyone can use, written as they
// are asked for. Two sound items stand before it.
func heavy() []Fault {
	feed := func(path, says string, more func(w io.Writer)) Fault {
		return Fault{Path: "/xml/" + path, Says: says, serve: func(_ *server, w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", rssKind)
			_, _ = io.WriteString(w, opening+numbered(2).xml()+numbered(1).xml())
			more(w)
			_, _ = io.WriteString(w, closing)
		}}
	}
	return []Fault{
		{Path: "/xml/doctype", Says: "5 MB of declarations", serve: doctype},
		feed("deep", "a million elements in one another", func(w io.Writer) {
			_, _ = io.WriteString(w, "<item>")
			again(w, 1_000_000, "<a>")
		}),
		feed("attributes", "an element with half a million attributes", func(w io.Writer) {
			_, _ = io.WriteString(w, "<item")
			for i := range 500_000 {
				_, _ = fmt.Fprintf(w, " a%d=''", i)
			}
			_, _ = io.WriteString(w, "><title>x</title></item>")
		}),
		feed("long-title", "a title of 1 MB", func(w io.Writer) {
			_, _ = io.WriteString(w, "<item><title>Item 3 ")
			again(w, 200_000, "long ")
			_, _ = io.WriteString(w, "</title></item>")
		}),
		feed("long-item", "an item of 100 MB", func(w io.Writer) {
			_, _ = io.WriteString(w, "<item><title>Item 3</title><description>")
			again(w, 100<<20/11, "much text. ")
			_, _ = io.WriteString(w, "</description></item>")
		}),
		feed("categories", "an item with 4000 categories", func(w io.Writer) {
			_, _ = io.WriteString(w, "<item><title>Item 3</title>")
			again(w, 4000, "<category>c</category>")
			_, _ = io.WriteString(w, "</item>")
		}),
		feed("many", "10,000 items", func(w io.Writer) {
			for n := range 10_000 {
				_, _ = io.WriteString(w, numbered(10_000-n).xml())
			}
		}),
	}
}

// again writes words many times, until the client goes.
func again(w io.Writer, times int, words string) {
	const batch = 1000
	for ; times > 0; times -= batch {
		if _, err := io.WriteString(w, strings.Repeat(words, min(times, batch))); err != nil {
			return
		}
	}
}

func doctype(_ *server, w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", rssKind)
	_, _ = io.WriteString(w, "<!DOCTYPE r [")
	again(w, 5<<20/15, `<!ENTITY a "b">`)
	_, _ = io.WriteString(w, "]>"+rss(from(1, 2)...))
}
