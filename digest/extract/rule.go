package extract

import "iter"

// rule is one way of telling something, by the words that it begins at.
type rule[T any] struct {
	name  string
	sure  int
	words wordSet
	read  func(*document, sentence, *T) bool
}

// origin is where something was read, and by which rule.
type origin struct {
	sentence int
	at       int // the word that tells it
	rule     string
	sure     int
}

// ruleBook are the rules of a table by the words that they begin at, and the
// list that those words are entered in.
type ruleBook[T any] struct {
	list   listSet
	byWord map[string][]rule[T]
	// found is what a rule fills, one after the other.
	found *T
}

// forOne is the book for reading one article: its rules all fill one place.
func (b ruleBook[T]) forOne() ruleBook[T] {
	b.found = new(T)
	return b
}

// refusal is why a rule found no event.
func refusal(found any) string {
	if event, ok := found.(interface{ isTold() bool }); ok && !event.isTold() {
		return "denied, asked after or only wished for"
	}
	return "somebody or something is missing, or the words mean another thing"
}

// byFirstWord are the rules of a table that may begin at a word, in the order
// of the table, which is their precedence.
func byFirstWord[T any](list listSet, table []rule[T]) ruleBook[T] {
	found := map[string][]rule[T]{}
	for _, r := range table {
		for word := range r.words.all() {
			found[word] = append(found[word], r)
		}
	}
	return ruleBook[T]{list: list, byWord: found}
}

// readBy is what the rules read in a sentence, in order. They look at every word
// that is no name and stands in nobody's speech; the first that fires on a word
// has it. What a rule fills begins as blank makes it.
func readBy[T any](d *document, s sentence, rules ruleBook[T], blank func(origin) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		if !s.holds(rules.list) {
			return
		}
		found := rules.found
		for k := s.from; k < s.to; k++ {
			if !d.is(k, rules.list) {
				continue
			}
			if w := &d.words[k]; w.mention >= 0 || w.quote >= 0 && d.quotes[w.quote].speech {
				continue
			}
			for _, r := range rules.byWord[d.folded[k]] {
				if d.reading.isOff(r.name) {
					continue
				}
				*found = blank(origin{sentence: int(d.words[k].sentence), at: k, rule: r.name, sure: r.sure})
				if !r.read(d, s, found) {
					d.rejected(r.name, k, k+1, refusal(found))
					continue
				}
				d.fired(r.name, k, k+1)
				if !yield(*found) {
					return
				}
				break
			}
		}
	}
}
