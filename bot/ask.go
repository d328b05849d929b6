package bot

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"readout/digest/text"
	"readout/storage"
)

// question is a way of asking that is plainly a look-up, and the command that
// it stands for, with the groups of the pattern in place of $1 and $2.
type question struct {
	asked *regexp.Regexp
	means string
}

// questions are tried in order; the first that fits decides.
func questions() []question {
	rows := [][2]string{
		{`(?:what|anything) (?:did|does|has|have) (.+?) (?:say|said|tell|told)(?: (?:about|on|of|regarding) (.+))?`, "/said $1 $2"},
		{`what (?:is|was) said (?:about|on) (.+)`, "/said $1"},
		{`(?:who|whom) (?:did|does|has|will|is) (.+?) (?:meet|met|meeting|see|seen)(?: with)?(?: in (.+))?`, `/met $1 place:"$2"`},
		{`(?:did|has|have|when did|where did|will) (.+?) (?:meet|met)(?: with)? (.+)`, "/met $1, $2"},
		{`who (?:met|meets|is meeting) in (.+)`, `/met place:"$1"`},
		{`who (?:met|meets|has met)(?: with)? (.+)`, "/met $1"},
		{`who (?:visits|visited|is visiting|goes to|went to|travels to) (.+)`, "/visits $1"},
		{`(?:where|when) (?:is|does|did|will|was) (.+?) (?:going|go|travel|travelling|traveling|visit|visiting)(?: next| now)?`, "/visits $1"},
		{`where (?:is|was) (.+)`, "/visits $1"},
		{`who(?: is| was| are|'s|’s) (.+)`, "/who $1"},
	}
	var qs []question
	for _, r := range rows {
		qs = append(qs, question{asked: regexp.MustCompile(`(?i)^` + r[0] + `$`), means: r[1]})
	}
	return qs
}

// longestQuestion is how many characters a question has at most; longer
// messages are not for us to guess at.
const longestQuestion = 200

// parseQuestion turns a question into the command it stands for. The second
// result is false where it is plainly none.
func parseQuestion(qs []question, text string) (command string, ok bool) {
	if len(text) > longestQuestion {
		return "", false
	}
	text = strings.TrimRight(strings.Join(strings.Fields(text), " "), "?!. ")
	for _, q := range qs {
		if groups := q.asked.FindStringSubmatchIndex(text); groups != nil {
			command := string(q.asked.ExpandString(nil, q.means, text, groups))
			return strings.TrimSpace(strings.TrimSuffix(command, `place:""`)), true
		}
	}
	return "", false
}

// ask answers a message without a command: as a look-up where it plainly is
// one, else with what it may have meant.
func (b *Bot) ask(ctx context.Context, c call) (Reply, error) {
	if command, ok := parseQuestion(b.questions, c.Text); ok {
		name, _, arg, _ := parseCommand(command)
		c.arg = arg
		return b.run(ctx, c, name)
	}
	if !c.private() && c.Shows == "" || c.Text == "" {
		return Reply{}, nil
	}
	if len(strings.Fields(c.Text)) <= 5 {
		known, err := b.people(ctx, c.Text)
		if err != nil {
			return Reply{}, err
		}
		if slices.ContainsFunc(known, func(k storage.Known) bool { return isName(k, c.Text) }) {
			c.arg = strings.TrimRight(c.Text, "?!. ")
			return b.run(ctx, c, "who")
		}
	}
	return b.suggest(c), nil
}

// isName reports whether every word typed is a word of somebody's name; the
// beginning of one is no sign that a name was meant.
func isName(k storage.Known, typed string) bool {
	names := strings.Join(k.Spellings, "\n")
	return !slices.ContainsFunc(strings.Fields(typed), func(word string) bool { return !text.Holds(names, word) })
}

// suggest offers the two commands that a message comes nearest to.
func (b *Bot) suggest(c call) Reply {
	var guesses []Command
	for _, word := range strings.Fields(shorten(c.Text, longestQuestion)) {
		for _, g := range b.guess(c, strings.Trim(word, "?!.,:;"), 1) {
			if len(word) > 3 && len(guesses) < 2 && (len(guesses) == 0 || guesses[0].Name != g.Name) {
				guesses = append(guesses, g)
			}
		}
	}
	var buttons []Button
	for _, g := range guesses {
		buttons = append(buttons, press("/"+g.Name, "/"+g.Name))
	}
	if len(buttons) < 2 {
		buttons = append(buttons, press("Search for it", "/search "+echo(c.Text)))
	}
	if len(buttons) < 2 {
		buttons = append(buttons, press("Help", "/help"))
	}
	return answer(
		say("I did not understand that."),
		say("A name, a command or a question works: `Prado`, `/digest`, `who did Prado meet?`"),
	).with(buttons)
}
