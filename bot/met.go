package bot

import (
	"context"
	"strings"

	"readout/digest/news"
	"readout/storage"
)

// met lists meetings, newest first: of one person, between two, in a place,
// or, without a name, the newest of all.
func (b *Bot) met(ctx context.Context, c call) (Reply, error) {
	f, err := parseFilter(c)
	if err != nil {
		return Reply{}, err
	}
	if who, where, ok := strings.Cut(f.words, " in "); ok && f.place == "" {
		f.words, f.place = who, where
	}
	typed := f.person
	if typed == "" {
		typed = f.words
	}
	if typed == "" {
		return b.meetings(ctx, c, f, nil)
	}
	again := func(full string) string { return "/met " + full }
	who, ok, err := b.person(ctx, typed, again)
	if err != nil {
		return Reply{}, err
	}
	if ok {
		return b.nameOrPlace(ctx, c, f, who)
	}
	one, other, ok, err := b.twoNames(ctx, typed, again)
	if err != nil {
		return Reply{}, err
	}
	if ok {
		return b.meetings(ctx, c, f, []storage.Known{one, other})
	}
	if f.person == "" && f.place == "" {
		return b.metIn(ctx, c, f)
	}
	return b.nobody(ctx, c, stranger{typed: typed, again: again})
}

// nameOrPlace asks where a word is both a name and a place of meetings, as
// "Baku" may be.
func (b *Bot) nameOrPlace(ctx context.Context, c call, f filter, who storage.Known) (Reply, error) {
	if f.person == "" && f.place == "" {
		there, err := b.store.Search(ctx, storage.Query{Kind: storage.Meetings, Place: f.words, Limit: 1})
		if err != nil {
			return Reply{}, err
		}
		if len(there.Reports) > 0 {
			return Reply{}, complain(say("*%s* is a name and a place.", echo(f.words)), say("Which is meant?"),
				row(press("With "+who.Name, "/met person:"+quoteWords(who.Name)), press("In "+echo(f.words), "/met place:"+quoteWords(f.words))))
		}
	}
	return b.meetings(ctx, c, f, []storage.Known{who})
}

// metIn takes the words for a place, as they name nobody.
func (b *Bot) metIn(ctx context.Context, c call, f filter) (Reply, error) {
	in := f
	in.place, in.words = f.words, ""
	there, err := b.store.Search(ctx, storage.Query{Kind: storage.Meetings, Place: in.place, Limit: 1})
	if err != nil {
		return Reply{}, err
	}
	if len(there.Reports) == 0 {
		r, err := b.nobody(ctx, c, stranger{typed: f.words, also: ", and no meeting in a place of that name,", again: func(full string) string { return "/met " + full }})
		if err != nil {
			return r, err
		}
		return b.elsewhere(ctx, r, storage.Meetings, f.words)
	}
	return b.meetings(ctx, c, in, nil)
}

// meetings lists the meetings that all of some people took part in.
func (b *Bot) meetings(ctx context.Context, c call, f filter, people []storage.Known) (Reply, error) {
	q := storage.Query{Kind: storage.Meetings, Place: f.place, Limit: mostRead}
	for _, p := range people {
		q.People = append(q.People, p.Spellings)
	}
	reports, next, err := b.find(ctx, c, q, f)
	if err != nil {
		return Reply{}, err
	}
	all := gatherMeetings(q, reports)
	if len(all) == 0 {
		return b.noMeeting(ctx, c, f, people)
	}
	var l listing
	l.heading(say("Meetings%s", ofWhom(people, f)))
	for _, m := range all {
		l.line(m.text(c), proofs(m.tellings))
	}
	reply, err := b.show(ctx, c, l.blocks, l.more)
	return reply.with(older("met", f, next)), err
}

func (b *Bot) noMeeting(ctx context.Context, c call, f filter, people []storage.Known) (Reply, error) {
	what := say("No meeting%s", ofWhom(people, f))
	if f.place != "" {
		what = append(what, say(", by that name,")...)
	}
	r, err := b.nothing(ctx, c, append(what, say(" seen")...))
	r = r.with(metElsewhere(people))
	if err != nil || f.place == "" {
		return r, err
	}
	return b.elsewhere(ctx, r, storage.Meetings, f.place)
}

// ofWhom says what a list of facts was asked for: "of A and B in Baku".
func ofWhom(people []storage.Known, f filter) news.Text {
	var names []news.Text
	for _, p := range people {
		names = append(names, say("*%s*", p.Name))
	}
	words := join(names, " and ")
	if len(words) > 0 {
		words = append(say(" of "), words...)
	}
	if f.place != "" {
		words = append(words, say(" in *%s*", echo(f.place))...)
	}
	if f.topic != "" {
		words = append(words, say(" on *%s*", echo(f.topic))...)
	}
	if f.from != "" {
		words = append(words, say(" by *%s*", echo(f.from))...)
	}
	return words
}

func metElsewhere(people []storage.Known) []Button {
	var buttons []Button
	for _, p := range people {
		buttons = append(buttons, press("Who is "+p.Name+"?", "/who "+p.Name))
	}
	return buttons
}
