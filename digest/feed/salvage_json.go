package feed

import (
	"bytes"
	"encoding/json"
)

// readJSON reads a JSON feed, or the items of it that are sound by
// themselves, up to the place where it is no JSON any more.
func readJSON(doc []byte, broken bool) (channel, map[string]int, error) {
	whole, err := readSound(doc)
	if err == nil && !broken {
		return whole, nil, nil
	}
	head, items, torn := cutJSON(doc)
	saved, lost := readItems(head, items)
	if torn {
		lost++
	}
	switch {
	case len(saved.entries) > 0:
	case err == nil:
		return whole, nil, nil
	default:
		return channel{}, nil, asFeedError(err)
	}
	skipped := map[string]int{}
	tally(skipped, skipBroken, lost)
	return saved, skipped, nil
}

// readItems parses the items one by one, each under the fields of the feed.
func readItems(head map[string]json.RawMessage, items []json.RawMessage) (c channel, lost int) {
	for _, item := range items {
		head["items"] = json.RawMessage("[" + string(item) + "]")
		// What was decoded can be encoded.
		doc, _ := json.Marshal(head)
		one, err := readSound(doc)
		if err != nil || len(one.entries) == 0 {
			lost++
			continue
		}
		entries := append(c.entries, one.entries...)
		c, c.entries = one, entries
	}
	return c, lost
}

// cutJSON decodes the fields of a document in their order, and its items one
// by one, as far as that goes; torn tells that it did not go to the end.
func cutJSON(doc []byte) (head map[string]json.RawMessage, items []json.RawMessage, torn bool) {
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
			if items, err = cutItems(in); err != nil {
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

// cutItems are those up to the first that is no JSON.
func cutItems(in *json.Decoder) (items []json.RawMessage, err error) {
	if _, err = in.Token(); err != nil {
		return nil, err
	}
	for in.More() && len(items) < maxSalvage {
		var item json.RawMessage
		if err = in.Decode(&item); err != nil {
			return items, err
		}
		items = append(items, item)
	}
	// The end of the list.
	_, err = in.Token()
	return items, err
}
