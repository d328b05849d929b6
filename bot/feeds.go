package bot

import (
	"context"
	"fmt"
	"slices"
	"time"

	"readout/digest/news"
)

// feedsShown is how many feeds a page holds.
const feedsShown = 8

// feeds lists the feeds with how they fare: all, those of a condition, or
// those whose names hold a word.
func (b *Bot) feeds(ctx context.Context, c call) (Reply, error) {
	word, page := parseTopics(c.arg)
	all, err := b.sources(ctx)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return answer(say("There are no feeds yet. To add one: `/feed_add URL`")).with(row(press("Add a feed", "/feed_add"))), nil
	}
	some := slices.DeleteFunc(slices.Clone(all), func(s news.Source) bool { return !fits(s, word, c.now) })
	page = min(page, max(len(some)-1, 0)/feedsShown)
	r := answer(say("*%s*: %s.", count(len(all), "feed"), tally(all, c.now)))
	for _, s := range some[page*feedsShown : min((page+1)*feedsShown, len(some))] {
		r = r.and(feedText(c, s))
	}
	if len(some) == 0 {
		r = r.and(say("None of them is *%s*.", echo(word)))
	}
	if slices.ContainsFunc(all, func(s news.Source) bool { return s.State.Parked > 0 }) {
		r = r.with(row(press("Parked", "/feeds parked"), press("Inspect the last", "/inspect parked")))
	}
	r.Edit = c.Pressed
	return r.with(turns("/feeds "+word, page, feedsShown, len(some)),
		row(press("Failing", "/feeds failing"), press("Quiet", "/feeds quiet"), press("All", "/feeds"), press("Coverage", "/coverage")),
		row(press("Add", "/feed_add"), press("Check", "/feed_check"), press("Remove", "/feed_remove"))), nil
}

func conditions() []news.Condition {
	return []news.Condition{news.Fine, news.Quiet, news.Slow, news.Failing, news.Suspended}
}

// fits reports whether a feed is of a condition, or has a word in its names;
// "" is any.
func fits(s news.Source, word string, now time.Time) bool {
	condition := news.Condition(plain(word))
	switch condition {
	case "paused":
		return s.Paused
	case "parked":
		return s.State.Parked > 0
	}
	if slices.Contains(conditions(), condition) {
		return s.Health(now).Condition == condition
	}
	return named(s, word)
}

// feedText is a feed in a few lines: condition and reason, last success, how
// much it brings, what of it is parked, and when it is read next.
func feedText(c call, s news.Source) news.Text {
	h := s.Health(c.now)
	line := say("*%s* – %s%s", shorten(titleOf(s), 60), string(h.Condition), inBrackets(h.Reason))
	if s.Title != "" {
		line = append(line, say(" · `%s`", string(s.ID))...)
	}
	line = append(line, say("\n%s", lastRead(c, h))...)
	if h.PerDay > 0 {
		line = append(line, say(" · %s", perDay(h.PerDay))...)
	}
	if n := s.State.Parked; n > 0 {
		line = append(line, say(" · *%s* parked", count(n, "article"))...)
	}
	if !s.Paused && h.Next.After(c.now) {
		line = append(line, say(" · next try in %s", spell(h.Next.Sub(c.now)))...)
	}
	return line
}

func lastRead(c call, h news.Health) string {
	if h.Read.IsZero() {
		return "never read yet"
	}
	at := h.Read.In(c.reader.Schedule.Location())
	return "last read " + dayIn(c.day(at), c.today()) + ", " + at.Format("15:04")
}

func perDay(n float64) string {
	if n < 9.5 {
		return fmt.Sprintf("%.1f articles a day", n)
	}
	return fmt.Sprintf("%.0f articles a day", n)
}

// spell is a length of time in words, to the unit that matters.
func spell(d time.Duration) string {
	switch {
	case d >= 36*time.Hour:
		return count(int(d.Hours()+12)/24, "day")
	case d >= 90*time.Minute:
		return count(int(d.Hours()+0.5), "hour")
	}
	return count(max(int(d.Minutes()+0.5), 1), "minute")
}

// tally counts feeds by condition: "3 ok, 1 failing".
func tally(all []news.Source, now time.Time) news.Text {
	n := map[news.Condition]int{}
	for _, s := range all {
		n[s.Health(now).Condition]++
	}
	var words []news.Text
	for _, condition := range conditions() {
		if n[condition] > 0 {
			words = append(words, say("*%s* %s", n[condition], string(condition)))
		}
	}
	return join(words, ", ")
}

// isSource reports whether a name means a feed: its id, its title or its
// address.
func isSource(s news.Source, name string) bool {
	return plain(string(s.ID)) == plain(name) || s.Title != "" && plain(s.Title) == plain(name) || s.URL == name
}

// sourceNamed is the feed that a name means.
func (b *Bot) sourceNamed(ctx context.Context, name, command string) (news.Source, error) {
	all, err := b.sources(ctx)
	if err != nil {
		return news.Source{}, err
	}
	at := slices.IndexFunc(all, func(s news.Source) bool { return isSource(s, name) })
	if at < 0 {
		return news.Source{}, noFeed(name, all, command)
	}
	return all[at], nil
}

// noFeed is the complaint about a name that means no feed, with near ones.
func noFeed(name string, all []news.Source, command string) error {
	var names []string
	of := map[string]news.SourceID{}
	for _, s := range all {
		for _, n := range []string{titleOf(s), string(s.ID)} {
			names, of[n] = append(names, n), s.ID
		}
	}
	var buttons []Button
	for _, n := range nearest(name, names, 3) {
		buttons = append(buttons, press(n, command+string(of[n])))
	}
	return complain(say("There is no feed *%s*.", echo(name)), say("`/feeds` shows all %s.", count(len(all), "feed")), append(grid(buttons, 2), row(press("All feeds", "/feeds")))...)
}

// feedPicker offers feeds for a command, those in trouble first.
func (b *Bot) feedPicker(ctx context.Context, question news.Text, command string) (Reply, error) {
	all, err := b.sources(ctx)
	if err != nil {
		return Reply{}, err
	}
	slices.SortStableFunc(all, func(x, y news.Source) int { return y.State.Failures - x.State.Failures })
	var buttons []Button
	for _, s := range all[:min(len(all), 12)] {
		buttons = append(buttons, press(shorten(titleOf(s), 30), command+string(s.ID)))
	}
	return answer(question).with(grid(buttons, 2)...).with(row(press("All feeds", "/feeds"), press("Add a feed", "/feed_add"))), nil
}
