package compose

import (
	"slices"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
)

// Matches reports whether a topic takes a report, by the rules of news.Topic:
// it is the one place that says so. Words and phrases are looked for in title
// and text; a person also counts by a name that agrees among those the facts
// hold.
func Matches(t news.Topic, r news.Report) bool { return ruleOf(t).takes(newPage(r, 0)) }

// Reads reports whether a source can bring a topic anything: Matches takes no
// report of another source.
func Reads(t news.Topic, id news.SourceID) bool {
	return len(t.Sources) == 0 || slices.Contains(t.Sources, id)
}

// rule is a topic in the form in which pages are asked.
type rule struct {
	topic  news.Topic
	any    []phrase
	all    []phrase
	none   []phrase
	places []phrase
	people []person
}

// person is a name that a topic asks for.
type person struct {
	name        string
	whole, last phrase
}

func ruleOf(t news.Topic) rule {
	r := rule{topic: t, any: phrasesOf(t.Any), all: phrasesOf(t.All), none: phrasesOf(t.None), places: phrasesOf(t.Places)}
	for _, name := range t.People {
		r.people = append(r.people, person{name: name, whole: phraseOf(name), last: phraseOf(lastWord(name))})
	}
	return r
}

func (r rule) takes(p *page) bool {
	if !Reads(r.topic, p.Article.Source) {
		return false
	}
	if len(r.any) > 0 && !slices.ContainsFunc(r.any, p.holds) || slices.ContainsFunc(r.none, p.holds) {
		return false
	}
	if slices.ContainsFunc(r.all, func(w phrase) bool { return !p.holds(w) }) {
		return false
	}
	return len(r.people)+len(r.places) == 0 || slices.ContainsFunc(r.places, p.holds) || slices.ContainsFunc(r.people, p.tellsOf)
}

// phrase is words as text.Tokens writes them, between single spaces; "" where
// there are none.
type phrase string

func phraseOf(words string) phrase {
	tokens := text.Tokens(words)
	if len(tokens) == 0 {
		return ""
	}
	return phrase(" " + strings.Join(tokens, " ") + " ")
}

func phrasesOf(all []string) []phrase {
	phrases := make([]phrase, len(all))
	for i, words := range all {
		phrases[i] = phraseOf(words)
	}
	return phrases
}

// holds reports whether a phrase, other than the empty one, stands in another.
func (p phrase) holds(q phrase) bool { return q != "" && strings.Contains(string(p), string(q)) }

// holds reports whether a word or phrase stands in title or text.
func (p *page) holds(q phrase) bool { return p.tokens().holds(q) }

// tellsOf reports whether a person is named, by whatever form of the name.
func (p *page) tellsOf(x person) bool {
	if p.holds(x.whole) {
		return true
	}
	return p.holds(x.last) && slices.ContainsFunc(p.named(), func(n string) bool { return text.SameName(n, x.name) })
}
