package bot

import (
	"context"
	"slices"
	"strings"

	"readout/digest/news"
)

// help lists the commands, or shows one with its examples.
func (b *Bot) help(ctx context.Context, c call) (Reply, error) {
	subject := strings.TrimPrefix(plain(c.arg), "/")
	if subject == "" {
		return b.overview(c), nil
	}
	guesses := b.guess(c, subject, 2)
	if len(guesses) == 0 {
		return Reply{}, complain(say("There is no help on *%s*.", echo(c.arg)), say("`/help` lists all commands."), row(press("All commands", "/help")))
	}
	names, err := b.cast(ctx)
	if err != nil {
		return Reply{}, err
	}
	return usage(names, guesses), nil
}

func (b *Bot) overview(c call) Reply {
	var r Reply
	for _, group := range groupsFor(c) {
		r.Blocks = append(r.Blocks, news.Block{Kind: news.Title, Text: say("%s", group)})
		for _, row := range b.commands {
			if row.Group == group {
				r.Blocks = append(r.Blocks, news.Block{Kind: news.Note, Text: say("`/%s` – %s", row.Name, row.Summary)})
			}
		}
	}
	r.Blocks = append(r.Blocks,
		news.Block{Kind: news.Note, Text: say("The number of a line, sent alone, shows the sentence it rests on: `3`")},
		news.Block{Kind: news.Note, Text: say("Questions work as well: `what did Prado say about talks?`")})
	return r.titled(say("Readout reads the news and notes who met whom, what was said, and who travels where."))
}

// groupsFor are the headings of help for whoever asks.
func groupsFor(c call) []Group {
	groups := []Group{Reading, Asking, Choosing, Yours}
	if c.manages {
		groups = append(groups, Running)
	}
	return groups
}

// usage shows commands with their examples, each a button.
func usage(names *strings.Replacer, rows []Command) Reply {
	var r Reply
	for _, c := range rows {
		head := say("`/%s` – %s", c.Name, c.Summary)
		if c.Usage != "" {
			head = say("`/%s %s` – %s", c.Name, c.Usage, c.Summary)
		}
		r.Blocks = append(r.Blocks, news.Block{Kind: news.Note, Text: head})
		if len(c.Aliases) > 0 {
			r.Blocks = append(r.Blocks, news.Block{Kind: news.Note, Text: say("~Also: /%s~", strings.Join(c.Aliases, ", /"))})
		}
		r = r.with(examples(names, c))
	}
	return r
}

func examples(names *strings.Replacer, c Command) []Button {
	var buttons []Button
	for _, e := range c.Examples {
		e = names.Replace(e)
		buttons = append(buttons, press(e, e))
	}
	return buttons
}

// unknown answers a command that is in no row with the nearest that are.
func (b *Bot) unknown(c call, name string) Reply {
	if name == "" && c.private() {
		return b.overview(c)
	}
	if !c.private() && !c.named && c.Shows == "" {
		// In a group it was most likely meant for another bot.
		return Reply{}
	}
	guesses := b.guess(c, name, 2)
	r := answer(say("There is no command */%s*.", echo(name)))
	if len(guesses) == 0 {
		return answer(r.Blocks[0].Text, say("`/help` lists all of them.")).with(row(press("Help", "/help")))
	}
	var names []string
	var buttons []Button
	for _, g := range guesses {
		names = append(names, "/"+g.Name)
		buttons = append(buttons, press("/"+g.Name, "/"+g.Name))
	}
	return answer(r.Blocks[0].Text, say("Did you mean *%s*?", list(names, "or"))).with(append(buttons, press("Help", "/help")))
}

// guess finds at most n rows that a word may mean, of those that the writer may
// use: by name, then by what else people call them.
func (b *Bot) guess(c call, word string, n int) []Command {
	var names []string
	of := map[string]Command{}
	for _, row := range b.commands {
		if row.Admins && !c.manages {
			continue
		}
		for _, name := range slices.Concat([]string{row.Name}, row.Aliases, row.Words) {
			if _, taken := of[name]; !taken {
				names, of[name] = append(names, name), row
			}
		}
	}
	var rows []Command
	likes := nearest(word, names, len(names))
	if slices.Contains(likes, word) {
		likes = []string{word}
	}
	for _, name := range likes {
		if row := of[name]; len(rows) < n && !slices.ContainsFunc(rows, func(r Command) bool { return r.Name == row.Name }) {
			rows = append(rows, row)
		}
	}
	return rows
}
