package news

import "time"

// Section is a part of a digest that a reader may switch off.
type Section string

const (
	Corrected Section = "corrected"
	Met       Section = "met"
	Said      Section = "said"
	Ahead     Section = "ahead"
	UnderWay  Section = "under way"
	Also      Section = "also"
)

// Sections are all of them, in the order in which a digest shows them.
func Sections() []Section { return []Section{Corrected, Met, Said, Ahead, UnderWay, Also} }

// Window is the commit sequences that a digest covers: (After, Until]. Since
// and At are the instants they stand for, for display and ageing only.
type Window struct {
	After int64     `json:"after"`
	Until int64     `json:"until"`
	Since time.Time `json:"since"`
	At    time.Time `json:"at"`
	// Left counts the articles between the reader's cursor and After, which a
	// long silence pushed out of the window; a digest says so.
	Left int64 `json:"left,omitempty"`
}

// Holds reports whether the window covers a commit sequence.
func (w Window) Holds(seq int64) bool { return w.After < seq && seq <= w.Until }

// Reader is what compose needs to know of whom a digest is for.
type Reader struct {
	Topics   []Topic
	Followed []string
	Hidden   []string
	Length   Length
	Off      []Section
	Zone     *time.Location // nil is UTC
	// Next is when the digest after this one is due, for the last line; zero
	// leaves that out.
	Next time.Time
	// Stale is how long before it was first seen an article may have been
	// published and still be announced; 0 means any time.
	Stale time.Duration
	// Doubtful is when the digest before was sent, if some of it may not have
	// arrived; zero otherwise.
	Doubtful time.Time
	// Late is what the digest says where it comes late.
	Late Late
	// Unread are the sources of these topics that are not read at present, Torn
	// those that are read again and may have been missed something of.
	Unread, Torn []Source
}

// Late tells that a digest comes later than it was due; the zero Late that it
// does not.
type Late struct {
	Due time.Time
	// Gap is when nothing could be delivered; the zero Outage where that is not
	// the reason.
	Gap Outage
}

// Digest is one reader's digest, laid out: what an Edition is made of.
type Digest struct {
	Blocks []Block
	// Lines and Articles count the numbered lines and the reports behind the
	// window. A digest without lines is empty.
	Lines, Articles int
	// More is the rest that the reader's length kept back, laid out alike.
	More []Block
}
