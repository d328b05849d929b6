package bot

import (
	"context"
	"fmt"
	"slices"

	"readout/digest/news"
	"readout/storage"
)

// who shows a person's card: roles as last written, other spellings, counts,
// and the latest meetings, statements and visits.
func (b *Bot) who(ctx context.Context, c call) (Reply, error) {
	again := func(full string) string { return "/who " + full }
	if c.arg == "" {
		return b.somebody(ctx)
	}
	who, ok, err := b.person(ctx, c.arg, again)
	if err != nil {
		return Reply{}, err
	}
	if !ok {
		return b.nobody(ctx, c, stranger{typed: c.arg, again: again})
	}
	q := storage.Query{People: [][]string{who.Spellings}, Limit: mostRead}
	page, err := b.store.Search(ctx, q)
	if err != nil {
		return Reply{}, fmt.Errorf("articles on %q: %w", who.Name, err)
	}
	return b.card(ctx, c, who, page.Reports)
}

// somebody offers the people of the newest meetings, where no name was given.
func (b *Bot) somebody(ctx context.Context) (Reply, error) {
	page, err := b.store.Search(ctx, storage.Query{Kind: storage.Meetings, Limit: linesShown})
	if err != nil {
		return Reply{}, fmt.Errorf("newest meetings: %w", err)
	}
	var names []string
	for _, r := range page.Reports {
		for _, m := range r.Facts.Meetings {
			for _, name := range m.Participants {
				names = add(names, name)
			}
		}
	}
	var buttons []Button
	for _, name := range names[:min(len(names), 6)] {
		buttons = append(buttons, press(name, "/who "+name))
	}
	return answer(say("Who? A surname is enough: `/who Prado`")).with(grid(buttons, 2)...), nil
}

// cardLines is how many meetings, statements and visits each a card shows.
const cardLines = 3

func (b *Bot) card(ctx context.Context, c call, who storage.Known, reports []news.Report) (Reply, error) {
	of := func(k storage.Kind) storage.Query {
		return storage.Query{Kind: k, People: [][]string{who.Spellings}}
	}
	meetings := gatherMeetings(of(storage.Meetings), reports)
	statements := gatherStatements(of(storage.Statements), reports)
	journeys := gatherJourneys(of(storage.Visits), reports)

	var l listing
	l.heading(say("*%s*", who.Name))
	for _, t := range slices.Concat(roles(c, who, reports), spellings(who)) {
		l.note(t)
	}
	l.note(counts(c, who, []string{
		count(len(meetings), "meeting"), count(len(statements), "statement"), count(len(journeys), "visit"),
	}, len(reports)))
	excerpt(&l, "Met", meetings, func(m *meeting) (news.Text, []telling) { return m.text(c), m.tellings })
	excerpt(&l, "Said", statements, func(s statement) (news.Text, []telling) { return s.text(c), s.tellings })
	excerpt(&l, "Visits", journeys, func(j *journey) (news.Text, []telling) { return j.text(c), j.tellings })
	reply, err := b.show(ctx, c, l.blocks, l.more)
	name := who.Name
	return reply.with(
		row(press("Meetings", "/met person:"+quoteWords(name)), press("Statements", "/said person:"+quoteWords(name)), press("Visits", "/visits person:"+quoteWords(name))),
		row(press("Follow", "/follow "+name))), err
}

// excerpt adds the first few facts of a kind to a card.
func excerpt[F any](l *listing, title string, facts []F, line func(F) (news.Text, []telling)) {
	if len(facts) == 0 {
		return
	}
	l.title(title)
	for _, f := range facts[:min(len(facts), cardLines)] {
		t, tellings := line(f)
		l.line(t, proofs(tellings))
	}
}

// roles are the functions that outlets gave the person, the latest first,
// each with who wrote it last and when.
func roles(c call, who storage.Known, reports []news.Report) []news.Text {
	var seen []string
	var lines []news.Text
	for _, r := range reports {
		for _, p := range r.Facts.People {
			if !slices.Contains(who.Spellings, p.Name) {
				continue
			}
			for _, role := range p.Roles {
				if len(seen) == len(add(seen, role)) || len(lines) == 5 {
					continue
				}
				seen = add(seen, role)
				lines = append(lines, say("%s ~(%s, %s)~", shorten(role, 200), outletName(r), shortDay(c.day(r.Article.Published), c.today())))
			}
		}
	}
	return lines
}

func outletName(r news.Report) string { return outletOf(news.Proof{Outlet: r.Article.Outlet}) }

// spellings are the other ways in which outlets write the name.
func spellings(who storage.Known) []news.Text {
	others := slices.DeleteFunc(slices.Clone(who.Spellings), func(s string) bool { return s == who.Name })
	if len(others) == 0 {
		return nil
	}
	return []news.Text{say("Also written: %s", list(others[:min(len(others), 8)], "and"))}
}

// counts says how often the person was seen. Where there are more articles
// than were read for the card, it says so.
func counts(c call, who storage.Known, facts []string, read int) news.Text {
	words := say("In *%s*, the latest of %s: %s", count(max(who.Reports, read), "article"), shortDay(c.day(who.Latest), c.today()), list(facts, "and"))
	if read == mostRead && who.Reports > read {
		words = append(words, say(" in the newest %s", count(read, "article"))...)
	}
	return append(words, say(".")...)
}
