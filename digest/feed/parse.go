package feed

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"readout/digest/news"
)

// Parse reads a feed that was found for a source at a time, without any I/O.
// It gives what Fetch promises, and knows the items that s.State.Known tells of. Where a document is broken, its sound items
// are kept and the others counted in Skipped.
func Parse(d Document, s news.Source, now time.Time) (news.Batch, error) {
	c, skipped, err := readChannel(d)
	if err != nil {
		return news.Batch{}, err
	}
	b := news.Batch{
		Title:    oneLine(c.title),
		Language: languageTag(c.language),
		ETag:     d.ETag,
		Modified: d.Modified,
		Sum:      sumOf(d),
		Skipped:  skipped,
	}
	if d.Cut || len(skipped) > 0 {
		b.ETag, b.Modified, b.Sum = "", "", ""
	}
	if b.Skipped == nil {
		b.Skipped = map[string]int{}
	}
	m := maker{source: s, batch: b, base: baseOf(c.link, d.URL), now: now}
	return m.make(c.entries), nil
}

// readChannel reads the whole document, or else what can be saved of it.
func readChannel(d Document) (channel, map[string]int, error) {
	doc, cut, err := bodyOf(d)
	if err != nil {
		return channel{}, nil, err
	}
	if doc[0] == '{' {
		if bytes.Count(doc, []byte("{")) > maxTags {
			return channel{}, nil, refuse("more than %d objects", maxTags)
		}
		if len(doc) > maxJSON {
			doc, cut = doc[:maxJSON], true
		}
		return readJSON(doc, cut)
	}
	return readXML(doc, cut)
}

// readXML does not trust a success alone: at a stray end tag the parser ends
// the whole feed, and says nothing. A large document is never parsed in one go,
// as that takes ten times its size.
func readXML(doc []byte, broken bool) (channel, map[string]int, error) {
	var whole channel
	p := cut(doc)
	s, err := checkShape(doc, maxTags)
	if err == nil && p.count() > maxWhole {
		err = refuse("more than %d items", maxWhole)
	}
	large := len(doc) > maxPiece || s.tags > maxPieceTags
	if err == nil && !broken && !large {
		whole, err = readSound(doc)
		if err == nil && !s.stray && len(whole.entries) >= p.count() {
			return whole, nil, nil
		}
	}
	saved, lost := p.read(large)
	skipped := map[string]int{}
	tally(skipped, skipBroken, lost)
	tally(skipped, skipTooMany, p.over)
	switch {
	case len(saved.entries) > 0:
		return saved, skipped, nil
	case broken:
		return channel{}, nil, refuse("too large, or cut off before its first item")
	case err == nil && large:
		return saved, skipped, nil
	case err == nil:
		return whole, skipped, nil
	}
	return channel{}, nil, asFeedError(err)
}

func tally(counts map[string]int, reason string, n int) {
	if n > 0 {
		counts[reason] += n
	}
}

// bodyOf is the decoded document from its root element or first "{" on; broken
// tells that its end is missing.
func bodyOf(d Document) (doc []byte, broken bool, err error) {
	doc, broken = decode(d)
	doc, broken = bytes.TrimSpace(doc), broken || d.Cut
	switch {
	case len(doc) == 0 && broken:
		return nil, broken, refuse("too large, or cut off before its first item")
	case len(doc) == 0:
		return nil, broken, refuse("the answer is empty")
	case doc[0] == '{':
		return doc, broken, nil
	}
	doc, err = fromRoot(doc)
	return doc, broken, err
}

// fromRoot leaves out all that stands before the root element: the prolog,
// whose encoding is no longer true, declarations of entities, and what some
// servers put there by mistake.
func fromRoot(doc []byte) ([]byte, error) {
	first := ""
	for t := range tags(doc) {
		switch t.local() {
		case "rss", "rdf", "feed":
			return doc[t.start:], nil
		case "html":
			return nil, refuse("a web page, not a feed").because(nameTheFeed)
		}
		if first == "" {
			first = t.local()
		}
	}
	if isMarkup(first) {
		return nil, refuse("a web page, not a feed").because(nameTheFeed)
	}
	return nil, refuse("not a feed").because(nameTheFeed)
}

// isMarkup reports whether web pages are known to begin with the element.
func isMarkup(name string) bool {
	switch name {
	case "html", "head", "body", "div", "script", "p", "title", "meta", "br", "h1":
		return true
	}
	return false
}

func asFeedError(err error) error {
	if err == nil {
		return nil
	}
	if own := (*Error)(nil); errors.As(err, &own) {
		return own
	}
	return &Error{Reason: "not a feed, or a broken one: " + clip(err.Error(), 200), Cause: err}
}

// oneLine is a title as plain text in one line.
func oneLine(markup string) string {
	return strings.Join(strings.Fields(plain(clip(markup, maxField), maxField)), " ")
}

// languageTag is a BCP 47 tag as declared, "" for anything else.
func languageTag(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	letter := func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-'
	}
	if len(s) < 2 || len(s) > 35 || slices.ContainsFunc([]rune(s), func(r rune) bool { return !letter(r) }) {
		return ""
	}
	return s
}

// guarded turns a panic of a parser into an error: what strangers send may
// cost an item, never the program.
func guarded(what string, do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &Error{Reason: "the " + what + " cannot be read", Cause: fmt.Errorf("panic: %v", p)}
		}
	}()
	return do()
}
