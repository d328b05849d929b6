package feed

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
)

// maxJSON bounds, in bytes, what of a JSON feed is read: cutting it into items
// takes several times as much. A little more than this would double the room
// that the decoder takes.
const maxJSON = 4<<20 - 4<<10

// readJSON reads a JSON feed, or the items of it that are sound by
// themselves, up to the place where it is no JSON any more. A large one is read
// item by item, as its parser takes many times its size.
func readJSON(doc []byte, broken bool) (channel, map[string]int, error) {
	var whole channel
	var err error
	large := len(doc) > maxPiece
	if !large {
		whole, err = readSound(doc)
	}
	if err == nil && !broken && !large {
		return whole, nil, nil
	}
	head, items, torn := cutJSON(doc)
	over := 0
	if len(items) >= maxWhole {
		over = len(items) - maxSalvage
		items = items[:maxSalvage]
	}
	saved, lost := readItems(head, items, large)
	if torn {
		lost++
	}
	switch {
	case len(saved.entries) > 0:
	case err == nil && !large:
		return whole, nil, nil
	case err == nil:
		return channel{}, nil, refuse("too large, or cut off before its first item")
	default:
		return channel{}, nil, asFeedError(err)
	}
	skipped := map[string]int{}
	tally(skipped, skipBroken, lost)
	tally(skipped, skipTooMany, over)
	return saved, skipped, nil
}

// readItems parses the items one by one, each under the fields of the feed. Of
// a large feed the words of the items are not held.
func readItems(head map[string]json.RawMessage, items [][]byte, large bool) (c channel, lost int) {
	var left litter
	for _, item := range items {
		one, ok := readItem(head, item)
		if large {
			left.add(len(item))
		}
		if !ok {
			lost++
			continue
		}
		entries := c.entries
		c = one
		for i, e := range one.entries {
			if large {
				e = lighter(e, func() entry {
					one, _ := readItem(head, item)
					left.add(len(item))
					return one.entries[i]
				})
			}
			entries = append(entries, e)
		}
		c.entries = entries
	}
	return c, lost
}

func readItem(head map[string]json.RawMessage, item []byte) (channel, bool) {
	feed := maps.Clone(head)
	feed["items"] = slices.Concat([]byte("["), item, []byte("]"))
	// What was decoded can be encoded.
	doc, _ := json.Marshal(feed)
	one, err := readSound(doc)
	return one, err == nil && len(one.entries) > 0
}

// cutJSON decodes the fields of a document in their order, and its items one
// by one, as far as that goes; torn tells that it did not go to the end.
func cutJSON(doc []byte) (head map[string]json.RawMessage, items [][]byte, torn bool) {
	head = map[string]json.RawMessage{}
	in := json.NewDecoder(bytes.NewReader(doc))
	if _, err := in.Token(); err != nil {
		return head, nil, true
	}
	for in.More() {
		name, err := in.Token()
		if err != nil {
			return head, items, true
		}
		if name == "items" {
			if items, err = cutItems(in, doc); err != nil {
				return head, items, true
			}
			continue
		}
		var value json.RawMessage
		if in.Decode(&value) != nil {
			return head, items, true
		}
		if name, ok := name.(string); ok && len(value) <= maxFrame {
			head[name] = value
		}
	}
	return head, items, false
}

// cutItems are the pieces of doc up to the first that is no JSON.
func cutItems(in *json.Decoder, doc []byte) (items [][]byte, err error) {
	if _, err = in.Token(); err != nil {
		return nil, err
	}
	var item json.RawMessage
	for in.More() && len(items) < maxWhole {
		if err = in.Decode(&item); err != nil {
			return items, err
		}
		end := int(in.InputOffset())
		items = append(items, doc[end-len(item):end])
	}
	// The end of the list.
	_, err = in.Token()
	return items, err
}
