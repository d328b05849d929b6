package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"readout/digest/news"
	"readout/storage"
)

const (
	// calendarDays is how far ahead /visits looks where nothing is said.
	calendarDays = 14
	// undatedDays is how long after the last report of it a visit without
	// days still counts among those of the next days.
	undatedDays = 7
)

// visits lists who travels where: by name, by place, all that is ahead or
// past, or the next 14 days in the reader's topics.
func (b *Bot) visits(ctx context.Context, c call) (Reply, error) {
	f, err := parseFilter(c)
	if err != nil {
		return Reply{}, err
	}
	switch plain(f.words) {
	case "":
		if f.person == "" && f.place == "" {
			return b.calendar(ctx, c, f, calendarDays)
		}
	case "upcoming", "ahead", "next":
		f.words = ""
		return b.calendar(ctx, c, f, 0)
	case "past":
		f.words = ""
		return b.pastVisits(ctx, c, f)
	}
	return b.visitsOf(ctx, c, f)
}

// visitsOf lists the visits of a person, else those to a place.
func (b *Bot) visitsOf(ctx context.Context, c call, f filter) (Reply, error) {
	typed := cmp.Or(f.person, f.words)
	q := storage.Query{Kind: storage.Visits, Limit: mostRead}
	var people []storage.Known
	again := func(full string) string { return "/visits person:" + quoteWords(full) }
	if typed != "" {
		who, ok, err := b.person(ctx, typed, again)
		if err != nil {
			return Reply{}, err
		}
		if ok {
			people, q.People = append(people, who), [][]string{who.Spellings}
		} else if f.place == "" && f.person == "" {
			f.place = typed
		} else {
			return b.nobody(ctx, c, stranger{typed: typed, again: again})
		}
	}
	f.words = ""
	all, next, err := b.journeys(ctx, c, q, f)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 && typed != "" && len(people) == 0 {
		r, err := b.nobody(ctx, c, stranger{typed: typed, also: ", and no visit to a place of that name,", again: again})
		if err != nil {
			return r, err
		}
		return b.elsewhere(ctx, r, storage.Visits, typed)
	}
	slices.SortStableFunc(all, func(x, y *journey) int { return cmp.Compare(y.when(), x.when()) })
	return b.showJourneys(ctx, c, visitList{title: append(say("Visits"), toWhere(people, f)...), all: all, f: f, next: next})
}

// calendar lists the visits that are under way or still to come, the first
// one first and those without days last: those of some days in the reader's
// topics, or with 0 all.
func (b *Bot) calendar(ctx context.Context, c call, f filter, days int) (Reply, error) {
	today := c.today()
	dated := storage.Query{Kind: storage.Visits, Limit: mostAtOnce, From: today}
	title := say("Visits ahead")
	if days > 0 {
		dated.To = today.Add(days)
		var err error
		if f.mine, err = b.mine(ctx, c); err != nil {
			return Reply{}, err
		}
		title = say("Visits of the next %s", count(days, "day"))
		if len(f.mine) > 0 {
			title = append(title, say(" in your topics")...)
		}
	}
	all, err := b.ahead(ctx, c, dated, f)
	if err != nil {
		return Reply{}, err
	}
	slices.SortStableFunc(all, func(x, y *journey) int {
		if x.dated() == y.dated() {
			return cmp.Compare(x.when(), y.when())
		}
		if x.dated() {
			return -1
		}
		return 1
	})
	return b.showJourneys(ctx, c, visitList{title: title, all: all, f: f,
		others: row(press("All upcoming", "/visits upcoming"), press("Past", "/visits past"))})
}

// ahead gathers what is ahead from visits with days, and from late reports of
// visits without.
func (b *Bot) ahead(ctx context.Context, c call, dated storage.Query, f filter) ([]*journey, error) {
	late := f
	if since := c.now.AddDate(0, 0, -calendarDays); late.since.Before(since) {
		late.since = since
	}
	// Each reads a hundred reports, so both are read at once.
	var open []news.Report
	var openErr error
	var reading sync.WaitGroup
	reading.Go(func() {
		open, _, openErr = b.find(ctx, c, storage.Query{Kind: storage.Visits, Limit: mostAtOnce}, late)
	})
	reports, _, err := b.find(ctx, c, dated, f)
	reading.Wait()
	if err := cmp.Or(err, openErr); err != nil {
		return nil, err
	}
	for _, r := range open {
		if !slices.ContainsFunc(reports, func(known news.Report) bool { return known.Article.ID == r.Article.ID }) {
			reports = append(reports, r)
		}
	}
	slices.SortStableFunc(reports, func(x, y news.Report) int { return y.Article.Published.Compare(x.Article.Published) })
	all := gatherJourneys(storage.Query{Kind: storage.Visits}, reports)
	return slices.DeleteFunc(all, func(j *journey) bool {
		if !j.ahead(c.today()) {
			return true
		}
		return dated.To != "" && (j.Start > dated.To || !j.dated() && j.age(c.today()) > undatedDays)
	}), nil
}

// mine are the reader's topics.
func (b *Bot) mine(ctx context.Context, c call) ([]news.Topic, error) {
	all, err := b.offered(ctx, c)
	return slices.DeleteFunc(all, func(t news.Topic) bool { return !slices.Contains(c.reader.Topics, t.ID) }), err
}

func (b *Bot) pastVisits(ctx context.Context, c call, f filter) (Reply, error) {
	all, next, err := b.journeys(ctx, c, storage.Query{Kind: storage.Visits, Limit: mostRead, To: c.today().Add(-1)}, f)
	if err != nil {
		return Reply{}, err
	}
	all = slices.DeleteFunc(all, func(j *journey) bool { return j.ahead(c.today()) })
	slices.SortStableFunc(all, func(x, y *journey) int { return cmp.Compare(y.when(), x.when()) })
	return b.showJourneys(ctx, c, visitList{title: say("Past visits"), all: all, f: f, next: next, others: row(press("Upcoming", "/visits upcoming"))})
}

func (b *Bot) journeys(ctx context.Context, c call, q storage.Query, f filter) ([]*journey, string, error) {
	q.Place = f.place
	reports, next, err := b.find(ctx, c, q, f)
	if err != nil {
		return nil, "", fmt.Errorf("visits: %w", err)
	}
	return gatherJourneys(q, reports), next, nil
}

// visitList is a list of journeys as it is to be shown.
type visitList struct {
	title  news.Text
	all    []*journey
	f      filter
	next   string
	others []Button
}

func (b *Bot) showJourneys(ctx context.Context, c call, v visitList) (Reply, error) {
	if len(v.all) == 0 {
		none := ": none seen"
		if v.f.place != "" {
			none = ": none by that name seen"
		}
		r, err := b.nothing(ctx, c, append(v.title, say(none)...))
		if r = r.with(v.others); err != nil || v.f.place == "" {
			return r, err
		}
		return b.elsewhere(ctx, r, storage.Visits, v.f.place)
	}
	var l listing
	l.heading(v.title)
	for _, j := range v.all {
		l.line(j.text(c), proofs(j.tellings))
	}
	reply, err := b.show(ctx, c, l.blocks, l.more)
	return reply.with(older("visits", v.f, v.next)).with(v.others), err
}

// toWhere is ofWhom for visits, which go to a place.
func toWhere(people []storage.Known, f filter) news.Text {
	place := f.place
	f.place = ""
	words := ofWhom(people, f)
	if place != "" {
		words = append(words, say(" to *%s*", echo(place))...)
	}
	return words
}
