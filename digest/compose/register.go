package compose

import (
	"slices"

	"readout/digest/text"
)

// register is a set of names that finds those that agree.
type register struct {
	names  *names
	byWord map[string][]string
}

func newRegister(n *names) register { return register{names: n, byWord: map[string][]string{}} }

func (r register) add(name string) {
	words := text.Tokens(name)
	slices.Sort(words)
	for _, w := range slices.Compact(words) {
		r.byWord[w] = append(r.byWord[w], name)
	}
}

// has reports whether a name agrees with one of the set.
func (r register) has(name string) bool {
	return slices.ContainsFunc(r.byWord[r.names.key(name)], func(known string) bool { return r.names.agree(known, name) })
}

// othersCalled reports whether somebody else in the set has that word in their
// name.
func (r register) othersCalled(word, name string) bool {
	return slices.ContainsFunc(r.byWord[word], func(known string) bool { return !r.names.agree(known, name) })
}
