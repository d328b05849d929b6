package bot

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"readout/digest/news"
)

const (
	// longestTopic is how many characters a topic's name can have.
	longestTopic = 60
	// longestCommand is how many characters a command that a button stands for
	// can take: a message holds little more.
	longestCommand = 3600
	// mostWords is how many entries a list of a topic can have.
	mostWords = 200
)

// ruleKeys are the lists of a topic, in the order in which they are written.
func ruleKeys() []string { return []string{"any", "all", "none", "people", "places", "feeds"} }

// rules are what was typed of a topic: lists by key, and what it is about. A
// key that is there without values empties its list.
type rules struct {
	name  string
	lists map[string][]string
	about *string
	// done tells that it is to be saved, by the word after the last semicolon;
	// without, it is a dry run.
	done bool
}

// confirmed parts "Energy; save" into what is meant and whether it is meant.
func confirmed(arg, word string) (rest string, done bool) {
	at := strings.LastIndexAny(arg, ";\n")
	if at < 0 || plain(arg[at+1:]) != word {
		return arg, false
	}
	return strings.TrimSpace(arg[:at]), true
}

// parseRules reads "Energy: any: oil, gas; none: football; about: Who sells
// power". Lists are parted by commas, and values in quotation marks may hold
// any mark. Words without a key count as any.
func parseRules(arg string) (rules, error) {
	r := rules{lists: map[string][]string{}}
	arg, r.done = confirmed(closed(arg), "save")
	rest := ""
	if at := strings.IndexAny(arg, ":;\n"); at >= 0 {
		arg, rest = arg[:at], arg[at+1:]
	}
	r.name = oneLine(strings.ReplaceAll(arg, `"`, ""))
	if r.name == "" {
		return r, complain(say("The topic has no name."), say("The name comes first, then a colon and the rules: `/topic_add Energy: any: oil, gas`"))
	}
	key := "any"
	for _, clause := range splitOutside(rest, ";\n") {
		for _, part := range keyed(clause, key) {
			if key = part.key; key == "" {
				return r, complain(say("There is no rule *%s*.", echo(part.text)), say("The rules are any, all, none, people, places, feeds and about: `/help topic_add`"))
			}
			r.take(part)
		}
	}
	return r, nil
}

// checkName refuses names that a new topic cannot have.
func checkName(name string) error {
	switch {
	case len([]rune(name)) > longestTopic:
		return complain(say("That is too long for a topic's name."), say("%s characters at most, then a colon and the rules: `/topic_add Energy: any: oil, gas`", longestTopic))
	case news.TopicIDOf(name) == "" || isAll(name) || ruleKey(name) != "":
		return complain(say("*%s* is no name for a topic.", echo(name)), say("The name comes first, then a colon and the rules: `/topic_add Energy: any: oil, gas`"))
	}
	return nil
}

// take adds what stands under a key.
func (r *rules) take(part keyedWords) {
	if part.key == "about" {
		words := oneLine(strings.ReplaceAll(part.text, `"`, ""))
		if r.about != nil && *r.about != "" {
			words = *r.about + " " + words
		}
		r.about = &words
		return
	}
	list := r.lists[part.key]
	if list == nil {
		list = []string{}
	}
	for _, value := range splitOutside(part.text, ",") {
		list = add(list, oneLine(strings.ReplaceAll(value, `"`, "")))
	}
	r.lists[part.key] = list
}

// keyedWords are words with the key that they stand under; "" is an unknown
// key, which the text names.
type keyedWords struct{ key, text string }

// keyed parts a clause at its keys: "any: oil none: football" has two. Words
// before the first key stand under the one before. What a topic is about goes
// to the end of its clause.
func keyed(clause, key string) []keyedWords {
	var parts []keyedWords
	var words []string
	flush := func() {
		if len(words) > 0 {
			parts = append(parts, keyedWords{key, strings.Join(words, " ")})
		}
		words = nil
	}
	for i, word := range cut(clause) {
		head, rest, has := strings.Cut(word, ":")
		next := ruleKey(head)
		switch {
		case has && next == "" && i == 0 && isLetters(head) && !strings.HasPrefix(rest, "//"):
			return append(parts, keyedWords{"", head})
		case has && next != "" && (i == 0 || key != "about"):
			flush()
			key = next
			// A key alone empties its list.
			parts = append(parts, keyedWords{key, ""})
			if rest != "" {
				words = append(words, rest)
			}
		default:
			words = append(words, word)
		}
	}
	flush()
	return parts
}

func isLetters(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}

// ruleKey is the key that a word means; "" if none.
func ruleKey(word string) string {
	switch key := strings.ToLower(strings.TrimSpace(word)); key {
	case "any", "all", "none", "people", "places", "feeds", "about":
		return key
	case "words":
		return "any"
	case "not":
		return "none"
	case "person":
		return "people"
	case "place":
		return "places"
	case "feed":
		return "feeds"
	}
	return ""
}

// splitOutside parts words at marks that stand outside quotation marks.
func splitOutside(s, marks string) []string {
	inside := false
	return strings.FieldsFunc(s, func(r rune) bool {
		if r == '"' {
			inside = !inside
		}
		return strings.ContainsRune(marks, r) && !inside
	})
}

// onto is a topic after these rules: what they name is replaced, the rest
// stays.
func (b *Bot) onto(ctx context.Context, t news.Topic, r rules) (news.Topic, error) {
	set := func(key string, list *[]string) {
		if values, named := r.lists[key]; named {
			*list = slices.Clone(values)
		}
	}
	set("any", &t.Any)
	set("all", &t.All)
	set("none", &t.None)
	set("people", &t.People)
	set("places", &t.Places)
	if r.about != nil {
		t.About = *r.about
	}
	if names, named := r.lists["feeds"]; named {
		sources, err := b.sourcesNamed(ctx, names)
		if err != nil {
			return t, err
		}
		t.Sources = sources
	}
	return t, checkTopic(t)
}

// checkTopic refuses topics that are too large to be shown and saved in a
// chat.
func checkTopic(t news.Topic) error {
	for i, list := range [][]string{t.Any, t.All, t.None, t.People, t.Places} {
		if len(list) > mostWords || slices.ContainsFunc(list, func(v string) bool { return len([]rune(v)) > longestName }) {
			return complain(say("The list of *%s* is too long.", ruleKeys()[i]), say("%s entries of %s characters at most.", mostWords, longestName))
		}
	}
	if len([]rune(t.About)) > 300 {
		return complain(say("That is too much for what a topic is about."), say("300 characters at most."))
	}
	if command := "/topic_edit " + written(string(t.ID), t) + "; save"; len([]rune(command)) > longestCommand {
		return complain(say("That is more than a topic can hold."), say("Drop some words, or make two topics of it."))
	}
	return nil
}

// sourcesNamed are the feeds that names mean: each by its id, its title, or a
// folder of several.
func (b *Bot) sourcesNamed(ctx context.Context, names []string) ([]news.SourceID, error) {
	all, err := b.sources(ctx)
	if err != nil {
		return nil, err
	}
	var ids []news.SourceID
	for _, name := range names {
		found := false
		for _, s := range all {
			if isSource(s, name) || slices.ContainsFunc(s.Folders, func(f string) bool { return plain(f) == plain(name) }) {
				found = true
				if !slices.Contains(ids, s.ID) {
					ids = append(ids, s.ID)
				}
			}
		}
		if !found {
			return nil, noFeed(name, all, "/feed_check ")
		}
	}
	return ids, nil
}
