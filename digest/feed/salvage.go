package feed

import "slices"

// Bounds on saving what is sound of a broken document: each of its items is parsed alone,
// between copies of the tags around it.
const (
	maxSalvage = 1000
	maxFrame   = 8 << 10
	// maxWhole is how many items are parsed in one go; of more, only the
	// first maxSalvage are looked at.
	maxWhole = 10_000
)

// pieces are a broken document cut at the tags of its items.
type pieces struct {
	frame []byte   // start tags of the elements around the items
	close []byte   // the end tags to them
	head  []byte   // from the root to the first item
	items [][]byte // whole ones, from start to end tag
	lost  int      // those that have no end
	over  int      // those beyond maxSalvage
}

// count is how many items the document holds, whole or not.
func (p pieces) count() int { return len(p.items) + p.lost + p.over }

// read parses the pieces one by one, and counts the items lost.
func (p pieces) read() (c channel, lost int) {
	if len(p.frame) > maxFrame {
		return channel{}, p.count() - p.over
	}
	lost = p.lost
	if about, err := readShaped(p.head, p.close); err == nil {
		c = about
	}
	for _, item := range p.items {
		one, err := readShaped(p.frame, item, p.close)
		if mended := mend(item); err != nil && mended != nil {
			one, err = readShaped(p.frame, mended, p.close)
		}
		if err != nil || len(one.entries) == 0 {
			lost++
			continue
		}
		c.entries = append(c.entries, one.entries...)
	}
	return c, lost
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
	stray, err := checkShape(doc)
	if err != nil {
		return channel{}, err
	}
	if stray {
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
	return p
}

func (p *pieces) keep(item []byte) {
	if len(p.items) == maxSalvage {
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
