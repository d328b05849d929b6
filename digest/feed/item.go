package feed

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"time"

	"readout/digest/news"
)

// Reasons for which items are skipped.
const (
	skipEmpty    = "no title and no text"
	skipRepeated = "listed twice"
	skipTooMany  = "too many items"
	skipBroken   = "broken XML"
)

// maker makes articles of the entries of one fetch.
type maker struct {
	source news.Source
	batch  news.Batch
	base   *url.URL
	now    time.Time
}

// known is an entry with its identity.
type known struct {
	entry
	told
}

// make fills the batch with articles, oldest first. Where dates are equal or
// missing, feeds are taken to list the newest first.
func (m *maker) make(entries []entry) news.Batch {
	before := recall(m.source.State.Known)
	var listed memory
	for _, k := range m.newest(m.distinct(entries, before)) {
		a := m.article(k)
		if a.Title == "" && a.Text == "" {
			m.batch.Skipped[skipEmpty]++
			continue
		}
		m.batch.Articles = append(m.batch.Articles, a)
		listed = append(listed, k.trace)
		if k.echo {
			m.batch.Echoes = append(m.batch.Echoes, a.ID)
		}
		if k.published.After(m.batch.Newest) {
			m.batch.Newest = k.published
		}
	}
	slices.Reverse(listed)
	m.batch.Known = before.with(listed).String()
	return m.batch
}

// distinct bounds the fields and keeps the first entry of every article.
func (m *maker) distinct(entries []entry, before memory) []known {
	for i := range entries {
		e := &entries[i]
		e.guid, e.title, e.outlet = clip(e.guid, maxField), clip(e.title, maxField), clip(e.outlet, maxField)
		e.published = sane(e.published, m.now)
	}
	seen := map[news.ArticleID]bool{}
	var kept []known
	for i, t := range identify(m.source.ID, entries, m.base, before) {
		if seen[t.trace.article] {
			m.batch.Skipped[skipRepeated]++
			continue
		}
		seen[t.trace.article] = true
		kept = append(kept, known{entries[i], t})
	}
	return kept
}

// newest are the last maxItems entries by date, oldest first; those without a
// date count as published now.
func (m *maker) newest(entries []known) []known {
	slices.Reverse(entries)
	slices.SortStableFunc(entries, func(a, b known) int {
		return m.published(a.entry).Compare(m.published(b.entry))
	})
	if over := len(entries) - maxItems; over > 0 {
		m.batch.Skipped[skipTooMany] += over
		return entries[over:]
	}
	return entries
}

func (m *maker) published(e entry) time.Time {
	if e.published.IsZero() {
		return m.now
	}
	return e.published
}

func (m *maker) article(k known) news.Article {
	content, summary := k.words()
	a := news.Article{
		ID:        k.trace.article,
		Source:    m.source.ID,
		Outlet:    cmp.Or(oneLine(k.outlet), m.source.Title, m.batch.Title),
		Title:     oneLine(k.entry.title),
		Text:      longer(plain(content, maxText), plain(summary, maxText)),
		Language:  cmp.Or(languageTag(k.language), m.batch.Language),
		Published: m.published(k.entry),
		Seen:      m.now,
	}
	link := resolve(m.base, k.entry.link)
	if link != nil {
		link.RawQuery = news.Untracked(link.RawQuery)
		a.URL = link.String()
	} else {
		// No page will tell; the feed's own host is the nearest to a name.
		a.Outlet = cmp.Or(a.Outlet, m.host())
	}
	a.Fingerprint = fingerprint(a.Title, a.Text, canonical(link))
	return a
}

// host is that of the feed's site; "" for a file without one.
func (m *maker) host() string {
	if m.base == nil {
		return ""
	}
	return hostOf(m.base.String())
}

// longer prefers the first of equals.
func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}

// fingerprint does not change with the markup around the same words, as
// servers vary that from one answer to the next.
func fingerprint(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
