package bot

import (
	"context"
	"strings"

	"readout/digest/news"
	"readout/storage"
)

// search lists the articles that hold what is asked for, newest first.
func (b *Bot) search(ctx context.Context, c call) (Reply, error) {
	f, err := parseFilter(c)
	if err != nil {
		return Reply{}, err
	}
	q := storage.Query{Words: f.words, Limit: linesShown}
	if f.person != "" {
		who, ok, err := b.person(ctx, f.person, func(full string) string {
			return "/search " + strings.Replace(f.again, "person:"+quoteWords(f.person), "person:"+quoteWords(full), 1)
		})
		if err != nil {
			return Reply{}, err
		}
		if !ok {
			return b.nobody(ctx, c, stranger{typed: f.person, again: func(full string) string { return "/who " + full }})
		}
		q.People = [][]string{who.Spellings}
	}
	reports, next, err := b.find(ctx, c, q, f)
	if err != nil {
		return Reply{}, err
	}
	if len(reports) == 0 {
		return b.noArticle(ctx, c, f)
	}
	var l listing
	l.heading(searchHeading(f))
	for _, r := range reports {
		l.line(articleLine(c, r), []news.Proof{passage(r, f.words)})
	}
	if f.again == "" {
		l.note(say("Narrow it: `/search talks since:7d`, `/search person:Prado place:Baku`"))
	}
	reply, err := b.show(ctx, c, l.blocks, l.more)
	return reply.with(older("search", f, next)), err
}

func searchHeading(f filter) news.Text {
	if f.again == "" {
		return say("The newest articles")
	}
	return say("Articles: *%s*", echo(f.again))
}

func (b *Bot) noArticle(ctx context.Context, c call, f filter) (Reply, error) {
	r, err := b.nothing(ctx, c, say("No article that answers *%s* seen", echo(f.again)))
	if err != nil {
		return r, err
	}
	if f.narrow() && f.words != "" {
		return r.with(row(press("Without conditions", "/search "+f.words))), nil
	}
	words, must := storage.Phrases(f.words), "Every word must stand in the article; fewer words find more."
	if len(words) == 1 {
		words, must = strings.Fields(words[0]), "The words must stand side by side in the article; fewer words find more."
	}
	if len(words) > 1 {
		r = r.and(say(must))
		return r.with(row(press("Only "+echo(words[0]), "/search "+quoteWords(words[0])))), nil
	}
	return r.with(row(press("The newest articles", "/search"))), nil
}

// articleLine is an article as one line: headline, outlet, day, and the
// language where nothing was read from it.
func articleLine(c call, r news.Report) news.Text {
	a := r.Article
	title := strings.TrimSpace(a.Title)
	if title == "" {
		title = "(no headline)"
	}
	line := news.Text{{Words: shorten(title, 300), Style: news.Bold, Link: web(a.URL)}}
	if a.Outlet != "" {
		line = append(line, say(" · %s", a.Outlet)...)
	}
	line = append(line, say(" · %s", dayIn(c.day(a.Published), c.today()))...)
	if lang := r.Facts.Language; lang != "" && lang != "en" {
		line = append(line, say(" (%s)", lang)...)
	}
	return line
}

// passage is the paragraph of an article that holds the first of the words,
// else its summary, else its beginning.
func passage(r news.Report, words string) news.Proof {
	a := r.Article
	p := news.Proof{Article: a.ID, Outlet: a.Outlet, Title: a.Title, URL: a.URL, Published: a.Published, Provenance: r.Facts.Provenance}
	for _, phrase := range storage.Phrases(words) {
		for paragraph := range strings.SplitSeq(a.Text, "\n\n") {
			if strings.Contains(plain(paragraph), plain(phrase)) {
				p.Sentence = shorten(strings.TrimSpace(paragraph), 600)
				return p
			}
		}
	}
	var summary []string
	for _, s := range r.Facts.Summary {
		summary = append(summary, r.Words(s))
	}
	p.Sentence = strings.Join(summary, " … ")
	if p.Sentence == "" {
		p.Sentence, _, _ = strings.Cut(strings.TrimSpace(a.Text), "\n\n")
	}
	p.Sentence = shorten(p.Sentence, 600)
	return p
}
