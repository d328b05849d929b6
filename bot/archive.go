package bot

import (
	"context"
	"fmt"
	"time"
	"unicode/utf8"

	"readout/digest/news"
	"readout/storage"
)

// nothing is the honest answer to a look-up that found nothing: what was
// searched, and what could not be read; never that it did not happen.
func (b *Bot) nothing(ctx context.Context, c call, what news.Text) (Reply, error) {
	where, err := b.searched(ctx, c)
	if err != nil {
		return Reply{}, err
	}
	return answer(append(append(what, say(" in ")...), where...)), nil
}

// searched says what the archive holds, as in "412 articles from 5 feeds since
// 3 May; 2 feeds unread since Tue 7 Nov".
func (b *Bot) searched(ctx context.Context, c call) (news.Text, error) {
	stats, err := b.store.Stats(ctx)
	if err != nil {
		return nil, fmt.Errorf("stats: %w", err)
	}
	sources, err := b.sources(ctx)
	if err != nil {
		return nil, err
	}
	words := say("*%s* from %s", count(stats.Reports, "article"), count(len(sources), "feed"))
	if !stats.Oldest.IsZero() {
		words = append(words, say(" since %s", shortDay(c.day(stats.Oldest), c.today()))...)
	}
	unread, since := missing(sources, c.now)
	if len(unread) == 0 {
		return append(words, say(".")...), nil
	}
	words = append(words, say("; *%s* unread", count(len(unread), "feed"))...)
	if !since.IsZero() {
		words = append(words, say(" since %s", dayIn(c.day(since), c.today()))...)
	}
	return append(words, say(".")...), nil
}

func (b *Bot) sources(ctx context.Context) ([]news.Source, error) {
	var sources []news.Source
	for s, err := range b.store.AllSources(ctx) {
		if err != nil {
			return nil, fmt.Errorf("sources: %w", err)
		}
		sources = append(sources, s)
	}
	return sources, nil
}

// missing are the sources that are not read at present, and since when the
// first of them is not.
func missing(sources []news.Source, now time.Time) (unread []news.Source, since time.Time) {
	for _, s := range sources {
		g, is := s.Unread(now)
		if !is {
			continue
		}
		unread = append(unread, s)
		if !g.Since.IsZero() && (since.IsZero() || g.Since.Before(since)) {
			since = g.Since
		}
	}
	return unread, since
}

// stranger is a name that the archive does not hold.
type stranger struct {
	typed string
	// also is what else was looked for under it.
	also string
	// again is the command for another name.
	again func(full string) string
}

// nobody answers for a stranger, with names that are written much like it.
func (b *Bot) nobody(ctx context.Context, c call, s stranger) (Reply, error) {
	r, err := b.nothing(ctx, c, say("Nobody called *%s*%s seen", echo(s.typed), s.also))
	if err != nil {
		return r, err
	}
	names, err := b.alike(ctx, s.typed)
	if err != nil {
		return r, err
	}
	var buttons []Button
	for _, n := range names {
		buttons = append(buttons, press(n, s.again(n)))
	}
	if len(buttons) > 0 {
		r = r.and(say("Perhaps one of these?"))
	}
	return r.with(grid(buttons, 2)...).with(row(press("Search the articles", "/search "+echo(s.typed)))), nil
}

// alike finds names in the archive that begin as a typed one does and are a
// few slips away from it.
func (b *Bot) alike(ctx context.Context, typed string) ([]string, error) {
	word := lastWord(plain(typed))
	if len(word) < 3 {
		return nil, nil
	}
	_, initial := utf8.DecodeRuneInString(word)
	uses, err := b.store.FindNames(ctx, []string{word[:initial]}, true, 200)
	if err != nil {
		return nil, fmt.Errorf("names like %q: %w", typed, err)
	}
	var names, likes []string
	for _, u := range uses {
		names = append(names, lastWord(plain(u.Name)))
	}
	for _, like := range nearest(word, names, 4) {
		for i, n := range names {
			if n == like && uses[i].Name != "" {
				likes = append(likes, uses[i].Name)
				uses[i] = storage.NameUse{}
				break
			}
		}
	}
	return likes, nil
}
