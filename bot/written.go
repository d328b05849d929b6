package bot

import (
	"strings"

	"readout/digest/news"
)

// written is a topic as rules that parseRules reads back, under a name: every
// list, the empty ones too, so that the command says the whole state wanted.
func written(name string, t news.Topic) string {
	name = oneLine(strings.NewReplacer(":", " ", ";", " ", `"`, " ").Replace(name))
	clauses := []string{name + ":"}
	for i, list := range [][]string{t.Any, t.All, t.None, t.People, t.Places, sourceIDs(t)} {
		clauses = append(clauses, " "+ruleKeys()[i]+": "+strings.Join(quoted(list), ", ")+";")
	}
	return strings.Join(clauses, "") + " about: " + strings.NewReplacer(";", ",", `"`, "", "\n", " ").Replace(t.About)
}

func sourceIDs(t news.Topic) []string {
	var ids []string
	for _, id := range t.Sources {
		ids = append(ids, string(id))
	}
	return ids
}

// quoted puts values into quotation marks where they hold a mark that means
// something in rules.
func quoted(list []string) []string {
	var out []string
	for _, v := range list {
		v = strings.ReplaceAll(v, `"`, "")
		if strings.ContainsAny(v, ",;:\n") {
			v = `"` + v + `"`
		}
		out = append(out, v)
	}
	return out
}

// rulesIn shows a topic's rules for people to read, a line each.
func rulesIn(t news.Topic) []news.Text {
	var lines []news.Text
	for i, list := range [][]string{t.Any, t.All, t.None, t.People, t.Places, sourceIDs(t)} {
		if len(list) > 0 {
			lines = append(lines, say("%s: *%s*", ruleKeys()[i], shorten(strings.Join(list, ", "), 300)))
		}
	}
	if len(lines) == 0 {
		lines = append(lines, say("No rule: it takes every article."))
	}
	if t.About != "" {
		lines = append(lines, say("about: %s", t.About))
	}
	return lines
}
