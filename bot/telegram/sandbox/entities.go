package sandbox

import (
	"cmp"
	"slices"
)

// class is how an entity may lie among others.
type class int

const (
	// splittable styles are cut so that they nest.
	splittable class = iota
	// continuous ones are never cut and lie in no other of their class.
	continuous
	// program tolerates a quote around it and nothing else.
	program
	// quote holds everything but quotes.
	quote
)

func (e Entity) class() class {
	switch e.Type {
	case "bold", "italic", "underline", "strikethrough", "spoiler":
		return splittable
	case "code", "pre", "date_time":
		return program
	case "blockquote", "expandable_blockquote":
		return quote
	}
	return continuous
}

// rank orders entities over the same words.
func (e Entity) rank() int {
	switch e.Type {
	case "blockquote", "expandable_blockquote":
		return 0
	case "pre":
		return 11
	case "code":
		return 20
	case "text_link", "text_mention":
		return 49
	case "bold":
		return 90
	case "italic":
		return 91
	case "underline":
		return 92
	case "strikethrough":
		return 93
	case "spoiler":
		return 94
	case "custom_emoji":
		return 99
	}
	return 50
}

// sortEntities puts entities into the order in which they are told: by place,
// the longer first, then by kind.
func sortEntities(list []Entity) {
	slices.SortStableFunc(list, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length), cmp.Compare(a.rank(), b.rank()))
	})
}

// nested is the same list so that all entities nest: overlapping links and
// quotes are dropped, the first one staying, and styles are merged and cut.
func nested(list []Entity) []Entity {
	var quotes, solid, styles []Entity
	for _, e := range list {
		switch e.class() {
		case quote:
			quotes = append(quotes, e)
		case splittable:
			styles = append(styles, e)
		default:
			solid = append(solid, e)
		}
	}
	quotes, solid = apart(quotes), apart(solid)
	solid = slices.DeleteFunc(solid, func(e Entity) bool { return crosses(e, quotes) })
	fixed := slices.Concat(quotes, solid)
	sortEntities(fixed)
	all := slices.Concat(fixed, cut(merged(styles), fixed))
	sortEntities(all)
	return all
}

// apart drops what overlaps an entity before it.
func apart(list []Entity) []Entity {
	sortEntities(list)
	end := 0
	return slices.DeleteFunc(list, func(e Entity) bool {
		if e.Offset < end {
			return true
		}
		end = e.end()
		return false
	})
}

// crosses tells whether an entity overlaps a quote without lying in it.
func crosses(e Entity, quotes []Entity) bool {
	return slices.ContainsFunc(quotes, func(q Entity) bool {
		overlaps := e.Offset < q.end() && q.Offset < e.end()
		inside := q.Offset <= e.Offset && e.end() <= q.end()
		return overlaps && !inside
	})
}

// merged joins styles of a kind that touch or overlap.
func merged(styles []Entity) []Entity {
	sortEntities(styles)
	var list []Entity
	last := map[string]int{}
	for _, e := range styles {
		if i, ok := last[e.Type]; ok && e.Offset <= list[i].end() {
			list[i].Length = max(list[i].end(), e.end()) - list[i].Offset
			continue
		}
		last[e.Type] = len(list)
		list = append(list, e)
	}
	return list
}

// cut splits styles wherever another one or a fixed entity begins, and at the
// ends of fixed ones; within code there is none at all.
func cut(styles, fixed []Entity) []Entity {
	var places []int
	for _, e := range styles {
		places = append(places, e.Offset)
	}
	for _, e := range fixed {
		places = append(places, e.Offset, e.end())
	}
	slices.Sort(places)
	places = slices.Compact(places)
	var list []Entity
	for _, e := range styles {
		list = append(list, pieces(e, places)...)
	}
	return slices.DeleteFunc(list, func(e Entity) bool {
		return slices.ContainsFunc(fixed, func(f Entity) bool {
			return f.class() == program && f.Offset <= e.Offset && e.end() <= f.end()
		})
	})
}

// pieces cuts one style at all of the sorted places that lie within it.
func pieces(e Entity, places []int) []Entity {
	var list []Entity
	first, _ := slices.BinarySearch(places, e.Offset+1)
	for _, at := range places[first:] {
		if at >= e.end() {
			break
		}
		piece := e
		piece.Length = at - e.Offset
		list = append(list, piece)
		e.Offset, e.Length = at, e.Length-piece.Length
	}
	return append(list, e)
}
