package compose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/digest/news"
	"readout/digest/text"
)

// names knows who is who. It remembers what it compared, because the same few
// names come up again and again; many may ask at once.
type names struct {
	aliases map[string]string
	meant   memo[string, string]
	same    memo[[2]string, bool]
	keys    memo[string, string]
	phrases memo[string, phrase]
}

func newNames(aliases []news.Alias) *names {
	n := &names{aliases: map[string]string{}}
	for _, a := range aliases {
		n.aliases[text.Fold(a.Name)] = a.Of
	}
	return n
}

func startsUpper(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// called is the name that a spelling stands for.
func (n *names) called(name string) string {
	if len(n.aliases) == 0 {
		return name
	}
	return n.meant.of(name, n.follow)
}

// follow goes from alias to alias, though not in circles.
func (n *names) follow(name string) string {
	for range 4 {
		of, ok := n.aliases[text.Fold(name)]
		if !ok || of == "" || of == name {
			break
		}
		name = of
	}
	return name
}

// means reports whether a name, an office or a place is, or holds, another.
func (n *names) means(name, other string) bool {
	if n.phrase(other) == "" {
		return false
	}
	a, b := n.called(other), n.called(name)
	return n.key(a) == n.key(b) && text.SameName(a, b) || n.phrase(name).holds(n.phrase(other))
}

func (n *names) allCalled(spellings []string) []string {
	all := make([]string, 0, len(spellings))
	for _, s := range spellings {
		if s = n.called(s); s != "" && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// agree reports whether two names can be one person's.
func (n *names) agree(a, b string) bool {
	if a == b {
		return true
	}
	if n.key(a) != n.key(b) {
		return false
	}
	return n.same.of([2]string{min(a, b), max(a, b)}, func(pair [2]string) bool { return agree(pair[0], pair[1]) })
}

// key is the last word of a name, which all names that agree share.
func (n *names) key(name string) string { return n.keys.of(name, lastWord) }

// phrase are the words of a name.
func (n *names) phrase(name string) phrase { return n.phrases.of(name, phraseOf) }

// agree reports whether two names, or two phrases for a group, can mean the
// same. The forms of a name are a matter of persons: phrases agree word for
// word.
func agree(a, b string) bool {
	if a == b {
		return true
	}
	if personal(a) && personal(b) {
		return text.SameName(a, b)
	}
	return slices.Equal(bareTokens(a), bareTokens(b))
}

// personal tells one person's name from phrases ("the Ministry of Defence")
// and from speakers in common ("Ana Prado and Tom Reyes").
func personal(name string) bool {
	words := strings.Fields(name)
	return len(words) > 0 && startsUpper(words[0]) && !slices.ContainsFunc(words, func(w string) bool {
		return slices.Contains([]string{"and", "of", "for", "the", "The"}, w)
	})
}

// bareTokens are the words of a phrase without a leading article.
func bareTokens(phrase string) []string {
	tokens := text.Tokens(phrase)
	if len(tokens) > 1 && slices.Contains([]string{"the", "a", "an"}, tokens[0]) {
		tokens = tokens[1:]
	}
	return tokens
}

func lastWord(name string) string {
	tokens := text.Tokens(name)
	if len(tokens) == 0 {
		return ""
	}
	return tokens[len(tokens)-1]
}

// fuller is the one of two agreeing names that tells more.
func fuller(a, b string) string {
	if len(strings.Fields(b)) > len(strings.Fields(a)) || len(strings.Fields(b)) == len(strings.Fields(a)) && len(b) > len(a) {
		return b
	}
	return a
}
