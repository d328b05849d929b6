package compose

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"readout/digest/news"
	"readout/digest/text"
)

// names knows who is who while reports are gathered. It remembers what it
// compared, because the same few names come up again and again.
type names struct {
	aliases map[string]string
	same    map[[2]string]bool
	keys    map[string]string
}

func newNames(aliases []news.Alias) *names {
	n := &names{aliases: map[string]string{}, same: map[[2]string]bool{}, keys: map[string]string{}}
	for _, a := range aliases {
		n.aliases[text.Fold(a.Name)] = a.Of
	}
	return n
}

func startsUpper(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// called is the name that a spelling stands for. Aliases of aliases are
// followed, though not in circles.
func (n *names) called(name string) string {
	if len(n.aliases) == 0 {
		return name
	}
	for range 4 {
		of, ok := n.aliases[text.Fold(name)]
		if !ok || of == "" || of == name {
			break
		}
		name = of
	}
	return name
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
	pair := [2]string{min(a, b), max(a, b)}
	same, known := n.same[pair]
	if !known {
		same = agree(a, b)
		n.same[pair] = same
	}
	return same
}

// key is the last word of a name, which all names that agree share.
func (n *names) key(name string) string {
	key, known := n.keys[name]
	if !known {
		key = lastWord(name)
		n.keys[name] = key
	}
	return key
}

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
