package sandbox

import (
	"regexp"
	"slices"
	"strings"
)

// What Telegram finds in a text by itself. Its rules are finer; these find
// what everybody writes.
var (
	commandWords = regexp.MustCompile(`(?:^|[\s(,;:"'-])(/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?)`)
	mentionWords = regexp.MustCompile(`(?:^|[^\w@/])(@[a-zA-Z][a-zA-Z0-9_]{2,31})`)
	tagWords     = regexp.MustCompile(`(?:^|[^\w#/])(#[\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*)`)
	cashWords    = regexp.MustCompile(`(?:^|[^\w$])(\$[A-Z]{1,8})\b`)
	mailWords    = regexp.MustCompile(`(?:^|[^\w.%+-])([a-zA-Z0-9][\w.%+-]*@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,})\b`)
	phoneWords   = regexp.MustCompile(`(?:^|[^\w+])(\+[0-9][0-9 ()-]{6,18}[0-9])\b`)
	urlWords     = regexp.MustCompile(`(?i)(?:^|[\s(<"'])(https?://[^\s<>"']+[^\s<>"'.,;:!?)])`)
)

// found are the commands, names, tags, addresses and numbers in a text.
func found(text string) []Entity {
	var list []Entity
	if !strings.ContainsAny(text, "/@#$+") {
		return nil
	}
	at := unitsBefore(text)
	for _, kind := range []struct {
		name, sign string // Without the sign there is none.
		words      *regexp.Regexp
	}{
		{"bot_command", "/", commandWords}, {"mention", "@", mentionWords}, {"hashtag", "#", tagWords}, {"url", "://", urlWords},
		{"cashtag", "$", cashWords}, {"email", "@", mailWords}, {"phone_number", "+", phoneWords},
	} {
		if !strings.Contains(text, kind.sign) {
			continue
		}
		for _, m := range kind.words.FindAllStringSubmatchIndex(text, -1) {
			list = append(list, Entity{Type: kind.name, Offset: at[m[2]], Length: at[m[3]] - at[m[2]]})
		}
	}
	return apart(list)
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
