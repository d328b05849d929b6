// Package feed turns a source into articles: it fetches politely and safely,
// parses RSS, Atom and JSON feeds, and finds the readable text of a page.
//
// What comes in are addresses and the bytes of strangers; what goes out are
// news.Article values in plain text, bounded in number and size. Every
// outgoing connection passes one guard, which refuses addresses that are not
// public unless the operator listed them.
//
// Parsing (Parse) is apart from fetching (Reader) and does no I/O.
package feed
