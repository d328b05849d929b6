package sandbox

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// finding is something that Telegram finds in a text by itself. Its own rules are
// finer; these find what everybody writes.
type finding struct {
	name string
	// sign is what none is without, and leads what may stand before it.
	sign  string
	leads func(r rune) bool
	// words is the whole, from the letter before it on.
	words *regexp.Regexp
}

var findings = []finding{
	{"bot_command", "/", nothing, regexp.MustCompile(`^(?:^|[\s(,;:"'-])(/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?)`)},
	{"mention", "@", nothing, regexp.MustCompile(`^(?:^|[^\w@/])(@[a-zA-Z][a-zA-Z0-9_]{2,31})`)},
	{"hashtag", "#", nothing, regexp.MustCompile(`^(?:^|[^\w#/])(#[\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*)`)},
	{"url", "://", isScheme, regexp.MustCompile(`(?i)^(?:^|[\s(<"'])(https?://[^\s<>"']+[^\s<>"'.,;:!?)])`)},
	{"cashtag", "$", nothing, regexp.MustCompile(`^(?:^|[^\w$])(\$[A-Z]{1,8})\b`)},
	{"email", "@", isMailbox, regexp.MustCompile(`^(?:^|[^\w.%+-])([a-zA-Z0-9][\w.%+-]*@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,})\b`)},
	{"phone_number", "+", nothing, regexp.MustCompile(`^(?:^|[^\w+])(\+[0-9][0-9 ()-]{6,18}[0-9])\b`)},
}

func nothing(rune) bool { return false }

func isScheme(r rune) bool { return r < 0x80 && unicode.IsLetter(r) }

func isMailbox(r rune) bool {
	return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_.%+-", r))
}

// found are the commands, names, tags, addresses and numbers in a text.
func found(text string) []Entity {
	var list []Entity
	if !strings.ContainsAny(text, "/@#$+") {
		return nil
	}
	at := unitsBefore(text)
	for _, k := range findings {
		for from, until := range k.in(text) {
			list = append(list, Entity{Type: k.name, Offset: at[from], Length: at[until] - at[from]})
		}
	}
	return apart(list)
}

// in are where those of a kind begin and end, one behind the other.
func (k finding) in(text string) iter.Seq2[int, int] {
	return func(yield func(int, int) bool) {
		for at, end := 0, 0; ; at += len(k.sign) {
			next := strings.Index(text[at:], k.sign)
			if next < 0 {
				return
			}
			at += next
			before := strings.TrimRightFunc(text[:at], k.leads)
			_, letter := utf8.DecodeLastRuneInString(before)
			begin := len(before) - letter
			m := k.words.FindStringSubmatchIndex(text[begin:])
			if m == nil || begin < end {
				continue
			}
			end = begin + m[3]
			if !yield(begin+m[2], end) {
				return
			}
		}
	}
}

// withFound adds to entities what is found in the text apart from links and
// code. Styles are cut around it.
func withFound(text string, entities []Entity) []Entity {
	var solid []Entity
	for _, e := range entities {
		if e.class() == continuous || e.class() == program {
			solid = append(solid, e)
		}
	}
	all := slices.Clone(entities)
	for _, f := range found(text) {
		if !overlaps(f, solid) {
			all = append(all, f)
		}
	}
	return nested(all)
}

func overlaps(e Entity, others []Entity) bool {
	return slices.ContainsFunc(others, func(o Entity) bool { return e.Offset < o.end() && o.Offset < e.end() })
}

// isFound tells whether Telegram finds entities of a type by itself; they are
// not sent, and nobody can ask for them.
func (e Entity) isFound() bool {
	switch e.Type {
	case "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number":
		return true
	}
	return false
}
