package sandbox

import "regexp"

// What Telegram finds in a text by itself. Its rules are finer; these find
// what everybody writes.
var (
	commandWords = regexp.MustCompile(`(?:^|[\s(,;:"'-])(/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?)`)
	mentionWords = regexp.MustCompile(`(?:^|[^\w@/])(@[a-zA-Z][a-zA-Z0-9_]{2,31})`)
	tagWords     = regexp.MustCompile(`(?:^|[^\w#/])(#[\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*)`)
	urlWords     = regexp.MustCompile(`(?i)(?:^|[\s(<"'])(https?://[^\s<>"']+[^\s<>"'.,;:!?)])`)
)

// found are the commands, names, tags and addresses in a text.
func found(text string) []Entity {
	var list []Entity
	for _, kind := range []struct {
		name  string
		words *regexp.Regexp
	}{{"bot_command", commandWords}, {"mention", mentionWords}, {"hashtag", tagWords}, {"url", urlWords}} {
		for _, m := range kind.words.FindAllStringSubmatchIndex(text, -1) {
			list = append(list, Entity{Type: kind.name, Offset: length(text[:m[2]]), Length: length(text[m[2]:m[3]])})
		}
	}
	return apart(list)
}

// withFound adds to entities what is found in the text apart from links and
// code.
func withFound(text string, entities []Entity) []Entity {
	var solid []Entity
	for _, e := range entities {
		if e.class() == continuous || e.class() == program {
			solid = append(solid, e)
		}
	}
	for _, f := range found(text) {
		if !overlaps(f, solid) {
			entities = append(entities, f)
		}
	}
	sortEntities(entities)
	return entities
}

func overlaps(e Entity, others []Entity) bool {
	for _, o := range others {
		if e.Offset < o.end() && o.Offset < e.end() {
			return true
		}
	}
	return false
}
