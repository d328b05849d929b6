package news

import (
	"strings"
	"time"
)

// Style is how a run of words looks; a transport shows what it can.
type Style uint8

const (
	Plain Style = iota
	Bold
	Italic
	Quote // an outlet's sentence, set apart
	Code  // something to type
	Faint // small print
)

// Run is some words in one style, leading to Link if that is not "".
type Run struct {
	Words string `json:"w"`
	Style Style  `json:"s,omitempty"`
	Link  string `json:"l,omitempty"`
	// At is the moment that the words name, in UTC, for transports that can show
	// it by the clock of each who reads; zero if none.
	At time.Time `json:"t,omitzero"`
}

// Text is words for people, neutral of how a transport marks them up. A line
// break is "\n" in the words of a run.
type Text []Run

// Say is plain text.
func Say(words string) Text { return Text{{Words: words}} }

// String is the words alone.
func (t Text) String() string {
	var b strings.Builder
	for _, r := range t {
		b.WriteString(r.Words)
	}
	return b.String()
}
