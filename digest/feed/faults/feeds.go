package faults

import (
	"fmt"
	"net/http"
	"strings"
)

// item is an item of the feeds here.
type item struct{ guid, link, title, date, text string }

// numbered is the item of a number: its title is "Item <n>", and greater
// numbers are newer.
func numbered(n int) item {
	return item{
		guid:  fmt.Sprintf("urn:faults:%d", n),
		link:  fmt.Sprintf("https://faults.example/item/%d", n),
		title: fmt.Sprintf("Item %d", n),
		date:  fmt.Sprintf("Mon, %02d Mar 2025 %02d:%02d:00 GMT", 3+7*(n/1440%4), n/60%24, n%60),
		text:  fmt.Sprintf("What item %d has to tell.", n),
	}
}

func (i item) xml() string {
	var b strings.Builder
	b.WriteString("<item>")
	for _, field := range []struct{ name, value string }{
		{"title", i.title}, {"link", i.link}, {"pubDate", i.date}, {"description", i.text},
	} {
		if field.value != "" {
			fmt.Fprintf(&b, "<%s>%s</%s>", field.name, field.value, field.name)
		}
	}
	if i.guid != "" {
		fmt.Fprintf(&b, `<guid isPermaLink="false">%s</guid>`, i.guid)
	}
	b.WriteString("</item>\n")
	return b.String()
}

const (
	opening = `<?xml version="1.0"?><rss version="2.0"><channel><title>Faults</title><link>https://faults.example/</link>` + "\n"
	closing = `</channel></rss>`
)

// rss is a feed of items, in the order given.
func rss(items ...item) string {
	var b strings.Builder
	b.WriteString(opening)
	for _, i := range items {
		b.WriteString(i.xml())
	}
	return b.String() + closing
}

// from are the items of numbers from first to last, the newest first.
func from(first, last int) []item {
	var items []item
	for n := last; n >= first; n-- {
		items = append(items, numbered(n))
	}
	return items
}

// each changes every item by its place.
func each(items []item, change func(n int, i *item)) []item {
	for n := range items {
		change(n, &items[n])
	}
	return items
}

// fixed serves the same body always.
func fixed(kind, body string) func(*server, http.ResponseWriter, *http.Request) {
	return func(_ *server, w http.ResponseWriter, _ *http.Request) { send(w, kind, body) }
}

// sound are feeds without a fault, to compare with.
func sound() []Fault {
	const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Faults</title><entry><id>urn:faults:1</id><title>Item 1</title>` +
		`<link href="https://faults.example/item/1"/><updated>2025-03-03T00:01:00Z</updated><content>What item 1 has to tell.</content></entry></feed>`
	const json = `{"version":"https://jsonfeed.org/version/1.1","title":"Faults","items":[{"id":"urn:faults:1","url":"https://faults.example/item/1",` +
		`"title":"Item 1","content_text":"What item 1 has to tell."}]}`
	return []Fault{
		{Path: "/good", Says: "a feed of three items without a fault", serve: fixed(rssKind, rss(from(1, 3)...))},
		{Path: "/good/atom", Says: "the same as Atom, one item", serve: fixed("application/atom+xml", atom)},
		{Path: "/good/json", Says: "the same as JSON Feed, one item", serve: fixed("application/feed+json", json)},
	}
}
