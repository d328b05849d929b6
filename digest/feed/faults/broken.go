package faults

import (
	"strings"
	"unicode/utf16"
)

// broken are feeds with a fault in their bytes. Whatever stands before the
// fault is sound: "Item 2" and "Item 1", where there are items at all.
func broken() []Fault {
	two := numbered(2).xml() + numbered(1).xml()
	feed := func(path, says, body string) Fault {
		return Fault{Path: "/xml/" + path, Says: says, serve: fixed("application/rss+xml", body)}
	}
	return []Fault{
		feed("truncated", "ends within its third item", opening+two+"<item><title>Item 3</ti"),
		feed("unclosed", "its third item has no end", opening+two+"<item><title>Item 3"+closing),
		feed("crossed", "tags of its third item cross", opening+two+"<item><title><b>Item 3</title></b></item>"+closing),
		feed("ampersand", "bare ampersands", opening+strings.ReplaceAll(two, "has to", "& its <3 R&D has to")+closing),
		feed("rootless", "items without a root", two),
		feed("namespace", "a prefix that nobody declared", opening+strings.ReplaceAll(two, "<title>", "<x:y>z</x:y><title>")+closing),
		feed("html-inside", "bare HTML within its texts", opening+strings.ReplaceAll(two, "has to", "<p>has<br> to")+closing),
		feed("junk-before", "a warning of its program before the feed", "<br />\n<b>Warning</b>: oops in line 3<br />\n"+opening+two+closing),
		feed("two-roots", "a second feed behind the first", opening+two+closing+opening+closing),
		feed("entity-bomb", "entities that multiply", `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`+opening+strings.ReplaceAll(two, "What", "&c;&c; What")+closing),
		feed("entity-file", "an entity that names a file", `<!DOCTYPE r [<!ENTITY f SYSTEM "file:///etc/passwd">]>`+opening+strings.ReplaceAll(two, "What", "&f; What")+closing),
		feed("nul", "zero bytes among the text", opening+strings.ReplaceAll(two, "tell", "te\x00ll")+closing),
		feed("bad-byte", "a byte that is no UTF-8", opening+strings.ReplaceAll(two, "tell", "t\xe9ll")+closing),
		feed("utf-16", "UTF-16 with a mark, labelled as nothing", wide(opening+two+closing)),
		feed("latin-label", "UTF-8 labelled as ISO 8859-1", strings.Replace(opening, `1.0"`, `1.0" encoding="iso-8859-1"`, 1)+strings.ReplaceAll(two, "tell", "tell, señor")+closing),
		feed("dates", "dates that never were", opening+strings.NewReplacer("Mon, 03 Mar 2025 00:02:00 GMT", "31 Marchember 2031", "Mon, 03 Mar 2025 00:01:00 GMT", "Mon, 01 Jan 9999 00:00:00 GMT").Replace(two)+closing),
	}
}

// wide is UTF-16, least byte first, with its mark.
func wide(s string) string {
	out := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(s)) {
		out = append(out, byte(unit), byte(unit>>8))
	}
	return string(out)
}
