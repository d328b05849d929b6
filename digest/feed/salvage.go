package feed

import (
	"bytes"
	"runtime"
	"slices"
	"unicode/utf8"
)

// Bounds on saving what is sound of a broken document: each of its items is parsed alone,
// between copies of the tags around it.
const (
	maxSalvage = 1000
	maxFrame   = 8 << 10
	// maxWhole is how many items are looked at; of more, only the first
	// maxSalvage.
	maxWhole = 10_000
	// maxPiece bounds, in bytes, what is parsed in one go: a feed, or an item
	// of a larger one.
	maxPiece = 1 << 20
	// maxWords is how much of a field is read of an item that is parsed alone.
	// Of many long ones, text and feed are held at once.
	maxWords = 256 << 10
	// maxLitter is how many bytes of a large feed are parsed before what that
	// left behind is collected. It is several times as much, and the collector
	// by itself would wait until there is as much of it as of everything else.
	maxLitter = 512 << 10
)

// litter counts what was parsed of a large feed since the last collection.
type litter int

func (l *litter) add(parsed int) {
	if *l += litter(parsed); *l >= maxLitter {
		*l = 0
		runtime.GC()
	}
}

// pieces are a broken document cut at the tags of its items.
type pieces struct {
	frame []byte   // start tags of the elements around the items
	close []byte   // the end tags to them
	head  []byte   // from the root to the first item
	items [][]byte // whole ones, from start to end tag
	lost  int      // those that have no end
	over  int      // those beyond the bound
	// litter is that of a large document.
	litter *litter
}

// count is how many items the document holds, whole or not.
func (p pieces) count() int { return len(p.items) + p.lost + p.over }

// read parses the pieces one by one, and counts the items lost. Of a large
// document the words of the items are not held.
func (p pieces) read(large bool) (c channel, lost int) {
	if len(p.frame) > maxFrame {
		return channel{}, p.count() - p.over
	}
	lost = p.lost
	if large {
		p.litter = new(litter)
	}
	if len(p.head) <= maxPiece {
		if about, err := readShaped(p.head, p.close); err == nil {
			c = about
		}
	}
	for _, item := range p.items {
		entries := p.readItem(item)
		if len(entries) == 0 {
			lost++
		}
		for i, e := range entries {
			if large {
				e = lighter(e, func() entry { return p.readItem(item)[i] })
			}
			c.entries = append(c.entries, e)
		}
	}
	return c, lost
}

// readItem are the entries of a piece: one, or none where it is broken or, its
// long fields cut, is still too long.
func (p pieces) readItem(item []byte) []entry {
	parts := shorten(item)
	if p.litter != nil {
		defer p.litter.add(lengthOf(parts))
	}
	if lengthOf(parts) > 3*maxPiece {
		return nil
	}
	one, err := readShaped(slices.Concat([][]byte{p.frame}, parts, [][]byte{p.close})...)
	if err == nil {
		return one.entries
	}
	mended := mend(slices.Concat(parts...))
	if mended == nil {
		return nil
	}
	if one, err = readShaped(p.frame, mended, p.close); err != nil {
		return nil
	}
	return one.entries
}

func lengthOf(parts [][]byte) (n int) {
	for _, p := range parts {
		n += len(p)
	}
	return n
}

// shorten cuts, in an item that is too long, the elements of nothing but words
// that make it so: more of them is not kept anyway. What is left is in parts,
// since a copy of it would be as large again.
func shorten(item []byte) (parts [][]byte) {
	if len(item) <= maxWords {
		return [][]byte{item}
	}
	var before tag
	from := 0
	for t := range tags(item) {
		if t.closes && t.name == before.name && !before.closes && t.start-before.end > maxWords {
			parts = append(parts, item[from:before.end])
			parts = append(parts, cutWords(item[before.end:t.start])...)
			from = t.start
		}
		before = t
	}
	return append(parts, item[from:])
}

// cutWords are the first words of an element that has too many.
func cutWords(words []byte) [][]byte {
	end := maxWords - len("]]>")
	for end > 0 && !utf8.RuneStart(words[end]) {
		end--
	}
	cut := words[:end]
	if open := bytes.LastIndex(cut, []byte("<![CDATA[")); open >= 0 && !bytes.Contains(cut[open:], []byte("]]>")) {
		return [][]byte{cut, []byte("]]>")}
	}
	// Half an entity is no word.
	if at := bytes.LastIndexByte(cut, '&'); at > end-32 && at >= 0 {
		cut = cut[:at]
	}
	return [][]byte{cut}
}

// mend escapes every "<" that begins no tag: "<3", "a < b". It is nil if
// there is none.
func mend(item []byte) []byte {
	var out []byte
	from := 0
	for i, c := range item {
		if c == '<' && !(i+1 < len(item) && opensMarkup(item[i+1])) {
			out = append(append(out, item[from:i]...), "&lt;"...)
			from = i + 1
		}
	}
	if from == 0 {
		return nil
	}
	return append(out, item[from:]...)
}

func opensMarkup(c byte) bool {
	return c == '/' || c == '!' || c == '?' || isNameByte(c) && !('0' <= c && c <= '9')
}

func readShaped(parts ...[]byte) (channel, error) {
	doc := slices.Concat(parts...)
	s, err := checkShape(doc, maxPieceTags)
	if err != nil {
		return channel{}, err
	}
	if s.stray {
		return channel{}, refuse("an end tag closes nothing")
	}
	return readSound(doc)
}

// cut finds the items by their tags alone.
func cut(doc []byte) pieces {
	var p pieces
	var around []tag
	begin, name := -1, ""
	for t := range tags(doc) {
		isItem := t.local() == "item" || t.local() == "entry"
		switch {
		case begin < 0 && p.head == nil && !isItem:
			around = follow(around, t)
		case isItem && !t.closes && !t.empty:
			if begin >= 0 {
				p.lost++
			}
			if p.head == nil {
				p.head = doc[:t.start]
			}
			begin, name = t.start, t.name
		case begin >= 0 && t.closes && t.name == name:
			p.keep(doc[begin:t.end])
			begin = -1
		}
	}
	if begin >= 0 {
		p.lost++
	}
	p.frame, p.close = frame(doc, around)
	if p.count() > maxWhole {
		p.over += max(0, len(p.items)-maxSalvage)
		p.items = p.items[:min(len(p.items), maxSalvage)]
	}
	return p
}

func (p *pieces) keep(item []byte) {
	if len(p.items) == maxWhole {
		p.over++
		return
	}
	p.items = append(p.items, item)
}

// follow keeps the elements that are open after a tag.
func follow(open []tag, t tag) []tag {
	if t.empty || len(open) > maxDepth {
		return open
	}
	if !t.closes {
		return append(open, t)
	}
	for i := len(open) - 1; i >= 0; i-- {
		if open[i].name == t.name {
			return open[:i]
		}
	}
	return open
}

func frame(doc []byte, around []tag) (open, shut []byte) {
	for _, t := range around {
		open = append(open, doc[t.start:t.end]...)
	}
	for _, t := range slices.Backward(around) {
		shut = append(shut, "</"+t.name+">"...)
	}
	return open, shut
}
