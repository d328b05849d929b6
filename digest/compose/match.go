package compose

import (
	"slices"
	"strings"

	"readout/digest/news"
	"readout/digest/text"
)

// Matches reports whether a topic takes a report, by the rules of news.Topic.
// Words and phrases are looked for in title and text; a person also counts by
// a name that agrees among those the facts hold.
func Matches(t news.Topic, r news.Report) bool { return newPage(r, 0).answers(t) }

// answers is Matches for a page, whose words are made once for all topics.
func (p *page) answers(t news.Topic) bool {
	if len(t.Sources) > 0 && !slices.Contains(t.Sources, p.Article.Source) {
		return false
	}
	if len(t.Any) > 0 && !slices.ContainsFunc(t.Any, p.holds) || slices.ContainsFunc(t.None, p.holds) {
		return false
	}
	if slices.ContainsFunc(t.All, func(w string) bool { return !p.holds(w) }) {
		return false
	}
	return len(t.People)+len(t.Places) == 0 || slices.ContainsFunc(t.Places, p.holds) || slices.ContainsFunc(t.People, p.tellsOf)
}

// holds reports whether a word or phrase stands in title or text.
func (p *page) holds(phrase string) bool {
	words := text.Tokens(phrase)
	return len(words) > 0 && strings.Contains(p.tokens(), " "+strings.Join(words, " ")+" ")
}

// tellsOf reports whether a person is named, by whatever form of the name.
func (p *page) tellsOf(name string) bool {
	if p.holds(name) {
		return true
	}
	return p.holds(lastWord(name)) && slices.ContainsFunc(p.Facts.Names(), func(n string) bool { return text.SameName(n, name) })
}
