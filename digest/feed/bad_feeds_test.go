package feed_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"readout/digest/feed"
	"readout/digest/news"
)

// form is a way to write a feed of items "Item 1" to "Item 6".
type form struct {
	name                string
	head, tail          string
	item                string // %[1]d is its number
	itemEnd, titleBegin string
}

const itemsOfForm = 6

func forms() []form {
	return []form{
		{"rss-2.0", `<?xml version="1.0"?><rss version="2.0"><channel><title>Bad</title><link>https://bad.example/</link>`, `</channel></rss>`,
			`<item><title>Item %[1]d</title><link>https://bad.example/%[1]d</link><guid>g%[1]d</guid><description>Text %[1]d.</description></item>`, "</item>", "<title>Item"},
		{"rss-0.91", `<rss version="0.91"><channel><title>Bad</title>`, `</channel></rss>`,
			`<item><title>Item %[1]d</title><link>https://bad.example/%[1]d</link></item>`, "</item>", "<title>Item"},
		{"rdf", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>Bad</title></channel>`, `</rdf:RDF>`,
			`<item rdf:about="https://bad.example/%[1]d"><title>Item %[1]d</title><link>https://bad.example/%[1]d</link></item>`, "</item>", "<title>Item"},
		{"atom", `<feed xmlns="http://www.w3.org/2005/Atom"><title>Bad</title>`, `</feed>`,
			`<entry><id>urn:%[1]d</id><title>Item %[1]d</title><link href="https://bad.example/%[1]d"/><summary>Text %[1]d.</summary></entry>`, "</entry>", "<title>Item"},
		{"namespaced", `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Bad</title>`, `</channel></rss>`,
			`<item><title>Item %[1]d</title><dc:creator>N. N.</dc:creator><content:encoded><![CDATA[<p>Text %[1]d.</p>]]></content:encoded><guid>g%[1]d</guid></item>`, "</item>", "<title>Item"},
	}
}

func (f form) write(n int) string { return fmt.Sprintf(f.item, n) }

// fault spoils one item of a feed, and says how many of the six must be left:
// all of them, all but the spoilt one, or those before it at least.
type fault struct {
	name string
	// spoil changes the item; rest is what follows it.
	spoil func(f form, item, rest string) string
	left  func(at int) int
}

func all(int) int        { return itemsOfForm }
func others(int) int     { return itemsOfForm - 1 }
func before(at int) int  { return at - 1 }
func upTo(at int) int    { return at }
func cutBy(n int) string { return strings.Repeat("x", n) }

// inTitle puts something into the title of the item.
func inTitle(what string) func(form, string, string) string {
	return func(f form, item, rest string) string {
		return strings.Replace(item, f.titleBegin, f.titleBegin+what, 1) + rest
	}
}

// beforeEnd puts something before the end of the item.
func beforeEnd(what string) func(form, string, string) string {
	return func(f form, item, rest string) string {
		return strings.Replace(item, f.itemEnd, what+f.itemEnd, 1) + rest
	}
}

func faultsOfXML() []fault {
	var attributes strings.Builder
	for i := range 300 {
		fmt.Fprintf(&attributes, " a%d='1'", i)
	}
	return []fault{
		{"ends in the middle of it", func(_ form, item, _ string) string { return item[:len(item)/2] }, before},
		{"ends within a tag of it", func(f form, item, _ string) string { return item[:strings.Index(item, f.itemEnd)+3] }, before},
		{"ends after it", func(_ form, item, _ string) string { return item }, upTo},
		{"never ends", func(f form, item, rest string) string { return strings.Replace(item, f.itemEnd, "", 1) + rest }, before},
		{"a tag that is never closed", beforeEnd("<b>bold"), others},
		{"a tag that closes nothing", beforeEnd("</div>"), others},
		{"tags that cross", beforeEnd("<i><b>x</i></b>"), others},
		{"a bare ampersand", inTitle(" R&D & more"), all},
		{"a bare <", inTitle(" 3 < 4 <3"), others},
		{"a bare >", inTitle(" 4 > 3"), all},
		{"an entity of HTML", inTitle("&nbsp;&eacute;&hellip;"), all},
		{"an entity of nobody", inTitle("&nobody;"), all},
		{"a reference to no character", inTitle("&#0;&#xD800;&#x110000;"), others},
		{"a byte that is no UTF-8", inTitle(" \xff\xfe\xe9"), all},
		{"half a character", inTitle(" \xe2\x82"), all},
		{"zero bytes", inTitle(" \x00\x00"), all},
		{"controls", inTitle(" \x01\x08\x0b\x1b\x7f"), all},
		{"a mark within", inTitle(" \ufeff"), all},
		{"a prefix of nobody", beforeEnd("<media:thing url='x'>y</media:thing>"), all},
		{"an attribute without quotes", beforeEnd("<x a=b>y</x>"), others},
		{"an attribute without value", beforeEnd("<x checked>y</x>"), others},
		{"an attribute twice", beforeEnd("<x a='1' a='2'>y</x>"), others},
		{"too many attributes", beforeEnd("<x" + attributes.String() + "/>"), others},
		{"too many levels", beforeEnd(strings.Repeat("<x>", 400) + strings.Repeat("</x>", 400)), others},
		{"HTML as it is", beforeEnd("<p>one<br>two<img src=x></p>"), others},
		{"an end of CDATA", inTitle(" ]]> x"), others},
		{"CDATA without end", beforeEnd("<x><![CDATA[ x"), before},
		{"a comment without end", beforeEnd("<!-- x"), before},
		{"two dashes in a comment", beforeEnd("<!-- a -- b -->"), others},
		{"an instruction without end", beforeEnd("<?php echo 1;"), before},
		{"a declaration in the middle", beforeEnd("<!DOCTYPE html>"), others},
		{"a prolog in the middle", beforeEnd(`<?xml version="1.0"?>`), others},
		{"white space for a name", beforeEnd("< x>y</ x>"), others},
		{"a number for a name", beforeEnd("<1>y</1>"), others},
		{"a title of 300 KB", inTitle(strings.Repeat(" long", 60_000)), all},
		{"a link of 10 KB", beforeEnd("<link>https://bad.example/" + cutBy(10_000) + "</link>"), all},
		{"an item within it", beforeEnd("<item><title>Inner</title></item>"), others},
	}
}

// A fault in one of six items, at the first, the third and the last, in every
// form: what stands before it must not be lost.
func TestP5BadFeeds(t *testing.T) {
	t.Parallel()
	for _, f := range forms() {
		for _, bad := range faultsOfXML() {
			for _, at := range []int{1, 3, itemsOfForm} {
				doc := spoilt(f, bad, at)
				got, err := sound(feed.Document{URL: "https://bad.example/feed", Body: []byte(doc)}, at, bad.left(at) == itemsOfForm)
				want := bad.left(at)
				if bad.left(at) != itemsOfForm && bad.left(at) >= at {
					want-- // The spoilt one is not counted, as it may be kept or not.
				}
				want = min(want, itemsOfForm)
				if want == 0 {
					// Nothing is promised; that it came back is the case.
					want = got
				}
				cases.Check(t, "P5", got >= want, "%s, %s, at item %d: %d items, want %d; %v", f.name, bad.name, at, got, want, err)
			}
		}
	}
}

func spoilt(f form, bad fault, at int) string {
	var rest strings.Builder
	for n := at + 1; n <= itemsOfForm; n++ {
		rest.WriteString(f.write(n))
	}
	var doc strings.Builder
	doc.WriteString(f.head)
	for n := 1; n < at; n++ {
		doc.WriteString(f.write(n))
	}
	return doc.String() + bad.spoil(f, f.write(at), rest.String()+f.tail)
}

// sound counts the items that a document gives as they were written; the one
// that is spoilt counts too if it must be there.
func sound(d feed.Document, spoilt int, withSpoilt bool) (int, error) {
	b, err := feed.Parse(d, news.Source{ID: "s"}, now)
	found := 0
	for n := 1; n <= itemsOfForm; n++ {
		for _, a := range b.Articles {
			whole := a.Title == fmt.Sprint("Item ", n)
			marred := n == spoilt && withSpoilt && strings.HasPrefix(a.Title, "Item") && strings.HasSuffix(strings.TrimSpace(a.Title), fmt.Sprint(n))
			if n == spoilt && withSpoilt && len(a.Title) > 60_000 {
				marred = true
			}
			if whole && (n != spoilt || withSpoilt) || !whole && marred {
				found++
				break
			}
		}
	}
	return found, err
}

func TestP5BrokenJSON(t *testing.T) {
	t.Parallel()
	const head = `{"version":"https://jsonfeed.org/version/1.1","title":"Bad","items":[`
	item := func(n int) string {
		return fmt.Sprintf(`{"id":"%[1]d","url":"https://bad.example/%[1]d","title":"Item %[1]d","content_text":"Text %[1]d."}`, n)
	}
	for name, spoil := range map[string]func(item, rest string) string{
		"ends in the middle of it": func(item, _ string) string { return item[:len(item)/2] },
		"ends after it":            func(item, _ string) string { return item },
		"a comma too many":         func(item, rest string) string { return item + "," + rest },
		"a comma too few":          func(item, rest string) string { return item + strings.TrimPrefix(rest, ",") },
		"single quotes":            func(item, rest string) string { return strings.ReplaceAll(item, `"`, "'") + rest },
		"a word of nobody":         func(item, rest string) string { return strings.Replace(item, `"Text`, `undefined"Text`, 1) + rest },
		"a string that never ends": func(item, rest string) string { return strings.Replace(item, `."}`, `.}`, 1) + rest },
		"a line break in a string": func(item, rest string) string { return strings.Replace(item, "Text", "Te\nxt", 1) + rest },
		"a number for text": func(item, rest string) string {
			return strings.Replace(item, `"title"`, `"summary":7,"title"`, 1) + rest
		},
		"a byte that is no UTF-8": func(item, rest string) string { return strings.Replace(item, "Text", "Te\xffxt", 1) + rest },
		"half of a character":     func(item, rest string) string { return strings.Replace(item, "Text", `Te\ud800xt`, 1) + rest },
		"levels without end": func(item, rest string) string {
			return strings.Replace(item, `"Text`, strings.Repeat("[", 20_000)+`"Text`, 1) + rest
		},
		"nothing in place of it":    func(_, rest string) string { return strings.TrimPrefix(rest, ",") },
		"null in place of it":       func(_, rest string) string { return "null" + rest },
		"a closing bracket too few": func(item, rest string) string { return item + strings.TrimSuffix(rest, "]}") },
	} {
		for _, at := range []int{1, 3, itemsOfForm} {
			doc := head
			for n := 1; n < at; n++ {
				doc += item(n) + ","
			}
			rest := ""
			for n := at + 1; n <= itemsOfForm; n++ {
				rest += "," + item(n)
			}
			got, err := sound(feed.Document{Body: []byte(doc + spoil(item(at), rest+"]}"))}, at, false)
			cases.Check(t, "P5", got >= at-1, "JSON, %s, at item %d: %d items; %v", name, at, got, err)
		}
	}
}

// Every form in encodings that say the truth, nothing, or something else.
func TestP4Encodings(t *testing.T) {
	t.Parallel()
	wide := func(little bool) func(string) string {
		return func(s string) string {
			var out []byte
			for _, u := range utf16.Encode([]rune(s)) {
				if little {
					out = append(out, byte(u), byte(u>>8))
				} else {
					out = append(out, byte(u>>8), byte(u))
				}
			}
			return string(out)
		}
	}
	narrow := func(m *charmap.Charmap) func(string) string {
		return func(s string) string {
			out, err := m.NewEncoder().String(s)
			if err != nil {
				t.Error(err)
			}
			return out
		}
	}
	same := func(s string) string { return s }
	for _, f := range forms() {
		for name, c := range map[string]struct {
			kind  string
			write func(string) string
		}{
			"utf-8":                        {"text/xml; charset=utf-8", same},
			"utf-8 said to be latin-1":     {"text/xml; charset=iso-8859-1", same},
			"utf-8 said to be utf-16":      {"text/xml; charset=utf-16", same},
			"utf-8 said to be klingon":     {"text/xml; charset=klingon", same},
			"utf-8 with a mark":            {"", func(s string) string { return "\ufeff" + s }},
			"utf-8 with two marks":         {"", func(s string) string { return "\ufeff\ufeff" + s }},
			"utf-16 little":                {"", wide(true)},
			"utf-16 big":                   {"", wide(false)},
			"utf-16 little with a mark":    {"text/xml; charset=utf-8", func(s string) string { return wide(true)("\ufeff" + s) }},
			"utf-16 big with a mark":       {"", func(s string) string { return wide(false)("\ufeff" + s) }},
			"windows-1252":                 {"text/xml; charset=windows-1252", narrow(charmap.Windows1252)},
			"windows-1252, nothing said":   {"", narrow(charmap.Windows1252)},
			"windows-1252 said to be utf8": {"text/xml; charset=utf-8", narrow(charmap.Windows1252)},
			"iso-8859-15":                  {"text/xml; charset=iso-8859-15", narrow(charmap.ISO8859_15)},
		} {
			doc := f.head + "<!-- " + strings.Repeat("é", 3) + " -->"
			for n := 1; n <= itemsOfForm; n++ {
				doc += f.write(n)
			}
			got, err := sound(feed.Document{Type: c.kind, Body: []byte(c.write(doc + f.tail))}, 0, false)
			cases.Check(t, "P4", got == itemsOfForm, "%s in %s: %d items; %v", f.name, name, got, err)
		}
	}
}
