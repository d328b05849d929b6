package bot

import (
	"context"
	"strings"

	"readout/digest/news"
	"readout/storage"
)

// said lists what somebody said, in the outlet's words, newest first; words
// after the name narrow it, and without a name the newest of all are shown.
func (b *Bot) said(ctx context.Context, c call) (Reply, error) {
	f, err := parseFilter(c)
	if err != nil {
		return Reply{}, err
	}
	if f.person == "" && f.words == "" {
		return b.statements(ctx, c, f, nil)
	}
	if f.person != "" {
		again := func(full string) string { return "/said " + strings.TrimSpace("person:"+quoteWords(full)+" "+f.words) }
		who, ok, err := b.person(ctx, f.person, again)
		if err != nil {
			return Reply{}, err
		}
		if !ok {
			return b.nobody(ctx, c, stranger{typed: f.person, again: again})
		}
		return b.statements(ctx, c, f, []storage.Known{who})
	}
	again := func(full, words string) string {
		return "/said " + strings.TrimSpace("person:"+quoteWords(full)+" "+words)
	}
	who, words, ok, err := b.nameAndWords(ctx, f.words, again)
	if err != nil {
		return Reply{}, err
	}
	if !ok {
		return b.saidByAnyone(ctx, c, f)
	}
	f.words = words
	return b.statements(ctx, c, f, []storage.Known{who})
}

// saidByAnyone takes all of the words for what was said, as they begin with
// no name.
func (b *Bot) saidByAnyone(ctx context.Context, c call, f filter) (Reply, error) {
	found, err := b.store.Search(ctx, storage.Query{Kind: storage.Statements, Words: f.words, Limit: 1})
	if err != nil {
		return Reply{}, err
	}
	if len(found.Reports) == 0 {
		return b.nobody(ctx, c, stranger{typed: f.words, also: ", and no statement with these words,", again: func(full string) string { return "/said " + full }})
	}
	return b.statements(ctx, c, f, nil)
}

func (b *Bot) statements(ctx context.Context, c call, f filter, people []storage.Known) (Reply, error) {
	q := storage.Query{Kind: storage.Statements, Words: f.words, Limit: mostRead}
	for _, p := range people {
		q.People = append(q.People, p.Spellings)
	}
	// A statement has no place of its own.
	f.place = ""
	reports, next, err := b.find(ctx, c, q, f)
	if err != nil {
		return Reply{}, err
	}
	all := gatherStatements(q, reports)
	if len(all) == 0 {
		r, err := b.nothing(ctx, c, say("No statement%s%s seen", ofWhom(people, f), about(f.words)))
		return r.with(saidElsewhere(people, f.words)), err
	}
	var l listing
	l.heading(say("Statements%s%s", ofWhom(people, f), about(f.words)))
	for _, s := range all {
		l.line(s.text(c), proofs(s.tellings))
	}
	reply, err := b.show(ctx, c, l.blocks, l.more)
	return reply.with(older("said", f, next)), err
}

func about(words string) news.Text {
	if words == "" {
		return nil
	}
	return say(" with the words *%s*", echo(words))
}

func saidElsewhere(people []storage.Known, words string) []Button {
	var buttons []Button
	for _, p := range people {
		if words != "" {
			buttons = append(buttons, press("All that "+p.Name+" said", "/said "+p.Name))
		}
	}
	if words != "" {
		buttons = append(buttons, press("Search the articles", "/search "+words))
	}
	return buttons
}
