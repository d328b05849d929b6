// Package sheet lays facts out as a table for people: reports come in, rows go
// out, one for each fact however many articles tell it, as CSV that is safe in
// a spreadsheet or as JSON lines. It reads and writes as it goes and keeps no
// more than some thousand tellings in mind.
package sheet

import (
	"time"

	"readout/digest/news"
)

// Kind is what a table holds.
type Kind string

const (
	Meetings   Kind = "meeting"
	Statements Kind = "statement"
	Visits     Kind = "visit"
)

// Row is one fact with all its tellings. What is not known, or not of its
// kind, is empty.
type Row struct {
	// ID is made of the kind, the article that told it first and whom it is
	// about. It is the same on every store and in every export that goes back
	// to that article.
	ID   string
	Kind Kind
	// People are those who met, travelled or spoke, under the names that the
	// aliases give them, those of the article that speaks for the row first;
	// Roles are what any of the articles calls each.
	People []string
	Groups []string
	Roles  map[string][]string

	Sort   news.MeetingKind // of a meeting
	Status news.Status
	Place  string
	// PlaceBasis and DayBasis tell how place and day came to be known.
	PlaceBasis news.Basis
	// Day is the meeting's, or that on which a statement was published.
	Day      news.Day
	DayBasis news.Basis
	// Start and End are a visit's.
	Start, End news.Day

	// Words, Type, Cue, Addressee and Key are a statement's.
	Words     string
	Type      news.StatementType
	Cue       string
	Addressee string
	Key       bool

	// Evidence is the sentence that the row rests on: of the article that was
	// the first to tell the present status. Title, Rule and Confidence are its.
	Evidence   string
	Rule       string
	Confidence int
	Title      string
	// URLs and Outlets are those of every telling, first published first.
	URLs    []string
	Outlets []string
	// Published and FirstSeen are the earliest of all tellings; Corrected is
	// when a changed text was last read, zero if never.
	Published, FirstSeen, Corrected time.Time
}
