package storage

import "readout/digest/news"

// Beside the words of title and text, the indexes of both keepers hold marks,
// which begin with a dot that no word holds, for whatever else a query can ask
// of a report as a whole. How names and sources are written after a mark is
// each keeper's own affair. The marks are part of what is stored.
const (
	NamedMark  = "·n" // a name that is credited with something
	OutletMark = "·o" // a word of the outlet's name
	SourceMark = "·f" // the source
)

// KindMark is the mark of a kind of fact, and what a name's is made with;
// NamedMark for articles.
func KindMark(k Kind) string {
	switch k {
	case Meetings:
		return "·m"
	case Visits:
		return "·v"
	case Statements:
		return "·s"
	}
	return NamedMark
}

// PlaceMark is the mark of a word of the place where a fact of that kind was.
func PlaceMark(k Kind) string { return KindMark(k) + "p" }

// Told is one fact as an index sees it.
type Told struct {
	Kind  Kind
	Names []string
	Place string
	// First and Last are its days; both are "" where none is known, and where
	// one is, the other is the same.
	First, Last news.Day
}

// Tell gives all facts of a report: meetings, visits, then statements.
func Tell(f news.Facts) []Told {
	var all []Told
	for _, m := range f.Meetings {
		all = append(all, Told{Meetings, m.Participants, m.Place, m.Day, m.Day})
	}
	for _, v := range f.Visits {
		first, last := stay(v.Start, v.End)
		all = append(all, Told{Visits, v.Visitors, v.To, first, last})
	}
	for _, s := range f.Statements {
		all = append(all, Told{Kind: Statements, Names: []string{s.Speaker}})
	}
	return all
}

// stay are the days of one fact; where one end is not known it is the other.
func stay(first, last news.Day) (news.Day, news.Day) {
	if first == "" {
		first = last
	}
	if last == "" {
		last = first
	}
	return first, last
}
