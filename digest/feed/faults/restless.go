package faults

import (
	"fmt"
	"net/http"
)

// restless are feeds that change from one request to the next.
func restless() []Fault {
	feed := func(path, says string, items func(turn int) []item) Fault {
		path = "/changing/" + path
		return Fault{Path: path, Says: says, serve: func(s *server, w http.ResponseWriter, _ *http.Request) {
			send(w, rssKind, rss(items(s.turn(path))...))
		}}
	}
	return []Fault{
		feed("growing", "a new item every time", func(n int) []item { return from(1+n, 10+n) }),
		feed("guids", "the same items under new ids every time", func(n int) []item {
			return each(from(1, 10), func(_ int, i *item) { i.guid += fmt.Sprint("?", n) })
		}),
		feed("tracking", "the same items, without ids and with new tracking parameters every time", func(n int) []item {
			return each(from(1, 10), func(_ int, i *item) { i.guid, i.link = "", fmt.Sprintf("%s?utm_source=rss&amp;utm_id=%d", i.link, n) })
		}),
		feed("one-guid", "every item has the same id", func(n int) []item {
			return each(from(1, 10+n), func(_ int, i *item) { i.guid = "urn:faults:all" })
		}),
		feed("republished", "one of its items comes under a new id every time", func(n int) []item {
			return each(from(1, 10), func(at int, i *item) {
				if at == 3 {
					i.guid += fmt.Sprint("?", n)
				}
			})
		}),
		feed("edited", "one of its items is edited every time", func(n int) []item {
			return each(from(1, 10), func(at int, i *item) {
				if at == 3 {
					i.title += fmt.Sprint(", corrected ", n)
				}
			})
		}),
		feed("alternating", "a newer and an older copy in turns", func(n int) []item { return from(1, 10+2*(n%2)) }),
		feed("stale", "every third answer is a copy of long ago", func(n int) []item {
			if n%3 == 2 {
				return from(1, 10)
			}
			return from(11+n, 20+n)
		}),
		feed("moved", "after the first time, 200 items under new ids and links", func(n int) []item {
			return each(from(1, 200), func(_ int, i *item) {
				if n > 0 {
					i.guid, i.link = "", "https://new.faults.example"+i.link[len("https://faults.example"):]
				}
			})
		}),
		feed("away", "after the first time, 200 items that are new", func(n int) []item { return from(1+200*n, 200+200*n) }),
		feed("eternal", "one item that always says something else", func(n int) []item {
			i := numbered(1)
			i.text = fmt.Sprint("Weather number ", n)
			return []item{i}
		}),
	}
}
