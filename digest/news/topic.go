package news

import (
	"strings"
	"unicode"
)

// TopicID is a topic's name folded to lower-case words with hyphens.
type TopicID string

// Topic says which reports a reader who chose it is shown: those of its
// Sources (all if none are named), that hold one of Any, every one of All and
// none of None (words and phrases, whole words, without regard to case and
// accents), and name one of People or Places where any are listed. A topic
// without any rule takes everything.
type Topic struct {
	ID      TopicID    `json:"id"`
	Name    string     `json:"name"`
	About   string     `json:"about,omitempty"`
	Sources []SourceID `json:"sources,omitempty"`
	Any     []string   `json:"any,omitempty"`
	All     []string   `json:"all,omitempty"`
	None    []string   `json:"none,omitempty"`
	People  []string   `json:"people,omitempty"`
	Places  []string   `json:"places,omitempty"`
	// Configured tells which entry of the configuration it was made from; ""
	// if none. While that entry stays the same, changes made since stand.
	Configured string `json:"configured,omitempty"`
	// Owner is the reader whose private topic it is; zero for everyone's.
	Owner Address `json:"owner,omitzero"`
}

// TopicIDOf makes the id of a topic from its name: "South Caucasus" gives
// "south-caucasus". It is "" where the name holds no letter or digit.
func TopicIDOf(name string) TopicID {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return TopicID(strings.Join(words, "-"))
}
