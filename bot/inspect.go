package bot

import (
	"context"
	"fmt"
	"strings"

	"readout/digest/news"
	"readout/storage"
)

// mostLookedAt is how many of the newest articles are looked at for an
// address.
const mostLookedAt = 5000

// inspect shows what was read from an article, by which rule and how surely:
// the article of a line's number, of an address or id, the newest one that is
// parked, or that holds some words.
func (b *Bot) inspect(ctx context.Context, c call) (Reply, error) {
	r, others, err := b.inspected(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	reply, err := b.articleCard(ctx, c, r, true)
	var buttons []Button
	for _, o := range others[:min(len(others), mostOffered)] {
		buttons = append(buttons, press(shorten(o.Article.Title, 40), "/inspect "+string(o.Article.ID)))
	}
	return reply.with(grid(buttons, 1)...), err
}

// inspected is the article that is meant, and others that may be.
func (b *Bot) inspected(ctx context.Context, c call) (r news.Report, others []news.Report, err error) {
	if n, ok := parseNumber(c.arg); ok {
		r, err = b.ofLine(ctx, c, n)
		return r, nil, err
	}
	if id, ok := parseArticle(c.arg); ok {
		r, err = b.store.Report(ctx, id)
		if isMissing(err) {
			err = noSuchArticle(c.arg)
		}
		return r, nil, err
	}
	if address, err := parseAddress(c.arg); err == nil && strings.Contains(c.arg, "/") {
		r, err = b.atAddress(ctx, address)
		return r, nil, err
	}
	if c.arg == "parked" {
		return b.lastParked(ctx)
	}
	page, err := b.store.Search(ctx, storage.Query{Words: c.arg, Limit: 1 + mostOffered})
	if err != nil {
		return r, nil, fmt.Errorf("search: %w", err)
	}
	if len(page.Reports) == 0 {
		return r, nil, noSuchArticle(c.arg)
	}
	return page.Reports[0], page.Reports[1:], nil
}

// lastParked is the newest article that is parked, and others that are.
func (b *Bot) lastParked(ctx context.Context) (r news.Report, others []news.Report, err error) {
	all, err := b.parked(ctx)
	if err != nil {
		return r, nil, err
	}
	if len(all) == 0 {
		return r, nil, complain(say("None of the newest %s is parked.", count(mostLookedAt, "article")),
			say("An article that breaks the program is parked: kept by title and link, and not read."), row(press("All feeds", "/feeds")))
	}
	return all[0], all[1:], nil
}

func noSuchArticle(typed string) error {
	return complain(say("No article for *%s* is in the archive.", echo(typed)),
		say("The number of a line works, an address, an id, or words: `/inspect 3`. An article that was not read yet: `/read URL`"), row(press("The newest", "/inspect")))
}

// parseArticle reads the id of an article.
func parseArticle(arg string) (news.ArticleID, bool) {
	return news.ArticleID(arg), len(arg) == 32 && strings.Trim(arg, "0123456789abcdef") == ""
}

// ofLine is the article that a line of what was shown last rests on first.
func (b *Bot) ofLine(ctx context.Context, c call, number int) (news.Report, error) {
	e, ok, err := b.onShow(ctx, c)
	if err != nil {
		return news.Report{}, err
	}
	line, has := e.Line(number)
	if !ok || !has || len(line.Proofs) == 0 {
		return news.Report{}, complain(say("There is no line *%s* to inspect.", number), say("Ask for something first: `/digest` or `/met`"))
	}
	r, err := b.store.Report(ctx, line.Proofs[0].Article)
	if isMissing(err) {
		return r, noSuchArticle(string(line.Proofs[0].Article))
	}
	return r, err
}

// atAddress is the newest of the latest articles with an address.
func (b *Bot) atAddress(ctx context.Context, address string) (news.Report, error) {
	head, err := b.store.Head(ctx)
	if err != nil {
		return news.Report{}, fmt.Errorf("head: %w", err)
	}
	var found news.Report
	for r, err := range b.store.AllReports(ctx, head-mostLookedAt) {
		if err != nil {
			return found, fmt.Errorf("reports: %w", err)
		}
		if r.Article.URL == address {
			found = r
		}
	}
	if found.Article.ID == "" {
		return found, noSuchArticle(address)
	}
	return found, nil
}
