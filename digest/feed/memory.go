package feed

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"strings"

	"readout/digest/news"
)

// memory is what is remembered of the items that a source listed, those of
// the last reading first. It is kept as news.Polling.Known.
type memory []trace

// trace is one item as it was listed last: the article that it is, and hashes
// of what it was told by. A hash of nothing is 0. The hashes are short, as
// they need to tell apart no more than the items of one source.
type trace struct {
	article news.ArticleID
	guid    uint32
	link    uint64 // of the canonical link, 48 bits
	title   uint64 // of the folded title, 48 bits
}

// traceSize is the bytes of a trace: 16 of the id, 4, 6, 6.
const traceSize = 32

// Bounds of a memory: a few times what the feed lists.
const (
	leastTraces = 200
	mostTraces  = 1000
)

func hashOf(s string) uint64 {
	if s == "" {
		return 0
	}
	sum := sha256.Sum256([]byte(s))
	return binary.BigEndian.Uint64(sum[:])>>16 | 1
}

// recall reads a memory; one that cannot be read is empty.
func recall(known string) memory {
	raw, err := base64.RawStdEncoding.DecodeString(known)
	if err != nil {
		return nil
	}
	var m memory
	for ; len(raw) >= traceSize; raw = raw[traceSize:] {
		wide := [24]byte{}
		copy(wide[10:16], raw[20:26])
		copy(wide[18:24], raw[26:32])
		m = append(m, trace{
			article: news.ArticleID(hex.EncodeToString(raw[:16])),
			guid:    binary.BigEndian.Uint32(raw[16:20]),
			link:    binary.BigEndian.Uint64(wide[8:16]),
			title:   binary.BigEndian.Uint64(wide[16:24]),
		})
	}
	return m
}

// String is the notation that recall reads.
func (m memory) String() string {
	raw := make([]byte, 0, len(m)*traceSize)
	for _, t := range m {
		id, err := hex.DecodeString(string(t.article))
		if err != nil || len(id) != 16 {
			continue
		}
		raw = append(raw, id...)
		raw = binary.BigEndian.AppendUint32(raw, t.guid)
		raw = append(raw, binary.BigEndian.AppendUint64(nil, t.link)[2:]...)
		raw = append(raw, binary.BigEndian.AppendUint64(nil, t.title)[2:]...)
	}
	return base64.RawStdEncoding.EncodeToString(raw)
}

// with is the memory after a reading: what it listed, then what else was
// known, within the bounds.
func (m memory) with(listed memory) memory {
	most := min(max(leastTraces, 4*len(listed)), mostTraces)
	next, held := memory{}, map[news.ArticleID]bool{}
	for _, t := range append(append(memory{}, listed...), m...) {
		if !held[t.article] && len(next) < most {
			held[t.article] = true
			next = append(next, t)
		}
	}
	return next
}

// index finds the one trace of a link or title. One that two articles share
// is there, and finds none.
type index struct {
	links, titles map[uint64]*trace
	articles      map[news.ArticleID]bool
}

func (m memory) index() index {
	x := index{links: map[uint64]*trace{}, titles: map[uint64]*trace{}, articles: map[news.ArticleID]bool{}}
	add := func(to map[uint64]*trace, hash uint64, t *trace) {
		if _, twice := to[hash]; twice {
			t = nil
		}
		if hash != 0 {
			to[hash] = t
		}
	}
	for i := range m {
		add(x.links, m[i].link, &m[i])
		add(x.titles, m[i].title, &m[i])
		x.articles[m[i].article] = true
	}
	return x
}

// find is the trace with the link of t; of items that no link tells apart,
// that with its title. It is nil if there is none, or more than one.
func (x index) find(t trace) *trace {
	if t.link != 0 {
		return x.links[t.link]
	}
	if before := x.titles[t.title]; before != nil && before.link == 0 {
		return before
	}
	return nil
}

// knows reports whether an item like t, by its link or title, was listed.
func (x index) knows(t trace) bool {
	_, link := x.links[t.link]
	_, title := x.titles[t.title]
	return link || title
}

// foldTitle is a title for comparing: case and spacing do not count.
func foldTitle(title string) string {
	return strings.ToLower(strings.Join(strings.Fields(title), " "))
}
