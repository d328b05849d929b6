package news

// Facts is what one article tells: each with the span that proves it. Order
// is the order of the text. Names are the fullest forms used in the article,
// without titles; the same string means the same person throughout one Facts.
type Facts struct {
	People     []Person    `json:"people,omitempty"`
	Meetings   []Meeting   `json:"meetings,omitempty"`
	Visits     []Visit     `json:"visits,omitempty"`
	Statements []Statement `json:"statements,omitempty"`
	// Summary is one or two whole sentences or clauses of the article.
	Summary []Span `json:"summary,omitempty"`
	// Provenance is whom the outlet names as its own source ("the
	// harbour board"); "" if nobody.
	Provenance string `json:"provenance,omitempty"`
	// Language is what the text is written in (BCP 47). Other than "en"
	// means that nothing was read from it.
	Language string `json:"language,omitempty"`
}

// Evidence is where a fact was read, by which rule, and how sure it is.
type Evidence struct {
	// Span is the sentence, or the part of it, that tells the fact.
	Span Span `json:"evidence"`
	// Rule names the recogniser and its rule: "meet/has-met-with".
	Rule string `json:"rule"`
	// Confidence is in hundredths, 1 to 100.
	Confidence int `json:"confidence"`
}

// Person is somebody the article names, at least by surname.
type Person struct {
	// Name is the fullest form in the article, without titles.
	Name string `json:"name"`
	// Roles are every function the article gives, as written, in its order.
	Roles []string `json:"roles,omitempty"`
	// Mentions are the places that name the person, in order.
	Mentions []Span `json:"mentions"`
}

// Status tells how far an event has come, seen from the publication date.
type Status string

const (
	Held      Status = "held"
	Ongoing   Status = "ongoing"
	Planned   Status = "planned"
	Cancelled Status = "cancelled" // or postponed, or refused
)

// Basis tells how a place or a day came to be known; "" where it is not.
type Basis string

const (
	Stated      Basis = "stated"      // the text says it of this event
	Dateline    Basis = "dateline"    // the head of the article says it
	Publication Basis = "publication" // the day the article came out
)

// MeetingKind parts meetings in person from those by wire.
type MeetingKind string

const (
	InPerson MeetingKind = "meeting"
	Call     MeetingKind = "call" // telephone or video
)

// Meeting is an occasion on which two or more sides talked, or are to talk,
// with each other.
type Meeting struct {
	Kind   MeetingKind `json:"kind"`
	Status Status      `json:"status"`
	// Participants are the named people, the principals first.
	Participants []string `json:"participants"`
	// Groups are unnamed participants as the text calls them ("delegation").
	Groups     []string `json:"groups"`
	Place      string   `json:"place"`
	PlaceBasis Basis    `json:"place_basis"`
	Day        Day      `json:"date"`
	DayBasis   Basis    `json:"date_basis"`
	// Main marks the one meeting that the article is about.
	Main bool `json:"main"`
	Evidence
}

// Visit is a person or delegation travelling to a place away from their seat,
// or staying there.
type Visit struct {
	// Visitors are names, or a group phrase where nobody is named.
	Visitors []string `json:"visitors"`
	To       string   `json:"to"`
	Start    Day      `json:"start"`
	End      Day      `json:"end"`
	Status   Status   `json:"status"`
	Evidence
}

// StatementType tells how the words are given.
type StatementType string

const (
	Direct   StatementType = "direct"   // wholly in quotation marks
	Mixed    StatementType = "mixed"    // partly
	Indirect StatementType = "indirect" // reported
)

// Statement is what somebody is reported to have said or written.
type Statement struct {
	// Speaker is the fullest name, else the group or institution as written;
	// "" when nobody is credited ("It was noted that").
	Speaker string `json:"speaker"`
	// Mention is the speaker phrase beside the cue; the zero Span if none.
	Mention Span `json:"mention"`
	// Cue is the word of saying; the zero Span if none.
	Cue Span `json:"cue"`
	// Content is the shortest run that carries what was said, in pieces where
	// the article splits it: without cue, speaker, addressee, quotation marks,
	// leading "that" and final punctuation.
	Content []Span `json:"content"`
	// Addressee is who was told, for display; the zero Span if nobody.
	Addressee Span          `json:"addressee"`
	Type      StatementType `json:"type"`
	// Key marks the at most three that a busy reader would want first.
	Key bool `json:"key"`
	Evidence
}
